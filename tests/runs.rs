//! Which records are one life of one process, and what its times can tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{PACK, scan};
use profiler_doctor::diagnosis::{Diagnosis, Truth};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::text::Policy;

/// A native record.
fn line(time: &str, pid: u32, level: &str, text: &str) -> String {
    format!("[2026-01-31 {time}.000 | {level} | PId: {pid} | TId: {pid}] {text}\n")
}

/// A profiler that starts and runs.
fn started(time: &str, pid: u32) -> String {
    [
        "CorProfilerCallback is initializing.",
        "LibrariesInfoCache: Registered custom iterate_phdr_function with libunwind.",
        "WallTimeProvider started successfully.",
        "SamplesCollector started successfully.",
    ]
    .map(|text| line(time, pid, "info", text))
    .concat()
}

fn managed(time: &str, zone: &str, pid: u32, name: &str) -> String {
    let end = format!("{{ MachineName: \".\", Process: \"[{pid} {name}]\", TracerVersion: \"3.51.1.0\" }}");
    format!("2026-01-31 {time}.000 {zone} [INF] Something  {end}\n")
}

fn diagnose(files: &[(&str, String)]) -> Diagnosis<String> {
    let sources: Vec<_> = files.iter().map(|(name, text)| scan(name, text.as_bytes())).collect();
    engine::diagnose(&PACK, &sources, &Request::default()).publish(Policy::Local)
}

fn causes(diagnosis: &Diagnosis<String>) -> Vec<Option<&str>> {
    diagnosis.runs.iter().map(|run| run.root_cause.as_deref()).collect()
}

fn truth(diagnosis: &Diagnosis<String>, rule: &str) -> Truth {
    diagnosis.runs[0].rules.iter().find(|judged| judged.id == rule).unwrap().truth
}

#[test]
fn containers_that_share_a_folder_and_an_id_are_two_runs() {
    let bad = started("10:00:00", 1) + &line("10:01:00", 1, "error", "403");
    let good = started("10:00:00", 1) + &line("10:02:30", 1, "info", "Something");
    let diagnosis = diagnose(&[
        ("DD-DotNet-Profiler-Native-cart-1.log", bad),
        ("DD-DotNet-Profiler-Native-shop-1.log", good),
        ("dotnet-tracer-managed-shop-1.log", managed("10:02:30", "+00:00", 1, "shop")),
    ]);
    assert_eq!(diagnosis.runs.len(), 2);
    assert_eq!(causes(&diagnosis), [Some("api-key-rejected"), Some("healthy")]);
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("api-key-rejected"));
}

#[test]
fn a_name_that_begins_like_another_is_another() {
    let files =
        ["cart", "cart_worker"].map(|name| (format!("DD-DotNet-Profiler-Native-{name}-1.log"), started("10:00:00", 1)));
    let managed = ["cart", "cart-worker"]
        .map(|name| (format!("dotnet-tracer-managed-{name}-1.log"), managed("10:00:01", "+00:00", 1, name)));
    let files: Vec<_> = files.iter().chain(&managed).map(|(name, text)| (name.as_str(), text.clone())).collect();
    let sources: Vec<Vec<String>> = diagnose(&files).runs.into_iter().map(|run| run.sources).collect();
    assert_eq!(sources.len(), 2);
    for (sources, name) in sources.iter().zip(["cart", "worker"]) {
        assert!(
            sources.len() == 2 && sources.iter().all(|source| source.contains("worker") == (name == "worker")),
            "{sources:?}"
        );
    }
}

#[test]
fn native_and_managed_names_of_one_application_are_one_run() {
    for (native, managed_name) in [
        ("checkout_api", "checkout-api"),
        ("Shop", "Shop.Api"),
        ("checkout-api-lo", "checkout-api-long"),
        ("dotnet", "dotnet"),
        ("w3wp", "w3wp"),
    ] {
        let diagnosis = diagnose(&[
            (&format!("DD-DotNet-Profiler-Native-{native}-7.log"), started("10:00:00", 7)),
            (&format!("dotnet-tracer-managed-{managed_name}-7.log"), managed("10:00:01", "+00:00", 7, managed_name)),
        ]);
        assert_eq!(diagnosis.runs.len(), 1, "{native} and {managed_name}");
    }
}

#[test]
fn parts_of_a_log_are_read_in_their_order() {
    let diagnosis = diagnose(&[
        ("DD-DotNet-Profiler-Native-shop-7.2.log", started("10:00:00", 7) + &line("10:01:00", 7, "error", "403")),
        ("DD-DotNet-Profiler-Native-shop-7.1.log", line("10:02:00", 7, "error", "403")),
        ("DD-DotNet-Profiler-Native-shop-7.log", line("10:03:00", 7, "error", "404")),
    ]);
    assert_eq!(causes(&diagnosis), [Some("agent-endpoint-missing")]);
    assert!(diagnosis.sources.iter().all(|source| source.notices.is_empty()));
    assert_eq!(truth(&diagnosis, "cpu-limit-below-threshold"), Truth::False);
}

