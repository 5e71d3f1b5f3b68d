//! Scanning is a monoid: however a source is cut and however the pieces are joined, the result is the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::similar_names, clippy::type_complexity)]

mod split {
    pub(crate) mod source;
}

use profiler_doctor::intake::{Carrier, Encoding, decide};
use profiler_doctor::scan::{ORIGIN, Scanned, Scanner};
use profiler_doctor::text::LogText;
use proptest::prelude::*;
use split::source::{PACK, Source, pairs};

/// Where the reading of a line ends.
const LINE: usize = 16 * 1024;

fn native(second: u32, pid: u32, level: &str, text: &str) -> String {
    format!("[2026-11-23 03:53:{second:02}.864 | {level} | PId: {pid} | TId: {pid}] {text}\n")
}

/// Two starts of a profiler with the same process id, an unknown error and a record of several lines.
fn profiler() -> String {
    [
        native(1, 7, "debug", "Buffering of logs disabled"),
        native(1, 7, "info", "CorProfilerCallback is initializing."),
        native(2, 7, "error", "Nobody knows '12' of this"),
        "   second line\n\n   fourth line\n".to_owned(),
        native(3, 7, "error", "403"),
        native(9, 7, "debug", "Buffering of logs disabled"),
        native(9, 7, "info", "CorProfilerCallback is initializing."),
        native(10, 7, "error", "Nobody knows '13' of this"),
    ]
    .concat()
}

const PROFILER: &str = "DD-DotNet-Profiler-Native-shop-7.log";
const LOADER: &str = "dotnet-native-loader-shop-7.log";

/// Processes, starts and numbers of records of the segments.
fn shape(scanned: &Scanned) -> Vec<(Option<u32>, bool, u64)> {
    scanned.segments.iter().map(|segment| (segment.pid, segment.started, segment.records)).collect()
}

#[test]
fn a_native_log_with_two_lives_of_one_process() {
    let scanned = Source::new(PROFILER, profiler()).check();
    assert_eq!(shape(&scanned), [(Some(7), true, 4), (Some(7), true, 3)]);
    assert_eq!(scanned.lines, 10);
    assert_eq!(scanned.segments[1].first_line, 8);
    let stranger = scanned.segments[0].strangers.sample.values().next().unwrap();
    assert_eq!((stranger.first.line, stranger.count), (3, 1));
}

#[test]
fn line_breaks_of_windows_and_a_last_line_without_one() {
    let unix = Source::new(PROFILER, profiler()).whole();
    let windows = Source::new(PROFILER, profiler().replace('\n', "\r\n")).check();
    assert_eq!(unix.segments, windows.segments);
    let pasted = Source::new("pasted text", profiler().trim_end()).check();
    assert_eq!(shape(&pasted), shape(&unix), "who copies a text leaves out its last line break");
}

#[test]
fn half_a_line_at_the_end_of_a_log_is_no_record() {
    let half = profiler() + &native(11, 7, "error", "Failed to send profile. Http code: 40").trim_end()[..70];
    let scanned = Source::new(PROFILER, half).check();
    let last = scanned.segments.last().unwrap();
    assert_eq!((scanned.lines, last.records, last.is_cut()), (11, 3, true));
    assert_eq!(last.strangers.count, 2, "it may have been an error");
    assert_eq!(scanned.notices.len(), 1);
}

