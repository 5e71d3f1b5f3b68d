//! From findings to steps, root cause and what is still needed.

mod capture;
mod root;
mod steps;

pub use capture::{Candidate, decide};
pub(crate) use root::rank;

use crate::diagnosis::{Finding, Need, Step, Symptom, Unknown, Verdict};
use crate::order;
use crate::pack::Pack;
use crate::rules::{Evaluation, Truth, finding, judge, proofs, troubles};
use crate::text::LogText;

/// What the flow concludes about one run.
#[derive(Debug)]
pub struct Conclusion {
    /// A finding id, `healthy`, or nothing.
    pub root_cause: Option<String>,
    /// The findings, the root cause first, then in the order of the chain.
    pub findings: Vec<Finding<LogText>>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is open.
    pub unknowns: Vec<Unknown>,
    /// The one thing that settles most of it.
    pub next: Option<Need>,
}

/// The word for a run without a fault.
pub const HEALTHY: &str = "healthy";

/// Walks the flow for one run. `nothing_given` says that no source of a known kind was given.
#[must_use]
pub fn conclude(evaluation: &Evaluation<'_>, symptom: Symptom, nothing_given: bool) -> Conclusion {
    let pack = evaluation.pack;
    let mut found: Vec<(usize, Finding<LogText>)> = judge(evaluation)
        .into_iter()
        .filter_map(|judgement| judgement.finding.map(|finding| (judgement.rule, finding)))
        .collect();
    if nothing_given
        && let Some((index, rule)) = pack.rules.iter().enumerate().find(|(_, rule)| rule.id == pack.nothing_given)
    {
        found.push((index, finding(evaluation, rule, Vec::new())));
    }
    order::sort_by_key(&mut found, |(index, _)| root::rank(pack, *index, symptom));
    let troubled = found.iter().any(|(_, finding)| troubles(finding.verdict));
    let mut root_cause = root::of(&found, symptom, pack);
    if root_cause.is_none()
        && !troubled
        && let Some(health) = health(evaluation)
    {
        root_cause = Some(HEALTHY.to_owned());
        found.push(health);
    }
    link_consequences(pack, &mut found);
    if let Some(cause) = found.iter().position(|(_, finding)| Some(&finding.id) == root_cause.as_ref()) {
        let first = found.remove(cause);
        found.insert(0, first);
    }
    let (steps, passed) = steps::walk(evaluation, &found);
    let unknowns = steps::unknowns(evaluation, &steps);
    let findings = found.into_iter().map(|(_, finding)| finding).chain(passed).collect();
    let next = Unknown::next(&unknowns);
    Conclusion { root_cause, findings, steps, unknowns, next }
}

/// The finding that the run is healthy, with its proof.
fn health(evaluation: &Evaluation<'_>) -> Option<(usize, Finding<LogText>)> {
    let pack = evaluation.pack;
    let outcome = evaluation.evaluate(pack.conditions.get(pack.healthy)?);
    let (index, rule) = pack.rules.iter().enumerate().find(|(_, rule)| rule.id == HEALTHY)?;
    (outcome.truth == Truth::True).then(|| (index, finding(evaluation, rule, proofs(outcome.evidence))))
}

/// Each finding names those of its consequences that were found.
fn link_consequences(pack: &Pack, found: &mut [(usize, Finding<LogText>)]) {
    let ids: Vec<String> = found.iter().map(|(_, finding)| finding.id.clone()).collect();
    for (index, finding) in found.iter_mut().filter(|(_, finding)| finding.verdict == Verdict::Fail) {
        let Some(rule) = pack.rules.get(*index) else { continue };
        finding.explains = rule.explains.iter().filter(|id| ids.contains(id)).cloned().collect();
    }
}
