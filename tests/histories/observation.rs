//! What a process is known to have lived through.

use super::life::{Life, V2_49, V3_51, given, life};
use profiler_doctor::diagnosis::Run;

/// Serilog's default, as many applications log: no process in it.
fn serilog(times: &[&str]) -> String {
    times.iter().flat_map(|time| ["2026-09-10 ", time, ".000 +00:00 [INF] Request finished in 3 ms\n"]).collect()
}

#[test]
fn a_start_and_nothing_else_is_undecided() {
    given(&[life(V3_51, "10:00:00")]).is("undecided");
}

#[test]
fn the_time_of_copying_alone_shows_no_life() {
    let alone = || given(&[life(V3_51, "10:00:00")]).answer("files-copied-at", "2026-09-10T12:00:00");
    alone().is("undecided");
    alone().answer("process-still-running", "no").is("undecided");
    alone().answer("process-still-running", "yes").is("healthy");
}

#[test]
fn a_time_of_copying_that_cannot_be_is_a_mistake() {
    for time in ["2099-09-10T12:00:00", "2026-09-09T12:00:00"] {
        given(&[life(V3_51, "10:00:00").fails([60, 120], "403")])
            .answer("files-copied-at", time)
            .answer("process-still-running", "yes")
            .is_not_healthy();
    }
}

#[test]
fn the_log_of_the_application_itself_shows_no_life_of_the_process() {
    given(&[life(V3_51, "10:00:00").named("shop").fails([60], "403")])
        .file("shop.log", &serilog(&["10:00:30", "10:30:00"]))
        .is("api-key-rejected");
}

#[test]
fn a_line_of_another_process_shows_no_life() {
    let other = "[2026-09-10 11:00:00.000 | info | PId: 8 | TId: 8] Something\n";
    given(&[life(V3_51, "10:00:00").fails([60], "403")]).file("console.log", other).is("api-key-rejected");
}

#[test]
fn a_later_process_of_the_same_number_shows_no_life() {
    let later = "2026-09-13 10:00:00.000 +00:00 [INF] Something  { MachineName: \".\", Process: \"[7 dotnet]\", AppDomain: \"[1 x]\" }\n";
    given(&[life(V3_51, "10:00:00").fails([60], "403")])
        .file("dotnet-tracer-managed-dotnet-7.log", later)
        .is_not_healthy();
    given(&[life(V3_51, "10:00:00")]).file("dotnet-tracer-managed-dotnet-7.log", later).is("undecided");
}

#[test]
fn the_managed_side_of_the_same_life_shows_it() {
    given(&[life(V3_51, "10:00:00").managed(1.0, "Something").managed(300.0, "Something")]).is("healthy");
}

#[test]
fn an_older_part_without_the_newest_one_shows_nothing_after_it() {
    let older = given(&[life(V3_51, "10:00:00").managed(1.0, "Something").managed(7200.0, "Something")]);
    older
        .renamed(|name| if name.starts_with("DD") { name.replace(".log", ".1.log") } else { name.into() })
        .is("undecided");
}

#[test]
fn an_hour_that_summer_time_skips_is_no_time_that_passed() {
    // Written at 01:59:30 and at 03:00:45, one minute and a quarter apart.
    let night = life(V3_51, "2026-03-29T01:59:30").says(3675.0, "info", "ThreadsCpuManager stopped successfully.");
    given(&[night]).is("undecided");
    let day = life(V3_51, "2026-03-25T01:59:30").says(3675.0, "info", "ThreadsCpuManager stopped successfully.");
    given(&[day]).is("healthy");
}

#[test]
fn records_of_others_do_not_move_the_beginning_of_a_life() {
    // The application's own log beside the newer, failing life begins long before the older, healthy one.
    let healthy = life(V3_51, "11:00:00").folder("mon").named("shop").pid(5).ends(300.0);
    let failing = life(V3_51, "12:00:00").folder("tue").named("shop").pid(6).fails([60, 120, 180], "403");
    given(&[healthy, failing]).file("tue/app.log", &serilog(&["09:00:00", "12:00:30"])).is("api-key-rejected");
}

