//! How the time for each log grows with their number: `growth`. Each line is one kind of capture, small and ten times as
//! large, from the bytes of the logs to the document; then redaction, of a short text and of a long one. The ratio holds on a busy machine, where no figure by itself does.

// Measuring is what this program is for.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use profiler_doctor::engine::{self, Request};
use profiler_doctor::intake::decide;
use profiler_doctor::pack::Pack;
use profiler_doctor::redact::redact;
use profiler_doctor::report;
use profiler_doctor::scan::{Scanned, Scanner};
use profiler_doctor::text::Policy;
use std::error::Error;
use std::time::Instant;

/// Logs of the small capture; the large one has [`TIMES`] as many.
const FEW: u32 = 2_000;
const TIMES: u32 = 10;
/// Processes of one log, where it has many.
const PROCESSES: u32 = 1_024;

/// Beginnings of what may be private, again and again: each could make the whole rest of a text be looked at.
const PRIVATE: [&str; 19] = [
    "http://a:b",
    "http:\\/\\/a:b",
    "http://a:@/",
    "x@",
    ":",
    "1.1.1.1 ",
    "fe80::",
    "bearer aaaaaa ",
    "token='",
    "password",
    "accountkey=;",
    "/home/a ",
    "C:\\Users\\a b",
    "a.b:12 ",
    "eyJaaaaaa.",
    "-----BEGIN PRIVATE KEY-----",
    "host=",
    "&key=",
    "\\\\a\\",
];
/// Bytes of a short and of a long text.
const SHORT: usize = 1_000;
const LONG: usize = 16_000;

/// Names and texts of a number of logs.
type Logs = Box<dyn Fn(u32) -> Vec<(String, String)>>;

fn main() -> Result<(), Box<dyn Error>> {
    let pack = Pack::builtin()?;
    let each = |log: fn(u32) -> (String, String)| -> Logs { Box::new(move |count| (0..count).map(log).collect()) };
    let captures: [(&str, u32, Logs); 6] = [
        ("one process in each log", FEW, each(|n| (name("", "shop", n), start(n) + &record(n, "error", "403")))),
        ("a process of its own application in each", FEW, each(|n| (name("", &format!("s{n}"), n), start(n)))),
        (
            "the same process id in many folders",
            FEW,
            each(|n| (name(&format!("f{n}/"), "shop", 7), at(n, 7, "info", "CorProfilerCallback is initializing."))),
        ),
        (
            "rotated parts of one log",
            FEW,
            each(|n| (format!("DD-DotNet-Profiler-Native-shop-7.{n}.log"), at(n, 7, "info", "-"))),
        ),
        (
            "logs without a process",
            FEW,
            each(|n| (format!("f{n}/dotnet-tracer-managed-shop-20261123.log"), managed(n))),
        ),
        (
            "1,024 processes in each log",
            2,
            each(|n| {
                (
                    name(&format!("f{n}/"), "shop", 7),
                    (1..=PROCESSES).map(|pid| at(pid + n, pid, "error", "403")).collect(),
                )
            }),
        ),
    ];
    for (what, few, logs) in captures {
        let (small, large) = (measure(&pack, &logs(few)), measure(&pack, &logs(few * TIMES)));
        println!(
            "{what}: {:.3} s for {few}, {:.3} s for {}; each log takes {:.2} times as long",
            small,
            large,
            few * TIMES,
            large / small / f64::from(TIMES)
        );
    }
    let slowest = PRIVATE.iter().map(|part| (redaction(part), part)).max_by(|one, other| one.0.total_cmp(&other.0));
    if let Some((ratio, part)) = slowest {
        println!("redacting {LONG} bytes of `{part}`: each takes {ratio:.2} times as long as of {SHORT}");
    }
    Ok(())
}

/// How much longer a byte takes in a long text than in a short one.
fn redaction(part: &str) -> f64 {
    let time = |length: usize| {
        let text = part.repeat(length / part.len());
        let time = || {
            let begin = Instant::now();
            assert!(!redact(&text).is_empty());
            begin.elapsed().as_secs_f64()
        };
        (0..10).map(|_| time()).fold(f64::INFINITY, f64::min) / text.len() as f64
    };
    time(LONG) / time(SHORT)
}

/// The shortest of three times, in seconds.
fn measure(pack: &Pack, logs: &[(String, String)]) -> f64 {
    let time = || {
        let begin = Instant::now();
        let sources: Vec<Scanned> = logs.iter().map(|(name, text)| scan(pack, name, text)).collect();
        let diagnosis = engine::diagnose(pack, &sources, &Request::default()).publish(Policy::Local);
        assert!(!report::json(&diagnosis).is_empty());
        begin.elapsed().as_secs_f64()
    };
    (0..3).map(|_| time()).fold(f64::INFINITY, f64::min)
}

fn scan(pack: &Pack, name: &str, text: &str) -> Scanned {
    let mut scanner = Scanner::new(pack, decide(pack, name, text.as_bytes()));
    scanner.push(text.as_bytes());
    scanner.finish()
}

fn name(folder: &str, process: &str, pid: u32) -> String {
    format!("{folder}DD-DotNet-Profiler-Native-{process}-{pid}.log")
}

fn start(pid: u32) -> String {
    record(pid, "info", "CorProfilerCallback is initializing.")
}

fn record(pid: u32, level: &str, text: &str) -> String {
    at(pid, pid, level, text)
}

/// A record of a process at a second of the day.
fn at(second: u32, pid: u32, level: &str, text: &str) -> String {
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    format!("[2026-11-23 {hour:02}:{minute:02}:{second:02}.864 | {level} | PId: {pid} | TId: 1] {text}\n")
}

fn managed(n: u32) -> String {
    let (minute, second) = (n / 60 % 60, n % 60);
    format!("2026-11-23 03:{minute:02}:{second:02}.864 +00:00 [ERR] Nobody knows {n} \n")
}