#[test]
fn a_missing_part_is_named_and_what_was_not_seen_proves_nothing() {
    let diagnosis = diagnose(&[
        ("DD-DotNet-Profiler-Native-shop-7.3.log", started("10:00:00", 7)),
        ("DD-DotNet-Profiler-Native-shop-7.log", line("10:03:00", 7, "info", "Something")),
    ]);
    let notices: Vec<&String> = diagnosis.sources.iter().flat_map(|source| &source.notices).collect();
    assert_eq!(notices, ["Parts 1 to 2 of this log are not among the files; what stood in them is not known."]);
    assert_eq!(truth(&diagnosis, "cpu-limit-below-threshold"), Truth::Unknown);
}

#[test]
fn a_clock_that_was_set_back_is_named_and_time_goes_on() {
    let log =
        started("10:00:00", 7) + &line("09:00:00", 7, "info", "Something") + &line("10:30:00", 7, "info", "Something");
    let diagnosis = diagnose(&[("DD-DotNet-Profiler-Native-shop-7.log", log)]);
    assert_eq!(diagnosis.sources[0].notices, ["The clock goes back at line 5: time is counted on from there."]);
    assert_eq!(causes(&diagnosis), [Some("healthy")]);
}

#[test]
fn a_change_of_the_zone_is_no_time_that_passed() {
    let native = started("01:59:30", 7) + &line("03:00:10", 7, "info", "Something");
    let steady = managed("01:59:31", "+01:00", 7, "shop");
    let changed = steady.clone() + &managed("03:00:10", "+02:00", 7, "shop");
    let with = |managed: String| {
        causes(&diagnose(&[
            ("DD-DotNet-Profiler-Native-shop-7.log", native.clone()),
            ("dotnet-tracer-managed-shop-7.log", managed),
        ]))
        .into_iter()
        .map(|cause| cause.map(str::to_owned))
        .collect::<Vec<_>>()
    };
    assert_eq!(with(steady), [Some("healthy".to_owned())]);
    assert_eq!(with(changed), [None]);
}

#[test]
fn lives_in_different_zones_are_compared_in_one_time() {
    let logs = |folder: &str, time: &str, zone: &str, code: &str| {
        let native = started(time, 7) + &line(time, 7, "error", code);
        [
            (format!("{folder}/DD-DotNet-Profiler-Native-shop-7.log"), native),
            (format!("{folder}/dotnet-tracer-managed-shop-7.log"), managed(time, zone, 7, "shop")),
        ]
    };
    // Ten o'clock in New York is later than noon in Berlin.
    let berlin = logs("shop/before", "12:00:00", "+01:00", "403");
    let new_york = logs("shop/after", "10:00:00", "-05:00", "404");
    let files: Vec<_> = berlin.iter().chain(&new_york).map(|(name, text)| (name.as_str(), text.clone())).collect();
    let diagnosis = diagnose(&files);
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("agent-endpoint-missing"));
    let offsets: Vec<_> = diagnosis.runs.iter().map(|run| run.facts.utc_offset.value.as_deref()).collect();
    assert_eq!(offsets, [Some("-05:00"), Some("+01:00")]);
}

#[test]
fn a_loop_of_crashes_is_many_runs_and_the_last_one_counts() {
    let mut log = String::new();
    for minute in 0..600 {
        let time = format!("{:02}:{:02}:00", minute / 60, minute % 60);
        log += &(started(&time, 1) + &line(&time, 1, "error", if minute == 599 { "404" } else { "403" }));
    }
    let diagnosis = diagnose(&[("DD-DotNet-Profiler-Native-shop-1.log", log)]);
    assert_eq!(diagnosis.runs.len(), 600);
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("agent-endpoint-missing"));
    // The way of every rule is told of some runs only, and of the one that decides.
    let told = diagnosis.runs.iter().filter(|run| !run.rules.is_empty()).count();
    assert!(told < 30, "{told}");
    assert!(!diagnosis.runs[599].rules.is_empty());
}

#[test]
fn what_may_be_among_the_lines_that_are_only_counted_is_unknown() {
    let refused = |library: &str| {
        let text =
            format!("Load: Error loading dynamic library '/opt/datadog/Datadog.{library}.Native.so': file too short");
        line("10:00:01", 7, "warning", &text)
    };
    let start =
        "DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: \"/opt/datadog/loader.conf\"";
    let log = line("10:00:00", 7, "info", start)
        + &refused("Tracer").repeat(20)
        + &refused("Profiler")
        + &refused("Tracer").repeat(20);
    let diagnosis = diagnose(&[("dotnet-native-loader-shop-7.log", log)]);
    assert_eq!(truth(&diagnosis, "profiler-library-not-loadable"), Truth::Unknown);
}

#[test]
fn errors_that_nobody_knows_are_grouped_and_counted() {
    let mut log = started("10:00:00", 7);
    for second in 1..=5 {
        log += &line(
            &format!("10:00:0{second}"),
            7,
            "error",
            &format!("Flux capacitor {second} of 'shop' is out of phase"),
        );
    }
    log += &line("10:00:09", 7, "warning", "Something else");
    let diagnosis = diagnose(&[("DD-DotNet-Profiler-Native-shop-7.log", log)]);
    let groups = &diagnosis.runs[0].unknown_messages;
    let told: Vec<_> = groups.iter().map(|group| (group.count, group.first.line, group.last_line)).collect();
    assert_eq!(told, [(5, 5, 9), (1, 10, 10)]);
    assert_eq!(causes(&diagnosis), [None]);
}
