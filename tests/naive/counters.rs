//! What the counters of a process say of its last periods.

use super::engine::Process;
use super::record::Record;
use crate::common::PACK;
use profiler_doctor::pack::{CounterSignals, CounterState, SignalIndex};

/// The counters of one period: type of profile, and whether it has samples; empty where that is all that is said.
type Counts = Vec<(String, bool)>;

/// With whether a line says that it is empty.
type Period = (Counts, bool);

pub(crate) fn of(process: &Process) -> CounterState {
    let mut periods = periods(process);
    let is_stack = |name: &String| PACK.counters.stacks.contains(name);
    // A count that is shorter than the one before, and has not come to what matters, was cut off.
    let is_half = |it: &[Period]| {
        let [.., (before, _), (last, is_closed)] = it else { return false };
        let has = |counts: &Counts, names: &[String]| counts.iter().any(|(name, _)| names.contains(name));
        let usual = &PACK.counters.stacks[..1];
        let matters =
            if has(before, usual) { has(last, usual) } else { has(last, usual) || has(last, &PACK.counters.cpu) };
        !is_closed && last.len() < before.len() && !matters
    };
    if is_half(&periods) {
        periods.pop();
    }
    let periods: Vec<Counts> = periods.into_iter().map(|(counts, _)| counts).collect();
    let last_two = || periods.len() >= 2;
    let last = &periods[periods.len().saturating_sub(2)..];
    let has_stacks = |period: &Counts| period.iter().any(|(name, some)| *some && is_stack(name));
    // Only the type that is never empty tells that stacks are missing.
    let lacks_usual = |period: &Counts| period.iter().any(|(name, some)| !some && *name == PACK.counters.stacks[0]);
    let is_idle = |period: &Counts| {
        let of = |names: &[String]| period.iter().filter(|(name, _)| names.contains(name)).collect::<Vec<_>>();
        let cpu = of(&PACK.counters.cpu);
        of(&PACK.counters.stacks[..1]).is_empty() && !cpu.is_empty() && cpu.iter().all(|(_, some)| !some)
    };
    if last_two() && last.iter().all(|period| period.iter().all(|(_, some)| !some)) {
        CounterState::Empty
    } else if last_two() && last.iter().all(|period| !has_stacks(period) && lacks_usual(period)) {
        CounterState::NoStacks
    } else if last_two() && last.iter().all(is_idle) {
        CounterState::Idle
    } else if periods.iter().any(has_stacks) {
        CounterState::Growing
    } else {
        CounterState::Missing
    }
}

fn periods(process: &Process) -> Vec<Period> {
    let signals = &PACK.counters;
    let is = |record: &Record, ids: &[SignalIndex]| record.is_one(ids);
    let counts = [&signals.heading, &signals.some, &signals.none, &signals.empty];
    let lines: Vec<&Record> =
        process.records.iter().filter(|record| counts.iter().any(|ids| is(record, ids))).collect();
    let mut periods = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if is(line, &signals.heading) {
            let below = lines[index + 1..].iter().take_while(|line| !is(line, &signals.heading));
            // A line that says that the period is empty ends it.
            let ends = below.clone().position(|line| is(line, &signals.empty));
            let below: Vec<&Record> = below.take(ends.map_or(usize::MAX, |end| end + 1)).copied().collect();
            if below.is_empty() {
                continue;
            }
            let is_closed = ends.is_some();
            let named = below.into_iter().filter(|line| !is(line, &signals.empty));
            let name = |line: &Record| line.capture(CounterSignals::PROVIDER).unwrap_or_default().to_owned();
            periods.push((named.map(|line| (name(line), is(line, &signals.some))).collect(), is_closed));
        } else if is(line, &signals.empty) {
            // Alone it is a period, too.
            let before = lines[..index].iter().rev().find(|it| is(it, &signals.heading) || is(it, &signals.empty));
            if before.is_none_or(|before| is(before, &signals.empty)) {
                periods.push((Vec::new(), true));
            }
        }
    }
    periods
}
