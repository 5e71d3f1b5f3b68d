//! The schema for editors says the same as the reader of packs, and that of the document the same as what is written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Case, PACK, scan, scan_folder};
use profiler_doctor::diagnosis::{Diagnosis, SCHEMA, Symptom, Verdict};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::pack::{Class, Expectation, Level, LineFormat};
use profiler_doctor::report;
use profiler_doctor::text::Policy;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(&read("rules/pack.schema.json")).unwrap()
}

/// One struct of the reader: the name of its definition, and its keys with whether each must be there.
fn structs() -> Vec<(String, Vec<(String, bool)>)> {
    let text = read("src/pack/document.rs");
    let after = text.split("pub(super) struct ").skip(1);
    after
        .map(|after| {
            let (name, body) = after.split_once(" {\n").unwrap();
            let name = name.strip_suffix("Document").unwrap_or(name);
            (kebab(name), keys(body.split("\n}\n").next().unwrap()))
        })
        .collect()
}

fn keys(body: &str) -> Vec<(String, bool)> {
    let mut keys = Vec::new();
    let (mut renamed, mut has_default) = (None, false);
    for line in body.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("#[serde(rename = \"") {
            renamed = name.split('"').next().map(str::to_owned);
        }
        has_default |= line == "#[serde(default)]";
        if let Some((field, kind)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            let must_be = !std::mem::take(&mut has_default) && !kind.starts_with("Option<");
            keys.push((renamed.take().unwrap_or_else(|| field.replace('_', "-")), must_be));
        }
    }
    keys
}

