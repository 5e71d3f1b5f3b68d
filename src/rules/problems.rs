//! Known faults of releases: which of them concern a run, and what is told of them.

use super::{Evaluation, Outcome, Truth};
use crate::pack::{Condition, Problem, Release};

/// Of many problems so many are named.
const NAMED: usize = 3;

/// Whether a problem of these steps concerns the run.
pub(super) fn any<'a>(evaluation: &Evaluation<'a>, steps: &[usize], shown: bool, depth: u32) -> Outcome<'a> {
    let mine = evaluation.pack.problems.iter().filter(|problem| steps.contains(&problem.step));
    Outcome::any(mine.map(|problem| found(evaluation, problem, shown, depth)))
}

/// Whether the run's release has the fault, on its system; where that is asked, whether its sign is there as well.
#[must_use]
pub fn concerns(evaluation: &Evaluation<'_>, problem: &Problem, shown: bool) -> Truth {
    found(evaluation, problem, shown, 0).truth
}

fn found<'a>(evaluation: &Evaluation<'a>, problem: &Problem, shown: bool, depth: u32) -> Outcome<'a> {
    let has_it = evaluation.run.facts.release.possible.all(|release| problem.releases.has(release));
    let has_it = has_it.map_or(Truth::Unknown, Truth::known);
    if has_it == Truth::False {
        return Outcome::bare(has_it);
    }
    let sign = if shown { Some(problem.sign.as_ref()) } else { None };
    let holds = |condition: Option<&Condition>| match condition {
        Some(condition) => evaluation.deeper(condition, depth + 1),
        None => Outcome::bare(Truth::False),
    };
    let place = problem.place.as_ref().map(|place| holds(Some(place)));
    Outcome::all([Outcome::bare(has_it)].into_iter().chain(place).chain(sign.map(holds)))
}

/// The problems that a finding tells of: those of the step in which the first of them shows.
#[derive(Debug, Default)]
pub(super) struct Told<'p>(Vec<&'p Problem>);

impl<'p> Told<'p> {
    /// Those that the first of these conditions finds which looks for problems.
    pub(super) fn of<'c>(evaluation: &Evaluation<'p>, conditions: impl IntoIterator<Item = &'c Condition>) -> Self {
        let told = conditions.into_iter().map(|condition| Self::found_by(evaluation, condition));
        told.into_iter().find(|told| !told.0.is_empty()).unwrap_or_default()
    }

    fn found_by(evaluation: &Evaluation<'p>, condition: &Condition) -> Self {
        let mut asked = Vec::new();
        condition.visit(&mut |part| {
            if let Condition::Problem { steps, shown } = part {
                asked.push((steps, *shown));
            }
        });
        let is_found = |problem: &&Problem| {
            asked.iter().any(|(steps, shown)| {
                steps.contains(&problem.step) && concerns(evaluation, problem, *shown) == Truth::True
            })
        };
        let mut found: Vec<&Problem> = evaluation.pack.problems.iter().filter(is_found).collect();
        if let Some(first) = found.first().map(|problem| problem.step) {
            found.retain(|problem| problem.step == first);
        }
        Self(found)
    }

    /// Position of the step in which they show.
    pub(super) fn step(&self) -> Option<usize> {
        self.0.first().map(|problem| problem.step)
    }

    /// A sentence with the problems in the place of `{problem}`.
    pub(super) fn named_in(&self, sentence: &str) -> String {
        let says: Vec<&str> = self.0.iter().take(NAMED).map(|problem| problem.says.as_str()).collect();
        if says.is_empty() { sentence.to_owned() } else { sentence.replace("{problem}", &says.join(" ")) }
    }

    /// A remedy with the first release that has none of them in the place of `<fixed>`, and with what helps until then.
    /// Nothing where the remedy asks for such a release and there is none.
    pub(super) fn mended_by(&self, remedy: &str) -> Option<String> {
        let fixed: Option<Vec<Release>> = self.0.iter().map(|problem| problem.fixed).collect();
        let fixed = fixed.and_then(|releases| releases.into_iter().max());
        let mut text = match fixed {
            Some(fixed) => remedy.replace("<fixed>", &fixed.to_string()),
            None if remedy.contains("<fixed>") => return None,
            None => remedy.to_owned(),
        };
        let mut until: Vec<&str> = self.0.iter().take(NAMED).map(|problem| problem.until.as_str()).collect();
        until.dedup();
        for until in until.into_iter().filter(|until| !until.is_empty()) {
            text.push('\n');
            text.push_str(until);
        }
        Some(text)
    }
}
