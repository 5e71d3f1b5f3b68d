//! The commands of the documents work as they stand.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Lines of the blocks marked `sh`.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).map(|after| after.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn the_program_does_what_the_readme_says() {
    let readme = read("README.md");
    let mut ran = 0;
    for command in commands(&readme) {
        let Some(arguments) = command.strip_prefix("target/release/profiler-doctor ") else { continue };
        let output = Command::new(common::program())
            .args(arguments.split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command}: {:?}", output.status);
        assert!(!output.stdout.is_empty(), "{command} says nothing");
        if ran == 0 {
            let quoted = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap().trim();
            assert!(String::from_utf8_lossy(&output.stdout).contains(quoted), "{command} does not say: {quoted}");
        }
        ran += 1;
    }
    assert!(ran >= 5, "{ran} commands");
}

#[test]
fn every_command_of_dev_that_is_named_exists() {
    let dev = read("dev");
    for document in ["README.md", "docs/architecture.md", "docs/rules.md"] {
        for named in read(document).split("./dev ").skip(1) {
            let name: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            assert!(name == "help" || dev.contains(&format!("  {name})")), "{document}: ./dev {name}");
        }
    }
}

#[test]
fn every_file_that_the_documents_name_exists() {
    for document in ["README.md", "docs/architecture.md", "docs/rules.md"] {
        let text = read(document);
        for name in text.split('`').skip(1).step_by(2) {
            let is_path =
                ["src/", "tests/", "rules/", "docs/", "examples/"].iter().any(|start| name.starts_with(start));
            if is_path && !name.contains(['<', '*', ' ', 'N']) {
                assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists(), "{document} names {name}");
            }
        }
    }
}
