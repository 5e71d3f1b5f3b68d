//! Whether stacks are read: CPU and wall time, and hangs.

use super::life::{Life, V2_14, V2_49, V3_51, given, life};
use profiler_doctor::diagnosis::{Symptom, Verdict};

fn stuck(thread: u32) -> String {
    format!(
        "StackSamplerLoopManager::WatcherLoopIteration - Deadlock intervention still in progress for thread {thread} (= 0x{thread:x})"
    )
}

fn broken_off(thread: u32) -> String {
    format!(
        "StackSamplerLoopManager::PerformDeadlockIntervention(): The ongoing StackSampleCollection duration crossed the threshold. A deadlock intervention was performed. Deadlocked target thread=(OsThreadId={thread},  ClrThreadId=0x1); ongoingStackSampleCollectionDurationNs=900 millisecs; _isTargetThreadResumed=true; _currentPeriod=1; _deadlocksInPeriod=1; _totalDeadlockDetectionsCount=1; wasThreadSafeForStackSampleCollection=true; isThreadSafeForStackSampleCollection=true; threadDeadlockTotalCount=1; threadDeadlockInAggPeriodCount=1; threadUsedDeadlocksAggPeriodIndex=1."
    )
}

/// The counters of a period: wall time, CPU time, exceptions.
fn counted(life: Life, second: f64, counts: [u32; 3]) -> Life {
    let life = life.says(second, "debug", "Collected samples per provider:");
    let names = ["WallTimeProvider", "CpuSampleProvider", "ExceptionsProvider"];
    let both = names.into_iter().zip(counts);
    both.fold(life, |life, (name, count)| life.says(second + 0.1, "debug", &format!("{name} : {count}")))
}

#[test]
fn a_stuck_walk_and_then_silence_is_no_recovery() {
    for symptom in [Symptom::Hang, Symptom::MissingCpuWall] {
        given(&[life(V3_51, "10:00:00").says(20.0, "info", &stuck(12)).ends(600.0)]).symptom(symptom).is("undecided");
    }
    let other = given(&[life(V3_51, "10:00:00").says(20.0, "info", &stuck(12)).ends(600.0)]);
    other.is("healthy");
    assert_eq!(other.findings().get("stack-walk-unfinished"), Some(&Verdict::Info));
}

#[test]
fn where_nothing_else_is_collected_a_stuck_walk_leaves_nothing_to_send() {
    // What 2.16 to 2.29 collect by default.
    let old = ["ExceptionsProvider", "ContentionProvider", "GCProvider", "GarbageCollectorProvider"];
    let life = old.into_iter().fold(life(V2_49, "10:00:00"), Life::without);
    given(&[life.says(20.0, "info", &stuck(12)).ends(600.0)]).is("undecided");
}

#[test]
fn walks_broken_off_up_to_an_orderly_end_are_a_deadlock() {
    let walks = (10..300)
        .step_by(2)
        .fold(life(V3_51, "10:00:00"), |life, second| life.says(second.into(), "info", &broken_off(12)));
    given(&[walks.ends(300.0)]).symptom(Symptom::Hang).is("stack-walk-deadlock");
}

#[test]
fn walks_long_apart_are_lone_ones() {
    let walks = life(V3_51, "10:00:00").says(60.0, "info", &broken_off(12)).says(4860.0, "info", &broken_off(14));
    let over = walks.says(4900.0, "info", "ThreadsCpuManager stopped successfully.").ends(5000.0);
    given(&[over]).symptom(Symptom::Hang).is("healthy");
}

#[test]
fn a_walk_that_came_back_is_over() {
    let restored = life(V3_51, "10:00:00").says(20.0, "info", &stuck(12)).says(
        20.5,
        "info",
        "Profiler signal handler has been replaced. Restoring it.",
    );
    given(&[restored.ends(600.0)]).symptom(Symptom::Hang).is("healthy");
    let counts = counted(life(V3_51, "10:00:00").says(20.0, "info", &stuck(12)), 120.0, [300, 4, 0]);
    given(&[counted(counts, 180.0, [300, 4, 0]).ends(600.0)]).symptom(Symptom::Hang).is("healthy");
}

#[test]
fn a_second_walk_of_the_thread_that_is_stuck_ends_nothing() {
    let pair = |life: Life, at: f64, thread: u32| {
        life.says(at, "info", &broken_off(thread)).says(at + 0.2, "info", &stuck(thread))
    };
    let first = pair(life(V3_51, "10:00:00"), 20.0, 12);
    let again = |thread: u32| first.clone().says(280.0, "info", &broken_off(thread)).ends(600.0);
    for symptom in [Symptom::Hang, Symptom::MissingCpuWall] {
        given(&[again(12)]).symptom(symptom).is("undecided");
        given(&[again(13)]).symptom(symptom).is("healthy");
    }
}

