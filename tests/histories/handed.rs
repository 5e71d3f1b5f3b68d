//! Logs as they are handed over: copied twice, in parts, in several folders, put together.

use super::life::{Life, Question, V2_49, V3_51, given, life};
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

/// The log of the loader without its first lines.
fn without_its_head(life: &Life) -> Question {
    let loader = given(std::slice::from_ref(life)).only("loader");
    let text: String = loader.text().lines().skip(4).flat_map(|line| [line, "\n"]).collect();
    Question::default().file("dotnet-native-loader-shop-7.log", &text)
}

#[test]
fn a_log_of_the_loader_without_its_head_is_of_the_life_that_it_shows_starting() {
    let first = failed_once().named("shop").ends(600.0);
    let both = given(std::slice::from_ref(&first)).only("DD-").and(without_its_head(&life(V3_51, "10:20:00")));
    assert_eq!(causes(&both), [Some("healthy".to_owned()), None]);
    let one = given(std::slice::from_ref(&first)).only("DD-").and(without_its_head(&first));
    assert_eq!(causes(&one), [Some("healthy".to_owned())]);
}

#[test]
fn logs_that_begin_half_a_minute_apart_are_of_two_lives() {
    let question = given(&[life(V3_51, "10:00:00")]).only("loader");
    let question = question.and(given(&[life(V3_51, "10:00:36").ends(600.0)]).only("DD-"));
    assert_eq!(causes(&question), [None, Some("healthy".to_owned())]);
}

#[test]
fn a_tracer_that_begins_its_domain_again_is_of_another_life() {
    let again = (20..=30).fold(with_managed(failed_once().named("shop")), |life, minute| {
        let life = if minute == 20 { life.managed(1200.2, "Building automatic tracer") } else { life };
        life.managed(f64::from(minute) * 60.0 + 0.5, "Something")
    });
    assert_eq!(causes(&given(&[again])), [Some("healthy".to_owned()), None]);
}

#[test]
fn a_life_of_less_than_a_second_behind_two_others_in_a_wrapped_text_is_one_of_its_own() {
    let lives = [0, 5, 10].map(|minute| life(V3_51, &format!("10:{minute:02}:00")));
    let [one, two, three] = lives;
    let text = given(&[one.ends(260.0), two.ends(260.0), three]).behind_each_other("all.txt");
    let wrapped =
        text.carried(|line| line.as_bytes().chunks(80).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n"));
    let healthy = || Some("healthy".to_owned());
    assert_eq!(causes(&wrapped), [healthy(), healthy(), None]);
}

#[test]
fn a_text_that_shows_one_log_first_and_others_behind_it_is_a_text_of_several() {
    // More than is looked at before it is decided what the text is.
    let failing = life(V3_51, "10:00:00").fails((1..2000).map(|minute| minute * 60), "503").ends(119_970.0);
    let lives = [failing, life(V3_51, "10:00:00").pid(8).named("mails").ends(600.0)];
    let question = given(&lives).behind_each_other("all.txt");
    assert_eq!(causes(&question), [Some("intake-error".to_owned()), Some("healthy".to_owned())]);
}

#[test]
fn what_a_later_life_prints_first_is_not_the_end_of_the_one_before() {
    let lives = [life(V2_49, "10:00:00").service("shop"), life(V2_49, "11:00:00").service("shop").ends(600.0)];
    assert_eq!(causes(&given(&lives)), [None, Some("healthy".to_owned())]);
    assert_eq!(causes(&given(&lives).behind_each_other("all.txt")), [None, Some("healthy".to_owned())]);
    let without_loader = given(&lives).only("DD-");
    assert_eq!(causes(&without_loader), [None, Some("healthy".to_owned())]);
}

#[test]
fn where_only_older_parts_are_given_a_later_life_may_stand_in_the_newest() {
    let question = given(&[life(V3_51, "10:00:00").named("shop").ends(600.0)]);
    question.is("healthy");
    question.renamed(|name| name.replace("-7.log", "-7.1.log")).is("undecided");
}

#[test]
fn a_stream_of_profiler_and_tracer_without_the_loader_is_a_stream() {
    let question = given(&[with_managed(failed_once())]).carried(|line| format!("2026-09-10T10:00:00.000Z {line}"));
    let without_loader = || given(&[with_managed(failed_once())]).renamed(|name| name.replace("loader", "gone"));
    question.streamed("pod.log").is("healthy");
    let mut texts = without_loader().only("DD-").text();
    texts += &without_loader().only("managed").text();
    Question::default().file("pod.log", &texts).is("healthy");
}

#[test]
fn logs_of_the_tracer_that_fit_two_processes_are_of_neither() {
    let [shop, mails] =
        [life(V3_51, "10:00:00").folder("shop"), with_managed(life(V3_51, "10:00:00")).folder("mails").ends(600.0)];
    let apart = |name: &str| if name.contains("managed") { format!("tracer/{name}") } else { name.to_owned() };
    given(&[shop, mails]).renamed(apart).is("undecided");
}

#[test]
fn a_process_whose_head_is_gone_is_of_no_known_application() {
    let named = life(V3_51, "10:00:10").pid(8).service("mails").command("dotnet /app/mails.dll").ends(600.0);
    let mut question = given(&[named]);
    for (name, text) in life(V3_51, "10:00:00").service("shop").files() {
        let rest: String = text.lines().skip(6).flat_map(|line| [line, "\n"]).collect();
        question = question.file(&name, &rest);
    }
    question.is("undecided");
}

#[test]
fn a_log_that_could_not_be_read_apart_ends_with_the_next_life() {
    let lives = [life(V3_51, "10:00:00"), life(V3_51, "10:10:00").ends(300.0)];
    // Its starts are not known as such.
    let tracer = |minute: u32| format!("09/10/26 10:{minute:02}:00.014 AM [7|7] [info] Something\n");
    let question = given(&lives).file("dotnet-tracer-native-dotnet-7.log", &(tracer(0) + &tracer(10)));
    assert_eq!(causes(&question), [None, Some("healthy".to_owned())]);
}

#[test]
fn a_life_whose_successor_begins_the_next_part_does_not_go_on_there() {
    let lives = [with_managed(failed_once().named("shop")), life(V3_51, "10:20:00").named("shop").ends(600.0)];
    let length = lives[0].files().into_iter().find(|(name, _)| name.starts_with("DD-")).unwrap().1.lines().count();
    let healthy = || Some("healthy".to_owned());
    assert_eq!(causes(&in_parts(&lives, length, PARTS)), [healthy(), healthy()]);
}

#[test]
fn a_start_that_goes_on_in_the_next_part_is_not_the_end_of_the_life_before() {
    let lives = [life(V3_51, "10:00:00").named("shop"), life(V3_51, "10:20:00").named("shop").ends(600.0)];
    let length = lives[0].files().into_iter().find(|(name, _)| name.starts_with("DD-")).unwrap().1.lines().count();
    for more in [1, 3, 6] {
        assert_eq!(causes(&in_parts(&lives, length + more, PARTS)), [None, Some("healthy".to_owned())], "{more}");
    }
}
