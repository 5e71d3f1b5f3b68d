//! Sources that nobody would call a log, and logs out of all proportion: nothing panics, what is kept stays small.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{PACK, scan, scan_folder};
use profiler_doctor::diagnosis::{Diagnosis, Symptom};
use profiler_doctor::engine::{Request, diagnose};
use profiler_doctor::intake::{Carrier, InputPath, decide};
use profiler_doctor::report;
use profiler_doctor::scan::{Collection, Context, Partial, Scanned, Scanner, bundle};
use profiler_doctor::text::Policy;
use std::path::Path;

const PROFILER: &str = "DD-DotNet-Profiler-Native-shop-7.log";
const NAMES: [&str; 8] = [
    PROFILER,
    "dotnet-native-loader-shop-7.log",
    "dotnet-tracer-native-shop-7.log",
    "dotnet-tracer-managed-shop-7.log",
    "dotnet-tracer-loader-shop-7.log",
    "dd-dotnet-check.txt",
    "console.log",
    "x",
];

fn native(level: &str, pid: u32, second: u32, text: &str) -> String {
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    format!("[2026-11-23 {hour:02}:{minute:02}:{second:02}.864 | {level} | PId: {pid} | TId: {pid}] {text}\n")
}

/// Everything up to the report, for every symptom.
fn told(sources: &[Scanned]) -> Vec<Diagnosis<String>> {
    let requests = Symptom::ALL.map(|symptom| Request { symptom, ..Request::default() });
    let told = requests.map(|request| diagnose(&PACK, sources, &request).publish(Policy::Shared));
    for diagnosis in &told {
        assert!(report::json(diagnosis).ends_with("}\n"));
    }
    told.into()
}

fn causes(told: &[Diagnosis<String>]) -> Vec<&str> {
    told.iter().flat_map(|told| &told.runs).filter_map(|run| run.root_cause.as_deref()).collect()
}

/// How many records are kept of a source, each with its bounded text.
fn kept(scanned: &Scanned) -> usize {
    let segments = scanned.segments.iter();
    segments
        .map(|segment| {
            let sightings = segment.sightings.values().map(|seen| seen.first.len() + seen.last.len()).sum::<usize>();
            sightings + segment.strangers.sample.len()
        })
        .sum()
}

#[test]
fn bytes_that_are_no_log() {
    let mut noise = Vec::new();
    let mut state = 1_u32;
    for _ in 0..50_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push(state.to_be_bytes()[0]);
    }
    let elf = [b"\x7fELF\x02\x01\x01\0".as_slice(), &noise].concat();
    let contents: [&[u8]; 12] = [
        b"",
        b"\n",
        b"\xff\xfe",
        b"\xfe\xff\0",
        b"\xef\xbb\xbf",
        &[0; 5000],
        &[0xff; 5000],
        &[b'\r'; 5000],
        &[b'\n'; 5000],
        &[0x1b; 5000],
        &noise,
        &elf,
    ];
    for name in NAMES {
        for bytes in contents {
            let source = scan(name, bytes);
            assert_eq!(source.bytes, bytes.len() as u64, "{name}");
            assert_eq!(kept(&source), 0, "{name}");
            let told = told(&[source]);
            assert!(!causes(&told).contains(&"healthy"), "{name}");
        }
    }
}

#[test]
fn lines_that_end_like_those_of_an_old_mac() {
    let line = native("error", 7, 1, "403").replace('\n', "\r");
    let source = scan(PROFILER, line.repeat(500).as_bytes());
    assert_eq!((source.lines, source.segments.len()), (1, 1));
    told(&[source]);
}

#[test]
fn one_line_of_a_hundred_megabytes() {
    let piece = vec![b'x'; 1 << 20];
    for name in [PROFILER, "console.log"] {
        let head = native("error", 7, 1, "Nobody knows").into_bytes();
        let context = Context { pack: &PACK, intake: decide(&PACK, name, &head) };
        let mut so_far = Partial::scan(&context, 0, head.trim_ascii_end());
        for index in 0..100 {
            let next = Partial::scan(&context, head.len() as u64 + index * piece.len() as u64, &piece);
            so_far = so_far.join(next, &context);
            // Each kept byte is written with about five characters.
            assert!(format!("{so_far:?}").len() < 200_000, "after {index} MB");
        }
        let source = so_far.finish(&context);
        assert_eq!((source.lines, source.bytes), (1, 100 * (1 << 20) + head.len() as u64 - 1));
        assert_eq!(source.segments[0].strangers.count, u64::from(name == PROFILER || source.artifact == "console"));
        told(&[source]);
    }
}

#[test]
fn a_hundred_thousand_processes_in_one_file() {
    let lines: String = (1..=100_000).map(|pid| native("error", pid, pid / 10, "403")).collect();
    let source = scan("console.log", lines.as_bytes());
    assert_eq!((source.lines, source.segments.len()), (100_000, 1024));
    assert!(source.unread.as_ref().unwrap().contains("more than 1024 processes"), "{:?}", source.unread);
    assert_eq!(source.segments.iter().map(|segment| segment.pid.unwrap()).max(), Some(1024));
    assert_eq!(diagnose(&PACK, &[source], &Request::default()).runs.len(), 1024);
}

