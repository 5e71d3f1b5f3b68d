//! One life of one process: what is drawn about it, and what then happens.

use super::choices::Dice;
use super::clock::{MINUTE, SECOND};
use super::record::{Record, Writer};
use super::start::Pen;
use super::uploads::{Course, Upload};
use super::{end, start};
use crate::common::PACK;
use profiler_doctor::pack::Release;

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It still runs when the files are copied.
    LivesOn,
    Orderly,
    Killed,
}

pub(crate) struct Life<'a> {
    pub(crate) release: Release,
    pub(crate) pid: u32,
    pub(crate) service: String,
    pub(crate) began: i64,
    pub(crate) length: i64,
    pub(crate) ending: Ending,
    pub(crate) course: Course,
    /// Where lines are dropped that a failure may do without.
    pub(crate) dropped: Option<Dice<'a>>,
    dice: Dice<'a>,
}

/// What happened, and what was written about it.
pub(crate) struct Played {
    pub(crate) uploads: Vec<Upload>,
    pub(crate) records: Vec<Record>,
    /// When samples began to be collected.
    pub(crate) started: i64,
    pub(crate) ended: i64,
}

pub(crate) const FIRST: Release = Release::new(2, 9, 0);

/// The releases that are played.
pub(crate) fn releases() -> Vec<Release> {
    let mut all: Vec<Release> = PACK.releases.iter().copied().filter(|release| *release >= FIRST).collect();
    all.reverse();
    all
}

impl<'a> Life<'a> {
    pub(crate) fn drawn(dice: Dice<'a>, began: i64, service: &str, pid: u32) -> Self {
        let periods = dice.weighted("length", &[(3, 4), (2, 2), (2, 8), (2, 1), (1, 0), (1, 15), (1, 40)]);
        #[allow(clippy::cast_possible_wrap)]
        let rest = dice.one("rest", &[20, 45, 2, 58, 1]) * SECOND + dice.below("rest-ms", 900) as i64;
        Self {
            release: dice.one("release", &releases()),
            pid,
            service: service.to_owned(),
            began,
            length: periods * MINUTE + rest,
            ending: dice.weighted("ending", &[(3, Ending::Orderly), (3, Ending::LivesOn), (2, Ending::Killed)]),
            course: dice.weighted("course", &Course::ALL),
            dropped: Some(dice.within("lines")),
            dice,
        }
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer { pid: self.pid, process: self.service.clone(), release: self.release.to_string() }
    }

    pub(crate) fn samples_by_timer(&self) -> bool {
        self.release >= Release::new(3, 28, 0)
    }

    /// Up to 2.15 every success is written.
    pub(crate) fn tells_success(&self) -> bool {
        self.release < Release::new(2, 16, 0)
    }

    pub(crate) fn providers(&self) -> Vec<&'static str> {
        let since = |major, minor| self.release >= Release::new(major, minor, 0);
        let mut all = Vec::new();
        let mut add = |is_there: bool, name| all.extend(is_there.then_some(name));
        add(since(3, 19), "ThreadLifetimeProvider");
        add(true, "WallTimeProvider");
        add(since(2, 15) && !self.samples_by_timer(), "CpuTimeProvider");
        add(self.samples_by_timer(), "CpuSampleProvider");
        add(since(2, 48), "ExceptionsProvider");
        add(since(2, 48), "ContentionProvider");
        add(since(2, 30), "StopTheWorldGCProvider");
        add(since(2, 30), "GarbageCollectorProvider");
        all
    }

    pub(crate) fn play(&self) -> Played {
        let mut pen = Pen { life: self, at: self.began, records: Vec::new() };
        start::loader(&mut pen);
        pen.at = self.began + 12;
        start::profiler(&mut pen);
        let started = pen.at;
        let ends = self.began + self.length;
        let count = usize::try_from((ends - started) / MINUTE).unwrap_or_default();
        let answers = self.course.answers(self.dice.within("uploads"), count + 1);
        let mut uploads = Vec::new();
        for (number, answer) in (1_i64..).zip(answers.iter().take(count)) {
            pen.at = started + number * (MINUTE + 12) + answer.takes();
            if pen.at < ends {
                answer.writes(&mut pen);
                uploads.push(Upload { done: pen.at, answer: *answer, at_end: false });
            }
        }
        pen.at = ends;
        if self.ending == Ending::Orderly {
            end::begins(&mut pen);
            if self.release >= Release::new(2, 15, 0) || count > 0 {
                pen.at += answers[count].takes();
                answers[count].writes(&mut pen);
                uploads.push(Upload { done: pen.at, answer: answers[count], at_end: true });
            }
            end::is_over(&mut pen);
        }
        let ended = pen.at;
        let mut records = pen.records;
        records.sort_by_key(|record| record.at);
        Played { uploads, records, started, ended }
    }
}
