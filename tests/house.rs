//! Rules of the house that a compiler does not know.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Put together, so that this file does not find itself.
fn forbidden() -> Vec<String> {
    let parts: [&[&str]; 11] = [
        &["/wo", "rk/"],
        &["/ro", "ot/"],
        &["/tmp/", "bg"],
        &["registry.", "npmjs"],
        &["index.", "crates.io"],
        &["to", "do!("],
        &["unimple", "mented!("],
        &["db", "g!("],
        &["TO", "DO"],
        &["FIX", "ME"],
        &["#[ig", "nore"],
    ];
    parts.iter().map(|parts| parts.concat()).collect()
}

/// Everything that belongs to the project, but lock files, logs of cases and the licence.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = listed(root).unwrap_or_else(|| {
        let mut found = Vec::new();
        walk(root, root, &mut found);
        found
    });
    let is_ours = |name: &String| !name.contains("lock") && !name.contains("/logs/") && name != "LICENSE";
    let found: Vec<PathBuf> =
        names.into_iter().filter(is_ours).map(|name| root.join(name)).filter(|path| path.is_file()).collect();
    assert!(found.len() > 100, "{} files", found.len());
    found
}

/// What git knows; nothing where there is no git, or the project was unpacked without its history.
fn listed(root: &Path) -> Option<Vec<String>> {
    let listed = Command::new("git").arg("ls-files").current_dir(root).output().ok()?;
    let names: Vec<String> = String::from_utf8(listed.stdout).ok()?.lines().map(str::to_owned).collect();
    (listed.status.success() && !names.is_empty()).then_some(names)
}

/// All files but what is built, downloaded or hidden.
fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        let is_made = ["target", "dist", "node_modules", "screenshots", ".git", ".tools"].contains(&name.as_ref());
        if path.is_dir() && !is_made {
            walk(root, &path, found);
        } else if path.is_file() {
            found.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn without_git_the_same_files_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut walked = Vec::new();
    walk(root, root, &mut walked);
    let missing: Vec<String> =
        listed(root).unwrap_or_default().into_iter().filter(|name| !walked.contains(name)).collect();
    assert!(missing.is_empty() && walked.len() > 100, "{missing:?}");
}

#[test]
fn nothing_forbidden_stands_anywhere() {
    let mut wrong = Vec::new();
    for file in files() {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        wrong.extend(
            forbidden().iter().filter(|word| text.contains(*word)).map(|word| format!("{}: {word}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_browser_test_is_left_out() {
    let words = [[".on", "ly("], [".sk", "ip("]].map(|parts| parts.concat());
    let tests: Vec<PathBuf> = files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "mjs")).collect();
    assert!(tests.len() >= 5, "{} scripts", tests.len());
    for file in tests {
        let text = fs::read_to_string(&file).unwrap();
        let found = words.iter().find(|word| text.contains(word.as_str()));
        assert!(found.is_none(), "{}: {found:?}", file.display());
    }
}

#[test]
fn the_licence_is_the_one_that_the_package_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(fs::read_to_string(root.join("Cargo.toml")).unwrap().contains("license = \"Apache-2.0\""));
    let licence = fs::read_to_string(root.join("LICENSE")).unwrap();
    assert!(licence.contains("Apache License") && licence.contains("Version 2.0"));
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let is_code = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let code: Vec<PathBuf> = files().into_iter().filter(is_code).collect();
    let lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<&PathBuf> = code.iter().filter(|path| lines(path) > 500).collect();
    assert!(long.is_empty(), "over 500 lines: {long:?}");
    let over = code.iter().filter(|path| lines(path) > 300).count();
    assert!(over * 10 < code.len(), "{over} of {} files have over 300 lines", code.len());
    let silent: Vec<&PathBuf> = code
        .iter()
        .filter(|path| !["tests.rs", "files.rs"].contains(&path.file_name().unwrap().to_str().unwrap()))
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "without a word on what they are: {silent:?}");
}

#[test]
fn the_readme_says_whose_product_it_is_not() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(readme.contains("not a product of Datadog"));
}