#[test]
fn wide_characters_in_both_orders_with_and_without_a_mark() {
    let plain = Source::new(PROFILER, profiler()).whole();
    for mark in ["", "\u{feff}"] {
        for (encoding, bytes) in
            [(Encoding::Utf16Low, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Encoding::Utf16High, u16::to_be_bytes)]
        {
            let text = format!("{mark}{}", profiler().replace('\n', "\r\n"));
            let source = Source::new(PROFILER, text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
            assert_eq!(source.intake().encoding, encoding);
            assert_eq!(source.check().segments, plain.segments, "{encoding:?}");
        }
    }
}

#[test]
fn wide_characters_that_hold_a_line_feed_byte() {
    let text = native(1, 7, "error", "403").replace("403", "\u{0a0a}\u{0a00}\u{010a}\u{0d0a}x") + "\u{0a0a}";
    for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let source = Source::new(PROFILER, text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
        assert_eq!(source.check().lines, 2);
    }
}

#[test]
fn a_byte_order_mark_and_bytes_that_are_no_text() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(profiler().bytes());
    assert_eq!(Source::new(PROFILER, bytes).check().segments, Source::new(PROFILER, profiler()).whole().segments);
    let mut bytes = profiler().into_bytes();
    bytes.splice(60..60, *b"\xff\xfe\0\x80\xc3");
    Source::new(PROFILER, bytes).check();
}

#[test]
fn a_file_that_begins_within_a_record() {
    let scanned = Source::new(PROFILER, format!("   the end of\n   something\n{}", profiler())).check();
    assert_eq!((scanned.lines, scanned.segments[0].first_line), (12, 3));
    Source::new(PROFILER, "no record\nat all\n").check();
    Source::new(PROFILER, "\n\n\n").check();
}

#[test]
fn a_native_tracer_log() {
    let lines = [
        "11/23/26 11:59:59.770 AM [7|7] [debug] Buffering of logs disabled",
        "11/23/26 12:00:00.774 PM [7|7] [info] Datadog Instrumentation 3.51.1 on Linux (amd64)",
        "11/23/26 12:00:00.775 PM [7|8] [error] It failed:",
        "   at Main()",
    ];
    let scanned = Source::new("dotnet-tracer-native-shop-7.log", lines.join("\n")).check();
    assert_eq!(shape(&scanned), [(Some(7), true, 3)]);
}

#[test]
fn a_managed_log_whose_properties_stand_at_the_end_of_the_record() {
    let block = |pid: u32| {
        format!(
            "{{ MachineName: \".\", Process: \"[{pid} dotnet]\", AppDomain: \"[1 shop]\", TracerVersion: \"3.51.1.0\" }}\n"
        )
    };
    let text = [
        format!("2026-11-23 04:35:09.968 +01:00 [INF] One  {}", block(7)),
        "2026-11-23 04:35:10.968 +01:00 [ERR] It failed. System.Exception: x\n   at Main()\n".to_owned(),
        format!(" {}", block(8)),
        format!("2026-11-23 04:35:11.968 +01:00 [INF] Two  {}", block(8)),
    ]
    .concat();
    let scanned = Source::new("dotnet-tracer-managed-shop-7.log", text).check();
    assert_eq!(shape(&scanned), [(Some(7), false, 1), (Some(8), false, 2)]);
    let properties: Vec<&str> = scanned.segments[1].properties.keys().map(String::as_str).collect();
    assert_eq!(properties, ["app-domain", "domain-number", "tracer-version", "utc-offset"]);
}

#[test]
fn an_environment_with_zeros_or_line_breaks() {
    let zeros = "PATH=/bin\0DD_ENV=a\nb\0CORECLR_PROFILER={846F5F1C-F9AE-4B07-969E-05C26BC060D8}\0";
    let scanned = Source::new("7", zeros).check();
    assert_eq!((scanned.artifact.as_str(), scanned.lines), ("environment", 3));
    assert_eq!(shape(&scanned), [(None, true, 3)]);
    let shell = "PATH=/bin\nexport DD_ENV=\"a\"\n\nEnvironment=DD_A=1 \"DD_B=2 3\"\r\n";
    assert_eq!(shape(&Source::new("7", shell).check()), [(None, true, 4)]);
}

