//! Conditions over one run.

use super::counters::{self, Counters};
use super::shown::{Memories, Memory, has_debug};
use super::uploads::{self, Doubts, Uploads};
use super::walks::{self, Walks};
use super::{Outcome, Truth};
use super::{placed, problems};
use crate::case::{Mark, Observed, Run, captured, fits};
use crate::pack::{CaptureTest, Condition, CounterState, Elapsed, Level, Pack, Release, Seen, SignalIndex, Wording};
use crate::scan::Moment;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep conditions may refer to each other; a pack that refers in a circle gives `unknown`.
const DEEPEST: u32 = 24;

/// Evaluates the conditions of a pack over one run.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The run.
    pub run: &'a Run<'a>,
    /// What the user answered, by question id; `symptom` is the symptom.
    pub answers: &'a BTreeMap<String, String>,
    /// The other runs of the capture.
    pub beside: Beside,
    /// Up to when the process is known to have lived.
    pub observed: Observed,
    /// Whether its uploads arrive.
    pub uploads: Uploads<'a>,
    /// What its counters say.
    pub counters: Counters<'a>,
    /// How its stack walks stand.
    pub walks: Walks<'a>,
    /// What was looked up before.
    pub(super) memory: Rc<Memory>,
}

/// What a run has to know of the other runs of its capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// How many processes of its host were profiled at the same time, this one included.
    pub processes: usize,
    /// How many lives of its application in a row before this one ended without the lines of an orderly end.
    pub restarts: usize,
    /// When the next life of its process began.
    pub next: Option<Moment>,
    /// Whether no other run began later, so that what the user says of the process is said of this one.
    pub is_latest: bool,
    /// What was given and could not be read may belong to it: the position of the artifact that it may be.
    pub gap: Option<usize>,
}

impl Default for Beside {
    fn default() -> Self {
        Self { processes: 1, restarts: 0, next: None, is_latest: true, gap: None }
    }
}

impl<'a> Evaluation<'a> {
    /// Follows the run through its time, so that conditions can be evaluated over it.
    #[must_use]
    pub fn of(pack: &'a Pack, run: &'a Run<'a>, answers: &'a BTreeMap<String, String>, beside: Beside) -> Self {
        Self::among(pack, run, answers, beside, &Memories::default())
    }

    /// The same for one of many runs, which share what they look up.
    #[must_use]
    pub fn among(
        pack: &'a Pack,
        run: &'a Run<'a>,
        answers: &'a BTreeMap<String, String>,
        beside: Beside,
        memories: &Memories,
    ) -> Self {
        let observed = run.observed(pack, answers, beside.is_latest);
        let counters = counters::read(pack, run);
        let doubts = Doubts {
            is_shared: run.is_shared(pack),
            has_unknown_errors: run.has_unknown_errors(pack),
            is_empty: counters.state == CounterState::Empty,
        };
        let uploads = uploads::follow(pack, run, observed, doubts);
        let walks = walks::follow(pack, run, observed, uploads.period, &counters);
        Self { pack, run, answers, beside, observed, uploads, counters, walks, memory: memories.of(pack, run) }
    }
}

