//! Whether uploads arrived at the end of what is known.

use super::life::{Life, V2_14, V2_49, V3_51, given, life};
use profiler_doctor::diagnosis::Verdict;

const REFUSED: &str = "ddog_prof_Exporter_send_blocking failed: Failed to send HTTP request: error sending request for url (http://localhost:8126/profiling/v1/input): client error (Connect): tcp connect error: Connection refused (os error 111)";
const SENT: &str = "The profile was sent. Success?true, Http code: 200";

fn every(step: u32, from: u32, to: u32) -> impl Iterator<Item = u32> {
    (from..=to).step_by(step as usize)
}

#[test]
fn killed_while_every_upload_failed_is_no_recovery() {
    given(&[life(V3_51, "10:00:00").fails(every(60, 60, 600), "403")]).is("api-key-rejected");
}

#[test]
fn an_orderly_end_soon_after_a_row_of_failures_proves_nothing() {
    given(&[life(V3_51, "10:00:00").fails(every(60, 60, 5940), REFUSED).ends(5943.0)]).is("agent-unreachable");
    given(&[life(V2_49, "10:00:00").fails([60, 180], "503").ends(183.0)]).is_not_healthy();
}

#[test]
fn every_second_upload_failing_is_not_healthy_after_two_quiet_minutes() {
    given(&[life(V3_51, "10:00:00").fails(every(120, 60, 3540), "403").ends(3720.0)]).is_not_healthy();
    given(&[life(V3_51, "10:00:00").fails(every(120, 60, 3540), "403").ends(4100.0)]).is("healthy");
}

#[test]
fn the_share_that_fails_is_the_same_where_the_start_is_lost() {
    let two_of_nine = life(V3_51, "10:00:00").fails([60, 540], "503");
    given(std::slice::from_ref(&two_of_nine)).is("undecided");
    given(&[two_of_nine.without("SamplesCollector")]).is("undecided");
}

#[test]
fn two_quiet_periods_show_that_uploads_work_again() {
    let recovered = given(&[life(V3_51, "10:00:00").fails([60, 120], "503").ends(400.0)]);
    recovered.is("healthy");
    assert_eq!(
        recovered.findings().get("uploads-fail-now-and-then"),
        Some(&Verdict::Warn),
        "two of the last six were lost"
    );
    let long_ago = given(&[life(V3_51, "10:00:00").fails([60, 120], "503").ends(4000.0)]);
    assert_eq!(long_ago.findings().get("uploads-failed-before"), Some(&Verdict::Info));
}

#[test]
fn quiet_but_too_short_is_undecided() {
    // Two failures five seconds apart show no period of five seconds.
    given(&[life(V3_51, "10:00:00").fails([5, 10], "403").ends(25.0)]).is("undecided");
    given(&[life(V3_51, "10:00:00").fails([60], "503").says(150.0, "info", "ThreadsCpuManager stopped successfully.")])
        .is("undecided");
}

#[test]
fn a_failure_inside_the_shutdown_is_no_state() {
    given(&[life(V3_51, "10:00:00").says(600.1, "error", "403").ends(600.0)]).is_not_healthy();
    assert_ne!(
        given(&[life(V3_51, "10:00:00").says(600.1, "error", "403").ends(600.0)]).cause().as_deref(),
        Some("api-key-rejected"),
        "ten uploads before it did not fail"
    );
    given(&[life(V3_51, "10:00:00").says(20.1, "error", "403").ends(20.0)]).is("api-key-rejected");
}

#[test]
fn success_lines_that_stop_are_a_failure_where_every_upload_has_one() {
    let life = life(V2_14, "10:00:00").says(60.0, "info", SENT).says(120.0, "info", SENT);
    given(&[life.clone().ends(7200.0)]).is("export-failed");
    given(&[life.clone().says(180.0, "info", SENT).ends(200.0)]).is("healthy");
    let rejected = "The profile was sent. Success?false, Http code: 403";
    given(&[life.says(180.0, "info", rejected).says(240.0, "info", rejected)]).is("api-key-rejected");
}

