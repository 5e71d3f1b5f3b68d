//! The table of messages.

// Each test program uses a part of this.
#![allow(dead_code)]

use profiler_doctor::pack::{Level, ReleaseSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// One message at one level.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) component: String,
    pub(crate) level: String,
    pub(crate) releases: ReleaseSet,
    /// The entries of the catalogue that explain it.
    pub(crate) entries: Vec<String>,
    pub(crate) template: String,
    /// What the product could print.
    pub(crate) example: String,
}

/// All rows.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue/messages.tsv");
        fs::read_to_string(path).unwrap().lines().skip(1).map(row).collect()
    });
    &ROWS
}

fn row(line: &str) -> Row {
    let cells: Vec<String> = line.split('\t').map(|cell| cell.replace("\\n", "\n").replace("\\t", "\t")).collect();
    let [component, level, releases, entries, template, example] = cells.try_into().unwrap();
    Row {
        component,
        level,
        releases: ReleaseSet::parse(&releases).unwrap_or_default(),
        entries: entries.split(',').filter(|entry| !entry.is_empty()).map(str::to_owned).collect(),
        template,
        example,
    }
}

impl Row {
    /// Whether it is a whole line of a log (and no part of one), of which more is fixed than a colon.
    pub(crate) fn is_a_line(&self) -> bool {
        const WITHOUT_FORM: [&str; 2] = ["{line}", "{name} : {second}"];
        !self.example.is_empty()
            && !WITHOUT_FORM.contains(&self.template.as_str())
            && !self.artifacts().is_empty()
            && Level::from_word(self.level.as_bytes()).is_some()
    }

    pub(crate) fn level(&self) -> Level {
        Level::from_word(self.level.as_bytes()).unwrap_or_default()
    }

    /// The logs that can hold it.
    pub(crate) fn artifacts(&self) -> &'static [&'static str] {
        match self.component.as_str() {
            "loader" => &["loader-log"],
            "shared-native" => &["loader-log", "profiler-log"],
            "native-profiler" => &["profiler-log"],
            "native-tracer" => &["tracer-native-log"],
            "managed-tracer" => &["tracer-managed-log"],
            "managed-loader" => &["tracer-loader-log"],
            "dd-dotnet" => &["check-output"],
            _ => &[],
        }
    }

    /// The example with a letter of the longest word before its first value changed; nothing without such a word.
    pub(crate) fn neighbour(&self) -> Option<String> {
        let fixed = self.template.split('{').next()?.split_whitespace();
        let word = fixed.filter(|word| word.len() >= 3).max_by_key(|word| word.len())?;
        let at = self.example.find(word)?;
        let letter = if word.starts_with('X') { "Y" } else { "X" };
        Some(format!("{}{letter}{}", &self.example[..at], self.example.get(at + 1..)?))
    }
}
