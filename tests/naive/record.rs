//! Records, read line by line.

use super::wordings::{ALL, Piece, Wording, of_log, pieces};
use crate::common::PACK;
use profiler_doctor::pack::{Release, SignalIndex};
use regex::Regex;
use std::sync::LazyLock;

static NATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\[2026-01-31 (\d\d):(\d\d):(\d\d)\.(\d{3}) \| (\w+) \| PId: (\d+) \| TId: \d+\] (.*)$").unwrap()
});
static TRACER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^01/31/26 (\d\d):(\d\d):(\d\d)\.(\d{3}) (AM|PM) \[(\d+)\|\d+\] \[(\w+)\] (.*)$").unwrap()
});
static MANAGED: LazyLock<Regex> = LazyLock::new(|| {
    let time = r"2026-01-31 (\d\d):(\d\d):(\d\d)\.(\d{3}) \+00:00 \[(\w+)\] (.*?)";
    Regex::new(&format!(r#"^{time}  \{{ MachineName: "\.", Process: "\[(\d+) shop\]", TracerVersion: "(.*)\.0" \}}$"#))
        .unwrap()
});

/// One record.
pub(crate) struct Record {
    pub(crate) log: &'static str,
    /// Its line in the file, from 1.
    pub(crate) line: usize,
    /// Milliseconds since midnight.
    pub(crate) time: i64,
    pub(super) level: String,
    pub(super) body: String,
    pub(crate) found: Option<(&'static Wording, Vec<(String, String)>)>,
}

impl Record {
    pub(crate) fn is(&self, id: &str) -> bool {
        self.found.as_ref().is_some_and(|(wording, _)| wording.signal == id)
    }

    pub(crate) fn is_one(&self, signals: &[SignalIndex]) -> bool {
        self.found.as_ref().is_some_and(|(wording, _)| signals.contains(&wording.index))
    }

    pub(crate) fn captures(&self) -> &[(String, String)] {
        self.found.as_ref().map_or(&[], |(_, captures)| captures)
    }

    pub(crate) fn capture(&self, name: &str) -> Option<&str> {
        self.captures().iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_unknown_error(&self) -> bool {
        self.found.is_none() && ["error", "critical"].contains(&self.level.as_str())
    }

    pub(crate) fn copy(&self) -> Self {
        Self { level: self.level.clone(), body: self.body.clone(), found: self.found.clone(), ..*self }
    }
}

pub(super) fn read_line(
    name: &str,
    line: &str,
    number: usize,
    records: &mut Vec<Record>,
    property: &mut Option<Release>,
) {
    let part = |found: &regex::Captures<'_>, index: usize| found[index].to_owned();
    let clock = |found: &regex::Captures<'_>| {
        let number = |index: usize| found[index].parse::<i64>().unwrap();
        number(1) * 3_600_000 + number(2) * 60_000 + number(3) * 1000 + number(4)
    };
    let (log, read) = if name.starts_with("environ") {
        // Without a time it comes before everything, and nothing is told of its order.
        ("environment", Some((0, String::new(), line.to_owned())))
    } else if name == "trace-agent.log" {
        let (second, body) = (part_of(line, 17, 19), line.split_once(" | (a.go:1 in f) | ").unwrap().1);
        ("agent-log", Some((36_000_000 + second * 1000, "warning".to_owned(), body.to_owned())))
    } else if name.starts_with("DD-DotNet") {
        ("profiler-log", NATIVE.captures(line).map(|it| (clock(&it), part(&it, 5), part(&it, 7))))
    } else if name.starts_with("dotnet-native-loader") {
        ("loader-log", NATIVE.captures(line).map(|it| (clock(&it), part(&it, 5), part(&it, 7))))
    } else if name.starts_with("dotnet-tracer-native") {
        let afternoon = |it: &regex::Captures<'_>| if &it[5] == "PM" && &it[1] != "12" { 12 * 3_600_000 } else { 0 };
        ("tracer-native-log", TRACER.captures(line).map(|it| (clock(&it) + afternoon(&it), part(&it, 7), part(&it, 8))))
    } else {
        let found = MANAGED.captures(line);
        if let (Some(found), None) = (&found, *property) {
            *property = Release::parse(&found[8]);
        }
        ("tracer-managed-log", found.map(|it| (clock(&it), part(&it, 5), part(&it, 6))))
    };
    match (read, records.last_mut()) {
        (Some((time, level, body)), _) => {
            let level = match level.as_str() {
                "DBG" => "debug".to_owned(),
                "INF" => "info".to_owned(),
                "WRN" => "warning".to_owned(),
                "ERR" => "error".to_owned(),
                _ => level,
            };
            records.push(Record { log, line: number, time, level, body, found: None });
        }
        // A managed record ends with its properties.
        (None, Some(record)) if log != "tracer-managed-log" => {
            record.body.push('\n');
            record.body.push_str(line);
        }
        (None, _) => {}
    }
}

/// Whether a line, of which only the first half may be there, is a warning, an error, or tells of an upload.
pub(super) fn may_be_trouble(line: &str) -> bool {
    let Some(found) = NATIVE.captures(line) else { return false };
    let (level, body) = (&found[5], &found[7]);
    let uploads: Vec<&str> = [&PACK.uploads.errors, &PACK.uploads.success]
        .into_iter()
        .flatten()
        .map(|index| PACK.signals[usize::from(*index)].id.as_str())
        .collect();
    let may_be = |wording: &Wording| match pieces(&wording.text).first() {
        Some(Piece::Fixed(start)) if !start.is_empty() => start.starts_with(body) || body.starts_with(start.as_str()),
        _ => false,
    };
    ["warning", "error", "critical"].contains(&level)
        || ALL.iter().any(|it| {
            uploads.contains(&it.signal.as_str()) && it.levels.iter().any(|known| known == level) && may_be(it)
        })
}

fn part_of(line: &str, from: usize, to: usize) -> i64 {
    line[from..to].parse().unwrap()
}

pub(super) fn recognise(record: &Record) -> Option<(&'static Wording, Vec<(String, String)>)> {
    let search = |body: &str| {
        let body = body.trim_end_matches([' ', '\t', '\r', '\n']);
        of_log(record.log).iter().find_map(|wording| {
            let fits = wording.levels.is_empty() || wording.levels.contains(&record.level);
            let captures = fits.then(|| wording.captures(body)).flatten()?;
            Some((*wording, captures))
        })
    };
    // What stands below a message is foreign to it, but for messages of several lines.
    let first = || record.body.split_once('\n').and_then(|(first, _)| search(first));
    let found = match search(&record.body) {
        Some(whole) if whole.0.text.contains('\n') => Some(whole),
        whole => first().or(whole),
    };
    found.filter(|(wording, _)| !wording.is_trace)
}
