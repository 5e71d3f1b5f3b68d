//! What was given is read, wherever in a file it stands; what holds lines of the product and is not read keeps its
//! capture from being healthy.

use super::life::{Question, V2_49, V3_51, given, life};

fn failing() -> Question {
    given(&[life(V3_51, "10:00:00").pid(77).folder("b").fails((1..=9).map(|minute| minute * 60), "403")])
}

fn healthy() -> Question {
    given(&[life(V3_51, "10:00:00").pid(50).ends(600.0)])
}

/// The lines of a question as one text.
fn text(question: Question) -> String {
    question.streamed("x").text()
}

const REQUEST: &str = "info: Microsoft.AspNetCore.Hosting.Diagnostics[1] Request starting HTTP/1.1 GET /\n";

#[test]
fn what_an_application_writes_before_hides_no_line_of_the_profiler() {
    let carriers: [fn(&str) -> String; 5] = [
        str::to_owned,
        |line| format!("shop-6f4 app {line}"),
        |line| format!("\"2026-09-10T10:00:00Z\",\"{}\"", line.replace('"', "\"\"")),
        |line| format!("<14>1 2026-09-10T10:00:00Z web01 shop 7 - - {line}"),
        |line| format!("\u{1b}[32m{line}\u{1b}[0m"),
    ];
    for carrier in carriers {
        for length in [100, 63_000, 66_000, 200_000, 1_500_000] {
            let late = |question: Question| REQUEST.repeat(length / REQUEST.len()) + &text(question.carried(carrier));
            let beside = healthy().file("pods.txt", &late(failing()));
            beside.is("api-key-rejected");
            let alone = Question::default().file("pods.txt", &late(healthy()));
            alone.is("healthy");
            let diagnosis = beside.diagnose();
            let lines: Vec<String> = late(failing()).lines().map(str::to_owned).collect();
            let evidence = diagnosis.runs.iter().flat_map(|run| &run.findings).flat_map(|finding| &finding.evidence);
            for proof in evidence.filter(|proof| proof.source == "pods.txt") {
                let line = &lines[usize::try_from(proof.line).unwrap() - 1];
                let shown = proof.text.lines().next().unwrap();
                assert!(line.contains(&shown[20..]), "{line} {shown}");
            }
        }
    }
}

