//! Rules of the house that a compiler does not know.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Put together, so that this file does not find itself.
fn forbidden() -> Vec<String> {
    let parts: [&[&str]; 10] = [
        &["/wo", "rk/"],
        &["/ro", "ot/"],
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
    let listed = Command::new("git").args(["ls-files"]).current_dir(root).output().unwrap();
    let names = String::from_utf8(listed.stdout).unwrap();
    let ours = names.lines().filter(|name| !name.contains("lock") && !name.contains("/logs/") && *name != "LICENSE");
    let found: Vec<PathBuf> = ours.map(|name| root.join(name)).filter(|path| path.is_file()).collect();
    assert!(found.len() > 100, "{} files", found.len());
    found
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
fn files_are_small_and_say_what_they_are() {
    let is_code = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let code: Vec<PathBuf> = files().into_iter().filter(is_code).collect();
    let lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<&PathBuf> = code.iter().filter(|path| lines(path) > 500).collect();
    assert!(long.is_empty(), "over 500 lines: {long:?}");
    let over = code.iter().filter(|path| lines(path) > 300).count();
    assert!(over * 10 <= code.len(), "{over} of {} files have over 300 lines", code.len());
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
