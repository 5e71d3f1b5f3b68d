//! The policy for dependencies: licences that may be used, no packages from elsewhere, each direct one wanted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::process::Command;

/// Packages that the project may use directly; a new one is a decision.
const WANTED: [&str; 16] = [
    "base64",
    "gloo",
    "js-sys",
    "memchr",
    "miniz_oxide",
    "proptest",
    "regex",
    "regex-lite",
    "serde",
    "serde_json",
    "sha2",
    "toml",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
    "yew",
];

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap();
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn every_package_may_be_used() {
    let policy = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml")).unwrap();
    let policy: toml::Table = toml::from_str(&policy).unwrap();
    let allowed: Vec<&str> =
        policy["licenses"]["allow"].as_array().unwrap().iter().map(|licence| licence.as_str().unwrap()).collect();
    let metadata = metadata();
    let packages = metadata.get("packages").and_then(Value::as_array).unwrap();
    assert!(packages.len() > 20);
    let mut wrong = Vec::new();
    for package in packages.iter().filter(|package| text(package, "name") != env!("CARGO_PKG_NAME")) {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        // `(A OR B) AND C`: of each choice one has to be allowed.
        let fits = licence.split(" AND ").all(|choice| {
            let one_of = choice.trim_matches(['(', ')']).split(" OR ").flat_map(|part| part.split('/'));
            one_of.into_iter().any(|licence| allowed.contains(&licence.trim()))
        });
        if !fits {
            wrong.push(format!("{name}: licence {licence}"));
        }
        if !text(package, "source").starts_with("registry+") {
            wrong.push(format!("{name}: from {}", text(package, "source")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_direct_dependency_is_wanted() {
    let metadata = metadata();
    let packages = metadata.get("packages").and_then(Value::as_array).unwrap();
    let own = packages.iter().find(|package| text(package, "name") == env!("CARGO_PKG_NAME")).unwrap();
    for dependency in own.get("dependencies").and_then(Value::as_array).unwrap() {
        let name = text(dependency, "name");
        assert!(WANTED.contains(&name), "{name} is used, and nobody has decided that it should be");
        assert!(text(dependency, "req") != "*", "{name} has no version");
    }
}
