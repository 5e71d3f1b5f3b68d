//! Conditions in words, for people who ask why.

use super::{CaptureTest, Condition, CounterState, Pack, Signal, SignalIndex, UploadState, WalkState};
use std::fmt::Write as _;

/// How deep conditions are followed.
const DEEPEST: usize = 12;

impl Condition {
    /// Shows it and all its parts, outer ones first; not those of conditions that it refers to.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        if let Self::All(parts) | Self::Any(parts) | Self::None(parts) = self {
            for part in parts {
                part.visit(see);
            }
        }
    }
}

impl Pack {
    /// A condition in a few words, without its parts.
    #[must_use]
    pub fn words(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(_) => "all of these".into(),
            Condition::Any(_) => "at least one of these".into(),
            Condition::None(_) => "none of these".into(),
            Condition::Seen(seen) => {
                let mut text = if seen.last { "the last of " } else { "seen: " }.to_owned();
                text.push_str(&self.ids(&seen.signals, " or "));
                text.push_str(&seen.capture.as_ref().map(capture_words).unwrap_or_default());
                if seen.at_its_end {
                    text.push_str(", at its end");
                }
                if seen.count > 1 {
                    let _ = write!(text, ", at least {} times", seen.count);
                }
                if !seen.not_followed_by.is_empty() {
                    let _ = write!(text, ", and none of {} after it", self.ids(&seen.not_followed_by, ", "));
                }
                text
            }
            Condition::Absent(signals) => format!("never seen: {}", self.ids(signals, ", ")),
            Condition::Fact { name, is } => format!("{name} is {}", is.join(" or ")),
            Condition::Release { at_least, before } => {
                let low = at_least.map(|release| format!("{release} or later"));
                let high = before.map(|release| format!("before {release}"));
                let bounds: Vec<String> = [low, high].into_iter().flatten().collect();
                format!("the release is {}", bounds.join(" and "))
            }
            Condition::Setting { name, is, unset } => {
                let unset = unset.then(|| "not set".to_owned());
                let values: Vec<String> = is.iter().cloned().chain(unset).collect();
                format!("{name} is {}", values.join(" or "))
            }
            Condition::Holds(named) => format!("the condition `{}`", self.condition_id(*named)),
            Condition::Unproven(named) => format!("not shown: the condition `{}`", self.condition_id(*named)),
            Condition::Elapsed(elapsed) => {
                let time = match elapsed.at_least {
                    time if time % 1000 == 0 => format!("{} s", time / 1000),
                    time => format!("{time} ms"),
                };
                let since = self.ids(&elapsed.since, " or ");
                if elapsed.until.is_empty() {
                    format!("at least {time} observed after the last {since}")
                } else {
                    format!(
                        "at least {time} between the last {since} and the last {}",
                        self.ids(&elapsed.until, " or ")
                    )
                }
            }
            Condition::Given(artifacts) => {
                let ids = artifacts.iter().filter_map(|index| self.artifacts.get(*index)).map(|it| it.id.as_str());
                format!("there is a {}", ids.collect::<Vec<_>>().join(" or a "))
            }
            Condition::Restarts(count) => format!("at least {count} lives before it ended out of order"),
            Condition::Processes(count) => format!("at least {count} processes profiled at the same time"),
            Condition::Uploads(states) => {
                let words: Vec<&str> = states.iter().map(|state| upload_words(*state)).collect();
                format!("uploads at the end: {}", words.join(" or "))
            }
            Condition::Failing { signals, capture } => {
                let ids = self.ids(signals, " or ");
                let capture = capture.as_ref().map(capture_words).unwrap_or_default();
                format!("uploads fail at the end, and the last failure is {ids}{capture}")
            }
            Condition::Lost(percent) => format!("at least {percent} % of the last ten uploads failed"),
            Condition::Counters(states) => {
                let words: Vec<&str> = states.iter().map(|state| counter_words(*state)).collect();
                format!("the counters of the last periods: {}", words.join(" or "))
            }
            Condition::Walks(states) => {
                let words: Vec<&str> = states.iter().map(|state| walk_words(*state)).collect();
                format!("reading stacks: {}", words.join(" or "))
            }
            Condition::Problem { steps, shown } => {
                let steps: Vec<&str> =
                    steps.iter().filter_map(|step| Some(self.steps.get(*step)?.id.as_str())).collect();
                let shown = if *shown { ", and its sign is there" } else { "" };
                format!("this release has a known fault of {}{shown}", steps.join(" or "))
            }
            Condition::Answer { question, is } => format!("the answer to {question} is {}", is.join(" or ")),
        }
    }

    /// The parts of a condition; those of the condition that it refers to, where it does.
    #[must_use]
    pub fn parts<'a>(&'a self, condition: &'a Condition) -> &'a [Condition] {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => parts,
            Condition::Holds(named) | Condition::Unproven(named) => {
                self.conditions.get(*named).map_or(&[], std::slice::from_ref)
            }
            _ => &[],
        }
    }

    /// A condition as lines of words, each with how deep it lies; with the conditions that it refers to.
    #[must_use]
    pub fn tree(&self, condition: &Condition) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        self.grow(condition, 0, &mut lines);
        lines
    }

    fn grow(&self, condition: &Condition, depth: usize, lines: &mut Vec<(usize, String)>) {
        lines.push((depth, self.words(condition)));
        // A pack that refers in a circle has no end.
        if depth < DEEPEST {
            for part in self.parts(condition) {
                self.grow(part, depth + 1, lines);
            }
        }
    }

    /// The signals that a condition looks at, itself or by a condition that it refers to, each once.
    #[must_use]
    pub fn signals_in(&self, condition: &Condition) -> Vec<&Signal> {
        let mut found: Vec<SignalIndex> = Vec::new();
        self.gather(condition, 0, &mut found);
        let mut once: Vec<SignalIndex> = Vec::new();
        for index in found {
            if !once.contains(&index) {
                once.push(index);
            }
        }
        once.into_iter().filter_map(|index| self.signals.get(usize::from(index))).collect()
    }

    fn gather(&self, condition: &Condition, depth: usize, found: &mut Vec<SignalIndex>) {
        match condition {
            Condition::Seen(seen) => found.extend(&seen.signals),
            Condition::Elapsed(elapsed) => found.extend(&elapsed.since),
            Condition::Absent(signals) | Condition::Failing { signals, .. } => found.extend(signals),
            Condition::Uploads(_) | Condition::Lost(_) => {
                found.extend(self.uploads.start.iter().chain(&self.uploads.errors).chain(&self.uploads.success));
            }
            Condition::Counters(_) => found.extend(self.counters.some.iter().chain(&self.counters.none)),
            Condition::Problem { steps, shown: true } if depth < DEEPEST => {
                for problem in self.problems.iter().filter(|problem| steps.contains(&problem.step)) {
                    problem.sign.iter().for_each(|sign| self.gather(sign, depth + 1, found));
                }
            }
            Condition::Walks(_) => found.extend(self.walks.broken_off.iter().chain(&self.walks.stuck)),
            _ => {}
        }
        if depth < DEEPEST {
            for part in self.parts(condition) {
                self.gather(part, depth + 1, found);
            }
        }
    }

    /// The ids of signals, joined.
    #[must_use]
    pub fn ids(&self, signals: &[SignalIndex], between: &str) -> String {
        let ids = signals.iter().filter_map(|index| self.signals.get(usize::from(*index))).map(|it| it.id.as_str());
        ids.collect::<Vec<_>>().join(between)
    }

    fn condition_id(&self, named: usize) -> &str {
        self.condition_ids.get(named).map_or("", String::as_str)
    }
}