impl<'a> Evaluation<'a> {
    /// Whether a condition holds, and by which lines.
    #[must_use]
    pub fn evaluate(&self, condition: &Condition) -> Outcome<'a> {
        self.deeper(condition, 0)
    }

    pub(super) fn deeper(&self, condition: &Condition, depth: u32) -> Outcome<'a> {
        let below = |condition: &Condition| self.deeper(condition, depth + 1);
        match condition {
            _ if depth > DEEPEST => Outcome::bare(Truth::Unknown),
            Condition::All(inner) => Outcome::all(inner.iter().map(below)),
            Condition::Any(inner) => Outcome::any(inner.iter().map(below)),
            Condition::None(inner) => Outcome::bare(!Outcome::any(inner.iter().map(below)).truth),
            Condition::Seen(seen) => self.seen(seen),
            Condition::Absent(signals) => self.absent(signals),
            Condition::Fact { name, is } => self.fact(name, is),
            Condition::Release { at_least, before } => Outcome::bare(self.release(*at_least, *before)),
            Condition::Setting { name, is, unset } => self.setting(name, is, *unset),
            Condition::Holds(named) => self.named(*named, depth),
            Condition::Unproven(named) => Outcome::bare(Truth::known(self.named(*named, depth).truth != Truth::True)),
            Condition::Elapsed(elapsed) => self.elapsed(elapsed),
            Condition::Given(artifacts) => {
                let given = artifacts.iter().filter_map(|index| self.pack.artifacts.get(*index));
                Outcome::bare(Truth::known(given.into_iter().any(|artifact| self.run.is_given(&artifact.id))))
            }
            Condition::Processes(count) => Outcome::bare(Truth::known(self.beside.processes >= *count)),
            Condition::Restarts(count) => Outcome::bare(Truth::known(self.beside.restarts >= *count)),
            Condition::Uploads(states) => self.uploads(states),
            Condition::Failing { signals, capture } => self.failing(signals, capture.as_ref()),
            Condition::Lost(percent) => Outcome::bare(Truth::known(
                self.uploads.failed > 0 && self.uploads.failed * 100 >= self.uploads.of * percent,
            )),
            Condition::Counters(states) => self.counters(states),
            Condition::Walks(states) => self.walks(states),
            Condition::Problem { steps, shown } => problems::any(self, steps, *shown, depth),
            Condition::Answer { question, is } => match self.answers.get(question) {
                Some(answer) => Outcome::bare(Truth::known(is.iter().any(|pattern| fits(pattern, answer)))),
                None => Outcome::bare(Truth::Unknown),
            },
        }
    }

    fn named(&self, named: usize, depth: u32) -> Outcome<'a> {
        self.pack
            .conditions
            .get(named)
            .map_or_else(|| Outcome::bare(Truth::Unknown), |condition| self.deeper(condition, depth + 1))
    }

    pub(super) fn seen(&self, seen: &Seen) -> Outcome<'a> {
        let mut marks: Vec<Mark<'a>> = if seen.last {
            self.run.last_of(&seen.signals).into_iter().collect()
        } else {
            seen.signals.iter().flat_map(|signal| self.run.marks(*signal)).collect()
        };
        // The last state is in the log, whatever was lost before it: if it does not fit, the condition is false.
        let mut overtaken = false;
        if let Some(test) = &seen.capture {
            let found = marks.len();
            marks.retain(|mark| passes(test, mark));
            overtaken = seen.last && marks.len() < found;
        }
        // Some may tell of the end of this life, or of another.
        let mut is_open = false;
        if seen.at_its_end {
            let found = marks.len();
            marks.retain(|mark| {
                let placed = placed::at_its_end(self, mark);
                is_open |= placed == Truth::Unknown;
                placed == Truth::True
            });
            overtaken |= marks.len() < found;
        }
        if !seen.not_followed_by.is_empty() {
            let later = self.run.last_of(&seen.not_followed_by);
            let found = marks.len();
            // One mark that nothing follows is enough, and it is the proof.
            marks.retain(|mark| !later.is_some_and(|later| later.is_after(mark)));
            overtaken |= marks.len() < found;
        }
        let is_whole = seen.capture.is_none() && seen.not_followed_by.is_empty() && !seen.last && !seen.at_its_end;
        let counted =
            if is_whole { seen.signals.iter().map(|signal| self.run.count(*signal)).sum() } else { marks.len() as u64 };
        if !marks.is_empty() && counted >= seen.count {
            if seen.last
                && let Some(test) = &seen.capture
            {
                // The last one decides; those like it before show since when.
                let all = seen.signals.iter().flat_map(|signal| self.run.marks(*signal));
                marks = all.filter(|mark| passes(test, mark)).collect();
            }
            return Outcome::proven(marks);
        }
        if is_open || self.is_thinned(seen) {
            return Outcome::bare(Truth::Unknown);
        }
        if overtaken || seen.signals.iter().all(|signal| self.would_show(*signal).is_sure()) {
            Outcome::bare(Truth::False)
        } else {
            Outcome::bare(Truth::Unknown)
        }
    }

    /// Whether what would decide may be among the sightings that were only counted. The last one is always kept, and
    /// with it what stands alone at the end.
    fn is_thinned(&self, seen: &Seen) -> bool {
        let chooses = seen.capture.is_some() || (seen.count > 1 && !seen.not_followed_by.is_empty());
        let is_counted = |signal: &SignalIndex| self.run.count(*signal) > self.run.marks(*signal).count() as u64;
        chooses && !seen.last && seen.signals.iter().any(is_counted)
    }

    fn absent(&self, signals: &[SignalIndex]) -> Outcome<'a> {
        if self.run.last_of(signals).is_some() {
            return Outcome::bare(Truth::False);
        }
        let shown =
            signals.iter().all(|signal| self.would_show(*signal).is_sure() && self.is_printed(*signal) == Some(true));
        Outcome::bare(if shown { Truth::True } else { Truth::Unknown })
    }

    /// Whether the run would show the message if it had been printed. A message that this release cannot print
    /// would not be missed. See [`Self::would_show`].
    pub(super) fn find_shown(&self, signal: SignalIndex) -> Shown {
        if self.is_printed(signal) == Some(false) {
            return Shown::NotPrinted;
        }
        let wordings = self.pack.signals.get(usize::from(signal)).map_or(&[][..], |signal| &signal.wordings);
        // Some messages are shared by several programs: the first log that is named is the one that always has them.
        let log = |wording: &Wording| {
            wording
                .artifacts
                .first()
                .and_then(|index| self.pack.artifacts.get(*index))
                .map(|artifact| artifact.id.as_str())
        };
        let printed = |wording: &&Wording, release| wording.releases.as_ref().is_none_or(|set| set.has(release));
        // Of every release that this can be, one log at least that prints it there has to fulfil a demand.
        let everywhere = |demand: &dyn Fn(&str) -> bool| {
            let fits = |release| {
                let mut here = wordings.iter().filter(|wording| printed(wording, release)).peekable();
                here.peek().is_none() || here.any(|wording| log(wording).is_some_and(demand))
            };
            self.run.facts.release.possible.all(fits) == Some(true)
        };
        if !everywhere(&|log| self.run.is_given(log)) {
            return Shown::NoLog;
        }
        if !everywhere(&|log| self.run.has_head(log)) {
            return Shown::NoHead;
        }
        let levels = [Level::Info, Level::Warning, Level::Error, Level::Critical];
        let only_debug = wordings.iter().all(|wording| !levels.iter().any(|level| wording.levels.has(*level)));
        if only_debug && !has_debug(self.run) { Shown::NoDebug } else { Shown::Yes }
    }

    /// Whether the run's release prints the message: surely, surely not, or not to be told.
    fn is_printed(&self, signal: SignalIndex) -> Option<bool> {
        let wordings = &self.pack.signals.get(usize::from(signal))?.wordings;
        let sets: Vec<_> = wordings.iter().filter_map(|wording| wording.releases.as_ref()).collect();
        if sets.len() < wordings.len() {
            return None;
        }
        self.run.facts.release.possible.all(|release| sets.iter().any(|set| set.has(release)))
    }

    fn fact(&self, name: &str, is: &[String]) -> Outcome<'a> {
        match self.run.facts.value(name) {
            Some(value) => Outcome::bare(Truth::known(is.iter().any(|pattern| fits(pattern, value.inspect())))),
            None => Outcome::bare(Truth::Unknown),
        }
    }

    fn release(&self, at_least: Option<Release>, before: Option<Release>) -> Truth {
        let possible = &self.run.facts.release.possible;
        let reaches = |release: Release| possible.all(|it| it >= release).map_or(Truth::Unknown, Truth::known);
        let low = at_least.map_or(Truth::True, reaches);
        let high = before.map_or(Truth::True, |release| !reaches(release));
        Outcome::all([Outcome::bare(low), Outcome::bare(high)]).truth
    }

    fn setting(&self, name: &str, is: &[String], unset: bool) -> Outcome<'a> {
        let Some(known) = self.run.facts.setting(name) else { return Outcome::bare(Truth::Unknown) };
        let holds = match &known.value {
            None => unset,
            Some(value) => {
                let value = value.inspect().to_ascii_lowercase();
                is.iter().any(|pattern| fits(pattern, &value))
            }
        };
        Outcome::bare(Truth::known(holds))
    }

    fn elapsed(&self, elapsed: &Elapsed) -> Outcome<'a> {
        let Some(start) = self.run.last_of(&elapsed.since) else { return Outcome::bare(Truth::Unknown) };
        let Some(from) = self.run.instant(&start) else { return Outcome::bare(Truth::Unknown) };
        let needed = elapsed.at_least;
        if !elapsed.until.is_empty() {
            let Some(end) = self.run.last_of(&elapsed.until) else { return Outcome::bare(Truth::Unknown) };
            let reached = self.run.instant(&end).is_some_and(|to| self.run.lapse(from, to) >= needed && to >= from);
            return if reached { Outcome::proven(vec![start, end]) } else { Outcome::bare(Truth::False) };
        }
        match self.observed.until {
            Some(to) if self.run.lapse(from, to) >= needed => Outcome::proven(vec![start]),
            _ => Outcome::bare(Truth::Unknown),
        }
    }
}

/// Whether a message would be seen if it had been printed, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// It would.
    Yes,
    /// It cannot have been printed.
    NotPrinted,
    /// It is a debug line.
    NoDebug,
    /// The beginning of its log is not there.
    NoHead,
    /// Its log is not there.
    NoLog,
}

impl Shown {
    /// Whether its absence says that it was not printed.
    pub(super) fn is_sure(self) -> bool {
        matches!(self, Self::Yes | Self::NotPrinted)
    }
}

pub(super) fn passes(test: &CaptureTest, mark: &Mark<'_>) -> bool {
    let Some(value) = captured(mark, &test.name) else { return false };
    if test.is.iter().any(|pattern| fits(pattern, value)) {
        return true;
    }
    let lower = value.to_ascii_lowercase();
    test.contains.iter().any(|part| lower.contains(&part.to_ascii_lowercase()))
}