#[test]
fn documents() {
    let yaml = "api_key: x\napm_config:\n  enabled: false\n  env: prod\nproxy:\n  https: http://p:3128\n";
    let scanned = Source::new("x", yaml).check();
    assert_eq!((scanned.artifact.as_str(), scanned.segments[0].records), ("settings-file", 4));
    let json = "{ \"tasks\": [ { \"containers\": [\n { \"name\": \"shop\", \"lastStatus\": \"STOPPED\",\n  \"exitCode\": 139 } ] } ] }";
    let scanned = Source::new("x", json).check();
    assert_eq!(scanned.artifact, "pod-description");
    let named: Vec<_> = scanned.segments.iter().map(|it| it.properties.get("program").cloned()).collect();
    assert_eq!(named, [None, Some(LogText::from("shop"))]);
}

#[test]
fn lines_that_name_their_process() {
    let console = "Unhandled exception. System.Exception: x\n   at A.B()\n/e.sh: line 3:     7 Aborted (core dumped) dotnet x\nmore\nshop-1 exited with code 134\n";
    let scanned = Source::new("console.txt", console).check();
    assert_eq!(shape(&scanned).iter().map(|(pid, ..)| *pid).collect::<Vec<_>>(), [None, Some(7), None]);
    // What follows is of the same process where one file is about one after the other.
    let check = "Inspecting worker process 9\n [SUCCESS]: No issue found with the IIS site.\nRunning checks on process 8\n [INFO]: x\n";
    assert_eq!(shape(&Source::new("dd-dotnet-check.txt", check).check()), [(Some(9), false, 2), (Some(8), true, 2)]);
}

#[test]
fn a_log_of_the_agent() {
    let text = "2026-01-31 10:00:00 UTC | TRACE | WARN | (a.go:1 in f) | CPU threshold exceeded (apm_config.max_cpu_percent: 50): 0.97\n  more\n2026-01-31 10:00:01 UTC | CORE | INFO | x\n";
    let scanned = Source::new("x", text).check();
    assert_eq!((scanned.artifact.as_str(), shape(&scanned)), ("agent-log", vec![(None, false, 2)]));
}

#[test]
fn a_managed_loader_log() {
    let text = "[2026-11-23 04:35:09.840 +00:00] One\n[2026-11-23 04:35:09.841 +00:00|1|shop|True] Two\n  at x\n";
    assert_eq!(shape(&Source::new("dotnet-tracer-loader-shop-7.log", text).check()), [(None, false, 2)]);
}

#[test]
fn plain_text() {
    let scanned = Source::new("dd-dotnet-check.txt", "Running checks on process 7\n\n [SUCCESS]: x\n").check();
    assert_eq!(scanned.lines, 3);
}

#[test]
fn a_console_with_lines_of_several_logs() {
    let text = [
        "ERROR: ld.so: object '/opt/x.so' from LD_PRELOAD cannot be preloaded: ignored.\n  indented\n".to_owned(),
        "info: Shop[0]\n      Started\n\n".to_owned(),
        native(1, 7, "error", "Nobody knows this"),
        "  indented\n* item\n".to_owned(),
        "[INF] : DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: /a\n".to_owned(),
        "[INF] : DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: /b\n".to_owned(),
        native(2, 8, "error", "403"),
        native(3, 7, "error", "403"),
        "done\n".to_owned(),
    ]
    .concat();
    let scanned = Source::new("console.log", text).check();
    assert_eq!(scanned.lines, 13);
    assert!(scanned.segments.iter().any(|segment| segment.pid == Some(8) && segment.records == 1));
}

#[test]
fn starts_of_a_log_without_process_ids() {
    let line = "[INF] : DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: /a\n[INF] : x\n";
    let scanned = Source::new("console.log", line.repeat(3)).check();
    assert_eq!(shape(&scanned), [(None, true, 2); 3]);
}

#[test]
fn two_processes_in_one_file() {
    let text: String = (0..6).map(|second| native(second, 7 + second % 2, "error", "403")).collect();
    assert_eq!(shape(&Source::new(PROFILER, text).check()), [(Some(7), false, 3), (Some(8), false, 3)]);
}

