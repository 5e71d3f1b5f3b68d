//! The pack against the table of every message that the product has printed (`tests/catalogue/messages.tsv`).
//!
//! The texts are examples made from the catalogue, never from the pack's own wordings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod catalogue {
    pub(crate) mod table;
}
mod common;

use catalogue::table::{self, Row};
use common::{Case, PACK};
use profiler_doctor::pack::{Level, Recognised, Release, ReleaseSet, Signal};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Passed through from elsewhere: the text is not the product's own, and its forms are those of other messages.
const PASSED_THROUGH: [&str; 7] =
    ["{str}", "{msg} ({error})", "{message}", "{builder}", "{line}", "{frameDisplay}", "{output}"];

fn signal(recognised: &Recognised) -> &'static Signal {
    &PACK.signals[usize::from(recognised.signal)]
}

fn releases(recognised: &Recognised) -> Option<&'static ReleaseSet> {
    signal(recognised).wordings[usize::from(recognised.wording)].releases.as_ref()
}

/// What the row's text is to the pack, in each log that can hold it.
fn recognised(row: &Row) -> Vec<(&'static str, Option<Recognised>)> {
    row.artifacts()
        .iter()
        .map(|artifact| (*artifact, PACK.recognise(artifact, row.level(), row.example.as_bytes())))
        .collect()
}

fn explains(signal: &Signal, row: &Row) -> bool {
    row.entries.iter().any(|entry| signal.id == *entry || signal.entries.contains(entry))
}

