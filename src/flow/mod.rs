//! From findings to steps, root cause and what is still needed.

mod capture;
mod involved;
mod root;
mod steps;

pub use capture::{Candidate, decide};

use crate::diagnosis::{Finding, Need, Step, Symptom, Unknown, Verdict};
use crate::order;
use crate::pack::{Pack, Rule};
use crate::rules::{Evaluation, Judgement, Truth, finding, judge, proofs, troubles};
use crate::text::LogText;

/// What the flow concludes about one run.
#[derive(Debug)]
pub struct Conclusion {
    /// A finding id, `healthy`, or nothing.
    pub root_cause: Option<String>,
    /// The place of the cause in the order of causes.
    pub rank: (u8, usize),
    /// The position of the step that the cause belongs to.
    pub step: Option<usize>,
    /// The positions of the steps that it passed.
    pub passed: Vec<usize>,
    /// The findings, the root cause first, then in the order of the chain.
    pub findings: Vec<Finding<LogText>>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is open.
    pub unknowns: Vec<Unknown>,
    /// The one thing that settles most of it.
    pub next: Option<Need>,
}

impl Conclusion {
    /// Only the answer: of many runs most are not told.
    #[must_use]
    pub fn answer(self) -> Self {
        Self { findings: Vec::new(), steps: Vec::new(), unknowns: Vec::new(), next: None, ..self }
    }
}

/// The word for a run without a fault.
pub const HEALTHY: &str = "healthy";

/// A finding with its place.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Position of its rule.
    rule: usize,
    /// Position of the step that it belongs to.
    step: usize,
    finding: Finding<LogText>,
}

/// Walks the flow for one run. `nothing_given` says that no source of a known kind was given.
#[must_use]
pub fn conclude(evaluation: &Evaluation<'_>, symptom: Symptom, nothing_given: bool) -> Conclusion {
    let pack = evaluation.pack;
    let mut found = findings(evaluation, nothing_given);
    order::sort_by_key(&mut found, |found| root::rank(pack, found, symptom));
    let is_troubled = found.iter().any(|found| troubles(found.finding.verdict));
    let not_involved = involved::instead(evaluation, &found, symptom);
    let is_involved = not_involved.is_none();
    let health = if is_troubled || evaluation.beside.gap.is_some() { None } else { health(evaluation) };
    let cause = not_involved.clone().or_else(|| root::of(&found, symptom, pack).cloned()).or_else(|| health.clone());
    found.extend(not_involved);
    if cause.as_ref().is_some_and(|cause| cause.finding.id == HEALTHY) {
        found.extend(health);
    }
    link_consequences(pack, &mut found);
    let step = cause.as_ref().map(|cause| cause.step);
    let (root_cause, rank) = match cause {
        Some(cause) => (Some(cause.finding.id.clone()), root::rank(pack, &cause, symptom)),
        None => (None, (u8::MAX, usize::MAX)),
    };
    if let Some(cause) = found.iter().position(|found| Some(&found.finding.id) == root_cause.as_ref()) {
        let first = found.remove(cause);
        found.insert(0, first);
    }
    let (steps, passed) = steps::walk(evaluation, &found);
    let unknowns = steps::unknowns(evaluation, &steps);
    let is_passed = |(_, step): &(usize, &Step)| step.verdict == Verdict::Pass;
    let steps_passed = steps.iter().enumerate().filter(is_passed).map(|(position, _)| position).collect();
    if !is_involved {
        involved::calm(pack, &mut found, symptom);
    }
    let findings = found.into_iter().map(|found| found.finding).chain(passed).collect();
    let next = steps::given(evaluation).or_else(|| Unknown::next(&unknowns));
    Conclusion { root_cause, rank, step, passed: steps_passed, findings, steps, unknowns, next }
}

/// What the rules find.
fn findings(evaluation: &Evaluation<'_>, nothing_given: bool) -> Vec<Found> {
    let pack = evaluation.pack;
    let judgements = judge(evaluation).into_iter();
    let found =
        |judged: Judgement| judged.finding.map(|finding| Found { rule: judged.rule, step: judged.step, finding });
    let mut all: Vec<Found> = judgements.filter_map(found).collect();
    if nothing_given && let Some((index, rule)) = rule(pack, &pack.nothing_given) {
        all.push(Found { rule: index, step: rule.step, finding: finding(evaluation, rule, Vec::new()) });
    }
    all
}

fn rule<'p>(pack: &'p Pack, id: &str) -> Option<(usize, &'p Rule)> {
    pack.rules.iter().enumerate().find(|(_, rule)| rule.id == id)
}

/// The finding that the run is healthy, with its proof.
fn health(evaluation: &Evaluation<'_>) -> Option<Found> {
    let pack = evaluation.pack;
    let outcome = evaluation.evaluate(pack.conditions.get(pack.healthy)?);
    let (index, rule) = rule(pack, HEALTHY)?;
    let found = || Found { rule: index, step: rule.step, finding: finding(evaluation, rule, proofs(outcome.evidence)) };
    (outcome.truth == Truth::True).then(found)
}

/// Each finding names those of its consequences that were found.
fn link_consequences(pack: &Pack, found: &mut [Found]) {
    let ids: Vec<String> = found.iter().map(|found| found.finding.id.clone()).collect();
    for found in found.iter_mut().filter(|found| found.finding.verdict == Verdict::Fail) {
        let Some(rule) = pack.rules.get(found.rule) else { continue };
        found.finding.explains = rule.explains.iter().filter(|id| ids.contains(id)).cloned().collect();
    }
}