#[test]
fn every_carrier_and_colours() {
    let plain = Source::new(PROFILER, profiler()).whole();
    let stamp = "2026-11-23T03:53:35.864123Z";
    let wraps: [(Carrier, &dyn Fn(&str) -> String); 12] = [
        (Carrier::Json, &|line| {
            let log = serde_json::to_string(&format!("\u{1b}[32m{line}\u{1b}[0m\n")).unwrap();
            format!("{{\"log\":{log},\"stream\":\"stdout\",\"time\":\"{stamp}\"}}")
        }),
        (Carrier::Csv, &|line| format!("\"{stamp}\",\"{}\"", line.replace('"', "\"\""))),
        (Carrier::Stern, &|line| format!("shop-5f app {line}")),
        (Carrier::Grep, &|line| format!("a/x.log:12:{line}")),
        (Carrier::Numbered, &|line| format!("   12\t{line}")),
        (Carrier::Quoted, &|line| format!("> {line}")),
        (Carrier::Compose, &|line| format!("\u{1b}[36mshop-1  | \u{1b}[0m{line}")),
        (Carrier::Kubectl, &|line| format!("[pod/shop-5f/app] {stamp} {line}")),
        (Carrier::Cri, &|line| format!("{stamp} stdout F {line}")),
        (Carrier::Journal, &|line| format!("Nov  3 03:53:35 host1 shop[7]: {line}")),
        (Carrier::Journal, &|line| format!("2026-11-23T03:53:35+0000 host1 shop[7]: {line}")),
        (Carrier::Timestamps, &|line| format!("{stamp}\t{line}")),
    ];
    for (carrier, wrap) in wraps {
        let text: String = profiler().lines().map(|line| wrap(line) + "\n").collect();
        let source = Source::new(PROFILER, text);
        assert_eq!(source.intake().carrier, carrier);
        let mut carried = source.check().segments;
        for segment in &mut carried {
            segment.properties.remove(ORIGIN);
        }
        assert_eq!(carried, plain.segments, "{carrier:?}");
    }
}

/// Cuts around the places where something long changes its meaning.
#[test]
fn lines_and_records_above_their_bounds() {
    let long = |length: usize, end: &str| {
        let line = native(1, 7, "error", "Nobody knows ");
        let line = line.trim_end();
        format!("{line}{}{end}{}", "x".repeat(length - line.len()), profiler())
    };
    let mut sources: Vec<Source> = Vec::new();
    for length in [LINE - 2, LINE - 1, LINE, LINE + 1, LINE + 2, LINE + 3, LINE + 9] {
        for end in ["\n", "\r\n", "\r\r\n"] {
            sources.push(Source::new(PROFILER, long(length, end)));
            let wide = long(length / 2, end);
            sources.push(Source::new(PROFILER, wide.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()));
            sources.push(Source::new(PROFILER, wide.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()));
        }
    }
    let record = native(1, 7, "error", "Nobody knows this");
    sources.push(Source::new(PROFILER, record.clone() + &"   more of it\n".repeat(2000) + &profiler()));
    sources.push(Source::new(PROFILER, "   more of it\n".repeat(2000) + &profiler()));
    for source in sources {
        let whole = source.whole();
        for cut in (0..6).chain((LINE - 4)..(LINE + 12)).chain((0..source.bytes.len()).step_by(4001)) {
            source.same(&whole, &source.halved(cut), || format!("cut at {cut}"));
        }
        for (one, two) in pairs(24).take(12).map(|(one, two)| (LINE - 12 + one, LINE - 12 + two)) {
            source.same(&whole, &source.thirds(one, two), || format!("cut at {one} and {two}"));
        }
        for size in [4001, 16_383, 16_385] {
            source.same(&whole, &source.streamed(size), || format!("pieces of {size}"));
        }
    }
}