fn capture_words(test: &CaptureTest) -> String {
    let fits: Vec<&str> = test.is.iter().chain(&test.contains).map(String::as_str).collect();
    let verb = if test.is.is_empty() { "contains" } else { "is" };
    format!(", where {} {verb} {}", test.name, fits.join(" or "))
}

fn upload_words(state: UploadState) -> &'static str {
    match state {
        UploadState::Delivered => "known to arrive",
        UploadState::Failing => "they fail",
        UploadState::NowAndThen => "one of the last two failed, most of the last ten arrived",
        UploadState::Quiet => "they failed, and nothing shows that they arrive again",
        UploadState::Stopped => "the lines that say that they arrive stopped",
        UploadState::Unproven => "none failed, and none is known to have arrived",
    }
}

fn counter_words(state: CounterState) -> &'static str {
    match state {
        CounterState::Growing => "stacks were collected",
        CounterState::NoStacks => "no stack was collected, other types were",
        CounterState::Idle => "no CPU time was collected, and wall time is not counted",
        CounterState::Empty => "nothing was collected",
        CounterState::Missing => "there are none",
    }
}

fn walk_words(state: WalkState) -> &'static str {
    match state {
        WalkState::Fine => "none took too long",
        WalkState::Over => "the last one that took too long came back",
        WalkState::Open => "whether the last one came back is not known",
        WalkState::Stuck => "they take too long again and again, up to the end",
    }
}
