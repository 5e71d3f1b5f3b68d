//! How the stack walks of a process stand at its end.

use super::engine::Process;
use super::record::Record;
use crate::common::PACK;
use profiler_doctor::pack::{CounterSignals, CounterState, SignalIndex, WalkState};

const MINUTE: i64 = 60_000;
/// A line that is repeated comes every second.
const REPEATED: i64 = 5_000;

/// One that was broken off.
struct Walk {
    thread: String,
    from: i64,
    until: i64,
    /// How often it was said that it goes on all the same.
    stuck: usize,
}

pub(crate) fn of(process: &Process) -> WalkState {
    let walks = walks(process);
    let Some(last) = walks.last() else { return WalkState::Fine };
    let start = process.seen(&PACK.uploads.shutdown).first().map(|shutdown| shutdown.time + 1_000);
    let end = start.map_or(process.observed().until, |shutdown| shutdown.min(process.observed().until));
    let silence = (end - last.until).max(0);
    let again = walks.len() > 1 && last.from - walks[walks.len() - 2].until <= MINUTE;
    let once = PACK.walks.once_since.unwrap();
    let repeats = last.stuck > 2 || process.possible.iter().all(|release| *release < once);
    if again && silence <= MINUTE {
        return WalkState::Stuck;
    }
    if repeats && last.stuck > 0 && silence <= REPEATED {
        return WalkState::Stuck;
    }
    let restored = process.seen(&PACK.walks.over).iter().any(|it| it.time > last.until);
    let counted = process
        .seen(&PACK.counters.some)
        .iter()
        .any(|it| is_stack(it) && it.time > last.until + process.uploads().period);
    let goes_on = process.records.iter().any(|it| it.log == "profiler-log" && it.time > last.until);
    let mut same_stuck = false;
    for walk in &walks {
        same_stuck = walk.thread == last.thread && (same_stuck || walk.stuck > 0);
    }
    if restored
        || counted
        || (repeats && silence > REPEATED)
        || (last.stuck == 0 && goes_on && (repeats || !same_stuck))
    {
        WalkState::Over
    } else if process.counters() == CounterState::NoStacks {
        WalkState::Stuck
    } else {
        WalkState::Open
    }
}

fn is_stack(record: &Record) -> bool {
    record.capture(CounterSignals::PROVIDER).is_some_and(|name| PACK.counters.stacks.iter().any(|it| it == name))
}

fn walks(process: &Process) -> Vec<Walk> {
    let signals: Vec<SignalIndex> = PACK.walks.broken_off.iter().chain(&PACK.walks.stuck).copied().collect();
    let goes_on = process.seen(&PACK.walks.stuck);
    let mut walks: Vec<Walk> = Vec::new();
    for record in process.seen(&signals) {
        let thread = record.capture(&PACK.walks.thread).unwrap_or_default();
        let is_stuck = goes_on.iter().any(|it| it.time == record.time);
        match walks.last_mut() {
            Some(walk) if is_stuck && walk.thread == thread && record.time - walk.until <= REPEATED => {
                walk.until = record.time;
                walk.stuck += 1;
            }
            _ => walks.push(Walk {
                thread: thread.to_owned(),
                from: record.time,
                until: record.time,
                stuck: usize::from(is_stuck),
            }),
        }
    }
    walks
}
