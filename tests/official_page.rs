//! The table of the official page names steps, rules, questions and tests that there are, and leaves none out.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Case, PACK};
use profiler_doctor::pack::{Level, Release};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The first release whose loader writes debug lines.
static DEBUG_LINES: LazyLock<Release> = LazyLock::new(|| Release::parse("2.14.0").unwrap());

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/official-page.md")).unwrap()
}

/// The cells of the table whose head begins with these words.
fn rows<'a>(document: &'a str, head: &str) -> Vec<Vec<&'a str>> {
    let table = document.split(head).nth(1).unwrap_or_else(|| panic!("no table `{head}`"));
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// What stands between backticks.
fn ids(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_row_names_what_there_is() {
    let document = document();
    let cases: BTreeSet<String> = Case::all().into_iter().map(|case| case.name).collect();
    let rows = rows(&document, "| the page, where |");
    assert!(rows.len() > 40, "{} rows", rows.len());
    let mut steps = BTreeSet::new();
    for row in &rows {
        let [place, _, step, answers, tests] = row[..] else { panic!("not five cells: {row:?}") };
        let [step] = ids(step)[..] else { panic!("{place}: one step") };
        assert!(PACK.steps.iter().any(|known| known.id == step), "{place}: no step {step}");
        steps.insert(step);
        assert!(!ids(answers).is_empty(), "{place}: nothing answers it");
        for id in ids(answers) {
            let is_question = PACK.questions.iter().any(|question| question.id == id);
            assert!(is_question || PACK.rule(id).is_some(), "{place}: no rule or question {id}");
        }
        assert!(!tests.is_empty() && tests != "missing", "{place}: nothing holds it");
        for test in tests.split(", ") {
            if let Some(rule) = test.strip_prefix("rule ") {
                let tested = PACK.rule(rule).is_some_and(|rule| !rule.tests.is_empty());
                assert!(tested, "{place}: rule {rule} has no tests");
            } else if let [case] = ids(test)[..] {
                assert!(cases.contains(case), "{place}: no case {case}");
            } else {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(test);
                assert!(test.starts_with("tests/") && path.is_file(), "{place}: no test {test}");
            }
        }
    }
    let known: BTreeSet<&str> = PACK.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, known, "steps without a row");
}

#[test]
fn the_quotes_are_those_of_the_pack() {
    let document = document();
    let stated: Vec<(String, String, String)> = rows(&document, "| step | the page quotes |")
        .into_iter()
        .map(|row| {
            let [step, text, truth] = row[..] else { panic!("not three cells: {row:?}") };
            (step.trim_matches('`').to_owned(), text.trim_matches('`').trim().to_owned(), truth.to_owned())
        })
        .collect();
    let known: Vec<(String, String, String)> = PACK
        .steps
        .iter()
        .flat_map(|step| step.quotes.iter().map(|quote| (step.id.clone(), quote.text.clone(), quote.truth.clone())))
        .collect();
    assert!(known.len() >= 15);
    assert_eq!(stated, known);
}

/// Where a quote is a wording of the pack word for word, its truth names the releases of that wording.
#[test]
fn the_truths_agree_with_the_messages() {
    let levels = [Level::Debug, Level::Info, Level::Warning, Level::Error];
    let mut compared = 0;
    for quote in PACK.steps.iter().flat_map(|step| &step.quotes) {
        let found = levels.iter().find_map(|level| PACK.recognise("unknown", *level, quote.text.as_bytes()));
        let Some(found) = found else { continue };
        let wording = &PACK.signals[usize::from(found.signal)].wordings[usize::from(found.wording)];
        let Some(releases) = &wording.releases else { continue };
        // The loader writes debug lines from 2.14.0 on, whatever it could say before (messages of the product, section 3).
        let debug_only = !wording.levels.has(Level::Info) && !wording.levels.has(Level::Error);
        let first = releases.lowest().map(|first| if debug_only { first.max(*DEBUG_LINES) } else { first });
        let bounds = [first, releases.highest()].into_iter().flatten().map(|release| release.to_string());
        let whole = quote.truth.starts_with("Every release");
        let named = bounds.into_iter().all(|bound| quote.truth.contains(&bound));
        assert!(whole || named, "{}: {} and {releases:?}", quote.text, quote.truth);
        compared += 1;
    }
    assert!(compared >= 3, "{compared} quotes are wordings");
}