/// A cut through the line break before a long line, whose text looks like line breaks around its bound.
#[test]
fn a_long_line_that_begins_within_a_unit() {
    for filler in ["\r\u{10a}", "\r\u{10a}x\u{a0a}"] {
        for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let text = native(1, 7, "error", "403") + &native(1, 7, "error", &filler.repeat(LINE / 4)) + &profiler();
            let source = Source::new(PROFILER, text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
            let whole = source.whole();
            let line_break = source.bytes.iter().position(|byte| *byte == b'\n').unwrap();
            for one in line_break..line_break + 2 {
                for two in (LINE..LINE + 4).map(|length| line_break + length) {
                    source.same(&whole, &source.thirds(one, two), || format!("cut at {one} and {two}"));
                }
            }
        }
    }
}

/// More unknown templates, more sightings and more starts than are kept.
#[test]
fn what_is_kept_does_not_depend_on_the_cut() {
    let many = (0..200).map(|number| {
        let letters: String = number.to_string().bytes().map(|digit| char::from(digit + 49)).collect();
        let text = match number % 4 {
            0 => "403".to_owned(),
            1 => "Buffering of logs disabled".to_owned(),
            2 => "CorProfilerCallback is initializing.".to_owned(),
            _ => format!("Nobody knows {letters}"),
        };
        let level = ["error", "debug", "info", "warning"][number % 4];
        native(u32::try_from(number / 4).unwrap(), 7, level, &text)
    });
    let source = Source::new(PROFILER, many.collect::<String>());
    let whole = source.whole();
    assert!(whole.segments.len() > 40);
    for (one, two) in pairs(source.bytes.len()).take(150) {
        source.same(&whole, &source.thirds(one, two), || format!("cut at {one} and {two}"));
    }
}

/// More starts and more processes than are kept, also within one piece.
#[test]
fn what_is_left_out_does_not_depend_on_the_cut() {
    let starts = (0..3000).map(|second| native(second % 60, 7, "info", "CorProfilerCallback is initializing."));
    // A piece with nothing but a process of the next one.
    let processes = [1, 1].into_iter().chain((1..=1500).rev()).map(|pid| native(1, pid, "error", "403"));
    // Starts before the last one cannot change a verdict, processes can.
    for (text, is_gap) in [(starts.collect::<String>(), false), (processes.collect(), true)] {
        let source = Source::new(PROFILER, text);
        let whole = source.whole();
        assert_eq!((whole.segments.len(), whole.unread.is_some(), !whole.notices.is_empty()), (1024, is_gap, true));
        let length = source.bytes.len();
        let first = source.bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let chosen = [(length / 8, length / 4), (length / 2, length - 100), (first, length / 2), (first, length)];
        for (one, two) in chosen.into_iter().chain(pairs(length).take(4)) {
            source.same(&whole, &source.thirds(one, two), || format!("cut at {one} and {two}"));
        }
    }
}

#[test]
fn nothing_and_next_to_nothing() {
    for bytes in [&b""[..], b"\n", b"\r\n", b"x", b"\0", b"\xff\xfe", b"\xff\xfe\n", b"\xfe\xff\0\n"] {
        for name in [PROFILER, "x"] {
            assert_eq!(Source::new(name, bytes).check().bytes, bytes.len() as u64);
        }
    }
}

#[test]
fn a_hundred_megabytes_in_one_line() {
    let mut scanner = Scanner::new(&PACK, decide(&PACK, PROFILER, profiler().as_bytes()));
    let piece = vec![b'x'; 1 << 20];
    scanner.push(profiler().trim_end().as_bytes());
    for _ in 0..100 {
        scanner.push(&piece);
    }
    scanner.push(b"\n");
    scanner.push(native(11, 7, "error", "403").as_bytes());
    let scanned = scanner.finish();
    assert_eq!((scanned.lines, scanned.segments.len()), (11, 2));
    let kept: usize = format!("{scanned:?}").len();
    assert!(kept < 100_000);
}

