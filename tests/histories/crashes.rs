//! How a process ended, and in which of its lives.

use super::life::{V2_49, V3_51, given, life};
use profiler_doctor::diagnosis::Verdict;

/// What Kubernetes says of a container that was started again.
fn pod(reason: &str, code: &str, finished: &str) -> String {
    format!(
        "Name:         shop-5d9c8c7f6b-q7tbn\nNamespace:    default\nContainers:\n  shop:\n    Image:          shop:7\n    State:          Running\n      Started:      Thu, 10 Sep 2026 10:20:00 +0000\n    Last State:     Terminated\n      Reason:       {reason}\n      Exit Code:    {code}\n      Finished:     {finished}\n    Restart Count:  3\n"
    )
}

fn told(question: &super::life::Question, id: &str) -> String {
    let diagnosis = question.diagnose();
    let run = diagnosis.runs.iter().find(|run| Some(&run.id) == diagnosis.capture.run.as_ref()).unwrap();
    let finding = run.findings.iter().find(|finding| finding.id == id);
    finding.map(|finding| format!("{}\n{}", finding.says, finding.remedy)).unwrap_or_default()
}

#[test]
fn each_code_has_its_own_true_sentence() {
    for (code, reason, sentence, remedy) in [
        ("139", "Error", "SIGSEGV", "which library"),
        ("134", "Error", "SIGABRT", "last lines of the output"),
        ("137", "OOMKilled", "more memory than it may", "more memory"),
        ("132", "Error", "only a crash gives", "DD_PROFILING_ENABLED=0"),
        ("-1073741819", "Error", "memory that is not its own", "DD_PROFILING_ENABLED=0"),
        ("-532462766", "Error", "exception of .NET", "Read the exception"),
        ("-2146233082", "Error", "found its own data damaged", "Update the .NET runtime"),
        ("-2146232797", "Error", "on purpose", "FailFast"),
        ("-1073741571", "Error", "stack overflow", "call each other"),
    ] {
        let question = given(&[life(V2_49, "10:00:00").named("shop")])
            .file("describe.txt", &pod(reason, code, "Thu, 10 Sep 2026 10:19:58 +0000"));
        question.is("process-crashed");
        let told = told(&question, "process-crashed");
        assert!(told.contains(sentence) && told.contains(remedy), "{code}: {told}");
        assert_eq!(told.contains("more memory than it may"), reason == "OOMKilled", "{code}: {told}");
    }
}

#[test]
fn a_kill_without_a_reason_is_no_crash_and_not_for_memory() {
    let question = given(&[life(V3_51, "10:00:00").named("shop")])
        .file("describe.txt", &pod("Error", "137", "Thu, 10 Sep 2026 10:19:58 +0000"));
    question.is("undecided");
    assert_eq!(question.findings().get("process-killed"), Some(&Verdict::Warn));
    let told = told(&question, "process-killed");
    assert!(told.contains("SIGKILL") && !told.contains("used more memory"), "{told}");
}

#[test]
fn a_crash_is_that_of_the_life_in_which_it_was() {
    let lives = [life(V3_51, "10:00:00").named("shop"), life(V3_51, "10:20:01").named("shop")];
    let question = given(&lives).file("describe.txt", &pod("Error", "139", "Thu, 10 Sep 2026 10:19:58 +0000"));
    question.is("process-crashed");
    let diagnosis = question.diagnose();
    let causes: Vec<_> = diagnosis.runs.iter().map(|run| (run.first.clone(), run.root_cause.clone())).collect();
    let crashed: Vec<_> = causes.iter().filter(|(_, cause)| cause.as_deref() == Some("process-crashed")).collect();
    assert!(matches!(crashed[..], [(Some(first), _)] if first.contains("10:00:00")), "{causes:?}");
}