#[test]
fn counters_of_zero_after_a_stuck_walk_are_a_deadlock() {
    let walk = life(V3_51, "10:00:00").says(20.0, "info", &stuck(12));
    let counts = (1..=5).fold(walk, |life, minute| counted(life, f64::from(minute * 60), [0, 0, 12]));
    given(&[counts]).symptom(Symptom::MissingCpuWall).is("stack-walk-deadlock");
}

#[test]
fn cpu_time_with_a_signal_of_its_own_shows_no_walk_that_came_back() {
    let walk = life(V3_51, "10:00:00").says(20.0, "info", &stuck(12));
    let counts = (1..=5).fold(walk, |life, minute| counted(life, f64::from(minute * 60), [0, 31, 12]));
    for symptom in [Symptom::MissingCpuWall, Symptom::Hang] {
        given(&[counts.clone().ends(330.0)]).symptom(symptom).is("stack-walk-deadlock");
    }
    let silent =
        (1..=5).fold(life(V3_51, "10:00:00"), |life, minute| counted(life, f64::from(minute * 60), [0, 31, 12]));
    given(&[silent.ends(330.0)]).symptom(Symptom::MissingCpuWall).is("sampling-stopped");
}

#[test]
fn counters_of_zero_alone_are_sampling_that_stopped() {
    let counts =
        (1..=5).fold(life(V3_51, "10:00:00"), |life, minute| counted(life, f64::from(minute * 60), [0, 0, 12]));
    given(&[counts]).symptom(Symptom::MissingCpuWall).is("sampling-stopped");
}

/// The counters of five periods of a process that takes many types of profile, the last one with samples or without.
fn many_counted(last: &str) -> Life {
    let types = ["WallTime", "CpuSample", "Exceptions", "Contention", "Allocations", "LiveObjects", "Network"];
    (1..=5).fold(life(V3_51, "10:00:00"), |life, minute| {
        let now = f64::from(minute * 60);
        let life = life.says(now, "debug", "Collected samples per provider:");
        let empty = types.iter().map(|name| format!("{name}Provider : 0"));
        empty
            .chain([format!("GarbageCollectorProvider : {last}")])
            .fold(life, |life, line| life.says(now + 0.1, "debug", &line))
    })
}

#[test]
fn counters_of_many_types_tell_the_same_as_those_of_few() {
    given(&[many_counted("12").ends(600.0)]).symptom(Symptom::MissingCpuWall).is("sampling-stopped");
    given(&[many_counted("0").ends(600.0)]).is_not_healthy();
}

#[test]
fn counters_of_zero_among_many_types_are_sampling_that_stopped() {
    let providers = [
        "GarbageCollectorProvider",
        "StopTheWorldGCProvider",
        "ContentionProvider",
        "AllocationsProvider",
        "LiveObjectsProvider",
        "NetworkProvider",
        "ExceptionsProvider",
        "CpuSampleProvider",
        "WallTimeProvider",
        "ThreadLifetimeProvider",
    ];
    let mut life = life(V3_51, "10:00:00");
    for minute in 1..=10 {
        let second = f64::from(minute * 60);
        life = life.says(second, "debug", "Collected samples per provider:");
        for provider in providers {
            let has_some = provider == "ExceptionsProvider" || minute == 1 && provider.ends_with("TimeProvider");
            let count = if has_some { 12 } else { 0 };
            life = life.says(second + 0.1, "debug", &format!("{provider} : {count}"));
        }
    }
    for symptom in [Symptom::MissingCpuWall, Symptom::Hang] {
        given(&[life.clone().ends(660.0)]).symptom(symptom).is("sampling-stopped");
    }
}

#[test]
fn types_that_are_switched_off_are_why_they_are_missing() {
    let off = "Configuration: DD_PROFILING_WALLTIME_ENABLED env var is set to '0'";
    let life = life(V3_51, "10:00:00")
        .without("DD_PROFILING_WALLTIME_ENABLED")
        .without("WallTimeProvider")
        .says(0.01, "info", off)
        .ends(600.0);
    given(std::slice::from_ref(&life)).symptom(Symptom::MissingCpuWall).is("profile-type-disabled");
    given(&[life]).is("healthy");
}

#[test]
fn a_type_that_did_not_start_is_not_seen_to_run() {
    let without = life(V3_51, "10:00:00").without("WallTimeProvider started").ends(600.0);
    given(std::slice::from_ref(&without)).symptom(Symptom::MissingCpuWall).is("undecided");
    given(&[without]).symptom(Symptom::Hang).is("undecided");
    // The timers that CPU time is measured with run, and nobody takes what they measure.
    let without = life(V3_51, "10:00:00").without("CpuSampleProvider started").ends(600.0);
    given(&[without]).symptom(Symptom::MissingCpuWall).is("undecided");
}

