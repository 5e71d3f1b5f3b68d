//! Writes the signal files of the .NET profiler pack from a catalogue of the product's messages.
//!
//! `cargo run --example take_catalogue -- messages.json rules/dotnet-profiler/signals`
//!
//! A catalogue lists entries (id, verdict) with their variants: component, levels, ranges of releases, and a regular
//! expression made of literals and named groups, from which the wording is read. What cannot be read that way is
//! named on standard error and has to stand in `by-hand.toml`.
#![allow(clippy::expect_used, clippy::print_stderr)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Component of the catalogue → artifacts that carry its messages, and the file for its signals.
const COMPONENTS: [(&str, &[&str], &str); 9] = [
    ("loader", &["loader-log"], "loader"),
    ("shared-native", &["loader-log", "profiler-log"], "loader"),
    ("loader/native-profiler/native-tracer", &["loader-log", "profiler-log", "tracer-native-log"], "loader"),
    ("native-profiler", &["profiler-log"], "profiler"),
    ("native-tracer", &["tracer-native-log"], "tracer"),
    ("managed-tracer", &["tracer-managed-log"], "tracer"),
    ("managed-loader", &["tracer-loader-log"], "tracer"),
    ("dd-dotnet", &["check-output"], "check"),
    ("external", &["console"], "check"),
];

/// Signals of which every value counts, because each names another setting or file.
const KEEP_MANY: [&str; 3] = ["PRF-CFG-ECHO", "PRF-ENV-DUMP", "PRF-SERVICE-OK"];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(catalogue), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: take_catalogue messages.json FOLDER");
        std::process::exit(2);
    };
    let text = std::fs::read_to_string(&catalogue).expect("the catalogue can be read");
    let catalogue: Value = serde_json::from_str(&text).expect("the catalogue is JSON");
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for entry in list(&catalogue, "entries") {
        write_entry(entry, &mut files);
    }
    for (name, body) in files {
        let head = "# Written by `cargo run --example take_catalogue`; changes belong into by-hand.toml.\n";
        std::fs::write(format!("{folder}/{name}.toml"), format!("{head}{body}")).expect("the folder can be written");
    }
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn write_entry(entry: &Value, files: &mut BTreeMap<&'static str, String>) {
    let id = text(entry, "id");
    let mut wordings = String::new();
    let mut home = None;
    for variant in list(entry, "variants") {
        let component = text(variant, "component");
        let Some((_, artifacts, file)) = COMPONENTS.iter().find(|(name, ..)| *name == component) else {
            eprintln!("{id}: unknown component {component}");
            continue;
        };
        home.get_or_insert(*file);
        let Some(wording) = wording(text(variant, "regex")) else {
            eprintln!("{id}: by hand: {}", text(variant, "template"));
            continue;
        };
        let levels: Vec<&str> = variant
            .get("levels")
            .and_then(Value::as_object)
            .map_or(vec![], |levels| levels.keys().map(String::as_str).filter(|level| is_level(level)).collect());
        let _ = writeln!(wordings, "[[signal.wording]]\ntext = {}", quoted(&wording));
        let _ = writeln!(wordings, "in = {artifacts:?}");
        if !levels.is_empty() && !text(variant, "levels").contains("stdio") {
            let _ = writeln!(wordings, "levels = {levels:?}");
        }
        let ranges = text(variant, "ranges");
        if ranges.starts_with('v') || ranges.starts_with("HEAD") {
            let _ = writeln!(wordings, "releases = {:?}", open_ended(ranges));
        }
    }
    let Some(home) = home.filter(|_| !wordings.is_empty()) else { return };
    let body = files.entry(home).or_default();
    let _ = writeln!(body, "\n[[signal]]\nid = {id:?}\nclass = {:?}", text(entry, "verdict"));
    if KEEP_MANY.contains(&id) {
        body.push_str("keep = 64\n");
    }
    body.push_str(&wordings);
}

fn is_level(word: &str) -> bool {
    ["trace", "debug", "info", "warning", "error", "critical"].contains(&word)
}

fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("'''{text}'''") } else { format!("'{text}'") }
}

/// `v2.5.0..HEAD` → `2.5.0..`; the release in development alone stands for all that follow the newest.
fn open_ended(ranges: &str) -> String {
    let ranges: Vec<String> = ranges
        .split(';')
        .map(|range| match range.trim() {
            "HEAD" => "3.52.0..".to_owned(),
            range => range.replace('v', "").replace("HEAD", ""),
        })
        .collect();
    ranges.join("; ")
}

fn ends_with_placeholder(wording: &str) -> bool {
    wording.bytes().rev().take_while(|b| *b == b'}').count() % 2 == 1
}

/// Reads a wording from a regular expression of literals and named groups; nothing where it holds more.
fn wording(pattern: &str) -> Option<String> {
    let mut left = pattern.strip_prefix('^')?;
    let mut wording = String::new();
    loop {
        if left.is_empty() {
            // Not anchored at its end: more may follow.
            if !ends_with_placeholder(&wording) {
                wording.push_str("{*}");
            }
            return Some(wording);
        }
        if matches!(left, "\\s*$" | "$") {
            return Some(wording);
        }
        if let Some(group) = left.strip_prefix("(?P<") {
            let (name, rest) = group.split_once('>')?;
            let end = rest.find(')')?;
            let (kind, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
            let kind = match kind {
                ".*?" | ".*" => String::new(),
                "-?\\d+" | "\\d+" => ":number".to_owned(),
                "\\S+" | "[a-z0-9-]+" | "[A-Z][A-Z0-9_]+" => ":word".to_owned(),
                words
                    if words.contains('|') && words.bytes().all(|b| b.is_ascii_alphabetic() || b"|. ".contains(&b)) =>
                {
                    format!(":{words}")
                }
                words if words.replace("\\.", ".").bytes().all(|b| b.is_ascii_alphabetic() || b"|. ".contains(&b)) => {
                    format!(":{}", words.replace("\\.", "."))
                }
                _ => return None,
            };
            // Two groups side by side cannot be told apart: the first takes both.
            if !ends_with_placeholder(&wording) {
                let _ = write!(wording, "{{{name}{kind}}}");
            }
            left = rest;
            continue;
        }
        let mut rest = left.chars();
        let literal = match rest.next()? {
            '\\' => match rest.next()? {
                'n' => '\n',
                't' => '\t',
                c if c.is_ascii_alphanumeric() => return None,
                c => c,
            },
            '(' | '[' | '.' | '*' | '+' | '?' | '|' | '^' => return None,
            c => c,
        };
        match literal {
            '{' => wording.push_str("{{"),
            '}' => wording.push_str("}}"),
            c => wording.push(c),
        }
        left = rest.as_str();
    }
}
