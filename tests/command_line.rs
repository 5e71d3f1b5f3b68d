//! The built program, as a shell sees it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use profiler_doctor::diagnosis::Diagnosis;
use profiler_doctor::pack::Pack;
use profiler_doctor::permalink;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A log of one process whose API key is rejected.
const REJECTED: &str = "\
[2026-11-23 03:53:35.800 | info | PId: 7 | TId: 7] CorProfilerCallback is initializing.
[2026-11-23 03:53:35.801 | info | PId: 7 | TId: 7] Using agent endpoint http://agent.corp:8126
[2026-11-23 03:53:35.802 | info | PId: 7 | TId: 7] SamplesCollector started successfully.
[2026-11-23 03:53:49.916 | error | PId: 7 | TId: 7] 403
";
const LOG: &str = "DD-DotNet-Profiler-Native-shop-7.log";

struct Ended {
    code: Option<i32>,
    output: String,
    errors: String,
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(common::program());
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Ended {
    let output = program(arguments).output().unwrap();
    Ended {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn json(arguments: &[&str]) -> (Ended, Diagnosis<String>) {
    let all = [arguments, &["--format", "json"]].concat();
    let ended = run(&all);
    let diagnosis = serde_json::from_str(&ended.output).unwrap_or_else(|error| panic!("{error}: {}", ended.errors));
    (ended, diagnosis)
}

fn names(diagnosis: &Diagnosis<String>) -> Vec<&str> {
    diagnosis.sources.iter().map(|source| source.name.as_str()).collect()
}

#[test]
fn help_and_version_are_answers() {
    let help = run(&["--help"]);
    assert_eq!((help.code, help.errors.as_str()), (Some(0), ""));
    assert!(help.output.contains("profiler-doctor diagnose PATH..."));
    assert!(help.output.lines().all(|line| line.len() <= 100));
    assert_eq!(run(&["--version"]).output, format!("profiler-doctor {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_use_ends_with_2_and_says_nothing_on_standard_output() {
    let logs = folder("usage", &[(LOG, REJECTED)]);
    let logs = logs.to_str().unwrap();
    let cases: &[&[&str]] = &[
        &[],
        &["diagnos", logs],
        &["diagnose"],
        &["diagnose", logs, "--format", "sarif"],
        &["diagnose", logs, "--fromat", "json"],
        &["diagnose", logs, "--symptom", "none"],
        &["diagnose", logs, "--answer", "agent-runing=yes"],
        &["diagnose", logs, "--answer", "files-copied-at=yesterday"],
        &["diagnose", logs, "--pack", "no-such-pack.toml"],
        &["explain", "no-such-rule"],
        &["scan", logs],
        &["merge", logs],
    ];
    for arguments in cases {
        let ended = run(arguments);
        assert_eq!((ended.code, ended.output.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ended.errors.starts_with("profiler-doctor: "), "{arguments:?}: {}", ended.errors);
    }
}

#[test]
fn nothing_to_read_ends_with_3_and_without_a_diagnosis() {
    let ended = run(&["diagnose", "no/such/folder", "--format", "json"]);
    assert_eq!((ended.code, ended.output.as_str()), (Some(3), ""));
    assert!(ended.errors.contains("no/such/folder cannot be opened"), "{}", ended.errors);
}

#[test]
fn a_path_that_is_missing_does_not_hide_the_others() {
    let logs = folder("partly", &[(LOG, REJECTED)]);
    let (ended, diagnosis) = json(&["diagnose", "no/such/file", logs.to_str().unwrap()]);
    assert_eq!(names(&diagnosis), [LOG, "file"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.errors.contains("no/such/file cannot be opened"));
}

#[test]
fn the_cause_is_found_and_proven() {
    let logs = folder("rejected", &[(LOG, REJECTED)]);
    let (ended, diagnosis) = json(&["diagnose", logs.to_str().unwrap()]);
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("api-key-rejected"));
    assert_eq!((ended.code, ended.errors.as_str()), (Some(1), ""));
    let evidence = &diagnosis.runs[0].findings[0].evidence[0];
    assert_eq!((evidence.source.as_str(), evidence.line), (LOG, 4));
    let text = run(&["diagnose", logs.to_str().unwrap()]);
    assert!(text.output.starts_with("Root cause: "), "{}", text.output);
    assert!(text.output.contains(&format!("{LOG}:4\n")));
    let ticket = run(&["diagnose", logs.to_str().unwrap(), "--format", "markdown"]);
    assert!(ticket.output.starts_with("# Root cause: "), "{}", ticket.output);
}

#[test]
fn an_empty_folder_is_an_input_and_an_empty_log_decides_nothing() {
    let empty = folder("empty", &[]);
    let (ended, diagnosis) = json(&["diagnose", empty.to_str().unwrap()]);
    assert_eq!((ended.code, diagnosis.capture.root_cause.as_deref()), (Some(1), Some("no-logs")));
    let begun = folder("begun", &[(LOG, REJECTED.split_inclusive('\n').next().unwrap())]);
    let (ended, diagnosis) = json(&["diagnose", begun.to_str().unwrap()]);
    assert_eq!((ended.code, diagnosis.capture.root_cause), (Some(4), None));
    assert!(!diagnosis.runs[0].unknowns.is_empty());
}

#[test]
fn sources_are_named_below_their_folder_and_in_byte_order() {
    let one = folder("names/one", &[("b/x.txt", "x"), ("B.txt", "x"), (LOG, REJECTED), ("a.txt", "x")]);
    let two = folder("names/two", &[("a.txt", "x")]);
    let file = one.join("b/x.txt");
    let (_, diagnosis) = json(&["diagnose", one.to_str().unwrap()]);
    assert_eq!(names(&diagnosis), ["B.txt", LOG, "a.txt", "b/x.txt"]);
    let (_, diagnosis) = json(&["diagnose", two.to_str().unwrap(), file.to_str().unwrap(), one.to_str().unwrap()]);
    assert_eq!(names(&diagnosis), ["B.txt", LOG, "b/x.txt", "one/a.txt", "two/a.txt"]);
}

#[test]
fn what_is_given_twice_is_read_once() {
    let logs = folder("twice", &[(LOG, REJECTED), ("sub/other.txt", "x")]);
    let path = |below: &str| logs.join(below).to_str().unwrap().to_owned();
    let (alone, _) = json(&["diagnose", &path("")]);
    for others in [vec![path("sub/..")], vec![path(LOG), path("./sub")], vec![path("sub"), path(""), path(LOG)]] {
        for is_first in [true, false] {
            let mut all = others.clone();
            all.insert(if is_first { 0 } else { all.len() }, path(""));
            let all: Vec<&str> = ["diagnose"].into_iter().chain(all.iter().map(String::as_str)).collect();
            let (ended, _) = json(&all);
            assert_eq!(ended.output, alone.output, "{all:?}");
            assert!(ended.errors.contains("more than once"), "{}", ended.errors);
        }
    }
}

#[test]
fn standard_input_is_a_source() {
    let mut child = program(&["diagnose", "-", "--format", "json"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(REJECTED.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let diagnosis: Diagnosis<String> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(names(&diagnosis), ["stdin"]);
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("api-key-rejected"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let logs = folder("same", &[(LOG, REJECTED), ("junk.bin", "\0\u{1}\0"), ("other.txt", "Dear all,\n")]);
    let first = run(&["diagnose", logs.to_str().unwrap(), "--format", "json"]);
    assert_eq!(run(&["diagnose", logs.to_str().unwrap(), "--format", "json"]).output, first.output);
    assert!(first.output.ends_with("\n}\n"));
}

#[test]
fn redacted_means_that_no_host_is_left() {
    let logs = folder("redact", &[(LOG, REJECTED)]);
    let asked = ["diagnose", logs.to_str().unwrap(), "--answer", "platform=http://agent.corp:8126"];
    let (ended, diagnosis) = json(&asked);
    assert!(!diagnosis.redacted && ended.output.contains("agent.corp"));
    let (ended, diagnosis) = json(&[&asked[..], &["--redact"]].concat());
    assert!(diagnosis.redacted && !ended.output.contains("agent.corp"), "{}", ended.output);
}

#[test]
fn a_shared_link_opens_with_the_same_answer() {
    let logs = folder("link", &[(LOG, REJECTED)]);
    let (_, diagnosis) = json(&["diagnose", logs.to_str().unwrap()]);
    let link = permalink::encode(&diagnosis, permalink::Options::default()).unwrap();
    let (ended, opened) = json(&["open", &format!("https://example.org/#{link}")]);
    assert_eq!((ended.code, &opened.capture), (Some(1), &diagnosis.capture));
    assert_eq!(opened.runs[0].findings[0].title, diagnosis.runs[0].findings[0].title);
    assert_eq!(opened.runs[0].findings[0].remedy, diagnosis.runs[0].findings[0].remedy);
    let broken = run(&["open", &link[..link.len() - 3]]);
    assert_eq!((broken.code, broken.output.as_str()), (Some(3), ""));
    assert!(broken.errors.contains("damaged"), "{}", broken.errors);
}

#[test]
fn every_id_can_be_explained() {
    for id in ["api-key-rejected", "export", "agent-running"] {
        let ended = run(&["explain", id]);
        assert_eq!(ended.code, Some(0));
        assert!(ended.output.contains(&format!("({id})\n")), "{}", ended.output);
    }
    let pack = Pack::builtin().unwrap();
    for rule in &pack.rules {
        let ended = run(&["explain", &rule.id]);
        for part in ["Why it matters:\n", "Verdict: ", "What to do", "Known from: "] {
            assert!(ended.output.contains(part), "{}: no {part}", rule.id);
        }
        assert_eq!(ended.output.contains("Evidence:\n"), rule.when.is_some(), "{}", rule.id);
    }
    let ended = run(&["explain", "EXP-HTTP"]).output;
    assert!(ended.contains("releases 2.42.0 and later") && ended.contains("Looked at by: "), "{ended}");
    assert!(run(&["explain", "api-key-rejectd"]).errors.contains("Did you mean api-key-rejected?"));
}

#[test]
fn a_mistake_in_a_pack_has_a_place() {
    let packs = folder("packs", &[("bad.toml", "[pack]\nname = \"x\"\nnonsense = 1\n")]);
    let ended = run(&["lint", packs.join("bad.toml").to_str().unwrap()]);
    assert_eq!((ended.code, ended.output.as_str()), (Some(2), ""));
    assert!(ended.errors.contains("bad.toml:3:1: "), "{}", ended.errors);
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let logs = folder("pipe", &[(LOG, &REJECTED.repeat(2000))]);
    let mut child = program(&["diagnose", logs.to_str().unwrap(), "--format", "json"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_a_folder_nor_round_in_it() {
    use std::os::unix::fs::symlink;
    let outside = folder("outside", &[("secret.txt", "x")]);
    let logs = folder("links", &[(LOG, REJECTED)]);
    symlink(&outside, logs.join("out")).unwrap();
    symlink(&logs, logs.join("round")).unwrap();
    symlink(logs.join("gone"), logs.join("nowhere")).unwrap();
    let (ended, diagnosis) = json(&["diagnose", logs.to_str().unwrap()]);
    assert_eq!(names(&diagnosis), [LOG, "nowhere", "out", "round"]);
    assert!(ended.errors.contains("3 symbolic links were not followed"), "{}", ended.errors);
    // A link that is itself named is meant.
    let (_, diagnosis) = json(&["diagnose", logs.join("out").to_str().unwrap()]);
    assert_eq!(names(&diagnosis), ["secret.txt"]);
}

#[cfg(unix)]
#[test]
fn a_terminal_obeys_no_file_name() {
    let logs = folder("escape", &[("\u{1b}[2J.txt", "x"), (LOG, REJECTED)]);
    for format in ["text", "json", "markdown"] {
        let ended = run(&["diagnose", logs.to_str().unwrap(), "--format", format]);
        assert!(!ended.output.contains('\u{1b}') && !ended.errors.contains('\u{1b}'), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn what_never_ends_or_never_begins_is_refused() {
    let logs = folder("endless", &[(LOG, REJECTED)]);
    let pipe = logs.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    for path in ["/dev/zero", pipe] {
        let ended = run(&["diagnose", path]);
        assert_eq!((ended.code, ended.output.as_str()), (Some(3), ""), "{path}");
        assert!(ended.errors.contains("and no file: it is not read"), "{}", ended.errors);
        let ended = run(&["diagnose", logs.to_str().unwrap(), "--pack", path]);
        assert_eq!((ended.code, ended.output.as_str()), (Some(2), ""), "{path}");
    }
    let (_, diagnosis) = json(&["diagnose", logs.to_str().unwrap(), "/dev/zero"]);
    assert_eq!(names(&diagnosis), [LOG, "pipe", "zero"]);
    let large = logs.join("large.toml");
    fs::write(&large, "#".repeat(9 << 20)).unwrap();
    let ended = run(&["lint", large.to_str().unwrap()]);
    assert!(ended.code == Some(2) && ended.errors.contains("larger than 8 MiB"), "{}", ended.errors);
}

/// What a shell opens for `<(command)` is a pipe, too.
#[cfg(unix)]
#[test]
fn what_the_shell_has_opened_is_read() {
    let command = format!("cat <<'END' | {} diagnose /dev/fd/0 --format json\n{REJECTED}END\n", common::program());
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    let diagnosis: Diagnosis<String> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(diagnosis.capture.root_cause.as_deref(), Some("api-key-rejected"));
}
