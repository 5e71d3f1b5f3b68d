#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;

fn parsed(line: &str) -> Result<Command, String> {
    parse(line.split_whitespace().map(OsString::from)).map_err(|failure| failure.message)
}

#[test]
fn options_stand_anywhere_and_in_both_forms() {
    let all = "diagnose a --format=json --symptom hang b --answer agent-running=no=1 --redact --pack p --pack q -- --c";
    let Command::Diagnose(asked) = parsed(all).unwrap() else { panic!("no diagnose") };
    assert_eq!(asked.paths, ["a", "b", "--c"].map(PathBuf::from));
    assert_eq!((asked.format, asked.symptom, asked.redact), (Format::Json, Symptom::Hang, true));
    assert_eq!(asked.answers["agent-running"], "no=1");
    assert_eq!(asked.packs, ["p", "q"].map(PathBuf::from));
}

#[test]
fn help_and_version_go_first() {
    for line in ["--help", "-h", "help", "diagnose --help", "diagnose a -h --format json"] {
        assert_eq!(parsed(line), Ok(Command::Help), "{line}");
    }
    assert_eq!(parsed("open --version"), Ok(Command::Version));
}

#[test]
fn every_mistake_says_what_to_do() {
    let cases = [
        ("", "profiler-doctor diagnose LOGS"),
        ("diagnoze x", "Did you mean diagnose?"),
        ("/var/log/datadog", "profiler-doctor diagnose /var/log/datadog."),
        ("https://x/#r=1.a", "profiler-doctor open 'https://x/#r=1.a'."),
        ("scan x", "scan is not built yet."),
        ("diagnose", "Say what to read"),
        ("diagnose - -", "only once"),
        ("diagnose a --fromat json", "There is no option --fromat here. Did you mean --format?"),
        ("explain a --format json", "There is no option --format here."),
        ("diagnose a --format", "--format needs a value."),
        ("diagnose a --format html", "The format html is not built yet."),
        ("diagnose a --format jsn", "Did you mean json? Known are: text, json, markdown."),
        ("diagnose a --symptom hung", "Did you mean hang?"),
        ("diagnose a --answer x", "QUESTION=VALUE"),
        ("diagnose a --redact=yes", "--redact takes no value."),
        ("explain", "explain takes one id"),
        ("open a b", "open takes one link"),
        ("lint", "Say which files"),
    ];
    for (line, part) in cases {
        let message = parsed(line).unwrap_err();
        assert!(message.contains(part), "{line}: {message}");
    }
}
