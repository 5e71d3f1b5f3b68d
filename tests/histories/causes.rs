//! What may be named as the cause.

use super::life::{V3_51, given, life};

fn transport(reason: &str) -> String {
    format!(
        "ddog_prof_Exporter_send_blocking failed: Failed to send HTTP request: error sending request for url (http://localhost:8126/profiling/v1/input): {reason}"
    )
}

#[test]
fn a_word_that_stands_in_every_failure_of_the_transport_decides_nothing() {
    for (reason, cause) in [
        ("client error (Connect): tcp connect error: Connection refused (os error 111)", "agent-unreachable"),
        ("client error (Connect): No such file or directory (os error 2)", "agent-unreachable"),
        (
            "client error (Connect): dns error: failed to lookup address information: Name or service not known",
            "agent-unreachable",
        ),
        ("operation timed out", "agent-unreachable"),
        ("client error (Connect): tcp open error: Too many open files (os error 24)", "export-failed"),
        ("Cannot allocate memory (os error 12)", "export-failed"),
        (
            "client error (Connect): tcp open error: An operation on a socket could not be performed because the system lacked sufficient buffer space (os error 10055)",
            "export-failed",
        ),
        ("client error (Connect): invalid peer certificate: UnknownIssuer", "export-failed"),
    ] {
        given(&[life(V3_51, "10:00:00").fails([60, 120, 180], &transport(reason))]).is(cause);
    }
}

#[test]
fn a_line_of_the_loader_that_it_does_not_know_is_refuted_by_a_profiler_that_runs() {
    let life = life(V3_51, "10:00:00").ends(600.0);
    let mut question = given(&[]);
    for (name, mut text) in life.files() {
        if name.starts_with("dotnet-native-loader") {
            text += "[2026-09-10 10:00:00.100 | warning | PId: 7 | TId: 7] DynamicDispatcherImpl::LoadConfiguration: CorProfiler Type is invalid: APPSEC\n";
        }
        question = question.file(&name, &text);
    }
    question.is("healthy");
}

#[test]
fn the_pipe_for_events_is_not_why_a_key_is_rejected() {
    let both = life(V3_51, "10:00:00").says(1.0, "error", "Agent named pipe is broken...").fails([60, 120, 180], "403");
    given(&[both]).symptom(profiler_doctor::diagnosis::Symptom::MissingCpuWall).is("api-key-rejected");
}

#[test]
fn wall_time_that_is_on_by_default_is_no_cause_of_a_cost() {
    let question = given(&[life(V3_51, "10:00:00").ends(600.0)]).symptom(profiler_doctor::diagnosis::Symptom::Overhead);
    question.is("healthy");
    assert!(question.findings().contains_key("overhead-advice"));
}

#[test]
fn many_processes_are_those_of_one_host_at_one_time() {
    let life = |host: u32| {
        life(V3_51, "10:00:00").named(&format!("app{host}")).service(&format!("app{host}")).pid(100 + host).ends(600.0)
    };
    let symptom = profiler_doctor::diagnosis::Symptom::Overhead;
    let hosts: Vec<_> = (0..5).map(|host| life(host).folder(&format!("host-{host}"))).collect();
    given(&hosts).symptom(symptom).is("healthy");
    let beside: Vec<_> = (0..5).map(life).collect();
    given(&beside).symptom(symptom).is("overhead-many-processes");
    given(&[life(0)])
        .copied(|name| format!("copy1/{name}"))
        .copied(|name| format!("copy2/{name}"))
        .symptom(symptom)
        .is("healthy");
}

#[test]
fn processes_that_write_nothing_live_all_the_same() {
    let silent: Vec<_> = (0..6)
        .map(|app| {
            life(V3_51, &format!("10:{:02}:00", app * 5))
                .named(&format!("app{app}"))
                .service(&format!("app{app}"))
                .pid(100 + app)
        })
        .collect();
    given(&silent).symptom(profiler_doctor::diagnosis::Symptom::Overhead).is("overhead-many-processes");
}

#[test]
fn a_managed_side_that_is_on_has_answered() {
    let after_it = ["Managed layer", "manually enabled", "delayed start", "started", "profiler is"];
    let waiting = after_it.into_iter().fold(life(V3_51, "10:00:00"), super::life::Life::without);
    let lived_on = |life: super::life::Life| life.managed(1.0, "Something").managed(30.0, "Something");
    given(&[lived_on(waiting.clone())]).is("waiting-for-managed-tracer");
    given(&[lived_on(waiting.managed(2.0, "Continuous Profiler mode = enabled"))]).is("undecided");
}