#[test]
fn a_helper_is_no_type_of_profile() {
    let helper = "ThreadLifetimeProvider started successfully.";
    let only = life(V3_51, "10:00:00")
        .without("Provider started")
        .without("Cpu Profiler started")
        .says(0.1, "info", helper)
        .ends(600.0);
    given(&[only]).is_not_healthy();
}

#[test]
fn signals_that_the_system_refuses_take_no_stacks() {
    let refused =
        "Unable to send signal USR1 to thread with osThreadId=12. Error code: Resource temporarily unavailable";
    let life = (1..200).fold(life(V3_51, "10:00:00"), |life, second| life.says(second.into(), "warning", refused));
    given(&[life.ends(600.0)]).symptom(Symptom::MissingCpuWall).is_not_healthy();
}

#[test]
fn one_thread_without_a_timer_is_no_loss_of_all() {
    let one = life(V3_51, "10:00:00").says(
        30.0,
        "error",
        "Call to timer_create failed for thread 4711. errno=22 (Invalid argument)",
    );
    let question = given(&[one.ends(600.0)]);
    question.is("healthy");
    assert_eq!(question.findings().get("cpu-timers-failed"), Some(&Verdict::Warn));
}

#[test]
fn a_profiler_that_does_not_run_is_not_what_hangs() {
    let line = "[2026-09-10 10:00:00.000 | info | PId: 7 | TId: 7] .NET Profiler is explictly disabled.\n";
    for symptom in [Symptom::Hang, Symptom::Overhead] {
        let off = given(&[]).file("DD-DotNet-Profiler-Native-shop-7.log", line).symptom(symptom);
        off.is("profiler-not-involved");
        let diagnosis = off.diagnose();
        let shown = diagnosis.runs[0].findings.iter().find(|finding| finding.id == "profiler-disabled").unwrap();
        assert_eq!((shown.verdict, shown.remedy.as_str()), (Verdict::Info, ""), "nobody is told to switch it on");
    }
}

#[test]
fn old_releases_repeat_the_line_of_a_stuck_walk() {
    let repeated =
        |to: u32| (20..to).fold(life(V2_14, "10:00:00"), |life, second| life.says(second.into(), "error", &stuck(12)));
    given(&[repeated(300)]).symptom(Symptom::Hang).is("stack-walk-deadlock");
    let came_back = repeated(40).says(60.0, "info", "The profile was sent. Success?true, Http code: 200").ends(70.0);
    given(&[came_back]).symptom(Symptom::Hang).is("healthy");
}

#[test]
fn the_lines_of_a_start_alone_clear_no_hang() {
    let verdict = |question: &super::life::Question| {
        let diagnosis = question.diagnose();
        diagnosis.runs[0].steps.iter().find(|step| step.id == "hang").map(|step| step.verdict).unwrap()
    };
    let started = given(&[life(V3_51, "10:00:00")]).symptom(Symptom::Hang);
    assert_eq!(verdict(&started), Verdict::Unknown);
    let lived = given(&[life(V3_51, "10:00:00").ends(600.0)]).symptom(Symptom::Hang);
    assert_eq!(verdict(&lived), Verdict::Pass);
}

/// CPU time and exceptions, counted each minute; wall time is switched off.
fn without_wall_time(cpu: &[u32]) -> Life {
    let off = "Configuration: DD_PROFILING_WALLTIME_ENABLED env var is set to '0'";
    let life = life(V3_51, "10:00:00").without("WallTimeProvider").without("DD_PROFILING_WALLTIME_ENABLED");
    (1..).zip(cpu).fold(life.says(0.0, "info", off), |life, (minute, count)| {
        let second = f64::from(minute) * 60.0;
        life.says(second, "debug", "Collected samples per provider:")
            .says(second, "debug", "ExceptionsProvider : 12")
            .says(second, "debug", &format!("CpuSampleProvider : {count}"))
    })
}

#[test]
fn no_cpu_time_and_no_wall_time_to_compare_it_with_clear_no_hang() {
    let asked = |cpu| given(&[without_wall_time(cpu).ends(330.0)]).symptom(Symptom::Hang);
    asked(&[31, 31, 31, 31, 31]).is("healthy");
    asked(&[31, 31, 31, 0, 31]).is("healthy");
    asked(&[31, 31, 31, 0, 0]).is("undecided");
}

#[test]
fn a_last_count_that_was_cut_off_hides_no_zeros_before_it() {
    let counts = [[2605, 31, 12], [0, 0, 12], [0, 0, 12]];
    let life = (1..)
        .zip(counts)
        .fold(life(V3_51, "10:00:00"), |life, (minute, counts)| counted(life, f64::from(minute) * 60.0, counts));
    let cut =
        life.says(240.0, "debug", "Collected samples per provider:").says(240.0, "debug", "ExceptionsProvider : 12");
    given(&[cut]).symptom(Symptom::MissingCpuWall).is("sampling-stopped");
}