/// The matrix: every release, every message that it prints.
#[test]
fn every_release_has_its_wordings() {
    let mut wrong = BTreeSet::new();
    let mut cells = 0;
    for row in table::rows().iter().filter(|row| row.is_a_line() && !row.entries.is_empty()) {
        for (artifact, found) in recognised(row) {
            for release in PACK.releases.iter().filter(|release| row.releases.has(**release)) {
                cells += 1;
                let fits = found.as_ref().is_some_and(|found| {
                    explains(signal(found), row) && releases(found).is_none_or(|set| set.has(*release))
                });
                if !fits {
                    let taken = found.as_ref().map(|found| (signal(found).id.as_str(), releases(found)));
                    wrong.insert(format!("{artifact} {} {:?} {}: {taken:?}", row.level, row.entries, row.example));
                }
            }
        }
    }
    assert!(cells > 50_000, "{cells} cells only");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The neighbour of a wording: the same with one letter of its fixed text changed.
#[test]
fn a_neighbour_is_not_taken_for_a_message() {
    let mut wrong = Vec::new();
    for row in table::rows().iter().filter(|row| row.is_a_line() && !row.entries.is_empty()) {
        let Some(neighbour) = row.neighbour() else { continue };
        for artifact in row.artifacts() {
            let Some(found) = PACK.recognise(artifact, row.level(), neighbour.as_bytes()) else { continue };
            if explains(signal(&found), row) {
                wrong.push(format!("{artifact} {}: {neighbour}", signal(&found).id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a release rewords a message, the old words are not those of the new release.
#[test]
fn the_wording_of_another_release_is_told_apart() {
    for row in table::rows().iter().filter(|row| row.is_a_line() && !row.entries.is_empty()) {
        for (_, found) in recognised(row) {
            let Some(set) = found.as_ref().and_then(releases) else { continue };
            let extra: Vec<String> = PACK
                .releases
                .iter()
                .filter(|release| set.has(**release) && !row.releases.has(**release))
                .map(Release::to_string)
                .collect();
            // A wording may serve several rows: other levels, or other components, of other releases.
            let elsewhere = |release: &String| {
                let release = Release::parse(release).unwrap();
                table::rows().iter().any(|other| {
                    other.releases.has(release)
                        && recognised(other).iter().flat_map(|(_, found)| found).any(|other| {
                            Some(other.wording) == found.as_ref().map(|found| found.wording)
                                && other.signal == found.as_ref().unwrap().signal
                        })
                })
            };
            let extra: Vec<_> = extra.into_iter().filter(|release| !elsewhere(release)).collect();
            assert!(extra.is_empty(), "{}: {} is said to be printed by {extra:?}", row.entries.join(","), row.example);
        }
    }
}

/// Coverage: all warnings and errors of profiler and loader, over all releases.
#[test]
fn warnings_and_errors_are_explained() {
    let troubles: Vec<&Row> = table::rows()
        .iter()
        .filter(|row| ["loader", "shared-native", "native-profiler"].contains(&row.component.as_str()))
        .filter(|row| ["warning", "error", "critical"].contains(&row.level.as_str()))
        .collect();
    let known = |row: &Row| {
        recognised(row).iter().all(|(_, found)| found.as_ref().is_some_and(|found| !signal(found).means.is_empty()))
    };
    let unknown: Vec<&&Row> = troubles.iter().filter(|row| !known(row)).collect();
    for row in &unknown {
        assert!(PASSED_THROUGH.contains(&row.template.as_str()), "not explained: {} {}", row.level, row.example);
    }
    let explained = troubles.len() - unknown.len();
    let permille = explained * 1000 / troubles.len();
    let figures = format!(
        "{explained} of {} warnings and errors of profiler and loader are explained ({}.{} %)",
        troubles.len(),
        permille / 10,
        permille % 10
    );
    assert!(common::document("docs/catalogue.md").contains(&figures), "docs/catalogue.md has to say: {figures}");
}

/// Every entry that explains or may explain a loss is there, in every wording that is a line of a log.
#[test]
fn every_grave_entry_is_known() {
    for row in table::rows().iter().filter(|row| row.is_a_line() && !row.entries.is_empty()) {
        for (artifact, found) in recognised(row) {
            let found = found.unwrap_or_else(|| panic!("{artifact} does not know {}", row.example));
            assert!(explains(signal(&found), row), "{} is taken for {}", row.example, signal(&found).id);
        }
    }
}

#[test]
fn every_signal_has_a_meaning() {
    let bare: Vec<&str> =
        PACK.signals.iter().filter(|signal| signal.means.is_empty()).map(|signal| signal.id.as_str()).collect();
    assert!(bare.is_empty(), "no meaning: {bare:?}");
}

/// A catch-all would recognise anything; only a status code may be as short as it is.
#[test]
fn no_wording_is_a_catch_all() {
    for signal in &PACK.signals {
        for wording in &signal.wordings {
            let is_status = wording.template.capture(b"403").is_some() && wording.template.capture(b"x").is_none();
            let fixed = wording.template.specificity();
            assert!(is_status || fixed >= 4, "{}: only {fixed} bytes of fixed text", signal.id);
            assert!(
                is_status || !signal.class.needs_judgement() || fixed >= 8,
                "{} is grave and has only {fixed} bytes of fixed text",
                signal.id
            );
        }
    }
}

/// The real logs among the cases: nothing of loader and profiler in them is strange, on the release that wrote it.
#[test]
fn every_record_of_the_real_logs_is_known() {
    let mut strange = BTreeSet::new();
    let mut count = 0;
    for case in Case::all() {
        let Some(release) = case.expected.made.strip_prefix("the real program, release ") else { continue };
        let release = Release::parse(release.split(':').next().unwrap()).unwrap();
        for (artifact, log) in logs(&case.folder.join("logs")) {
            for (level, body) in records(&log) {
                count += 1;
                let found = PACK.recognise(artifact, level, body.as_bytes());
                let printed = found.as_ref().and_then(releases).is_none_or(|set| set.has(release));
                if found.is_none() || !printed {
                    strange.insert(format!("{} {level:?} {body}", case.name));
                }
            }
        }
    }
    assert!(count > 10_000, "{count} records only");
    assert!(strange.is_empty(), "{}", strange.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The logs of loader and profiler in a folder and below.
fn logs(folder: &Path) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(logs(&path));
        } else if name.starts_with("DD-DotNet-Profiler-Native") {
            found.push(("profiler-log", String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()));
        } else if name.starts_with("dotnet-native-loader") {
            found.push(("loader-log", String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()));
        }
    }
    found
}

/// `[time | level | PId: n | TId: n] body`, and the lines that go on with it.
fn records(log: &str) -> Vec<(Level, String)> {
    let mut records: Vec<(Level, String)> = Vec::new();
    for line in log.lines() {
        let head = line.strip_prefix("[20").and_then(|line| line.split_once("] "));
        match (head, records.last_mut()) {
            (Some((head, body)), _) => {
                let level = head.split('|').nth(1).and_then(|word| Level::from_word(word.trim().as_bytes()));
                records.push((level.unwrap(), body.trim_end().to_owned()));
            }
            (None, Some((_, body))) => {
                body.push('\n');
                body.push_str(line.trim_end());
            }
            (None, None) => {}
        }
    }
    records
}