#[test]
fn a_short_life_of_old_releases_sends_nothing() {
    given(&[life(V2_14, "10:00:00").ends(30.0)]).is_not_healthy();
}

#[test]
fn a_life_of_less_than_two_seconds_proves_nothing() {
    given(&[life(V3_51, "10:00:00").ends(1.5)]).is_not_healthy();
    given(&[life(V3_51, "10:00:00").ends(30.0)]).is("healthy");
}

#[test]
fn two_rare_failures_are_no_period() {
    let hours = 3600;
    let rare = life(V3_51, "2026-09-01T10:00:00").fails([19 * hours, 38 * hours], "503");
    given(&[rare.clone().ends(f64::from(38 * hours + 200))]).is("healthy");
    given(&[rare.says(f64::from(38 * hours + 150), "info", "ThreadsCpuManager stopped successfully.")]).is("healthy");
}

#[test]
fn one_of_fifty_is_not_named_as_the_cause() {
    given(&[life(V3_51, "10:00:00").fails([3000], "503").says(
        3030.0,
        "info",
        "ThreadsCpuManager stopped successfully.",
    )])
    .is("undecided");
}

#[test]
fn a_shorter_period_takes_three_equal_distances() {
    given(&[life(V3_51, "10:00:00").fails(every(10, 10, 40), "503").ends(100.0)]).is("healthy");
    given(&[life(V3_51, "10:00:00").fails([10, 20], "503").ends(80.0)]).is_not_healthy();
}

#[test]
fn two_failures_at_the_very_end_are_the_cause_after_many_that_worked() {
    given(&[life(V3_51, "10:00:00").fails([3600, 3660], "403")]).is("api-key-rejected");
}

#[test]
fn a_failure_below_the_counters_of_its_period_comes_after_them() {
    let counted = |life: Life, second: f64| {
        let life = life.says(second, "debug", "Collected samples per provider:");
        life.says(second, "debug", "WallTimeProvider : 300").says(second, "debug", "CpuSampleProvider : 20")
    };
    let all = (1..=6).fold(life(V3_51, "10:00:00"), |life, minute| {
        let at = f64::from(minute * 60);
        counted(life, at).says(at, "error", "403")
    });
    given(&[all.clone().managed(390.0, "x")]).is("api-key-rejected");
    given(&[counted(counted(all, 420.0), 480.0).managed(510.0, "x")]).is("healthy");
}

#[test]
fn counters_of_nothing_keep_silence_from_counting() {
    let empty = "The profiler for application shop (runtime id:4d) have empty profile. Nothing will be sent.";
    let mut life = life(V3_51, "10:00:00").says(60.0, "debug", "Collected samples per provider:").says(
        60.1,
        "debug",
        "WallTimeProvider : 300",
    );
    for minute in 2..=60 {
        life = life.says(f64::from(minute * 60), "debug", empty);
    }
    given(&[life.ends(3610.0)]).is_not_healthy();
}

#[test]
fn an_error_that_nobody_knows_may_be_a_failed_upload() {
    let strange =
        given(&[life(V3_51, "10:00:00").fails(every(60, 60, 300), "flux capacitor out of phase").ends(420.0)]);
    strange.is("undecided");
    let run = &strange.diagnose().runs[0];
    let export = run.steps.iter().find(|step| step.id == "export").unwrap();
    assert_eq!(export.verdict, Verdict::Unknown, "it is not shown as in order");
}

#[test]
fn errors_of_the_managed_side_against_the_same_agent_take_the_proof_away() {
    let life = || life(V3_51, "10:00:00").managed(1.0, "Something").managed(400.0, "Something");
    given(&[life()]).is("healthy");
    let error = "ERR An error occurred while sending data to the agent at http://localhost:8126/v0.4/traces. If the error isn't transient, please check https://docs.datadoghq.com/tracing/troubleshooting/connection_errors/?code-lang=dotnet for guidance.";
    given(&[life().managed(390.0, error)]).is("undecided");
}
