//! Logs as they are handed over: copied twice, in parts, in several folders, put together.

use super::life::{Life, Question, V3_51, given, life};
use std::collections::BTreeMap;

/// One upload failed at the beginning; the native logs of a process that lives on say no more.
fn failed_once() -> Life {
    life(V3_51, "10:00:00").fails([60], "403")
}

fn with_managed(life: Life) -> Life {
    let life = life.managed(0.2, "Building automatic tracer");
    (1..=10).fold(life, |life, minute| life.managed(f64::from(minute) * 60.0 + 0.5, "Something"))
}

fn causes(question: &Question) -> Vec<Option<String>> {
    question.diagnose().runs.into_iter().map(|run| run.root_cause).collect()
}

/// The profiler's log in parts, the oldest first, cut before these lines.
fn in_parts(lives: &[Life], before: usize, names: [&str; 2]) -> Question {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in lives.iter().flat_map(Life::files) {
        *texts.entry(name).or_default() += &text;
    }
    let (_, profiler) = texts.pop_first().unwrap();
    let question = texts.iter().fold(given(&[]), |question, (name, text)| question.file(name, text));
    let at = profiler.match_indices('\n').nth(before - 1).unwrap().0 + 1;
    question.file(names[0], &profiler[..at]).file(names[1], &profiler[at..])
}

const PARTS: [&str; 2] = ["DD-DotNet-Profiler-Native-shop-7.1.log", "DD-DotNet-Profiler-Native-shop-7.log"];

#[test]
fn of_a_log_that_was_copied_twice_side_by_side_the_longer_one_counts() {
    let earlier = given(&[failed_once().named("shop")]).renamed(|name| name.replace(".log", " (1).log"));
    let both = earlier.and(given(&[failed_once().named("shop").ends(600.0)]));
    both.is("healthy");
    assert_eq!(causes(&both).len(), 1);
}

#[test]
fn a_start_that_goes_on_in_the_next_part_is_one_start() {
    for before in [2, 5, 10, 20] {
        let question = in_parts(&[failed_once().named("shop").ends(600.0)], before, PARTS);
        assert_eq!(causes(&question), [Some("healthy".to_owned())], "{before}");
    }
}

#[test]
fn a_log_goes_on_where_a_later_life_of_it_begins_in_the_same_part() {
    let lives = [with_managed(failed_once().named("shop")), life(V3_51, "10:20:00").named("shop").ends(600.0)];
    let length = lives[0].files().into_iter().find(|(name, _)| name.starts_with("DD-")).unwrap().1.lines().count();
    let healthy = || Some("healthy".to_owned());
    assert_eq!(causes(&in_parts(&lives, length + 20, PARTS)), [healthy(), healthy()]);
    // Nobody knows what the newest part would say.
    let names = ["DD-DotNet-Profiler-Native-shop-7.2.log", PARTS[0]];
    in_parts(&lives[..1], 20, names).is_not_healthy();
}

#[test]
fn logs_of_several_lives_put_one_behind_the_other_are_these_lives() {
    let lives = [life(V3_51, "10:00:00").fails([60, 120, 180], "403"), life(V3_51, "10:20:00").ends(600.0)];
    let one_behind_the_other = || given(&lives).behind_each_other("all.txt");
    let expected = [Some("api-key-rejected".to_owned()), Some("healthy".to_owned())];
    assert_eq!(causes(&one_behind_the_other()), expected);
    let grepped = one_behind_the_other().carried(|line| format!("x.log:12:{line}"));
    assert_eq!(causes(&grepped), expected);
}

#[test]
fn the_logs_of_the_tracer_in_a_folder_of_their_own_are_of_the_same_process() {
    let apart = |folder: &'static str| {
        move |name: &str| if name.contains("managed") { format!("{folder}{name}") } else { name.to_owned() }
    };
    for folder in ["", "tracer/"] {
        let question = given(&[with_managed(failed_once().named("shop"))]).renamed(apart(folder));
        assert_eq!(causes(&question), [Some("healthy".to_owned())], "{folder}");
    }
}

#[test]
fn a_wrapped_text_of_several_logs_is_a_text_of_several_logs() {
    let wrapped = |width: usize| {
        let failing = given(&[life(V3_51, "10:00:00").fails([60, 120, 180], "403")]).behind_each_other("all.txt");
        failing.carried(move |line| {
            line.as_bytes().chunks(width).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n")
        })
    };
    for width in [60, 72, 80] {
        assert_eq!(causes(&wrapped(width)), [Some("api-key-rejected".to_owned())], "{width}");
    }
}

#[test]
fn a_copy_of_the_folder_makes_no_second_host() {
    let [failing, later] =
        [life(V3_51, "10:00:00").fails([60, 120, 180], "403"), life(V3_51, "10:20:00").pid(8).ends(600.0)]
            .map(|life| life.named("shop"));
    let mut question = given(&[later]);
    // Of the first life the loader's log is gone.
    for (name, text) in failing.files().into_iter().filter(|(name, _)| name.starts_with("DD-")) {
        question = question.file(&name, &text);
    }
    question.copied(|name| format!("copy/{name}")).is("healthy");
}

#[test]
fn texts_of_one_process_without_the_names_of_their_logs_are_one_process() {
    let process = with_managed(failed_once());
    let tracer = "09/10/26 10:00:00.014 AM [7|7] [debug] Buffering of logs disabled\n\
                  09/10/26 10:00:00.014 AM [7|7] [info] Datadog CLR Profiler 3.51.1 on Linux (amd64)\n";
    let question = given(&[process])
        .file("dotnet-tracer-native-7.log", tracer)
        .renamed(|name| format!("log-{}.txt", name.len()))
        .carried(|line| format!("2026-09-10T10:00:00.000Z {line}"));
    assert_eq!(causes(&question), [Some("healthy".to_owned())]);
}
