//! How fast a log is scanned, beside the least that reading it can cost: `scan_speed [FILE]`.
//!
//! Without a file it is a debug log of a profiler: 90 % debug, 9 % info, 1 % warnings and errors. The file is repeated
//! up to 100 MB. The ratios hold on a busy machine, where no figure by itself does.

// Measuring is what this program is for.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, clippy::disallowed_methods)]

use profiler_doctor::intake::decide;
use profiler_doctor::pack::Pack;
use profiler_doctor::scan::Scanner;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

const SIZE: usize = 100_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1);
    let (name, log) = match &path {
        Some(path) => {
            let once = std::fs::read(path)?;
            (path.rsplit('/').next().unwrap_or_default(), once.repeat(SIZE / once.len().max(1) + 1))
        }
        None => ("DD-DotNet-Profiler-Native-shop-7.log", debug_log().into_bytes()),
    };
    let pack = Pack::builtin()?;
    let seconds = |work: &dyn Fn() -> u64| {
        let begin = Instant::now();
        black_box(work());
        begin.elapsed().as_secs_f64()
    };
    let count = || memchr::memchr_iter(b'\n', &log).count() as u64;
    let walk = || {
        let (mut rest, mut over_80) = (log.as_slice(), 0);
        while let Some((line, next)) = memchr::memchr(b'\n', rest).and_then(|at| rest.split_at_checked(at + 1)) {
            over_80 += u64::from(line.len() > 80);
            rest = next;
        }
        over_80
    };
    let scan = || {
        let mut scanner = Scanner::new(&pack, decide(&pack, name, &log));
        log.chunks(1 << 20).for_each(|piece| scanner.push(piece));
        scanner.finish().segments.iter().map(|segment| segment.records).sum()
    };
    let rate = |seconds: f64| log.len() as f64 / 1e6 / seconds;
    for _ in 0..5 {
        let [counted, walked, scanned] = [&count as &dyn Fn() -> u64, &walk, &scan].map(seconds);
        println!(
            "scan {:.0} MB/s; counting line breaks {:.0} MB/s, 1 : {:.1}; line by line {:.0} MB/s, 1 : {:.1}",
            rate(scanned),
            rate(counted),
            scanned / counted,
            rate(walked),
            scanned / walked
        );
    }
    Ok(())
}

/// The same on every machine.
fn debug_log() -> String {
    let mut state = 7_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut log = String::with_capacity(SIZE + 200);
    let mut millisecond = 0;
    while log.len() < SIZE {
        millisecond += 1 + next(9);
        let (second, minute, hour) = (millisecond / 1000 % 60, millisecond / 60_000 % 60, millisecond / 3_600_000 % 24);
        let (level, text) = match next(100) {
            0 => match next(3) {
                0 => ("error", "Nobody knows of this error".to_owned()),
                1 => ("warning", format!("Nobody knows of warning {}", next(1000))),
                _ => ("error", "403".to_owned()),
            },
            1..=9 => ("info", format!("Profile of shop with {} samples is under way", next(5000))),
            10..=39 => ("debug", format!("Stack of thread {} was taken in {} ns", next(40), next(90_000))),
            _ => ("debug", format!("Sending signal 10 to thread with threadId={}.", next(100_000))),
        };
        let _ = writeln!(
            log,
            "[2026-11-23 {hour:02}:{minute:02}:{second:02}.{:03} | {level} | PId: 7 | TId: {}] {text}",
            millisecond % 1000,
            next(100_000),
        );
    }
    log
}
