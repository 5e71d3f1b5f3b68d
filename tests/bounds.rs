//! Captures out of all proportion, and captures with gaps: the result stays small, says what it leaves out, and nothing is
//! healthy while something is missing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{Case, PACK, scan, scan_folder};
use profiler_doctor::diagnosis::{Diagnosis, Need, Verdict};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::report;
use profiler_doctor::scan::Scanned;
use profiler_doctor::text::Policy;

/// No document is larger, in bytes.
const DOCUMENT: usize = 32 << 20;

fn diagnose(sources: &[Scanned]) -> Diagnosis<String> {
    engine::diagnose(&PACK, sources, &Request::default()).publish(Policy::Local)
}

/// A log of one process with one record of its own.
fn log(pid: u32, level: &str, text: &str) -> Scanned {
    let time =
        |second: u32| format!("2026-11-23 {:02}:{:02}:{:02}.800", second / 3600 % 24, second / 60 % 60, second % 60);
    let line =
        |second: u32, level: &str, text: &str| format!("[{} | {level} | PId: {pid} | TId: 1] {text}\n", time(second));
    let lines = line(pid, "info", "CorProfilerCallback is initializing.") + &line(pid, level, text);
    scan(&format!("DD-DotNet-Profiler-Native-shop{}-{pid}.log", pid % 50), lines.as_bytes())
}

fn fleet(processes: u32) -> Vec<Scanned> {
    (1..=processes)
        .map(|pid| log(pid, if pid % 3 == 0 { "error" } else { "info" }, if pid % 3 == 0 { "403" } else { "-" }))
        .collect()
}

/// Logs that are healthy, and what is said of them.
fn healthy() -> Vec<Scanned> {
    let case = Case::all().into_iter().find(|case| case.name == "healthy-v3.51.1-full").unwrap();
    let sources = scan_folder(&case.folder.join("logs"));
    assert_eq!(diagnose(&sources).capture.root_cause.as_deref(), Some("healthy"));
    sources
}

fn unread(name: &str) -> Scanned {
    let mut source = scan(name, b"");
    source.unread = Some("This file is encrypted.".into());
    source
}

#[test]
fn of_many_processes_the_gravest_are_shown_and_the_others_are_counted() {
    let all = diagnose(&fleet(1_500));
    assert_eq!(all.runs.len(), 1_024);
    let decided = all.runs.iter().find(|run| Some(&run.id) == all.capture.run.as_ref()).unwrap();
    assert!(!decided.rules.is_empty() && !decided.conditions.is_empty() && !decided.steps.is_empty());
    let failing = all.runs.iter().filter(|run| run.root_cause.is_some()).count();
    let undecided = 1_500 - failing;
    assert!(failing > 400, "{failing} fail, and all of them are shown");
    let notice = &all.capture.notices[0];
    assert!(notice.starts_with("1500 runs of processes were looked at, and 1024 of them are shown"), "{notice}");
    assert!(notice.ends_with(&format!("Left out: {} undecided.", undecided + failing - 1_024)), "{notice}");
    let few = diagnose(&fleet(1_000));
    assert_eq!((few.runs.len(), few.capture.notices.len()), (1_000, 0));
}

#[test]
fn the_document_stays_small_and_the_run_that_decides_stays_whole() {
    let letters = |number: u32| -> String { number.to_string().bytes().map(|digit| char::from(digit + 49)).collect() };
    // What a control character takes in the document is seven times what it takes in a log.
    let long = |pid: u32| format!("Nobody knows {} {}", letters(pid), "\u{1}".repeat(3_900));
    let sources: Vec<Scanned> =
        (1..=500).map(|pid| log(pid, "error", &long(pid))).chain([log(2_000, "error", "403")]).collect();
    let all = diagnose(&sources);
    let decided = all.runs.iter().find(|run| Some(&run.id) == all.capture.run.as_ref()).unwrap();
    assert_eq!(decided.pid, Some(2_000));
    assert!(!decided.rules.is_empty());
    assert!(all.runs.len() < 500 && !all.capture.notices.is_empty());
    let document = report::json(&all);
    assert!((10 << 20..DOCUMENT).contains(&document.len()), "{} bytes", document.len());
    assert!(report::text(&all).contains(&format!("{} of them are shown", all.runs.len())));
    assert!(report::markdown(&all).contains(&format!("{} of them are shown", all.runs.len())));
}

