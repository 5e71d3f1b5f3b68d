//! Which processes and applications are the same.

use super::life::{V2_49, V3_51, given, life};
use std::slice::from_ref;

#[test]
fn a_life_that_was_mended_is_history() {
    given(&[
        life(V3_51, "10:00:00").named("shop").fails([60, 120], "403").ends(130.0),
        life(V3_51, "11:00:00").named("shop").pid(8).ends(300.0),
    ])
    .is("healthy");
}

#[test]
fn a_life_behind_a_healthy_one_is_not_blamed_again() {
    let lives = [
        life(V3_51, "10:00:00").named("shop").fails([60, 120], "403").ends(130.0),
        life(V3_51, "11:00:00").named("shop").pid(8).ends(300.0),
        life(V3_51, "12:00:00").named("shop").pid(9),
    ];
    given(&lives).is("undecided");
}

#[test]
fn an_undecided_life_does_not_hide_the_failing_one_before_it() {
    let lives = [
        life(V3_51, "10:00:00").named("shop").fails([60, 120], "403").ends(130.0),
        life(V3_51, "11:00:00").named("shop").pid(8),
    ];
    given(&lives).is("api-key-rejected");
}

#[test]
fn workers_beside_each_other_all_count() {
    let ill = life(V3_51, "10:00:00").named("shop").fails((1..=60).map(|minute| minute * 60), "403").ends(3660.0);
    let well = life(V3_51, "10:30:00").named("shop").pid(8).ends(600.0);
    given(&[ill, well]).is("api-key-rejected");
}

#[test]
fn the_same_application_on_two_hosts_counts_twice() {
    let ill = life(V3_51, "10:00:00").folder("web-1").named("shop").fails([60, 120], "403").ends(130.0);
    let well = life(V3_51, "11:00:00").folder("web-2").named("shop").ends(600.0);
    given(&[ill, well]).is("api-key-rejected");
}

#[test]
fn folders_that_are_given_beside_each_other_are_hosts() {
    let [ill, well] = [
        life(V3_51, "10:00:00").named("shop").fails([60, 120], "403").ends(130.0),
        life(V3_51, "11:00:00").named("shop").pid(8).ends(300.0),
    ];
    let both = |one: &str, other: &str| given(from_ref(&ill)).out_of(one).and(given(from_ref(&well)).out_of(other));
    both("web01", "web02").is("api-key-rejected");
    both("monday", "tuesday").is("healthy");
}

#[test]
fn folders_of_two_days_are_one_host() {
    let ill = life(V3_51, "10:00:00").folder("logs-2026-09-10").named("shop").fails([60, 120], "403").ends(130.0);
    let well = life(V3_51, "2026-09-11T11:00:00").folder("logs-2026-09-11").named("shop").pid(8).ends(600.0);
    given(&[ill, well]).is("healthy");
}

#[test]
fn one_assembly_under_two_services_is_two_applications() {
    let worker = |time: &str, service: &str| life(V3_51, time).command("dotnet /app/Worker.dll").service(service);
    given(&[
        worker("10:00:00", "orders").fails([60, 120], "403").ends(130.0),
        worker("11:00:00", "mails").pid(8).ends(300.0),
    ])
    .is("api-key-rejected");
}

#[test]
fn one_name_of_an_assembly_in_two_folders_is_two_applications() {
    let worker = |time: &str, path: &str| life(V3_51, time).command(&format!("dotnet {path}")).service("jobs");
    given(&[
        worker("10:00:00", "/srv/a/worker.dll").fails([60, 120], "403").ends(130.0),
        worker("11:00:00", "/srv/b/worker.dll").pid(8).ends(300.0),
    ])
    .is("api-key-rejected");
}

#[test]
fn what_a_host_runs_is_not_known_by_its_name() {
    for host in [
        "/azure-functions-host/Microsoft.Azure.WebJobs.Script.WebHost",
        "dotnet /sdk/testhost.dll --port 1",
        "c:\\windows\\system32\\inetsrv\\w3wp.exe",
    ] {
        let hosted = |time: &str| life(V3_51, time).named("dotnet").command(host).without("DD_SERVICE");
        given(&[hosted("10:00:00").fails([60, 120], "403").ends(130.0), hosted("11:00:00").pid(8).ends(300.0)])
            .is("api-key-rejected");
    }
    for name in ["testhost", "w3wp", "iisexpress", "func"] {
        let hosted = |time: &str| life(V2_49, time).named(name);
        given(&[hosted("10:00:00").fails([60, 120], "403").ends(130.0), hosted("11:00:00").pid(8).ends(300.0)])
            .is("api-key-rejected");
    }
}

#[test]
fn releases_that_tell_no_application_are_restarts_of_one() {
    given(&[life(V2_49, "10:00:00").fails([60, 120], "403").ends(130.0), life(V2_49, "11:00:00").pid(8).ends(300.0)])
        .is("healthy");
}

