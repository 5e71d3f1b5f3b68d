//! Lines that somebody carried: what they put around them says who wrote them, and nothing else changes.

use super::life::{Life, Question, V2_14, V2_49, V3_51, given, life};
use std::collections::BTreeSet;

fn failing() -> Question {
    given(&[life(V3_51, "10:00:00").fails((1..=9).map(|minute| minute * 60), "403")])
}

fn healthy() -> Question {
    given(&[life(V3_51, "10:00:00").ends(600.0)])
}

/// Its name, and what it makes of a line.
type Carrier = (&'static str, fn(&str) -> String);

fn carriers() -> Vec<Carrier> {
    fn json(key: &str, line: &str) -> String {
        format!(
            "{{\"{key}\": {}, \"host\": \"web01\", \"n\": [1, {{\"x\": \"}}\"}}]}}",
            serde_json::to_string(line).unwrap()
        )
    }
    vec![
        ("log shipper", |line| json("message", line)),
        ("log shipper, short", |line| json("msg", line)),
        ("cloud", |line| json("@message", line)),
        ("docker", |line| json("log", &format!("{line}\n"))),
        ("journal as json", |line| {
            format!("{{\"_HOSTNAME\":\"h\",\"_PID\":\"9\",\"MESSAGE\":{}}}", serde_json::to_string(line).unwrap())
        }),
        ("journal, precise", |line| format!("Sep 10 10:00:00.123456 web01 shop[812]: {line}")),
        ("csv", |line| format!("\"2026-09-10T10:00:00.000Z\",\"{}\"", line.replace('"', "\"\""))),
        ("csv, last", |line| format!("\"{}\",\"web01\"", line.replace('"', "\"\""))),
        ("stern", |line| format!("shop-6d5f app {line}")),
        ("kubectl", |line| format!("[pod/shop-6d5f/app] {line}")),
        ("compose", |line| format!("shop-1  | {line}")),
        ("grep -n", |line| format!("12:{line}")),
        ("grep -n of several files", |line| format!("logs/a.log:12:{line}")),
        ("cat -n", |line| format!("    12\t{line}")),
        ("mail", |line| format!("> {line}")),
        ("mail, twice", |line| format!(">> {line}")),
    ]
}

#[test]
fn a_carrier_changes_no_verdict() {
    for (name, carry) in carriers() {
        for renamed in [false, true] {
            let given = |question: Question| {
                let carried = question.carried(carry);
                if renamed { carried.streamed("stream.txt") } else { carried }
            };
            assert_eq!(given(failing()).cause().as_deref(), Some("api-key-rejected"), "{name}, {renamed}");
            assert_eq!(given(healthy()).cause().as_deref(), Some("healthy"), "{name}, {renamed}");
        }
    }
}

#[test]
fn text_that_was_wrapped_at_any_width_says_the_same() {
    for width in [24, 40, 60, 72, 80, 100, 120, 132] {
        let wrapped = |question: Question| {
            question.carried(|line| {
                line.as_bytes().chunks(width).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n")
            })
        };
        assert_eq!(wrapped(failing()).cause().as_deref(), Some("api-key-rejected"), "{width}");
        assert_eq!(wrapped(healthy()).cause().as_deref(), Some("healthy"), "{width}");
        assert_eq!(
            wrapped(healthy()).renamed(|name| name.replace("-7", "")).cause().as_deref(),
            Some("healthy"),
            "{width}"
        );
    }
}

fn pods(one: Life, other: Life, prefix: fn(&str, &str) -> String) -> Question {
    let pod =
        |life: Life, name: &'static str| given(&[life.pid(1).folder(name)]).carried(move |line| prefix(name, line));
    pod(one, "shop-a").and(pod(other, "shop-b")).streamed("stream.log")
}

#[test]
fn two_containers_that_are_both_process_1_are_two_processes() {
    let prefixes: [fn(&str, &str) -> String; 18] = [
        |name, line| format!("> [pod/{name}/app] {line}"),
        |name, line| format!("\t[pod/{name}/app] {line}"),
        |name, line| format!("pods.log:12:[pod/{name}/app] {line}"),
        |name, line| format!("<14>1 2026-09-10T10:00:00.1Z {name} shop 1 - - {line}"),
        |name, line| format!("2026-09-10T10:00:00.123456+00:00 app[{name}]: {line}"),
        |name, line| format!("2026-09-10T10:00:00Z {{container=\"app\", pod=\"{name}\"}} {line}"),
        |name, line| format!("   2026-09-10T10:00:00.00+0000 [APP/PROC/WEB/{name}] OUT {line}"),
        |name, line| format!("{name}.1.abc@node1    | {line}"),
        |name, line| format!("\"2026-09-10T10:00:00Z\",\"{name}\",\"shop\",\"{}\"", line.replace('"', "\"\"")),
        |name, line| {
            let log = serde_json::to_string(line).unwrap();
            format!("{{\"host\":{{\"name\":\"node1\"}},\"kubernetes.pod.name\":\"{name}\",\"message\":{log}}}")
        },
        |name, line| {
            let log = serde_json::to_string(line).unwrap();
            format!("{{\"kubernetes\":{{\"pod\":{{\"name\":\"{name}\"}}}},\"message\":{log}}}")
        },
        |name, line| {
            let log = serde_json::to_string(line).unwrap();
            format!("{{\"logStreamName\":\"{name}\",\"message\":{log}}}")
        },
        |name, line| format!("[pod/{name}/app] {line}"),
        |name, line| format!("{name}-1  | {line}"),
        |name, line| format!("{name} app {line}"),
        |name, line| format!("Sep 10 10:00:00 web01 {name}[1]: {line}"),
        |name, line| format!("{{\"pod\":\"{name}\",\"log\":{}}}", serde_json::to_string(line).unwrap()),
        |name, line| {
            let log = serde_json::to_string(line).unwrap();
            format!("{{\"kubernetes\":{{\"pod_name\":\"{name}\"}},\"message\":{log}}}")
        },
    ];
    for prefix in prefixes {
        let failing = || life(V3_51, "10:00:00").fails((1..=9).map(|minute| minute * 60), "403");
        let healthy = || life(V3_51, "10:00:00").ends(3600.0);
        pods(failing(), healthy(), prefix).is("api-key-rejected");
        pods(healthy(), failing(), prefix).is("api-key-rejected");
        pods(healthy(), healthy(), prefix).is("healthy");
        let both = pods(healthy(), failing(), prefix).diagnose();
        let writers: BTreeSet<_> = both.runs.iter().filter_map(|run| run.writer.as_deref()).collect();
        assert_eq!(writers.len(), 2, "{writers:?}");
        assert!(["shop-a", "shop-b"].iter().all(|name| writers.iter().any(|writer| writer.contains(name))));
    }
}

#[test]
fn a_mark_of_the_byte_order_takes_no_pod_away() {
    let failing = life(V3_51, "10:00:00").fails((1..=9).map(|minute| minute * 60), "403");
    let both = pods(failing, life(V3_51, "10:00:00").ends(3600.0), |name, line| format!("[pod/{name}/app] {line}"));
    both.ending(|text| drop(text.splice(0..0, *b"\xef\xbb\xbf"))).is("api-key-rejected");
}

#[test]
fn files_put_together_under_headings_are_not_called_healthy() {
    let under = |name: &str, question: Question| format!("==> {name} <==\n{}\n", question.text());
    let one = under("a.log", healthy().only("Profiler-Native"));
    let all = one + &under("b.log", given(&[life(V3_51, "12:00:00")]).only("loader"));
    Question::default().file("all.txt", &all).is("undecided");
}

#[test]
fn a_container_shows_no_life_of_another() {
    let failed = life(V2_49, "10:00:00").fails([60], "403");
    let later = life(V2_49, "10:30:00");
    pods(failed, later, |name, line| format!("[pod/{name}/app] {line}")).is("api-key-rejected");
}

#[test]
fn logs_put_one_behind_the_other_set_no_clock() {
    healthy().behind_each_other("all.txt").is("healthy");
    failing().behind_each_other("all.txt").is("api-key-rejected");
    given(&[life(V3_51, "10:00:00").fails([60, 120], "403").ends(1200.0)]).behind_each_other("all.txt").is("healthy");
}

#[test]
fn what_a_stream_says_behind_a_record_is_not_its_text() {
    let foreign = |text: &mut Vec<u8>| text.extend_from_slice(b"info: Shop[0] stopping\n  Goodbye\n");
    failing().ending(foreign).streamed("stream.log").is("api-key-rejected");
    failing().ending(foreign).is("api-key-rejected");
}

#[test]
fn a_log_without_the_beginnings_of_its_lines_is_read_as_far_as_it_can_be() {
    let bare = |line: &str| line.split_once("] ").unwrap().1.to_owned();
    let question =
        given(&[life(V2_14, "10:00:00").says(60.0, "info", "The profile was sent. Success?false, Http code: 403")]);
    let diagnosis = question.carried(bare).diagnose();
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("api-key-rejected"));
    assert!(
        diagnosis.sources.iter().all(|source| source.notices.iter().any(|it| it.contains("lost their beginnings")))
    );
    healthy().carried(bare).is_not_healthy();
}

#[test]
fn a_bare_number_in_the_output_of_an_application_is_no_answer_to_an_upload() {
    for number in ["404", "126", "403"] {
        let question = || given(&[life(V3_51, "10:00:00")]).streamed("pod.log");
        question().ending(|text| text.extend(format!("{number}\n").bytes())).is("undecided");
        let carried = |line: &str| format!("2026-09-10T10:00:00.000Z {line}");
        question().ending(|text| text.extend(format!("{number}\n").bytes())).carried(carried).is("undecided");
    }
}
