//! The table by which the tests hold the pack to the catalogue.

use crate::pattern;
use crate::raw::Message;
use crate::signals::{levels, list, open_ended, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// Components that matter to the tests, even where no entry explains a message.
const WHOLE: [&str; 3] = ["loader", "shared-native", "native-profiler"];

/// Component, level and template.
type Key = (String, String, String);

/// Entries, releases and example.
type Row = (Vec<String>, String, String);

/// A row for each message at each level: component, level, releases, the entries that explain it, its template, and
/// an example of it. Lines within a message are `\n`.
pub(crate) fn write(catalogue: &Value, raw: &[Message<'_>]) -> String {
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    for message in raw.iter().filter(|message| WHOLE.contains(&message.component)) {
        let key = (message.component.to_owned(), message.level.to_owned(), message.template.to_owned());
        let example = pattern::example(message.pattern).unwrap_or_default();
        rows.insert(key, (Vec::new(), open_ended(message.releases).unwrap_or_default(), example));
    }
    for entry in list(catalogue, "entries") {
        for variant in list(entry, "variants") {
            for component in text(variant, "component").split('/') {
                for (level, releases) in levels(variant) {
                    // `error (raw text from 2.42.0)`: the word counts.
                    let level = level.split(" (").next().unwrap_or_default().to_owned();
                    let key = (component.to_owned(), level, text(variant, "template").to_owned());
                    let row = rows
                        .entry(key)
                        .or_insert_with(|| (Vec::new(), open_ended(&releases).unwrap_or_default(), String::new()));
                    row.0.push(text(entry, "id").to_owned());
                    // An entry knows better than the raw table what its values look like.
                    let example = pattern::example(text(variant, "regex"));
                    if let Some(example) = example.or_else(|| pattern::filled(text(variant, "template"))) {
                        row.2 = example;
                    }
                }
            }
        }
    }
    let mut table = String::from("component\tlevel\treleases\tentries\ttemplate\texample\n");
    for ((component, level, template), (entries, releases, example)) in rows {
        let cells = [component, level, releases, entries.join(","), template, example];
        let cells = cells.map(|cell| cell.replace('\n', "\\n").replace('\t', "\\t"));
        table.push_str(&cells.join("\t"));
        table.push('\n');
    }
    table
}
