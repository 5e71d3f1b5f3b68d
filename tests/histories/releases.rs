//! What is known of the release that runs.

use super::life::{V2_49, V3_51, given, life};
use profiler_doctor::diagnosis::{Symptom, Verdict};

/// The first line of the native tracer, which tells release, system and processor.
fn tracer(release: &str, system: &str, processor: &str) -> String {
    format!("09/10/26 10:00:00.100 AM [7|7] [info] Datadog CLR Profiler {release} on {system} ({processor})\n")
}

fn stuck(thread: u32) -> String {
    format!(
        "StackSamplerLoopManager::WatcherLoopIteration - Deadlock intervention still in progress for thread {thread} (= {thread:#x})"
    )
}

#[test]
fn a_cost_that_is_known_of_the_release_is_the_answer_only_to_who_asks_for_costs() {
    let arm = |symptom| {
        given(&[life(V3_51, "10:00:00").ends(600.0)])
            .file(
                "dotnet-tracer-native-dotnet-7.log",
                "09/10/26 10:00:00.100 AM [7|7] [info] Datadog Instrumentation 3.45.0 on Linux (arm64)\n",
            )
            .symptom(symptom)
    };
    arm(Symptom::Overhead).is("known-bad-release");
    arm(Symptom::MissingProfiles).is("healthy");
    assert!(!arm(Symptom::MissingProfiles).findings().contains_key("known-bad-release"));
}

#[test]
fn another_release_another_processor_and_an_unknown_one_are_not_accused() {
    let symptom = Symptom::Overhead;
    for release in [("3.45.0", "amd64"), ("3.46.0", "arm64"), ("3.43.0", "arm64")] {
        let text = tracer(release.0, "Linux", release.1).replace("CLR Profiler 3", "Instrumentation 3");
        let question = given(&[life(V3_51, "10:00:00").ends(600.0)])
            .file("dotnet-tracer-native-dotnet-7.log", &text)
            .symptom(symptom);
        assert!(!question.findings().contains_key("known-bad-release"), "{release:?}");
    }
    let question = given(&[life(V3_51, "10:00:00").ends(600.0)]).symptom(symptom);
    assert!(!question.findings().contains_key("known-bad-release"));
}

#[test]
fn a_release_that_loses_stacks_is_not_healthy_for_who_misses_them() {
    let lines = [
        "10:00:00.000 Profiler version = RELEASE",
        "10:00:00.001 Pointer size: 64 bits.",
        "10:00:00.002 CorProfilerCallback is initializing.",
        "10:00:00.003 WallTimeProvider started successfully.",
        "10:00:00.003 CpuTimeProvider started successfully.",
        "10:00:00.004 SamplesCollector started successfully.",
        "10:30:00.000 CorProfilerCallback::Shutdown()",
        "10:30:00.100 CorProfilerCallback::DisposeInternal() invoked. _isInitialized = 1",
    ];
    let windows = |release: &str, symptom| {
        let line = |line: &str| format!("[2026-09-10 {} | info | PId: 7 | TId: 7] {}\n", &line[..12], &line[13..]);
        let text: String = lines.into_iter().map(line).collect();
        given(&[]).file("DD-DotNet-Profiler-Native-shop-7.log", &text.replace("RELEASE", release)).symptom(symptom)
    };
    windows("3.9.0", Symptom::MissingProfiles).is("healthy");
    windows("3.9.1", Symptom::MissingCpuWall).is("healthy");
    let question = windows("3.9.0", Symptom::MissingCpuWall);
    question.is("undecided");
    assert_eq!(question.findings().get("known-bad-release"), Some(&Verdict::Warn));
}

#[test]
fn counters_that_grow_clear_the_release() {
    let counted = |life: super::life::Life, second: f64| {
        let lines = ["WallTimeProvider : 300", "CpuTimeProvider : 20", "ExceptionsProvider : 0"];
        let life = life.says(second, "debug", "Collected samples per provider:");
        lines.into_iter().fold(life, |life, line| life.says(second + 0.1, "debug", line))
    };
    let life = counted(counted(life(V2_49, "10:00:00"), 60.0), 120.0).ends(300.0);
    let question = given(&[life]).symptom(Symptom::MissingCpuWall);
    assert!(!question.findings().contains_key("known-bad-release"));
}

#[test]
fn a_hang_with_interventions_names_the_known_deadlocks_and_the_release_that_mends_them() {
    let stuck = (0..5).fold(life(V2_49, "10:00:00"), |life, at| life.says(f64::from(20 + at * 2), "info", &stuck(12)));
    let question = given(&[stuck]).symptom(Symptom::Hang);
    question.is("stack-walk-deadlock");
    let diagnosis = question.diagnose();
    let finding = diagnosis.runs[0].findings.iter().find(|finding| finding.id == "known-bad-release").unwrap();
    assert!(finding.remedy.contains("3.7.0"), "{}", finding.remedy);
}

#[test]
fn a_hang_that_no_line_shows_gets_a_notice_and_no_cause() {
    let question = given(&[life(V2_49, "10:00:00")]).symptom(Symptom::Hang);
    assert_eq!(question.findings().get("release-may-be-at-fault"), Some(&Verdict::Info));
    question.is("undecided");
    let newest = given(&[life(V3_51, "10:00:00")]).symptom(Symptom::Hang);
    assert!(!newest.findings().contains_key("release-may-be-at-fault"));
}

#[test]
fn a_release_without_a_profiler_for_the_processor_is_the_cause_though_no_line_says_so() {
    let loader = "[2026-09-10 10:00:00.000 | info | PId: 7 | TId: 7] DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: \"/opt/datadog/linux-arm64/loader.conf\"\n[2026-09-10 10:00:00.010 | info | PId: 7 | TId: 7] Instrumentation Verification log is disabled.\n";
    let question = |release: &str| {
        given(&[])
            .file("dotnet-native-loader-dotnet-7.log", loader)
            .file("dotnet-tracer-native-dotnet-7.log", &tracer(release, "Linux", "arm64"))
    };
    question("3.24.0").is("architecture-unsupported");
    assert_ne!(question("3.48.0").cause().as_deref(), Some("architecture-unsupported"));
}
