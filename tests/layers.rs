//! One direction of dependency between the layers.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what it may use. Stricter than the order alone.
const LAYERS: [(&str, &[&str]); 16] = [
    ("redact", &[]),
    ("text", &["redact"]),
    ("diagnosis", &["redact", "text"]),
    ("pack", &["diagnosis"]),
    ("line", &["pack"]),
    ("intake", &["line", "pack"]),
    ("scan", &["intake", "line", "pack", "text"]),
    ("case", &["pack", "scan", "text"]),
    ("rules", &["case", "diagnosis", "pack", "scan", "text"]),
    ("flow", &["case", "diagnosis", "pack", "rules", "text"]),
    ("report", &["diagnosis", "pack", "text"]),
    ("permalink", &["diagnosis", "pack", "report", "text"]),
    ("engine", &["case", "diagnosis", "flow", "pack", "rules", "scan", "text"]),
    ("command_line", &["diagnosis", "engine", "intake", "pack", "permalink", "report", "scan", "text"]),
    ("worker", &["diagnosis", "engine", "intake", "pack", "permalink", "report", "scan", "text"]),
    ("ui", &["diagnosis", "pack", "report", "worker"]),
];

/// Only these know the browser, and only the command line knows files and the environment.
const BROWSER: [&str; 5] = ["web_sys::", "js_sys::", "wasm_bindgen::", "yew::", "gloo::"];
const SYSTEM: [&str; 3] = ["std::fs", "std::env", "std::process"];

#[test]
fn a_layer_uses_only_those_before_it() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut wrong = Vec::new();
    for (layer, file, text) in sources() {
        let Some(allowed) = allowed.get(layer.as_str()) else {
            wrong.push(format!("{}: `{layer}` is no layer", file.display()));
            continue;
        };
        for used in uses(&text) {
            if used != layer && LAYERS.iter().any(|(name, _)| *name == used) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: `{layer}` uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_page_knows_the_browser_and_only_the_command_line_the_system() {
    let mut wrong = Vec::new();
    for (layer, file, text) in sources() {
        let mut forbid = |words: &[&str], but: &[&str]| {
            if !but.contains(&layer.as_str()) {
                wrong.extend(
                    words.iter().filter(|word| text.contains(**word)).map(|word| format!("{}: {word}", file.display())),
                );
            }
        };
        forbid(&BROWSER, &["ui", "worker"]);
        forbid(&SYSTEM, &["command_line"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every file of the engine, with its layer and its text without tests.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let inside = files.into_iter().filter_map(|file| {
        let path = file.strip_prefix(&root).unwrap();
        let layer = path.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let is_test = path.file_name().is_some_and(|name| name == "tests.rs");
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
        (!["lib", "main"].contains(&layer.as_str()) && !is_test).then_some((layer, file, code))
    });
    inside.collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The names after each `crate::`, outside of comments; a group counts as all of its names.
fn uses(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(group.split('}').next().unwrap().split(',').map(|part| name(part.trim()))),
            None => found.push(name(after)),
        }
    }
    found
}
