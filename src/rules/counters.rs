//! What a run's own counters say about what it collects.

use crate::case::{Mark, Run, captured};
use crate::order::sort_by_key;
use crate::pack::{CounterSignals, CounterState, Pack, SignalIndex};

/// Periods that have to be alike before something is concluded from them.
const ENOUGH: usize = 2;

/// The counters of a run.
#[derive(Debug)]
pub struct Counters<'a> {
    /// What the last periods say.
    pub state: CounterState,
    /// The lines that show it.
    pub evidence: Vec<Mark<'a>>,
}

/// What was counted in one period.
#[derive(Default)]
struct Period<'a> {
    /// Types of which stacks are taken: with samples, and without.
    stacks: [usize; 2],
    /// The other types.
    others: [usize; 2],
    /// Whether a type of CPU time has samples, and whether one has none.
    cpu: [bool; 2],
    /// Whether the type that every living process has was counted, and whether it is among those without samples.
    has_usual: bool,
    lacks_usual: bool,
    /// Whether it was said of it that it is empty.
    is_closed: bool,
    marks: Vec<Mark<'a>>,
}

/// Reads the counters of a run.
#[must_use]
pub(super) fn read<'a>(pack: &Pack, run: &Run<'a>) -> Counters<'a> {
    let mut periods = periods(pack, run);
    leave_out_half_a_period(&mut periods);
    let last = periods.get(periods.len().saturating_sub(ENOUGH)..).unwrap_or_default();
    let of = |fits: &dyn Fn(&Period<'_>) -> bool| last.len() == ENOUGH && last.iter().all(fits);
    let state = if of(&|period| period.stacks[0] + period.others[0] == 0) {
        CounterState::Empty
    } else if of(&|period| period.stacks[0] == 0 && period.lacks_usual) {
        CounterState::NoStacks
    } else if of(&|period| !period.has_usual && period.cpu == [false, true]) {
        CounterState::Idle
    } else if periods.iter().any(|period| period.stacks[0] > 0) {
        CounterState::Growing
    } else {
        CounterState::Missing
    };
    let evidence = last.iter().flat_map(|period| period.marks.iter().copied()).collect();
    Counters { state, evidence }
}

/// A log that ends within its last count says nothing of the types that come later.
fn leave_out_half_a_period(periods: &mut Vec<Period<'_>>) {
    if let [.., before, last] = periods.as_slice()
        && !last.is_closed
        && last.types() < before.types()
        && !last.has_usual
        && (before.has_usual || last.cpu == [false; 2])
    {
        periods.pop();
    }
}

/// The last periods that are known without a gap.
fn periods<'a>(pack: &Pack, run: &Run<'a>) -> Vec<Period<'a>> {
    let signals = &pack.counters;
    let mut lines: Vec<(Line, Mark<'a>)> = Vec::new();
    let mut gap = None;
    for (list, line) in [
        (&signals.heading, Line::Heading),
        (&signals.some, Line::Some),
        (&signals.none, Line::None),
        (&signals.empty, Line::Empty),
    ] {
        for signal in list as &[SignalIndex] {
            let (marks, behind) = run.tail(*signal);
            lines.extend(marks.into_iter().map(|mark| (line, mark)));
            gap = gap.max(behind.map(|mark| place(&mark)));
        }
    }
    lines.retain(|(_, mark)| gap.is_none_or(|gap| place(mark) >= gap));
    sort_by_key(&mut lines, |(_, mark)| place(mark));
    let mut periods: Vec<Period<'a>> = Vec::new();
    for (line, mark) in lines {
        // The line that says that a period is empty stands below its counters, or alone.
        if line == Line::Heading || line == Line::Empty && periods.last().is_none_or(|period| period.is_closed) {
            periods.push(Period::default());
        }
        // Counters whose heading lies before the gap are of a period that is not known as a whole.
        let Some(period) = periods.last_mut().filter(|period| !period.is_closed) else { continue };
        period.take(signals, line, mark);
    }
    periods.retain(|period| !period.marks.is_empty());
    periods
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Heading,
    Some,
    None,
    Empty,
}

impl<'a> Period<'a> {
    /// How many types were counted.
    fn types(&self) -> usize {
        self.stacks.iter().chain(&self.others).sum()
    }

    fn take(&mut self, signals: &CounterSignals, line: Line, mark: Mark<'a>) {
        if line == Line::Heading {
            return;
        }
        self.is_closed |= line == Line::Empty;
        self.marks.push(mark);
        let place = match line {
            Line::Some => 0,
            Line::None => 1,
            Line::Heading | Line::Empty => return,
        };
        let provider = captured(&mark, CounterSignals::PROVIDER).unwrap_or_default();
        let is_stack = signals.stacks.iter().any(|stack| stack == provider);
        let [some, none] = if is_stack { &mut self.stacks } else { &mut self.others };
        *(if place == 0 { some } else { none }) += 1;
        if let Some(cpu) = self.cpu.get_mut(place).filter(|_| signals.cpu.iter().any(|cpu| cpu == provider)) {
            *cpu = true;
        }
        let is_usual = signals.stacks.first().is_some_and(|usual| usual == provider);
        self.has_usual |= is_usual;
        self.lacks_usual |= is_usual && place == 1;
    }
}

/// Where a line stands in the log.
fn place(mark: &Mark<'_>) -> (std::cmp::Reverse<u32>, usize, u64) {
    (std::cmp::Reverse(mark.part.source.rotation.unwrap_or(0)), mark.part.index, mark.sighting.line)
}