#[test]
fn the_list_of_files_stays_small_and_begins_with_those_that_matter() {
    let other = |number: u32| {
        let mut source = scan("a.txt", b"x\n");
        (source.name, source.notices) = (format!("a{number}.txt"), Vec::new());
        source
    };
    let mut sources: Vec<Scanned> = (0..60_000).map(other).collect();
    sources.extend(healthy());
    let all = diagnose(&sources);
    assert!(all.sources.len() < sources.len());
    assert!(all.runs[0].sources.iter().all(|name| all.sources.iter().any(|source| source.name == *name)));
    assert!(all.capture.notices[0].starts_with(&format!("{} files were looked at", sources.len())));
    assert!(report::json(&all).len() < 8 << 20);
    assert_eq!(all.capture.root_cause.as_deref(), Some("healthy"), "files that are no logs do not matter");
}

#[test]
fn what_could_not_be_read_keeps_its_capture_from_being_healthy_and_is_named_first() {
    let pid = healthy()[0].named_pid.unwrap();
    let names = [
        "rest.7z".to_owned(),
        format!("DD-DotNet-Profiler-Native-other-{pid}.log"),
        "DD-DotNet-Profiler-Native-x-99.log".into(),
    ];
    for (name, is_of_run) in names.iter().zip([true, true, false]) {
        let mut sources = healthy();
        sources.push(unread(name));
        let all = diagnose(&sources);
        assert_eq!((&all.capture.root_cause, all.capture.unread[0].name.as_str()), (&None, name.as_str()));
        let run = &all.runs[0];
        assert_eq!(run.root_cause.is_none(), is_of_run, "{name}");
        assert_eq!(
            run.unknowns.first().is_some_and(|open| open.step == "files" && open.needs[0].is_given()),
            is_of_run
        );
        assert_eq!(run.next.as_ref().is_some_and(Need::is_given), is_of_run);
        assert_eq!(run.steps[0].verdict == Verdict::Unknown, is_of_run);
        let text = report::text(&all);
        assert!(text.starts_with("Undecided: not everything that was given could be read"), "{text}");
        let first = format!("\n\n  Not read\n    ! {name}: This file is encrypted.\n");
        assert!(text.contains(&first), "{text}");
        let ticket = report::markdown(&all);
        assert!(ticket.starts_with("# Undecided: not everything that was given could be read"), "{ticket}");
        assert!(ticket.contains(&format!("**Not read**\n\n- `{name}`: This file is encrypted.\n")), "{ticket}");
    }
}

#[test]
fn a_cause_stays_one_where_something_could_not_be_read() {
    let sources = [log(7, "error", "403"), unread("rest.7z")];
    let all = diagnose(&sources);
    let alone = diagnose(&sources[..1]);
    assert_eq!(all.capture.root_cause, alone.capture.root_cause);
    assert_eq!(all.capture.unread.len(), 1);
}

#[test]
fn no_logs_is_not_said_of_what_could_not_be_read() {
    let nothing = diagnose(&[scan("a.txt", b"Dear all,\n")]);
    assert_eq!(nothing.capture.root_cause.as_deref(), Some("no-logs"));
    let all = diagnose(&[scan("a.txt", b"Dear all,\n"), unread("logs.zip")]);
    assert_eq!(all.capture.root_cause, None);
    assert!(all.runs[0].next.as_ref().unwrap().is_given());
}

#[test]
fn names_of_what_could_not_be_read_are_redacted() {
    let sources = [unread("alice@example.org.7z")];
    let shared = engine::diagnose(&PACK, &sources, &Request::default()).publish(Policy::Shared);
    assert_eq!(shared.capture.unread[0].name, "<redacted:email>.7z");
}