#[test]
fn a_crash_ends_a_life_that_sent_until_then() {
    let sent = || {
        given(&[life(V3_51, "10:00:00").named("shop").says(900.0, "info", "ThreadsCpuManager started successfully.")])
    };
    sent().is("healthy");
    let finished = "Thu, 10 Sep 2026 10:19:58 +0000";
    sent().file("describe.txt", &pod("Error", "139", finished)).is("process-crashed");
    let without_time = pod("Error", "139", finished).replace(&format!("      Finished:     {finished}\n"), "");
    sent().file("describe.txt", &without_time).is("undecided");
}

#[test]
fn a_life_that_sends_after_a_crash_is_healthy() {
    let lives = [life(V3_51, "10:00:00").named("shop"), life(V3_51, "10:20:01").named("shop").ends(600.0)];
    given(&lives).file("describe.txt", &pod("Error", "139", "Thu, 10 Sep 2026 10:19:58 +0000")).is("healthy");
}

#[test]
fn a_crash_of_days_ago_is_not_why_profiles_are_missing_now() {
    given(&[life(V3_51, "10:00:00").named("shop").fails([60, 120, 180], "403")])
        .file("describe.txt", &pod("Error", "139", "Mon, 07 Sep 2026 10:19:58 +0000"))
        .is("api-key-rejected");
}

#[test]
fn a_container_beside_the_application_did_not_crash_it() {
    let sidecar = pod("OOMKilled", "137", "Thu, 10 Sep 2026 10:10:00 +0000").replace("  shop:", "  istio-proxy:");
    given(&[life(V3_51, "10:00:00").named("shop")]).file("describe.txt", &sidecar).is("undecided");
}

#[test]
fn another_program_that_crashed_is_none_of_dotnet() {
    let kernel = "Sep 10 10:10:00 web01 kernel: java[888]: segfault at 0 ip 00007f5b sp 00007f5b error 4 in libjvm.so[7f5b+30d000]\n";
    let compose = "redis-1 exited with code 139\n";
    for (name, text) in [("kern.log", kernel), ("compose.txt", compose)] {
        given(&[life(V2_49, "10:00:00").pid(1)]).file(name, text).is("undecided");
    }
    let own = kernel.replace("java[888]", "dotnet[888]");
    given(&[life(V2_49, "10:00:00").pid(1)]).file("kern.log", &own).is("process-crashed");
}

#[test]
fn a_crash_text_that_is_given_twice_is_that_of_the_same_run() {
    let crashed = || {
        let text = "Unhandled exception. System.InvalidOperationException: x\n   at Shop.Program.Main() in Program.cs:line 7\n";
        given(&[life(V3_51, "10:00:00").named("shop")]).file("stderr.txt", text)
    };
    crashed().is("process-crashed");
    crashed().copied(|name| format!("copy/{name}")).is("process-crashed");
}

#[test]
fn a_process_that_writes_on_did_not_end_then() {
    let life = life(V3_51, "10:00:00").named("shop").says(900.0, "info", "ThreadsCpuManager stopped successfully.");
    given(&[life]).file("describe.txt", &pod("Error", "139", "Thu, 10 Sep 2026 10:05:00 +0000")).is("healthy");
}

#[test]
fn the_profiler_is_not_blamed_without_proof() {
    let question = given(&[life(V2_49, "10:00:00").named("shop")])
        .file("describe.txt", &pod("Error", "139", "Thu, 10 Sep 2026 10:19:58 +0000"));
    let told = told(&question, "process-crashed");
    assert!(told.contains("does not show yet that it was the profiler"), "{told}");
    assert_eq!(question.findings().get("known-bad-release"), Some(&Verdict::Warn));
}

#[test]
fn an_exception_of_the_application_is_no_known_fault_of_a_release() {
    let question = given(&[life(V2_49, "10:00:00").named("shop")]).file(
        "console.txt",
        "Unhandled exception. System.InvalidOperationException: no basket\n   at Shop.Basket.Add()\n",
    );
    question.is("process-crashed");
    assert!(!question.findings().contains_key("known-bad-release"));
}
