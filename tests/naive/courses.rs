//! Made-up lives: uploads at steady distances that arrive or fail, counters with and without growth, stack walks that
//! get stuck and come back, and ends in order, out of order, or not at all.

use super::logs::{Dice, Files, filled_with, write};
use super::wordings::{ALL, Piece, Wording, pieces};
use profiler_doctor::pack::Release;
use std::ops::Range;

const SECOND: u64 = 1_000;

const PROVIDERS: [&str; 9] = [
    "WallTime",
    "CpuTime",
    "Allocations",
    "Exceptions",
    "Contention",
    "LiveObjects",
    "GarbageCollector",
    "StopTheWorldGC",
    "Network",
];

/// A life on its way.
pub(crate) struct Course<'d> {
    pub(crate) dice: &'d mut Dice,
    pub(crate) era: Release,
    pub(crate) logs: &'d [&'static str],
    /// What is said when, in any order.
    pub(crate) lines: Vec<Line>,
}

pub(crate) struct Line {
    pub(crate) time: u64,
    pub(crate) log: &'static str,
    pub(crate) level: String,
    pub(crate) text: String,
}

impl Course<'_> {
    /// From this moment on; until when it lasts.
    pub(crate) fn live(&mut self, begin: u64) -> u64 {
        let start = begin + 100;
        if self.dice.percent(94) {
            self.start(start);
        }
        // Without wall time, now and then.
        let types = usize::from(self.dice.percent(50))..self.dice.one(&[2, 3, 3, 6, 9]);
        let period = SECOND * self.dice.one(&[60, 60, 60, 60, 60, 10, 20, 45, 120, 300]);
        let mut end = start;
        let most = if self.dice.percent(6) { 70 } else { 14 };
        let uploads = self.dice.below(most);
        let (mut fails, mut grows, mut share) = (self.dice.percent(40), self.dice.below(3), 100);
        let mut kind = self.kind();
        let counts = self.dice.percent(50);
        for upload in 1..=uploads as u64 {
            let now = start + upload * period + self.dice.below(90) as u64;
            if self.dice.percent(18) {
                fails = !fails;
                kind = self.kind();
                share = self.dice.one(&[100, 100, 50, 20]);
            }
            if self.dice.percent(15) {
                grows = self.dice.below(4);
            }
            if counts {
                self.count(now, grows, &types);
            }
            let failed = fails && self.dice.percent(share);
            end = if failed { self.fail(now, &kind) } else { self.arrive(now) };
            let middle = now + self.dice.below(period as usize) as u64;
            match self.dice.below(40) {
                0 => self.say(middle, "MGD-AGENT-ERROR", &[]),
                1..=3 => end = end.max(self.walk(middle)),
                4 => self.line(middle, "profiler-log", "error", "The flux capacitor is out of phase"),
                5..=8 => self.anything(middle),
                _ => {}
            }
        }
        self.end(end.max(start), period)
    }

    fn start(&mut self, time: u64) {
        for provider in ["WallTime", "CpuTime", "Allocations"] {
            if self.dice.percent(60) {
                self.say(time, "SVC-PROVIDER", &[("provider", provider)]);
            }
        }
        self.say(time, if self.era < Release::new(2, 13, 0) { "SVC-AGGREGATOR" } else { "SVC-COLLECTOR" }, &[]);
    }

    fn kind(&mut self) -> (&'static str, &'static str) {
        self.dice.one(&[
            ("EXP-HTTP", "403"),
            ("EXP-HTTP", "503"),
            ("EXP-TRANSPORT", "error trying to connect: Connection refused (os error 111)"),
            ("EXP-TRANSPORT", "operation timed out"),
            ("EXP-TRANSPORT", "Too many open files (os error 24)"),
            ("EXP-NOT-SENT", ""),
            ("EXP-REQUEST-FAIL", "x"),
            ("EXP-SERIALIZE-FAIL", "x"),
            ("EXP-EXCEPTION", "x"),
        ])
    }

    fn fail(&mut self, time: u64, kind: &(&'static str, &'static str)) -> u64 {
        let took = if kind.1.contains("timed out") { 10 * SECOND + self.dice.below(900) as u64 } else { 20 };
        self.say(time + took, kind.0, &[("code", kind.1), ("reason", kind.1)]);
        time + took
    }

    fn arrive(&mut self, time: u64) -> u64 {
        if self.era < Release::new(2, 16, 0) && self.dice.percent(96) {
            self.say(time + 15, "EXP-SENT", &[("code", "200")]);
        }
        time + 20
    }

    /// The counters of one period: of everything, without stacks, or of nothing.
    fn count(&mut self, time: u64, grows: usize, types: &Range<usize>) {
        self.say(time, "EXP-SAMPLES-TITLE", &[]);
        for (index, provider) in PROVIDERS.into_iter().enumerate().filter(|(index, _)| types.contains(index)) {
            let some = if index < 2 { grows == 0 } else { grows < 2 && self.dice.percent(70) };
            if self.dice.percent(96) {
                let samples = if some { self.dice.one(&["1", "17", "403"]) } else { "0" };
                let id = if some { "EXP-SAMPLES" } else { "EXP-NO-SAMPLES" };
                self.say(time + 1 + index as u64, id, &[("provider", provider), ("samples", samples)]);
            }
        }
        if grows == 2 && self.dice.percent(70) {
            self.say(time + 12, "EXP-EMPTY", &[]);
        }
    }

    /// Walks that are broken off, now and then stuck all the same.
    fn walk(&mut self, time: u64) -> u64 {
        let mut now = time;
        for _ in 0..=self.dice.below(3) {
            let thread = self.dice.one(&["11", "12"]);
            self.say(now, "DLK-PERFORMED", &[("getosthreadid", thread)]);
            if self.dice.percent(40) {
                let most = if self.era < Release::new(2, 16, 0) { 5 } else { 1 };
                for _ in 0..=self.dice.below(most) {
                    now += SECOND;
                    self.say(now, "DLK-INPROGRESS", &[("getosthreadid", thread)]);
                }
            }
            now += self.dice.one(&[900, 2_000, 20_000, 59_000, 75_000]);
        }
        if self.dice.percent(15) {
            self.say(now, "SIG-REPLACED-ONCE", &[]);
        }
        now
    }

    /// How it ends, and what is seen of it until then.
    fn end(&mut self, last: u64, period: u64) -> u64 {
        let tenths = self.dice.one(&[0, 1, 4, 9, 11, 14, 16, 19, 21, 30, 50, 110]);
        let mut now = last + period * tenths / 10 + self.dice.below(500) as u64;
        if self.dice.percent(50) {
            self.anything(now);
        }
        if self.dice.percent(45) {
            return now;
        }
        now += 100;
        if self.dice.percent(90) {
            self.say(now, "PRF-SHUTTING-DOWN", &[]);
        }
        if self.dice.percent(25) {
            let kind = self.kind();
            now = self.fail(now + 50, &kind);
        }
        if self.dice.percent(8) {
            now = self.walk(now);
        }
        if self.dice.percent(88) {
            now += 30;
            let initialized = self.dice.one(&["1", "1", "1", "1", "0"]);
            self.say(now, "PRF-DISPOSED", &[("initialized", initialized)]);
        }
        if self.dice.percent(12) {
            now += self.dice.one(&[40, 5_000, 20_000, 90_000]);
            let kind = self.kind();
            now = self.fail(now, &kind);
        }
        now
    }

    /// Something that shows that the process is alive.
    fn anything(&mut self, time: u64) {
        let log = self.dice.one(self.logs);
        self.line(time, log, "info", "Nothing to write home about");
    }

    /// A message of the era, if it has it and its log is there.
    fn say(&mut self, time: u64, id: &str, values: &[(&str, &str)]) {
        let fits =
            |wording: &&Wording| wording.signal == id && wording.releases.as_ref().is_none_or(|set| set.has(self.era));
        let named = |wording: &&Wording| {
            pieces(&wording.text)
                .iter()
                .any(|piece| matches!(piece, Piece::Value(name, _) if values.iter().any(|(known, _)| known == name)))
        };
        let Some(wording) = ALL.iter().find(|it| fits(it) && named(it)).or_else(|| ALL.iter().find(fits)) else {
            return;
        };
        let here = |log: &&&str| wording.logs.iter().any(|known| known == **log);
        let Some(log) = self.logs.iter().find(here).copied() else { return };
        let text = filled_with(self.dice, wording, values);
        let level = wording.levels.first().cloned().unwrap_or_else(|| "info".into());
        self.line(time, log, &level, &text);
    }

    fn line(&mut self, time: u64, log: &'static str, level: &str, text: &str) {
        if self.logs.contains(&log) {
            self.lines.push(Line { time, log, level: level.to_owned(), text: text.to_owned() });
        }
    }

    /// Each line at a time of its own; `is_whole`: the beginning of the log is there.
    pub(crate) fn write(mut self, pid: u32, is_whole: bool, files: &mut Files) -> u64 {
        self.lines.sort_by_key(|line| line.time);
        if !is_whole {
            let lost = self.dice.below(self.lines.len() + 1);
            self.lines.drain(..lost);
        }
        let mut time = 0;
        for line in &self.lines {
            time = line.time.max(time + 1);
            write(files, line.log, pid, time, &line.level, self.era, &line.text);
        }
        time
    }
}
