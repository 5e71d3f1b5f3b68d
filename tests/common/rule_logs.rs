//! The small logs that stand beside the rules, written out as whole files.

use super::{PACK, scan};
use profiler_doctor::intake::decide;
use profiler_doctor::pack::{LineFormat, RuleTest};
use profiler_doctor::scan::Scanned;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The files of a rule's test.
pub fn files(test: &RuleTest) -> BTreeMap<String, String> {
    test.logs.iter().map(|(name, lines)| (name.clone(), log(name, test.cut, lines))).collect()
}

/// The same, scanned.
pub fn scanned(test: &RuleTest) -> Vec<Scanned> {
    files(test).iter().map(|(name, text)| scan(name, text.as_bytes())).collect()
}

/// What a whole log of loader and profiler begins with on every release.
const STARTS: [(&str, &str); 2] = [
    (
        "loader-log",
        "0 info DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: \"/opt/datadog/loader.conf\"",
    ),
    ("profiler-log", "0 info CorProfilerCallback is initializing."),
];

/// `SECONDS LEVEL TEXT` with the prefix of the file's artifact; other lines go on with the one before.
fn log(name: &str, cut: bool, lines: &str) -> String {
    let named =
        PACK.artifacts.iter().find(|artifact| artifact.names.iter().any(|pattern| pattern.groups(name, []).is_some()));
    // What lies beside the logs is known by what stands in it.
    let told = || PACK.artifact(&decide(&PACK, name, lines.as_bytes()).artifact);
    let artifact = named.or_else(told).unwrap_or_else(|| panic!("{name} is no kind of file that is known"));
    let format = artifact.format;
    // A test may name another configuration in the first line of the loader.
    let first = lines.lines().next().unwrap_or_default();
    let is_missing = |line: &str| !first.contains(line.split('"').next().unwrap_or(line));
    let start = STARTS.iter().filter(|(id, _)| !cut && *id == artifact.id).map(|(_, line)| *line);
    let start = start.filter(|line| is_missing(line.trim_start_matches("0 ")));
    let mut log = String::new();
    for line in start.chain(lines.lines()) {
        let mut parts = line.splitn(3, ' ');
        let seconds = parts.next().and_then(|seconds| seconds.parse::<f64>().ok());
        let (Some(seconds), Some(level), Some(text)) = (seconds, parts.next(), parts.next()) else {
            log.push_str(line);
            log.push('\n');
            continue;
        };
        let (minutes, seconds) = ((seconds / 60.0).floor(), seconds % 60.0);
        let time = format!("2026-01-31 10:{minutes:02}:{seconds:06.3}");
        let _ = match format {
            LineFormat::Native => writeln!(log, "[{time} | {level} | PId: 7 | TId: 7] {text}"),
            LineFormat::NativeTracer => {
                writeln!(log, "01/31/26 10:{minutes:02}:{seconds:06.3} AM [7|7] [{level}] {text}")
            }
            LineFormat::Managed => {
                writeln!(
                    log,
                    "{time} +00:00 [{}] {text}  {{ MachineName: \".\", Process: \"[7 x]\", TracerVersion: \"3.51.1.0\" }}",
                    short(level)
                )
            }
            LineFormat::Check => {
                let mark = match level {
                    "error" => "FAILURE",
                    "warning" => "WARNING",
                    _ => "SUCCESS",
                };
                writeln!(log, " [{mark}]: {text}")
            }
            LineFormat::ManagedLoader => writeln!(log, "[{time} +00:00] {text}"),
            other => panic!("no prefix for {other:?} in a rule's test"),
        };
    }
    log
}

fn short(level: &str) -> &str {
    match level {
        "debug" => "DBG",
        "warning" => "WRN",
        "error" => "ERR",
        _ => "INF",
    }
}
