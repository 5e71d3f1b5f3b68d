//! Every message that explains or may explain a loss, put into a healthy run of every release that prints it: either a
//! cause is found, or the run is not called healthy any more, or it is declared here why it may be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod catalogue {
    pub(crate) mod table;
}
mod common;

use catalogue::table::{self, Row};
use common::{PACK, scan};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::pack::Release;
use std::collections::BTreeMap;

/// What may stand in a healthy run: signal, whether only long before its end, and why.
const HARMLESS: [(&str, bool, &str); 16] = [
    (
        "DLK-INPROGRESS",
        false,
        "found and shown: the profiles arrive, and whether stacks are read is not what was asked",
    ),
    ("EXP-EMPTY", false, "one empty period is an application that rests"),
    ("EXP-EXCEPTION", true, "a later upload worked"),
    ("EXP-HTTP", true, "a later upload worked"),
    ("EXP-NOT-SENT", true, "a later upload worked"),
    ("EXP-REQUEST-FAIL", true, "a later upload worked"),
    ("EXP-SERIALIZE-FAIL", true, "a later upload worked"),
    ("EXP-TRANSPORT", true, "a later upload worked"),
    ("LDR-CONF-INVALID", false, "another line than the profiler's, which runs"),
    ("LDR-LIB-NOTFOUND", false, "another library than the profiler's, which runs"),
    ("LIB-GETFUNCTION-ERROR", false, "another library than the profiler's, which runs"),
    ("LIB-LOAD-ERROR", false, "another library than the profiler's, which runs"),
    ("PRF-INFO12-13", false, "found and shown: one type of profile is not to be had"),
    ("PRF-PINVOKE-BEFORE", false, "too early, but the profiler runs"),
    ("PRF-SECOND-RUNTIME", false, "found and shown: the second runtime is not profiled"),
    ("TMR-CREATE-FAIL", false, "found and shown: one thread without a timer is a loss that hardly shows"),
];

/// A run that works on that release, with one more record in one of its logs.
fn diagnosed(release: Release, row: &Row, artifact: &str, late: bool) -> Option<String> {
    let native = |second: u32, level: &str, text: &str| {
        let (minute, second) = (second / 60, second % 60);
        format!("[2026-01-31 10:{minute:02}:{second:02}.000 | {level} | PId: 7 | TId: 7] {text}\n")
    };
    let mut profiler = native(0, "info", "CorProfilerCallback is initializing.")
        + &native(1, "info", "WallTimeProvider started successfully.")
        + &native(1, "info", "SamplesCollector started successfully.");
    let mut loader = native(
        0,
        "info",
        "DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: \"/opt/datadog/loader.conf\"",
    ) + &native(1, "info", "CorProfiler::Initialize: Continuous Profiler initialized successfully.");
    let product = if release < Release::new(3, 26, 0) { "CLR Profiler" } else { "Instrumentation" };
    let tracer = format!("01/31/26 10:00:00.000 AM [7|7] [info] Datadog {product} {release} on Linux (amd64)\n");
    let works = if release < Release::new(2, 16, 0) {
        native(298, "info", "The profile was sent. Success?true, Http code: 200")
    } else {
        native(300, "info", "CorProfilerCallback::DisposeInternal() invoked. _isInitialized = 1")
    };
    match (artifact, late) {
        ("profiler-log", false) => profiler += &native(20, &row.level, &row.example),
        ("loader-log", false) => loader += &native(2, &row.level, &row.example),
        _ => {}
    }
    let mut end = vec![works];
    if late && artifact == "profiler-log" {
        end.push(native(299, &row.level, &row.example));
        // They begin with their time.
        end.sort();
    }
    profiler += &end.concat();
    let sources = [
        scan("DD-DotNet-Profiler-Native-x-7.log", profiler.as_bytes()),
        scan("dotnet-native-loader-x-7.log", loader.as_bytes()),
        scan("dotnet-tracer-native-x-7.log", tracer.as_bytes()),
    ];
    engine::diagnose(&PACK, &sources, &Request::default()).capture.root_cause
}

#[test]
fn no_grave_message_stands_in_a_healthy_run() {
    let first = Release::new(2, 13, 0);
    let mut healthy: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    let (mut tried, mut plain) = (0, 0);
    for row in table::rows().iter().filter(|row| row.is_a_line()) {
        for artifact in row.artifacts().iter().filter(|artifact| ["profiler-log", "loader-log"].contains(artifact)) {
            let Some(found) = PACK.recognise(artifact, row.level(), row.example.as_bytes()) else { continue };
            let signal = &PACK.signals[usize::from(found.signal)];
            let releases = PACK.releases.iter().copied();
            let releases: Vec<Release> = releases.filter(|it| *it >= first && row.releases.has(*it)).collect();
            // Of each wording the first and the last release.
            for release in [releases.first(), releases.last()].into_iter().flatten() {
                for late in [false, true].into_iter().filter(|late| !late || *artifact == "profiler-log") {
                    let is_healthy = diagnosed(*release, row, artifact, late).as_deref() == Some("healthy");
                    if !signal.class.needs_judgement() {
                        plain += usize::from(is_healthy);
                        break;
                    }
                    tried += 1;
                    if is_healthy {
                        let place = (late, signal.id.clone());
                        healthy.entry(place).or_default().push(format!("{release} {} {}", row.level, row.example));
                    }
                }
            }
        }
    }
    assert!(tried > 600 && plain > 300, "{tried} and {plain} only");
    let may = |late: bool, id: &str| HARMLESS.iter().any(|(known, early, _)| *known == id && !(late && *early));
    let undeclared: Vec<_> = healthy.iter().filter(|((late, id), _)| !may(*late, id)).collect();
    assert!(undeclared.is_empty(), "{undeclared:#?}");
    for (id, _, why) in HARMLESS {
        assert!(healthy.contains_key(&(false, id.to_owned())), "{id} is not healthy any more: {why}");
    }
}
