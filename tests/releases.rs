//! The release of a run, where no line states it, and lines that contradict it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Case, PACK, scan, scan_folder};
use profiler_doctor::case::{self, Run};
use profiler_doctor::pack::Release;
use profiler_doctor::scan::Scanned;

fn release(text: &str) -> Release {
    Release::parse(text).unwrap()
}

/// The logs that state no release.
fn silent(sources: Vec<Scanned>) -> Vec<Scanned> {
    sources.into_iter().filter(|source| ["profiler-log", "loader-log"].contains(&source.artifact.as_str())).collect()
}

fn captured() -> impl Iterator<Item = (Case, Release)> {
    Case::all().into_iter().filter_map(|case| {
        let made = case.expected.made.strip_prefix("the real program, release ")?;
        let release = release(made.split(':').next()?);
        Some((case, release))
    })
}

#[test]
fn real_logs_that_state_no_release_are_narrowed_to_theirs() {
    let (mut narrowed, mut cases) = (0, 0);
    for (case, release) in captured() {
        let sources = silent(scan_folder(&case.folder.join("logs")));
        for run in case::read(&PACK, &sources).iter().filter(|run| !run.parts.is_empty()) {
            let possible = &run.facts.release.possible;
            assert!(possible.all(|it| it == release) != Some(false), "{}: {possible:?}", case.name);
            cases += 1;
            narrowed += usize::from(possible.all(|it| it < Release::new(3, 28, 0)).is_some());
        }
    }
    assert!(cases > 60, "{cases} runs");
    assert!(narrowed * 20 >= cases * 17, "only {narrowed} of {cases} runs are known to be before or after 3.28");
}

#[test]
fn real_logs_contradict_nothing() {
    for (case, _) in captured() {
        let sources = scan_folder(&case.folder.join("logs"));
        for run in case::read(&PACK, &sources) {
            assert!(
                run.facts.release.contradictions.is_empty(),
                "{}: {:?}",
                case.name,
                run.facts.release.contradictions
            );
        }
    }
}

fn profiler(lines: &[&str]) -> Scanned {
    let lines = lines.iter().zip(0..);
    let lines = lines.map(|(line, second)| {
        let (level, text) = line.split_once(' ').unwrap();
        format!("[2026-01-31 10:00:{second:02}.000 | {level} | PId: 7 | TId: 7] {text}\n")
    });
    scan("DD-DotNet-Profiler-Native-x-7.log", lines.collect::<String>().as_bytes())
}

fn with(sources: &[Scanned], check: impl Fn(&Run<'_>)) {
    let runs = case::read(&PACK, sources);
    assert_eq!(runs.len(), 1);
    check(&runs[0]);
}

#[test]
fn a_line_that_is_always_there_and_is_missing_narrows() {
    let start = [
        "info CorProfilerCallback is initializing.",
        "info No \"DD_TRACE_DEBUG\" environment variable has been found. Enable debug log = 0 (default).",
        "info ICorProfilerInfo11 available. Profiling API compatibility: .NET Core 5.0 or later.",
        "info SamplesCollector started successfully.",
    ];
    with(&[profiler(&start)], |run| {
        let release = &run.facts.release;
        assert_eq!(release.possible.highest().unwrap().to_string(), "2.17.0", "{:?}", release.reasons);
        assert!(
            release.reasons.iter().any(|reason| reason.contains("no line \"Wall time sampled threads")),
            "{:?}",
            release.reasons
        );
    });
    // The same without its first line in the file: what is missing may have been cut away. The wording still counts.
    let cut = [&["info ThreadsCpuManager started successfully."], &start[..]].concat();
    with(&[profiler(&cut[..])], |run| {
        assert_eq!(run.facts.release.possible.highest().unwrap().to_string(), "2.21.0");
    });
    // A few lines out of a log prove nothing.
    with(&[profiler(&[start[0], start[3]])], |run| assert_eq!(run.facts.release.possible.highest(), None));
}

#[test]
fn a_wording_of_another_release_is_a_contradiction() {
    let lines = [
        "info Profiler version = 3.40.0",
        "info CorProfilerCallback is initializing.",
        "error Failed to send profile. Http code: 403",
    ];
    with(&[profiler(&lines)], |run| {
        let found = &run.facts.release.contradictions;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line, found[0].releases.as_str()), (3, "2.16.0 to 2.41.0"));
    });
    let mixed = [
        "info CorProfilerCallback is initializing.",
        "error Failed to send profile. Http code: 403",
        "info Waiting for managed configuration to enable/disable the profiler",
    ];
    with(&[profiler(&mixed)], |run| assert_eq!(run.facts.release.contradictions.len(), 1));
}
