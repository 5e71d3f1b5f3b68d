//! Every rule over one run.

use super::problems::Told;
use super::{Evaluation, Truth, says, unexplained};
use crate::case::Mark;
use crate::diagnosis::{Evidence, Finding, Verdict};
use crate::order::sort_by_key;
use crate::pack::{Remedy, Rule};
use crate::scan::{Scanned, Sighting};
use crate::text::LogText;

/// How many lines prove one finding at most.
const PROOF: usize = 8;

/// Id of the rule that the engine fires for what no rule explains.
pub const UNEXPLAINED: &str = "unexplained-message";

/// Id of the rule that the engine fires for lines that the run's release does not print.
pub const CONTRADICTED: &str = "release-contradicted";

/// What one rule comes to over one run.
#[derive(Debug)]
pub struct Judgement {
    /// Position of the rule in the pack.
    pub rule: usize,
    /// Position of the step that its finding belongs to.
    pub step: usize,
    /// Whether its condition holds.
    pub truth: Truth,
    /// The finding, where it holds.
    pub finding: Option<Finding<LogText>>,
}

/// Judges a run by every rule of the pack, in the order of the pack.
#[must_use]
pub fn judge(evaluation: &Evaluation<'_>) -> Vec<Judgement> {
    let rules = evaluation.pack.rules.iter().enumerate();
    rules.map(|(index, rule)| one(evaluation, index, rule)).collect()
}

fn one(evaluation: &Evaluation<'_>, index: usize, rule: &Rule) -> Judgement {
    let (truth, evidence) = match &rule.when {
        Some(condition) => {
            let mut outcome = evaluation.evaluate(condition);
            outcome.evidence.extend(rule.shows.iter().flat_map(|signal| evaluation.run.marks(*signal)));
            (outcome.truth, proofs(outcome.evidence))
        }
        None if rule.id == UNEXPLAINED => {
            let found = unexplained::find(evaluation);
            let proofs = found.iter().map(|unexplained| {
                debug_assert!(unexplained.count > 0);
                proof(unexplained.source, unexplained.sighting)
            });
            (Truth::known(!found.is_empty()), proofs.collect())
        }
        None if rule.id == CONTRADICTED => {
            let found = &evaluation.run.facts.release.contradictions;
            let proofs = found.iter().map(|contradiction| Evidence {
                source: LogText::from(contradiction.source.as_str()),
                line: contradiction.line,
                text: contradiction.text.clone(),
            });
            (Truth::known(!found.is_empty()), proofs.collect())
        }
        None => (Truth::False, Vec::new()),
    };
    let raised = rule.raised.as_ref().filter(|raised| evaluation.evaluate(&raised.when).truth == Truth::True);
    let mut step = raised.map_or(rule.step, |raised| raised.step);
    let finding = (truth == Truth::True).then(|| {
        // A known problem shows where it is known to show.
        step = Told::of(evaluation, rule.when.as_ref()).step().unwrap_or(step);
        let finding = finding(evaluation, rule, evidence);
        Finding { verdict: raised.map_or(rule.verdict, |raised| raised.verdict), ..finding }
    });
    Judgement { rule: index, step, truth, finding }
}

/// The finding of a rule that holds.
pub(crate) fn finding(evaluation: &Evaluation<'_>, rule: &Rule, evidence: Vec<Evidence<LogText>>) -> Finding<LogText> {
    Finding {
        id: rule.id.clone(),
        verdict: rule.verdict,
        title: rule.title.clone(),
        affects: affects(evaluation, rule),
        says: says::say(evaluation, &rule.says, &Told::of(evaluation, rule.when.as_ref())),
        explains: Vec::new(),
        evidence: thinned(evidence),
        remedy: remedy(evaluation, rule).unwrap_or_default(),
        needs: Vec::new(),
    }
}

/// The types that are missing in any case, and those that are missing in this run.
fn affects(evaluation: &Evaluation<'_>, rule: &Rule) -> Vec<String> {
    let more = rule.affected.iter().filter(|(_, when)| evaluation.evaluate(when).truth == Truth::True);
    rule.affects.iter().chain(more.flat_map(|(types, _)| types)).cloned().collect()
}

/// Of many proofs the first and the last ones: they show since when, and until when.
pub(crate) fn thinned(mut evidence: Vec<Evidence<LogText>>) -> Vec<Evidence<LogText>> {
    if evidence.len() > PROOF {
        let tail = evidence.split_off(evidence.len() - PROOF / 2);
        evidence.truncate(PROOF / 2);
        evidence.extend(tail);
    }
    evidence
}

/// The lines of marks, in the order of time, each once.
pub(crate) fn proofs(mut marks: Vec<Mark<'_>>) -> Vec<Evidence<LogText>> {
    sort_by_key(&mut marks, |mark| (mark.sighting.time, mark.part.index, mark.sighting.line));
    marks.dedup_by_key(|mark| (mark.part.index, mark.sighting.line));
    marks.iter().map(|mark| proof(mark.part.source, mark.sighting)).collect()
}

pub(super) fn proof(source: &Scanned, sighting: &Sighting) -> Evidence<LogText> {
    let line = source.line(sighting.line);
    Evidence { source: LogText::from(source.name.as_str()), line, text: sighting.text.clone() }
}

fn remedy(evaluation: &Evaluation<'_>, rule: &Rule) -> Option<String> {
    let fact = |name: &str, wanted: &Option<String>| {
        wanted
            .as_deref()
            .is_none_or(|wanted| evaluation.run.facts.value(name).is_some_and(|value| value.inspect() == wanted))
    };
    let fits = |remedy: &&Remedy| {
        fact("os", &remedy.os)
            && fact("install", &remedy.install)
            && remedy.when.as_ref().is_none_or(|when| evaluation.evaluate(when).truth == Truth::True)
    };
    let text = |remedy: &Remedy| {
        let problems = Told::of(evaluation, [&remedy.when, &rule.when].into_iter().flatten());
        problems.mended_by(&remedy.text)
    };
    let text = rule.remedies.iter().filter(fits).find_map(text)?;
    Some(match evaluation.run.pid {
        Some(pid) => text.replace("<pid>", &pid.to_string()),
        None => text,
    })
}

/// Whether a verdict stands in the way of health.
pub(crate) fn troubles(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Fail | Verdict::Unknown)
}