#[test]
fn an_answer_does_not_beat_a_line_that_contradicts_it() {
    given(&[life(V3_51, "10:00:00").fails([60, 120, 180], "403")]).answer("agent-running", "no").is("api-key-rejected");
}

#[test]
fn a_crash_loop_is_not_healthy() {
    // Up to 3.19 the first line of the loader is that about debug lines.
    let lives: Vec<_> = ["10:00:00", "10:05:00", "10:10:00", "10:15:00"].map(|time| life(V2_49, time)).into();
    let looping = given(&lives);
    looping.is("undecided");
    assert!(looping.diagnose().runs.iter().all(|run| run.root_cause.is_none()));
    assert!(looping.findings().contains_key("restarts-without-end"));
}

/// Whether any life of these is told to be one of many that ended out of order.
fn restarts(lives: &[Life]) -> bool {
    let told = |run: &Run<String>| run.findings.iter().any(|finding| finding.id == "restarts-without-end");
    given(lives).diagnose().runs.iter().any(told)
}

#[test]
fn instances_beside_each_other_are_no_restarts() {
    let instance = |time: &str, pid: u32, until: f64| {
        life(V3_51, time).pid(pid).says(until, "info", "ThreadsCpuManager stopped successfully.")
    };
    let beside = ["10:00:00", "10:01:00", "10:02:00", "10:03:00"].into_iter().zip(1..);
    assert!(!restarts(&beside.map(|(time, pid)| instance(time, pid, 600.0)).collect::<Vec<_>>()));
    // One that goes on does not hide that others end.
    let ending = ["10:01:00", "10:05:00", "10:10:00", "10:15:00"].into_iter().zip(2..);
    let ending = ending.map(|(time, pid)| instance(time, pid, 100.0));
    assert!(restarts(&ending.chain([instance("10:00:00", 1, 6000.0)]).collect::<Vec<_>>()));
}

#[test]
fn a_profiler_that_declined_to_run_says_nothing_of_the_end() {
    let lives = ["10:00:00", "10:05:00", "10:10:00", "10:15:00"].into_iter().zip(1..);
    let declined = lives.map(|(time, pid)| life("halfcore-v3.51.1", time).pid(pid));
    assert!(!restarts(&declined.collect::<Vec<_>>()));
}

#[test]
fn the_first_line_of_the_next_life_is_none_of_the_one_before() {
    let refused =
        "failed ddog_prof_Exporter_send: error trying to connect: tcp connect error: Connection refused (os error 111)";
    given(&[life(V2_49, "10:00:00").fails([60, 120, 180, 240, 300], refused), life(V2_49, "10:20:00")])
        .is("agent-unreachable");
}

#[test]
fn a_managed_log_of_several_lives_shows_each_only_its_own() {
    const FIRST: &str = "[Assembly metadata] Location: /opt/datadog/net6.0/Datadog.Trace.dll, HostContext: 0";
    let lived = |life: Life| life.managed(0.2, FIRST).managed(1.0, "Something").managed(500.0, "Something");
    // The first one was killed at once; the others go on to write into the same file.
    let killed = life(V3_51, "10:00:00").managed(0.2, FIRST);
    let both = [killed, lived(life(V3_51, "10:10:00").fails([60, 120, 180, 240, 300, 360, 420, 480], "403"))];
    given(&both).is("api-key-rejected");
    let causes: Vec<_> = given(&both).diagnose().runs.into_iter().map(|run| run.root_cause).collect();
    assert_eq!(causes, [None, Some("api-key-rejected".to_owned())]);
    // What was mended is not beside what failed before.
    let mended = [
        lived(life(V3_51, "10:00:00").fails([60, 120, 180, 240, 300, 360, 420, 480], "403")),
        lived(life(V3_51, "10:20:00").ends(600.0)),
    ];
    given(&mended).is("healthy");
}
