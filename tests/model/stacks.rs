//! Whether stacks are read, and what is printed where they are not.

use super::choices::Dice;
use super::clock::SECOND;
use super::life::Life;
use super::pen::Pen;
use super::record::Record;
use profiler_doctor::pack::Release;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stacks {
    Fine,
    /// A walk was broken off once, and was over at once.
    BrokenOffOnce,
    /// The handler was replaced, and put back.
    Restored,
    /// One walk never came back.
    Stuck,
    /// No walk gets through.
    AllStuck,
    /// Another component took the signal for good.
    Replaced,
    LoopDied,
    /// No sample of stacks any more, and not a word about it.
    StoppedSilently,
}

impl Stacks {
    pub(crate) fn drawn(dice: Dice<'_>, is_linux: bool, release: Release) -> Self {
        let has_signals = is_linux && release >= Release::new(2, 16, 0);
        let some = [Self::BrokenOffOnce, Self::Stuck, Self::AllStuck, Self::LoopDied, Self::StoppedSilently];
        // With nothing else to count nobody could see it.
        let has_others = release >= Release::new(2, 30, 0);
        let some = &some[..if has_others { some.len() } else { some.len() - 1 }];
        let all = [some, &[Self::Restored, Self::Replaced]].concat();
        let fitting = if has_signals { &all[..] } else { some };
        if dice.percent("stacks-trouble", 20) { dice.one("stacks", fitting) } else { Self::Fine }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fine => "stacks: read",
            Self::BrokenOffOnce => "stacks: one walk broken off",
            Self::Restored => "stacks: handler put back",
            Self::Stuck => "stacks: one walk stuck for good",
            Self::AllStuck => "stacks: no walk gets through",
            Self::Replaced => "stacks: handler taken for good",
            Self::LoopDied => "stacks: sampling thread ended",
            Self::StoppedSilently => "stacks: none any more, in silence",
        }
    }

    /// Whether samples are lost from then on: of wall time, and of CPU time.
    pub(crate) fn loses(self, life: &Life<'_>) -> (bool, bool) {
        match self {
            Self::Fine | Self::BrokenOffOnce | Self::Restored => (false, false),
            // CPU time has a signal of its own where a timer takes it.
            Self::Stuck | Self::AllStuck | Self::Replaced | Self::LoopDied => (true, !life.samples_by_timer()),
            Self::StoppedSilently => (true, true),
        }
    }

    /// What may be named where CPU and wall time are missing, or the process hangs.
    pub(crate) fn causes(self) -> &'static [&'static str] {
        match self {
            Self::Fine | Self::BrokenOffOnce | Self::Restored => &[],
            Self::Stuck | Self::AllStuck => &["stack-walk-deadlock", "sampling-stopped"],
            Self::Replaced => &["signal-handler-replaced", "sampling-stopped"],
            Self::LoopDied => &["sampling-loop-died", "sampling-stopped"],
            Self::StoppedSilently => &["sampling-stopped"],
        }
    }

    /// When it begins.
    pub(crate) fn begins(life: &Life<'_>, started: i64) -> i64 {
        let length = life.began + life.length - started;
        started + life.dice.one("stacks-begin", &[20, 5, 65, 130]) * SECOND.min(length.max(SECOND) / 150)
    }

    pub(crate) fn records(self, life: &Life<'_>, from: i64, until: i64) -> Vec<Record> {
        let mut pen = Pen::new(life, from);
        match self {
            Self::Fine | Self::StoppedSilently => {}
            Self::BrokenOffOnce => broken_off(&mut pen, 12),
            Self::Restored => {
                broken_off(&mut pen, 12);
                pen.at += 100;
                pen.profiler("Profiler signal handler handler has been replaced. Restoring it.", &[]);
                pen.profiler("Profiler signal handler has been replaced. Restoring it.", &[]);
            }
            Self::Stuck => stuck(&mut pen, until),
            Self::AllStuck => {
                let threads = if life.dice.percent("many-threads", 50) { 3 } else { 1 };
                let mut thread = 12;
                while pen.at < until {
                    broken_off(&mut pen, thread);
                    pen.at += SECOND;
                    if pen.at < until {
                        in_progress(&mut pen, thread);
                    }
                    pen.at += SECOND;
                    thread = 12 + (thread - 11) % threads;
                }
            }
            Self::Replaced => {
                let old = "Profiler signal handler was replaced again. As of now, we will stopped restoring it to avoid issues: the profiler is disabled.";
                let new = "Profiler signal handler was replaced again. As of now, it will not be restored: the profiler is disabled.";
                pen.profiler(old, &[]);
                pen.profiler(new, &[]);
            }
            Self::LoopDied => {
                pen.profiler("Runtime error in StackSamplerLoop::MainLoop: {}", &["vector::_M_range_check"]);
            }
        }
        pen.records
    }
}

/// Up to 2.15 the line stands once a second, from then on once for a walk.
fn stuck(pen: &mut Pen<'_>, until: i64) {
    broken_off(pen, 12);
    pen.at += SECOND;
    if pen.life.tells_success() {
        while pen.at < until {
            in_progress(pen, 12);
            pen.at += SECOND;
        }
    } else if pen.at < until {
        in_progress(pen, 12);
    }
}

fn in_progress(pen: &mut Pen<'_>, thread: u32) {
    let text = "StackSamplerLoopManager::WatcherLoopIteration - Deadlock intervention still in progress for thread {} (= 0x{})";
    pen.profiler(text, &[&thread.to_string(), &format!("{thread:x}")]);
}

fn broken_off(pen: &mut Pen<'_>, thread: u32) {
    let text = "StackSamplerLoopManager::PerformDeadlockIntervention(): The ongoing StackSampleCollection duration crossed the threshold. A deadlock intervention was performed. Deadlocked target thread=(OsThreadId={},  ClrThreadId=0x{}); ongoingStackSampleCollectionDurationNs={} millisecs; _isTargetThreadResumed={}; _currentPeriod={}; _deadlocksInPeriod={}; _totalDeadlockDetectionsCount={}; wasThreadSafeForStackSampleCollection={}; isThreadSafeForStackSampleCollection={}; threadDeadlockTotalCount={}; threadDeadlockInAggPeriodCount={}; threadUsedDeadlocksAggPeriodIndex={}.";
    let thread = thread.to_string();
    pen.profiler(text, &[&thread, "1", "900", "true", "1", "1", "1", "true", "true", "1", "1", "1"]);
}
