//! The worst mistake is to call a run healthy that is not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{Case, PACK, scan};
use profiler_doctor::engine::{Request, diagnose};
use std::fs;

/// The files of a case, by name.
fn files(case: &Case) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(case.folder.join("logs")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn root_cause(files: &[(String, Vec<u8>)]) -> Option<String> {
    let sources: Vec<_> = files.iter().map(|(name, bytes)| scan(name, bytes)).collect();
    diagnose(&PACK, &sources, &Request::default()).capture.root_cause
}

#[test]
fn a_loader_log_alone_is_never_healthy() {
    let mut seen = 0;
    for case in Case::all() {
        let loaders: Vec<_> =
            files(&case).into_iter().filter(|(name, _)| name.starts_with("dotnet-native-loader")).collect();
        if !loaders.is_empty() {
            seen += 1;
            assert_ne!(root_cause(&loaders).as_deref(), Some("healthy"), "{}", case.name);
        }
    }
    assert!(seen > 50, "{seen} loader logs");
}

#[test]
fn a_log_that_merely_stops_after_the_start_is_never_healthy() {
    let mut seen = 0;
    for case in Case::all().into_iter().filter(|case| case.name.starts_with("healthy-")) {
        // Cut right after the last service has started, as if the files were copied or the process killed then.
        let mut files = files(&case);
        let profiler = files.iter_mut().find(|(name, _)| name.starts_with("DD-DotNet-Profiler-Native")).unwrap();
        let text = String::from_utf8_lossy(&profiler.1).into_owned();
        let start = text.find("SamplesCollector started successfully.").unwrap();
        let end = start + text.get(start..).unwrap().find('\n').unwrap();
        profiler.1 = text.get(..=end).unwrap().as_bytes().to_vec();
        // The other logs of a process that lives on would go on; here they end where it stopped.
        files.retain(|(name, _)| name.starts_with("DD-") || name.starts_with("dotnet-native-loader"));
        seen += 1;
        assert_eq!(root_cause(&files), None, "{}", case.name);
    }
    assert!(seen >= 5, "{seen} healthy cases");
}

#[test]
fn no_cut_of_a_failing_log_makes_it_healthy() {
    for name in [
        "403-v2.30.0",
        "403-v3.51.1-default",
        "refused-v3.51.1-full",
        "slow-v3.51.1",
        "nomanaged-v3.51.1-full",
        "halfcore-v3.51.1-full",
        "notset-v3.51.1-default",
    ] {
        let case = Case::all().into_iter().find(|case| case.name == name).unwrap();
        // Of a cut log among others that go on nobody can tell that it was cut: they are left out.
        let is_native = |name: &str| name.starts_with("DD-") || name.starts_with("dotnet-native-loader");
        let whole: Vec<_> = files(&case).into_iter().filter(|(name, _)| is_native(name)).collect();
        for (index, (file, bytes)) in whole.iter().enumerate() {
            let lines: Vec<usize> = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1).collect();
            for end in lines {
                let mut cut = whole.clone();
                cut[index].1.truncate(end);
                assert_ne!(root_cause(&cut).as_deref(), Some("healthy"), "{name}: {file} cut after byte {end}");
            }
        }
    }
}

/// Rotated parts of a failing log, one of them lost.
#[test]
fn no_missing_part_of_a_failing_log_makes_it_healthy() {
    let mut tried = 0;
    for case in Case::all().into_iter().filter(|case| {
        !case.expected.root_cause.contains(&Some("healthy".into())) && case.expected.symptom == "missing-profiles"
    }) {
        let sources = files(&case);
        let is_profiler = |name: &str| name.contains("DD-DotNet-Profiler-Native");
        for (whole, text) in sources.iter().filter(|(name, _)| is_profiler(name)) {
            let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
            let base = whole.trim_end_matches(".log");
            for (one, two, lost) in [(1, 2, 1), (1, 3, 0), (2, 3, 1), (2, 4, 2), (3, 4, 1)] {
                let (one, two) = (lines.len() * one / 5, lines.len() * two / 5);
                let parts = [
                    (format!("{base}.2.log"), lines[..one].concat()),
                    (format!("{base}.1.log"), lines[one..two].concat()),
                    (whole.clone(), lines[two..].concat()),
                ];
                let kept = parts.into_iter().enumerate().filter(|(part, _)| *part != lost).map(|(_, part)| part);
                let others = sources.iter().filter(|(name, _)| name != whole).cloned();
                let kept: Vec<_> = others.chain(kept).collect();
                assert_ne!(root_cause(&kept).as_deref(), Some("healthy"), "{} without part {lost}", case.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried}");
}