#[test]
fn a_process_that_starts_two_hundred_thousand_times() {
    let mut scanner = Scanner::new(&PACK, decide(&PACK, PROFILER, native("info", 7, 0, "x").as_bytes()));
    for minute in 0..200 {
        let starts =
            (0..1000).map(|second| native("info", 7, minute * 1000 + second, "CorProfilerCallback is initializing."));
        scanner.push(starts.collect::<String>().as_bytes());
    }
    let source = scanner.finish();
    assert_eq!(source.segments.len(), 1024);
    let first: Vec<u64> = source.segments.iter().map(|segment| segment.first_line).collect();
    assert_eq!((first[0], first[511], first[512], first[1023]), (1, 512, 200_000 - 511, 200_000));
    assert!(source.notices.iter().any(|notice| notice.contains("198976")), "{:?}", source.notices);
    assert_eq!(source.unread, None, "the last start counts");
    assert_eq!(diagnose(&PACK, &[source], &Request::default()).runs.len(), 1024);
}

#[test]
fn a_million_unknown_errors() {
    let letters = |number: u32| -> String { number.to_string().bytes().map(|digit| char::from(digit + 49)).collect() };
    let lines: String = (0..10_000)
        .map(|number| native("error", 7, number / 10, &format!("Nobody knows {}", letters(number))))
        .collect();
    let mut scanner = Scanner::new(&PACK, decide(&PACK, PROFILER, lines.as_bytes()));
    for _ in 0..100 {
        scanner.push(lines.as_bytes());
    }
    let source = scanner.finish();
    let strangers = &source.segments[0].strangers;
    assert_eq!((strangers.count, strangers.sample.len()), (1_000_000, 32));
    assert!(strangers.sample.values().all(|stranger| stranger.count == 100));
    assert!(kept(&source) <= 32);
    let told = told(&[source]);
    assert!(!causes(&told).contains(&"healthy"));
}

/// A small archive unpacks to much text, all of it worth keeping: unknown errors of many processes, each a long line.
#[test]
fn long_unknown_errors_of_many_processes() {
    let long = "y".repeat(4000);
    let errors = |pid: u32, most: u8| -> String {
        (0..most)
            .map(|letter| native("error", pid, 1, &format!("Nobody {} {long}", char::from(b'a' + letter))))
            .collect()
    };
    let of_one = |most: u8| {
        let mut scanner = Scanner::new(&PACK, decide(&PACK, PROFILER, errors(1, 4).as_bytes()));
        (1..=1024).for_each(|pid| scanner.push(errors(pid, most).as_bytes()));
        scanner.finish()
    };
    let few = of_one(3);
    assert!((12 << 20..32 << 20).contains(&few.kept()), "{}", few.kept());
    let many = of_one(8);
    assert!(many.kept() < 4 << 20, "{}", many.kept());
    assert_eq!((many.segments.len(), &many.unread), (1024, &None));
    assert!(many.segments.iter().all(|segment| segment.strangers.count == 8 && segment.strangers.sample.len() == 4));
    // Of several such files all together keep no more than the bound, and every process is still there.
    let files = (0..8).map(|host| {
        let path = InputPath { root: None, relative: format!("host{host}/{PROFILER}") };
        let mut source = few.clone();
        source.segments.iter_mut().for_each(|segment| segment.records += host);
        (path, source)
    });
    let mut found = files.collect::<Collection>().into_sources();
    bundle::give_names(&mut found);
    let sources: Vec<Scanned> = found.into_iter().map(|(_, source)| source).collect();
    let kept = sources.iter().map(Scanned::kept).sum::<u64>();
    assert!((8 << 20..128 << 20).contains(&kept), "{kept}");
    assert!(sources.iter().all(|source| source.segments.len() == 1024 && source.unread.is_none()));
    let diagnosis = diagnose(&PACK, &[many], &Request::default());
    assert!(diagnosis.runs.iter().all(|run| run.root_cause.as_deref() != Some("healthy")));
}

#[test]
fn json_within_json_within_json() {
    let record = serde_json::to_string(&native("error", 7, 1, "403")).unwrap();
    let deep = [("{\"a\":".repeat(100_000), "}".repeat(100_000)), ("[".repeat(100_000), "]".repeat(100_000))];
    for (open, close) in deep {
        let text = [
            format!("{{\"log\":{record},\"stream\":\"stdout\"}}\n").repeat(3),
            format!("{open}1{close}\n"),
            format!("{{\"attrs\":{open}1{close},\"log\":{record}}}\n"),
            format!("{{\"log\":{open}1{close}}}\n"),
            format!("{{{}\"log\":{record}}}\n", "\"a\":\"\",".repeat(100)),
        ]
        .concat();
        let source = scan(PROFILER, text.as_bytes());
        assert_eq!(decide(&PACK, PROFILER, text.as_bytes()).carrier, Carrier::Json);
        assert_eq!(source.segments[0].records, 4);
        told(&[source]);
    }
}

/// Logs of real systems, where they are at hand.
#[test]
fn real_logs_are_read_and_none_of_them_proves_health() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/logs/real");
    for source in scan_folder(&folder) {
        let name = source.name.clone();
        let told = told(&[source]);
        assert!(!causes(&told).contains(&"healthy"), "{name}");
    }
}