#[test]
fn text_in_two_bytes_a_letter_is_found_as_late() {
    let late = REQUEST.repeat(2000) + &text(failing());
    let wide: Vec<u8> = format!("\u{feff}{late}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    healthy().bytes("pods.txt", wide).is("api-key-rejected");
}

#[test]
fn lines_of_the_profiler_in_no_known_form_keep_a_capture_from_being_healthy() {
    let record = |line: &str| serde_json::json!({ "message": line, "@timestamp": "2026-09-10T10:00:00Z" });
    let export = |lines: &str| serde_json::Value::from(lines.lines().map(record).collect::<Vec<_>>()).to_string();
    let table = |lines: &str| {
        lines.lines().flat_map(|line| ["| ".into(), line.replace('|', "\\|"), " |\n".into()]).collect::<String>()
    };
    let forms: [(&str, String); 4] = [
        ("export.json", export(&text(failing()))),
        ("b/hits.json", format!("{}{}", "x".repeat(80_000), export(&text(failing())))),
        ("ticket.md", table(&text(failing()))),
        ("pasted.txt", text(failing()).replace('\n', " ")),
    ];
    for (name, form) in forms {
        let question = healthy().file(name, &form);
        question.is("undecided");
        let unread = question.diagnose().capture.unread;
        assert_eq!(unread.first().map(|unread| unread.name.as_str()), Some(name), "{name}");
    }
}

#[test]
fn a_logger_of_the_application_around_the_records_changes_nothing() {
    let logged = |question: Question| question.carried(|line| format!("2026-09-10 10:00:00.000 +00:00 [INF] {line}"));
    let logged = |question| Question::default().file("app-20260910.log", &text(logged(question)));
    logged(failing()).is("api-key-rejected");
    logged(healthy()).is("healthy");
}

#[test]
fn packed_encrypted_and_empty_files_that_may_hold_logs_keep_a_capture_from_being_healthy() {
    let noise: Vec<u8> = (0..2000_u32).map(|number| u8::try_from(number * 7919 % 251 % 32).unwrap()).collect();
    let log = "DD-DotNet-Profiler-Native-dotnet-77.log";
    let mail = "From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nRm9v\r\n";
    let files = [
        (format!("{log}.br"), noise.clone()),
        (format!("{log}.1"), noise.clone()),
        ("logs.gpg".into(), noise.clone()),
        ("system.journal".into(), noise.clone()),
        ("logs.zip".into(), Vec::new()),
        ("logs.zip".into(), vec![0; 500]),
        (log.into(), Vec::new()),
        ("ticket.eml".into(), mail.into()),
    ];
    for (name, bytes) in files {
        let question = healthy().bytes(&name, bytes);
        assert_eq!(question.cause(), None, "{name}");
        assert_eq!(question.diagnose().capture.unread.len(), 1, "{name}");
    }
    for (name, bytes) in [("core", noise.clone()), ("logo.png", noise), ("app.log", Vec::new())] {
        assert_eq!(healthy().bytes(name, bytes).cause().as_deref(), Some("healthy"), "{name}");
    }
}

#[test]
fn an_export_that_begins_with_the_newest_line_says_the_same() {
    for case in [V2_49, V3_51] {
        let failing = || given(&[life(case, "10:00:00").fails((1..=5).map(|minute| minute * 60), "403")]);
        let mended = || given(&[life(case, "10:00:00").fails((1..=5).map(|minute| minute * 60), "403").ends(3600.0)]);
        let without_loader = |question: Question| question.only("Profiler-Native");
        let carriers: [fn(&str) -> String; 3] = [
            str::to_owned,
            |line| format!("\"{}\",\"{}\"", &line[1..24], line.replace('"', "\"\"")),
            |line| format!("{{\"message\":{}}}", serde_json::to_string(line).unwrap()),
        ];
        for carrier in carriers {
            let turned = |question: Question| {
                let lines = text(question.carried(carrier));
                Question::default()
                    .file("pod.log", &lines.lines().rev().flat_map(|line| [line, "\n"]).collect::<String>())
            };
            turned(failing()).is("api-key-rejected");
            turned(mended()).is("healthy");
            turned(without_loader(mended())).is("healthy");
            turned(without_loader(failing())).is("api-key-rejected");
            let question = turned(failing());
            let lines: Vec<String> = question.text().lines().map(str::to_owned).collect();
            let diagnosis = question.diagnose();
            for proof in diagnosis.runs.iter().flat_map(|run| &run.findings).flat_map(|finding| &finding.evidence) {
                let line = &lines[usize::try_from(proof.line).unwrap() - 1];
                assert!(line.contains(&proof.text[1..24]), "{line} {}", proof.text);
            }
        }
    }
}

#[test]
fn a_text_that_says_that_lines_are_missing_is_not_all() {
    for line in
        ["[... 1200 lines omitted ...]", "Suppressed 1200 messages from shop.service", "<12 log lines were truncated>"]
    {
        healthy().carried(str::to_owned).ending(|text| text.extend(format!("{line}\n").bytes())).is("undecided");
    }
    for line in ["Processed 12 messages", "12 orders, 3 messages dropped"] {
        healthy().ending(|text| text.extend(format!("{line}\n").bytes())).is("healthy");
    }
}

#[test]
fn a_text_of_two_encodings_keeps_a_capture_from_being_healthy() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let [well, ill] = [text(healthy()), text(failing())];
    for both in [[well.as_bytes(), &wide(&ill)].concat(), [&wide(&format!("\u{feff}{well}")), ill.as_bytes()].concat()]
    {
        Question::default().bytes("pods.txt", both).is_not_healthy();
    }
}

#[test]
fn lines_whose_prefix_has_another_form_keep_a_capture_from_being_healthy() {
    let forms: [fn(&str) -> String; 6] = [
        |line| line.replace(' ', "\u{a0}"),
        |line| line.replace(" | ", "\t"),
        |line| line.trim_start_matches('[').replace(" | ", ",").replace("] ", ","),
        |line| line.replace('|', "\u{ff5c}"),
        |line| line.split_once("] ").unwrap().1.to_owned(),
        |line| format!("<tr><td>{}</td></tr>", line.replace(' ', "&nbsp;")),
    ];
    for form in forms {
        let lines = text(failing().carried(form));
        healthy().file("export.txt", &lines).is_not_healthy();
    }
    for form in &forms[1..5] {
        let late = REQUEST.repeat(2000) + &text(failing().carried(form));
        healthy().file("export.txt", &late).is_not_healthy();
    }
    let sentence = "The stack at 03:53 names StackSamplerLoopManager and SamplesCollector.\n";
    healthy().file("notes.txt", sentence).is("healthy");
}
