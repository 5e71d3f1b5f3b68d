//! How the stack walks of a run stand at its end: one that takes too long is broken off, and told of.

use super::counters::Counters;
use crate::case::{Instant, Mark, Observed, Run, captured};
use crate::order::sort_by_key;
use crate::pack::{CounterSignals, CounterState, Pack, SignalIndex, WalkState};

/// Walks that are broken off at most this far apart are one trouble that goes on, in milliseconds.
const AGAIN: i64 = 60_000;
/// A line that is repeated for as long as a walk is stuck comes every second; in milliseconds.
const REPEATED: i64 = 5_000;
/// The last walks are broken off while the shutdown waits for them, in milliseconds.
const INTO_SHUTDOWN: i64 = 1_000;

/// The stack walks of a run.
#[derive(Debug)]
pub struct Walks<'a> {
    /// How they stand at the end.
    pub state: WalkState,
    /// The lines that show it.
    pub evidence: Vec<Mark<'a>>,
}

/// A walk that was broken off.
struct Walk<'a> {
    marks: Vec<Mark<'a>>,
    thread: Option<&'a str>,
    from: Instant,
    until: Instant,
    /// Lines that say that it goes on all the same.
    stuck: usize,
}

/// Follows the stack walks of a run; `period` is that of its uploads, in milliseconds.
///
/// Where nothing shows how a walk ended, the counters decide: if no stack was read in the last periods, it did not.
#[must_use]
pub(super) fn follow<'a>(
    pack: &Pack,
    run: &Run<'a>,
    observed: Observed,
    period: i64,
    counters: &Counters<'a>,
) -> Walks<'a> {
    let walks = walks(pack, run);
    let Some(last) = walks.last() else { return Walks { state: WalkState::Fine, evidence: Vec::new() } };
    let end = end(pack, run, observed).unwrap_or(last.until).max(last.until);
    let silence = run.lapse(last.until, end);
    let neighbours = || walks.iter().rev().zip(walks.iter().rev().skip(1));
    let row = neighbours().take_while(|(next, walk)| run.lapse(walk.until, next.from) <= AGAIN).count();
    let repeats = last.stuck > 2 || is_repeated(pack, run);
    let goes_on = observed.recorded.is_some_and(|recorded| recorded > last.until);
    let is_over_at_once = last.stuck == 0 && goes_on && (repeats || !is_after_stuck(&walks));
    let state = if row > 0 && silence <= AGAIN || repeats && last.stuck > 0 && silence <= REPEATED {
        WalkState::Stuck
    } else if came_back(pack, run, last, period) || (repeats && silence > REPEATED) || is_over_at_once {
        WalkState::Over
    } else if counters.state == CounterState::NoStacks {
        WalkState::Stuck
    } else {
        WalkState::Open
    };
    let shown = if state == WalkState::Stuck { row + 1 } else { 1 };
    let mut evidence: Vec<Mark<'a>> =
        walks.iter().rev().take(shown).flat_map(|walk| walk.marks.iter().copied()).collect();
    if state == WalkState::Stuck && counters.state == CounterState::NoStacks {
        evidence.extend(&counters.evidence);
    }
    Walks { state, evidence }
}

/// The walks that were broken off, in the order of time; several lines about one are one.
fn walks<'a>(pack: &Pack, run: &Run<'a>) -> Vec<Walk<'a>> {
    let signals = &pack.walks;
    let all = |list: &[SignalIndex]| list.iter().flat_map(|signal| run.tail(*signal).0).collect::<Vec<Mark<'a>>>();
    let (broken_off, stuck) = (all(&signals.broken_off), all(&signals.stuck));
    let with = |marks: Vec<Mark<'a>>, is_stuck: bool| {
        marks.into_iter().filter_map(move |mark| Some((run.instant(&mark)?, mark, is_stuck))).collect::<Vec<_>>()
    };
    let mut lines: Vec<(Instant, Mark<'a>, bool)> = with(broken_off, false);
    lines.extend(with(stuck, true));
    sort_by_key(&mut lines, |(when, mark, _)| (*when, mark.part.index, mark.sighting.line));
    let mut walks: Vec<Walk<'a>> = Vec::new();
    for (when, mark, is_stuck) in lines {
        let thread = captured(&mark, &signals.thread);
        let goes_on = |walk: &Walk<'_>| is_stuck && walk.thread == thread && run.lapse(walk.until, when) <= REPEATED;
        match walks.last_mut().filter(|walk| goes_on(walk)) {
            Some(walk) => {
                walk.marks.push(mark);
                (walk.until, walk.stuck) = (when, walk.stuck + 1);
            }
            None => {
                walks.push(Walk { marks: vec![mark], thread, from: when, until: when, stuck: usize::from(is_stuck) });
            }
        }
    }
    walks
}

/// Whether a walk of this thread was stuck before, and none of another one was broken off since: it may be stuck still.
fn is_after_stuck(walks: &[Walk<'_>]) -> bool {
    let Some(last) = walks.last() else { return false };
    let mut same = walks.iter().rev().take_while(|walk| walk.thread == last.thread);
    same.any(|walk| walk.stuck > 0)
}

/// Where the run ends for its walks: with what was observed, or soon after its shutdown begins.
fn end(pack: &Pack, run: &Run<'_>, observed: Observed) -> Option<Instant> {
    let shutdown = run.first_of(&pack.uploads.shutdown).and_then(|mark| run.instant(&mark));
    let shutdown = shutdown.map(|shutdown| shutdown.later(INTO_SHUTDOWN));
    match (observed.until, shutdown) {
        (Some(until), Some(shutdown)) => Some(until.min(shutdown)),
        (until, shutdown) => until.or(shutdown),
    }
}

/// Whether the release repeats the line for as long as a walk is stuck.
fn is_repeated(pack: &Pack, run: &Run<'_>) -> bool {
    let once = pack.walks.once_since;
    once.is_some_and(|once| run.facts.release.possible.all(|release| release < once) == Some(true))
}

/// Whether something shows that walks work again: a line that says so, or stacks that were counted in a later period.
fn came_back(pack: &Pack, run: &Run<'_>, walk: &Walk<'_>, period: i64) -> bool {
    let is_later =
        |mark: &Mark<'_>, than: i64| run.instant(mark).is_some_and(|when| run.lapse(walk.until, when) > than);
    let restored = pack.walks.over.iter().flat_map(|signal| run.marks(*signal)).any(|mark| is_later(&mark, 0));
    let is_stack = |mark: &Mark<'_>| {
        let provider = captured(mark, CounterSignals::PROVIDER);
        provider.is_some_and(|provider| pack.counters.stacks.iter().any(|stack| stack == provider))
    };
    let mut counted = pack.counters.some.iter().flat_map(|signal| run.tail(*signal).0).filter(is_stack);
    restored || counted.any(|mark| is_later(&mark, period))
}
