//! One direction of dependency between the layers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what it may use. Stricter than the order alone.
const LAYERS: [(&str, &[&str]); 17] = [
    ("order", &[]),
    ("redact", &[]),
    ("text", &["redact"]),
    ("diagnosis", &["redact", "text"]),
    ("pack", &["diagnosis", "order"]),
    ("line", &["pack"]),
    ("intake", &["line", "pack"]),
    ("scan", &["intake", "line", "order", "pack", "text"]),
    ("case", &["order", "pack", "scan", "text"]),
    ("rules", &["case", "diagnosis", "order", "pack", "scan", "text"]),
    ("flow", &["diagnosis", "order", "pack", "rules", "text"]),
    ("report", &["diagnosis", "order", "text"]),
    ("permalink", &["diagnosis", "order", "pack", "text"]),
    ("engine", &["case", "diagnosis", "flow", "order", "pack", "rules", "scan", "text"]),
    ("command_line", &["diagnosis", "engine", "intake", "pack", "permalink", "report", "scan", "text"]),
    ("worker", &["diagnosis", "engine", "intake", "pack", "permalink", "report", "scan", "text"]),
    ("ui", &["diagnosis", "pack", "report", "worker"]),
];

/// Only the page knows the browser, and only the command line knows files, environment and processes.
const BROWSER: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "yew", "gloo"];
const SYSTEM: [&str; 3] = ["fs", "env", "process"];

#[test]
fn a_layer_uses_only_those_before_it() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut wrong = Vec::new();
    for (layer, file, text) in sources() {
        let Some(allowed) = allowed.get(layer.as_str()) else {
            wrong.push(format!("{}: `{layer}` is no layer", file.display()));
            continue;
        };
        for used in names_after(&text, "crate::") {
            if used != layer && LAYERS.iter().any(|(name, _)| *name == used) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: `{layer}` uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_allowed_that_is_not_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (layer, _, text) in sources() {
        used.entry(layer).or_default().extend(names_after(&text, "crate::"));
    }
    for (layer, allowed) in LAYERS {
        let used = used.get(layer).unwrap_or_else(|| panic!("`{layer}` is gone"));
        for name in allowed {
            assert!(used.contains(*name), "`{layer}` does not use `{name}` any more");
        }
    }
}

#[test]
fn a_layer_may_use_only_those_above_it_in_the_table() {
    for (index, (layer, allowed)) in LAYERS.iter().enumerate() {
        for name in *allowed {
            assert!(LAYERS.iter().take(index).any(|(above, _)| above == name), "`{layer}` comes before `{name}`");
        }
    }
}

#[test]
fn only_the_page_knows_the_browser_and_only_the_command_line_the_system() {
    let mut wrong = Vec::new();
    for (layer, file, text) in sources() {
        if !["ui", "worker"].contains(&layer.as_str()) {
            let named = BROWSER.iter().filter(|name| text.contains(&format!("{name}::")));
            wrong.extend(named.map(|name| format!("{}: {name}", file.display())));
        }
        if layer != "command_line" {
            let named = names_after(&text, "std::").into_iter().filter(|name| SYSTEM.contains(&name.as_str()));
            wrong.extend(named.map(|name| format!("{}: std::{name}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_found_in_every_form() {
    let text = "use crate::pack::{A, B};\nuse crate::{\n    scan::{C, d::E},\n    text,\n    self,\n};\n// crate::ui\nlet x = crate::line::parse();";
    assert_eq!(names_after(text, "crate::"), ["pack", "scan", "text", "self", "line"]);
    assert_eq!(names_after("use std::{fs, io::{self, Read}};\nstd::env::args()", "std::"), ["fs", "io", "env"]);
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
        // Tests in the file stand at its end; `mod tests;` may stand anywhere.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
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

/// The names that directly follow `root`, such as `crate::`, outside of comments; a group counts as all of its names.
fn names_after(text: &str, root: &str) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code: String = text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for after in code.split(root).skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(members(group).into_iter().map(|member| name(member.trim()))),
            None => found.push(name(after)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The members of a group up to its closing brace; commas of groups within it do not part them.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut members) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members
}
