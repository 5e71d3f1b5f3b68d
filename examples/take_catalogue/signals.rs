//! The signal files of the pack.

use crate::COMPONENTS;
use crate::pattern;
use crate::raw::Message;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Signals of which every value counts, because each names another setting or file.
const KEEP_MANY: [&str; 3] = ["PRF-CFG-ECHO", "PRF-ENV-DUMP", "PRF-SERVICE-OK"];

/// Components whose messages are all taken in, explained or not.
const WHOLE: [&str; 3] = ["loader", "shared-native", "native-profiler"];

/// Messages that no entry explains: those of a component that begin so belong to a signal explained by hand.
const FAMILIES: [(&str, &str, &str); 8] = [
    ("shared-native", "Loader::", "ASM-INJECT"),
    ("shared-native", "Failed getting module entrypoint", "ASM-INJECT"),
    ("shared-native", "No native profiler library filename", "ASM-INJECT"),
    ("shared-native", "Exporting the assembly", "ASM-INJECT"),
    ("loader", "InstrumentationVerification:", "LDR-INSTRVERIF"),
    ("loader", "Instrument", "LDR-INSTRVERIF"),
    ("loader", "", "LDR-TRACE"),
    ("native-profiler", "", "PRF-TRACE"),
];

/// A message with less fixed text than this could be anything: it is no wording.
const FIXED: usize = 6;

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The releases of each level of a variant.
pub(crate) fn levels(variant: &Value) -> Vec<(String, String)> {
    let levels = variant.get("levels").and_then(Value::as_object).into_iter().flatten();
    levels.map(|(level, releases)| (level.clone(), releases.as_str().unwrap_or_default().to_owned())).collect()
}

/// The explained entries, by file.
pub(crate) fn explained(catalogue: &Value) -> BTreeMap<&'static str, String> {
    let mut files = BTreeMap::new();
    for entry in list(catalogue, "entries") {
        write_entry(entry, &mut files);
    }
    files
}

/// Wording, artifacts and levels.
type Key = (String, &'static [&'static str], Vec<String>);

fn write_entry(entry: &Value, files: &mut BTreeMap<&'static str, String>) {
    let id = text(entry, "id");
    // With the releases, in the order of the catalogue.
    let mut wordings: Vec<(Key, String)> = Vec::new();
    let mut home = None;
    for variant in list(entry, "variants") {
        let component = text(variant, "component");
        let Some((_, artifacts, file)) = COMPONENTS.iter().find(|(name, ..)| *name == component) else {
            eprintln!("{id}: unknown component {component}");
            continue;
        };
        home.get_or_insert(*file);
        let Some(wording) = pattern::wording(text(variant, "regex")) else {
            eprintln!("{id}: by hand: {}", text(variant, "template"));
            continue;
        };
        // A level that it has only in some releases makes a wording of its own.
        let mut by_releases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (level, releases) in levels(variant) {
            by_releases.entry(releases).or_default().push(level);
        }
        if by_releases.is_empty() {
            by_releases.insert(text(variant, "ranges").to_owned(), Vec::new());
        }
        for (releases, levels) in by_releases {
            let key = (wording.trim_end().to_owned(), *artifacts, levels);
            match wordings.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = format!("{known}; {releases}"),
                None => wordings.push((key, releases)),
            }
        }
    }
    let Some(home) = home.filter(|_| !wordings.is_empty()) else { return };
    let body = files.entry(home).or_default();
    let _ = writeln!(body, "\n[[signal]]\nid = {id:?}\nclass = {:?}", text(entry, "verdict"));
    if KEEP_MANY.contains(&id) {
        body.push_str("keep = 64\n");
    }
    for ((wording, artifacts, levels), releases) in wordings {
        write_wording(body, &wording, artifacts, &levels, &releases);
    }
}

fn write_wording(out: &mut String, wording: &str, artifacts: &[&str], levels: &[String], releases: &str) {
    let _ = writeln!(out, "[[signal.wording]]\ntext = {}\nin = {artifacts:?}", quoted(wording));
    let known: Vec<&String> = levels.iter().filter(|level| is_level(level)).collect();
    if !known.is_empty() && known.len() == levels.len() {
        let _ = writeln!(out, "levels = {known:?}");
    }
    if let Some(releases) = open_ended(releases) {
        let _ = writeln!(out, "releases = {releases:?}");
    }
}

/// The messages that no entry explains, of the components that are taken in whole.
pub(crate) fn beyond(catalogue: &Value, raw: &[Message<'_>]) -> String {
    let explained: BTreeSet<(&str, &str)> = list(catalogue, "entries")
        .flat_map(|entry| list(entry, "variants"))
        .flat_map(|variant| {
            text(variant, "component").split('/').map(|component| (component, text(variant, "template")))
        })
        .collect();
    let mut wordings: BTreeMap<&str, String> = BTreeMap::new();
    for message in raw.iter().filter(|message| WHOLE.contains(&message.component) && is_level(message.level)) {
        if explained.contains(&(message.component, message.template)) {
            continue;
        }
        let stated = pattern::wording(message.pattern).filter(|_| pattern::fixed(message.pattern) >= FIXED);
        let family = FAMILIES
            .iter()
            .find(|(component, start, _)| *component == message.component && message.template.starts_with(start));
        let is_named = |start: &str| !start.is_empty() || !["warning", "error"].contains(&message.level);
        match (stated, family) {
            (Some(wording), Some((_, start, signal))) if is_named(start) => {
                let artifacts = COMPONENTS.iter().find(|(name, ..)| *name == message.component);
                let artifacts = artifacts.map_or(&[] as &[&str], |(_, artifacts, _)| artifacts);
                let out = wordings.entry(signal).or_default();
                write_wording(out, &wording, artifacts, &[message.level.to_owned()], message.releases);
            }
            _ => eprintln!("not explained: {} {} {}", message.component, message.level, message.template),
        }
    }
    let mut out = String::new();
    for (signal, wordings) in wordings {
        let class = match signal {
            "ASM-INJECT" => "suspect",
            "LDR-INSTRVERIF" => "benign",
            _ => "trace",
        };
        let _ = write!(out, "\n[[signal]]\nid = {signal:?}\nclass = {class:?}\nkeep = 1\n{wordings}");
    }
    out
}

fn is_level(word: &str) -> bool {
    ["trace", "debug", "info", "warning", "error", "critical"].contains(&word)
}

fn quoted(text: &str) -> String {
    if text.contains('\n') || text.contains("'''") {
        format!("{text:?}")
    } else if text.contains('\'') {
        format!("'''{text}'''")
    } else {
        format!("'{text}'")
    }
}

/// `v2.5.0..HEAD` → `2.5.0..`; the release in development alone stands for all that follow the newest.
pub(crate) fn open_ended(ranges: &str) -> Option<String> {
    if !(ranges.starts_with('v') || ranges.starts_with("HEAD")) {
        return None;
    }
    let ranges: Vec<String> = ranges
        .split(';')
        .map(|range| match range.trim().split('(').next().unwrap_or_default().trim() {
            "HEAD" => "3.52.0..".to_owned(),
            range => range.replace('v', "").replace("HEAD", ""),
        })
        .collect();
    Some(ranges.join("; "))
}