/// `NamedCondition` as `named-condition`.
fn kebab(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !written.is_empty() {
            written.push('-');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}

#[test]
fn every_key_of_the_reader_stands_in_the_schema_and_no_other() {
    let schema = schema();
    let structs = structs();
    assert!(structs.len() >= 14, "{} structs", structs.len());
    for (name, keys) in structs {
        let known = if name.is_empty() { &schema } else { &schema["definitions"][&name] };
        let stated: BTreeSet<&str> = known["properties"]
            .as_object()
            .unwrap_or_else(|| panic!("no `{name}`"))
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(stated, keys.iter().map(|(key, _)| key.as_str()).collect(), "keys of `{name}`");
        let required: BTreeSet<&str> =
            known["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap()).collect();
        let must_be = keys.iter().filter(|(_, must_be)| *must_be).map(|(key, _)| key.as_str()).collect();
        assert_eq!(required, must_be, "keys that `{name}` must have");
        assert_eq!(known["additionalProperties"], false, "`{name}`");
    }
}

/// The words that a type takes: its reader names them all when it is given another.
fn words<T: DeserializeOwned + std::fmt::Debug>() -> BTreeSet<String> {
    let message = serde_json::from_str::<T>("\"?\"").unwrap_err().to_string();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_words_are_those_of_the_engine() {
    let definitions = &schema()["definitions"];
    let stated = |value: &Value| -> BTreeSet<String> {
        value["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stated(&definitions["artifact"]["properties"]["format"]), words::<LineFormat>());
    assert_eq!(stated(&definitions["signal"]["properties"]["class"]), words::<Class>());
    assert_eq!(stated(&definitions["rule"]["properties"]["verdict"]), words::<Verdict>());
    assert_eq!(stated(&definitions["test"]["properties"]["expect"]), words::<Expectation>());
    for word in stated(&definitions["level"]) {
        assert!(Level::from_word(word.as_bytes()).is_some(), "`{word}` is no level");
    }
}

#[test]
fn the_pack_fits_the_schema() {
    let schema = schema();
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/dotnet-profiler"), &mut files);
    assert!(files.len() >= 10, "{} files", files.len());
    for file in files {
        let document: Value = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        check(&schema, &schema, &document).unwrap_or_else(|mistake| panic!("{}: {mistake}", file.display()));
    }
}

#[test]
fn the_schema_finds_mistakes() {
    let schema = schema();
    let mistakes = [
        "colour = 'red'",
        "[[signal]]\nid = 'A'",
        "[[signal]]\nid = 'A'\nclass = 'awful'",
        "[[condition]]\nid = 'a'\nwhen = {}",
        "[[condition]]\nid = 'a'\nwhen = { seen = 'A', absent = 'B' }",
        "[[condition]]\nid = 'a'\nwhen = { all = [{ seen = 'A', before = '3.0.0' }] }",
        "[[condition]]\nid = 'a'\nwhen = { elapsed = 'A' }",
        "[[condition]]\nid = 'a'\nwhen = { holds = 'b', is = 'c' }",
        "[[step]]\nid = 'a'\ntitle = 'b'\nquestion = 'c'\nneed = [{ artifact = 'd', setting = 'e' }]",
    ];
    for text in mistakes {
        assert!(check(&schema, &schema, &toml::from_str(text).unwrap()).is_err(), "nothing wrong with: {text}");
    }
}

fn document_schema() -> Value {
    serde_json::from_str(&read("docs/diagnosis.schema.json")).unwrap()
}

/// The document of these sources, as it is written.
fn document(sources: &[profiler_doctor::scan::Scanned]) -> Value {
    let published = engine::diagnose(&PACK, sources, &Request::default()).publish(Policy::Local);
    serde_json::from_str(&report::json(&published)).unwrap()
}

#[test]
fn every_document_fits_the_schema() {
    let schema = document_schema();
    for case in Case::all() {
        let document = document(&scan_folder(&case.folder.join("logs")));
        check(&schema, &schema, &document).unwrap_or_else(|mistake| panic!("{}: {mistake}", case.name));
    }
}

#[test]
fn gaps_and_notices_are_optional_fields_of_the_capture() {
    let schema = document_schema();
    let log = |pid: u32| {
        let text = format!("[2026-11-23 03:53:35.800 | error | PId: {pid} | TId: 1] 403\n");
        scan(&format!("DD-DotNet-Profiler-Native-shop-{pid}.log"), text.as_bytes())
    };
    let mut sources: Vec<_> = (1..1_100).map(log).collect();
    let small = document(&sources[..1]);
    assert!(small["capture"].get("unread").is_none() && small["capture"].get("notices").is_none());
    sources.push(scan("rest.7z", b"7z\xbc\xaf\x27\x1c"));
    let large = document(&sources);
    check(&schema, &schema, &large).unwrap();
    assert_eq!(large["schema"], SCHEMA);
    assert_eq!(large["capture"]["unread"][0]["name"], "rest.7z");
    assert!(large["capture"]["unread"][0]["why"].as_str().unwrap().contains("7z archive"));
    assert_eq!(large["capture"]["notices"].as_array().unwrap().len(), 1);
    // What was written before these fields were there reads back.
    let mut before = small;
    before["runs"][0]
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !["rules", "conditions", "next"].contains(&key.as_str()));
    let read: Diagnosis<String> = serde_json::from_value(before).unwrap();
    assert!(read.capture.unread.is_empty() && read.capture.notices.is_empty());
}

#[test]
fn the_schema_of_the_document_finds_mistakes_and_has_the_words_of_the_engine() {
    let schema = document_schema();
    let document = document(&[scan("a.txt", b"x")]);
    assert_eq!(schema["properties"]["schema"]["enum"][0], SCHEMA);
    let stated = |value: &Value| -> BTreeSet<String> {
        value["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stated(&schema["properties"]["symptom"]), words::<Symptom>());
    assert_eq!(stated(&schema["definitions"]["verdict"]), words::<Verdict>());
    for (place, wrong) in [
        ("/capture/root_cause", Value::from(1)),
        ("/capture/run", serde_json::json!({})),
        ("/sources/0/lines", Value::from("1")),
        ("/runs/0/steps/0/verdict", Value::from("maybe")),
        ("/runs/0/unknowns/0/needs/0", serde_json::json!({ "colour": "red" })),
        ("/tool", serde_json::json!({ "name": "x" })),
    ] {
        let mut changed = document.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = wrong;
        assert!(check(&schema, &schema, &changed).is_err(), "nothing wrong at {place}");
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// As much of JSON Schema as the schema uses; a word it does not know fails the test.
fn check(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let has = |key: &Value| value.get(key.as_str().unwrap()).is_some();
    for (word, rule) in schema.as_object().unwrap() {
        let fits = match word.as_str() {
            "$schema" | "title" | "description" | "definitions" | "properties" => true,
            "$ref" => {
                check(root, root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap(), value)?;
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "null" => value.is_null(),
                "integer" => value.is_i64(),
                other => panic!("type `{other}`"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_i64() >= rule.as_i64(),
            "minItems" => value.as_array().map(Vec::len) >= rule.as_u64().map(|least| usize::try_from(least).unwrap()),
            "required" => rule.as_array().unwrap().iter().all(has),
            "anyOf" => rule.as_array().unwrap().iter().any(|inner| check(root, inner, value).is_ok()),
            "oneOf" => rule.as_array().unwrap().iter().filter(|inner| check(root, inner, value).is_ok()).count() == 1,
            "dependencies" => {
                rule.as_object().unwrap().iter().filter(|(key, _)| value.get(key).is_some()).all(|(_, needs)| {
                    match needs.as_array() {
                        Some(keys) => keys.iter().all(has),
                        None => check(root, needs, value).is_ok(),
                    }
                })
            }
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| check(root, rule, item))?;
                true
            }
            "additionalProperties" => {
                let own = schema.get("properties");
                for (key, inner) in value.as_object().into_iter().flatten() {
                    match own.and_then(|own| own.get(key)) {
                        Some(known) => check(root, known, inner)?,
                        None if rule == false => return Err(format!("unknown key `{key}`")),
                        None => check(root, rule, inner)?,
                    }
                }
                true
            }
            other => panic!("`{other}` is not checked here"),
        };
        if !fits {
            return Err(format!("not `{word}` {rule}: {value}"));
        }
    }
    Ok(())
}
