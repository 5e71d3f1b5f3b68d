//! The commands of the documents work as they stand.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use profiler_doctor::diagnosis::Verdict;
use profiler_doctor::engine::{Request, diagnose};
use profiler_doctor::intake;
use profiler_doctor::pack::{Pack, Rule};
use profiler_doctor::scan::Scanner;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a reader of the project is given.
const DOCUMENTS: [&str; 4] = ["README.md", "CHANGELOG.md", "docs/architecture.md", "docs/rules.md"];

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
    let mut printed = Vec::new();
    for command in commands(&readme) {
        let Some(stated) = command.strip_prefix("target/release/profiler-doctor ") else { continue };
        let (arguments, code) = stated.split_once("  # ends with ").unwrap_or_else(|| panic!("{command}: ends how?"));
        let output = Command::new(common::program())
            .args(arguments.split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), code.parse().ok(), "{command}");
        assert!(!output.stdout.is_empty(), "{command} says nothing");
        printed.push(String::from_utf8(output.stdout).unwrap());
    }
    assert!(printed.len() >= 5, "{} commands", printed.len());
    // What is quoted is what the first one prints, but for what `…` stands for.
    let quoted = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let mut left = printed.first().unwrap().as_str();
    for part in quoted.split("…\n") {
        left = left.split_once(part).unwrap_or_else(|| panic!("it does not print, at its place:\n{part}")).1;
    }
}

#[test]
fn the_readme_names_every_cause_and_no_other() {
    let readme = read("README.md");
    let table = readme.split("| cause | in short |\n|---|---|\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let first = table.lines().map(|line| line.split('|').nth(1).unwrap());
    let named: BTreeSet<&str> = first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let is_raised = |rule: &Rule| rule.raised.as_ref().is_some_and(|raised| raised.verdict == Verdict::Fail);
    let fails = common::PACK.rules.iter().filter(|rule| rule.verdict == Verdict::Fail || is_raised(rule));
    assert_eq!(named, fails.map(|rule| rule.id.as_str()).collect());
}

#[test]
fn the_example_of_the_guide_is_a_pack() {
    let guide = read("docs/rules.md");
    let whole = guide.split("## A whole pack\n").nth(1).unwrap();
    let text = whole.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let pack = Pack::parse(&[("example.toml", text)]).unwrap_or_else(|mistake| panic!("{mistake}"));
    let [rule] = pack.rules.iter().filter(|rule| !rule.tests.is_empty()).collect::<Vec<_>>()[..] else {
        panic!("one rule with a test");
    };
    let log = "[2026-01-31 10:00:00.000 | info | PId: 7 | TId: 7] Switched on, 0 litres.\n\
               [2026-01-31 10:00:01.000 | error | PId: 7 | TId: 7] No water.\n";
    let cause = |log: &str| {
        let mut scanner = Scanner::new(&pack, intake::decide(&pack, "kettle-kitchen-7.log", log.as_bytes()));
        scanner.push(log.as_bytes());
        diagnose(&pack, &[scanner.finish()], &Request::default()).capture.root_cause
    };
    assert_eq!(cause(log).as_ref(), Some(&rule.id));
    let (_, without_head) = log.split_once('\n').unwrap();
    assert_eq!(cause(without_head), None, "the guide says so");
}

#[test]
fn every_command_of_dev_that_is_named_exists() {
    let dev = read("dev");
    for document in DOCUMENTS {
        for named in read(document).split("./dev ").skip(1) {
            let name: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            assert!(name == "help" || dev.contains(&format!("  {name})")), "{document}: ./dev {name}");
        }
    }
}

#[test]
fn every_file_that_the_documents_name_exists() {
    for document in DOCUMENTS {
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