/// Pieces of which sources are put together, in no sensible order.
const FRAGMENTS: [&str; 36] = [
    "\n",
    "\r\n",
    "\r",
    "  ",
    "* ",
    "text",
    "é日",
    "\u{1b}[31m",
    "\u{feff}",
    "\u{0a0a}",
    "[2026-11-23 03:53:35.864 | error | PId: 7 | TId: 7] ",
    "[2026-11-23 03:53:38.864 | debug | PId: 8 | TId: 7] ",
    "[INF] : ",
    "11/23/26 12:00:00.774 PM [7|7] [info] ",
    "2026-11-23 04:35:09.968 +01:00 [ERR] ",
    "{ MachineName: \".\", Process: \"[8 dotnet]\", AppDomain: \"[1 shop]\", TracerVersion: \"3.51.1.0\" }",
    "403",
    "Buffering of logs disabled",
    "DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: /a",
    "CorProfilerCallback is initializing.",
    "Nobody knows this",
    "2026-11-23T03:53:35.864123Z stdout F ",
    "{\"log\":\"",
    "\\n\",\"stream\":\"stdout\"}",
    "\0",
    "PATH=/bin",
    "CORECLR_PROFILER={846F5F1C-F9AE-4B07-969E-05C26BC060D8}",
    "export DD_ENV=\"prod\" ",
    "Running checks on process 9",
    "/entry.sh: line 3:   7 Aborted ",
    "shop exited with code 139",
    "Faulting application name: w3wp.exe, version: 1",
    "2026-01-31 10:00:00 UTC | TRACE | WARN | (a.go:1 in f) | ",
    "apm_config:",
    "  enabled: false",
    "{\"containers\": [{\"name\": \"shop\", \"exitCode\": 139}]}",
];

fn source() -> impl Strategy<Value = String> {
    // Line breaks often enough that records come about.
    let fragment = prop_oneof![2 => Just("\n"), 5 => prop::sample::select(FRAGMENTS.as_slice())];
    prop::collection::vec(fragment, 0..60).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_cut_anywhere(
        text in source(),
        name in prop::sample::select(vec![
            PROFILER, LOADER, "console.log", "dotnet-tracer-managed-shop-7.log", "gdb.txt", "environ-7.txt", "datadog.yaml",
            "dd-dotnet-check.txt", "agent-log", "windows-events", "crash-text",
        ]),
        carrier in prop::sample::select(Carrier::ALL.as_slice()),
        encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16Low, Encoding::Utf16High, Encoding::Environ]),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let bytes: Vec<u8> = match encoding {
            Encoding::Utf8 | Encoding::Environ => text.into_bytes(),
            Encoding::Utf16Low => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16High => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        let mut source = Source::new(name, bytes);
        source.context.intake.encoding = encoding;
        source.context.intake.carrier = carrier;
        // Those that only their text would tell.
        if let Some(artifact) = PACK.artifact(name) {
            source.context.intake.artifact.clone_from(&artifact.id);
            source.context.intake.format = artifact.format;
        }
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(source.bytes.len() + 1)).collect();
        places.extend([0, source.bytes.len()]);
        places.sort_unstable();
        let parts = || places.windows(2).map(|piece| source.part(piece[0], piece[1]));
        let context = &source.context;
        let left = parts().reduce(|left, right| left.join(right, context)).unwrap();
        let right = parts().rev().reduce(|right, left| left.join(right, context)).unwrap();
        let whole = source.whole();
        prop_assert_eq!(&left, &right);
        prop_assert_eq!(&whole, &left.finish(context));
        prop_assert_eq!(&whole, &right.finish(context));
    }

    #[test]
    fn any_bytes_are_survived(
        bytes in prop::collection::vec(any::<u8>(), 0..3000),
        name in prop::sample::select(vec![PROFILER, "console.log", "x"]),
    ) {
        let source = Source::new(name, bytes);
        prop_assert_eq!(source.whole(), source.streamed(17));
    }
}