#[test]
fn an_upgrade_makes_no_second_application() {
    let named = |case, time: &str| life(case, time).named("checkout_api");
    given(&[named(V2_49, "10:00:00").fails([60, 120], "403").ends(130.0), named(V3_51, "11:00:00").pid(8).ends(300.0)])
        .is("healthy");
}

#[test]
fn the_same_file_twice_counts_once() {
    let healthy = || given(&[life(V3_51, "10:00:00").ends(300.0)]);
    healthy().copied(|name| name.replace(".log", " (1).log")).is("healthy");
    healthy().copied(|name| format!("copy/{name}")).is("healthy");
    assert_eq!(healthy().copied(|name| format!("copy/{name}")).diagnose().runs.len(), 1);
}

#[test]
fn an_older_copy_of_a_log_is_no_second_process() {
    let fixed = || life(V3_51, "10:00:00").fails((1..=7).map(|minute| minute * 60), "403");
    for name in
        ["DD-DotNet-Profiler-Native-dotnet-7 (1).log", "yesterday.log", "DD-DotNet-Profiler-Native-dotnet-7.log.bak"]
    {
        let older = given(&[fixed()]).only("Profiler-Native").renamed(|_| name.into());
        given(&[fixed().ends(1260.0)]).and(older).is("healthy");
    }
    // Another container that started in the same instant is another process.
    let other = given(&[fixed().service("other").folder("b")]);
    given(&[fixed().ends(1260.0)]).and(other).is("api-key-rejected");
}

#[test]
fn a_host_whose_name_is_the_same_for_all_excuses_nobody() {
    for (one, other) in [
        (
            "dotnet exec --depsfile /var/task/A.deps.json /var/runtime/bootstrap.dll A::H",
            "dotnet exec --depsfile /var/task/B.deps.json /var/runtime/bootstrap.dll B::H",
        ),
        ("dotnet run --project A", "dotnet run --project B"),
        ("dotnet exec /tools/ef.dll --assembly /a/A.dll", "dotnet exec /tools/ef.dll --assembly /b/B.dll"),
        (
            "C:\\Program Files\\dotnet\\dotnet.exe D:\\a\\Orders.dll",
            "C:\\Program Files\\dotnet\\dotnet.exe D:\\a\\Shop.dll",
        ),
        ("C:\\Windows\\system32\\dllhost.exe /Processid:{A}", "C:\\Windows\\system32\\dllhost.exe /Processid:{B}"),
    ] {
        let ill = life(V3_51, "10:00:00").pid(100).command(one).fails((1..=5).map(|minute| minute * 60), "403");
        let well = life(V3_51, "10:30:00").pid(101).command(other).ends(600.0);
        given(&[ill, well]).is("api-key-rejected");
    }
    let ill = life(V3_51, "10:00:00")
        .pid(100)
        .command("C:\\Apps\\A\\Shop.exe")
        .fails((1..=5).map(|minute| minute * 60), "403");
    given(&[ill, life(V3_51, "10:30:00").pid(101).command("c:\\apps\\a\\shop.exe").ends(600.0)]).is("healthy");
}

#[test]
fn one_process_in_two_folders_is_one_life() {
    let apart = given(&[life(V3_51, "10:00:00").ends(300.0)])
        .renamed(|name| if name.starts_with("DD") { format!("a/{name}") } else { format!("b/{name}") });
    apart.is("healthy");
    assert_eq!(apart.diagnose().runs.len(), 1);
    // Copied twice, the second time with more in it.
    let early = life(V3_51, "10:00:00").folder("before").fails([60, 120], "403");
    let late = life(V3_51, "10:00:00").folder("after").fails([60, 120], "403").ends(4000.0);
    let twice = given(&[early, late]);
    twice.is("healthy");
    assert_eq!(twice.diagnose().runs.len(), 1);
}

#[test]
fn two_processes_in_one_file_are_not_each_others_excuse() {
    let ill = life(V3_51, "10:00:00").pid(1).service("orders").fails((1..=10).map(|minute| minute * 60), "403");
    let well = life(V3_51, "10:00:00.400").pid(1).service("mails").ends(900.0);
    let mut lines: Vec<String> = Vec::new();
    for (name, text) in ill.files().into_iter().chain(well.files()) {
        if name.starts_with("DD") {
            lines.extend(text.lines().map(str::to_owned));
        }
    }
    lines.sort_by(|one, other| one.get(..24).cmp(&other.get(..24)));
    given(&[]).file("DD-DotNet-Profiler-Native-dotnet-1.log", &(lines.join("\n") + "\n")).is_not_healthy();
}

#[test]
fn a_bystander_counts_only_alone() {
    let cli = "[2026-09-10 10:10:00.000 | info | PId: 9 | TId: 9] Instrumentation has been disabled because the process name is 'dotnet' but an unsupported command was detected\n";
    let cli = |question: super::life::Question| question.file("dotnet-native-loader-dotnet-9.log", cli);
    cli(given(&[])).is("log-of-another-process");
    cli(given(&[life(V3_51, "10:00:00").named("shop").ends(300.0)])).is("healthy");
}
