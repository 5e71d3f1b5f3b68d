//! Made-up lives of a few applications on one host: how many are profiled at once, and how many in a row before each
//! ended out of order, counted from the list of lives that the logs were written from.

use super::logs::{Dice, Files, write};
use profiler_doctor::pack::Release;

pub(crate) struct Life {
    pub(crate) pid: u32,
    application: &'static str,
    /// Milliseconds since ten o'clock.
    begin: u64,
    last: u64,
    is_started: bool,
    is_ended: bool,
}

/// Lives and their logs.
pub(crate) fn lives(dice: &mut Dice) -> (Vec<Life>, Files) {
    let mut lives: Vec<Life> = Vec::new();
    for pid in 1..=1 + dice.below(9) as u32 {
        let begin = u64::from(pid) + 1_000 * dice.below(3_000) as u64;
        lives.push(Life {
            pid,
            application: dice.one(&["checkout", "basket", "stock"]),
            begin,
            last: begin + 4_000 + 1_000 * dice.one(&[1, 20, 200, 900, 4_000]),
            is_started: dice.percent(85),
            is_ended: dice.percent(35),
        });
    }
    let mut files = Files::new();
    for life in &lives {
        life.write(&mut files);
    }
    (lives, files)
}

impl Life {
    fn write(&self, files: &mut Files) {
        let era = Release::new(3, 51, 0);
        let command = format!("Process CommandLine: dotnet /srv/{0}/{0}.dll", self.application);
        let mut say = |log: &str, time: u64, text: &str| write(files, log, self.pid, time, "info", era, text);
        say("loader-log", self.begin, "Buffering of logs disabled");
        say("loader-log", self.begin + 1, &command);
        say("profiler-log", self.begin + 10, "CorProfilerCallback is initializing.");
        if self.is_started {
            say("profiler-log", self.begin + 20, "SamplesCollector started successfully.");
        }
        let last =
            if self.is_ended { "CorProfilerCallback::DisposeInternal() invoked. _isInitialized = 1" } else { "Bye" };
        say("profiler-log", self.last, last);
    }

    fn is_before(&self, other: &Self) -> bool {
        self.application == other.application && self.last < other.begin
    }

    /// How many in a row before it ended out of order.
    pub(crate) fn restarts(&self, all: &[Self]) -> usize {
        let mut before: Vec<&Self> = all.iter().filter(|life| life.is_before(self)).collect();
        before.sort_by_key(|life| std::cmp::Reverse(life.last));
        before.iter().take_while(|life| life.is_started && !life.is_ended).count()
    }

    /// How many were profiled while it lived. What is not seen to end lives on until its application starts again.
    pub(crate) fn processes(&self, all: &[Self]) -> usize {
        let end = |life: &Self| {
            let later = all.iter().filter(|it| it.application == life.application && it.begin > life.begin);
            match later.map(|it| it.begin).min() {
                _ if life.is_ended => life.last,
                Some(next) => next.max(life.last),
                None => u64::MAX,
            }
        };
        let profiled = all.iter().filter(|life| life.is_started);
        profiled.filter(|life| life.begin <= self.last && end(life) >= self.begin).count()
    }
}
