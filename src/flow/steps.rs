//! The steps of the flow, and what would settle the open ones.

use super::Found;
use crate::diagnosis::{Evidence, Finding, GIVEN, Need, Step, Unknown, Verdict};
use crate::order;
use crate::pack::{NeedKind, NeedRule, StepRule};
use crate::rules::{Evaluation, Outcome, Truth, proofs, thinned};
use crate::text::LogText;

/// How much a finding's verdict counts in its step.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fail => 5,
        Verdict::Unknown => 4,
        Verdict::Warn => 3,
        Verdict::Info => 2,
        Verdict::Pass => 1,
        Verdict::NotApplicable => 0,
    }
}

/// The verdict of each step.
///
/// What follows a step that stopped the chain does not apply unless it has findings of its own: a profiler that was
/// never started has nothing to send.
/// A step that is seen to be right gives a finding of its own, which shows by which lines.
pub(super) fn walk(evaluation: &Evaluation<'_>, found: &[Found]) -> (Vec<Step>, Vec<Finding<LogText>>) {
    let pack = evaluation.pack;
    let evaluated = |condition: &Option<_>| condition.as_ref().map(|when| evaluation.evaluate(when));
    let holds = |outcome: &Option<Outcome<'_>>| outcome.as_ref().is_some_and(|it| it.truth == Truth::True);
    let mut stopped = false;
    let (mut steps, mut passed) = (Vec::new(), Vec::new());
    for (index, rule) in pack.steps.iter().enumerate() {
        let mine = found.iter().filter(|found| found.step == index).map(|found| &found.finding);
        let mine: Vec<&Finding<LogText>> = mine.collect();
        let worst = mine.iter().map(|finding| finding.verdict).max_by_key(|verdict| weight(*verdict));
        let decides = worst.filter(|verdict| weight(*verdict) > weight(Verdict::Info));
        let pass = evaluated(&rule.pass);
        let verdict = if let Some(verdict) = decides {
            verdict
        } else if index == 0 && evaluation.beside.gap.is_some() {
            // The first step asks for the logs.
            Verdict::Unknown
        } else if holds(&evaluated(&rule.not_applicable)) {
            Verdict::NotApplicable
        } else if holds(&pass) {
            Verdict::Pass
        } else if stopped && rule.follows {
            Verdict::NotApplicable
        } else {
            Verdict::Unknown
        };
        stopped |= rule.chained && verdict == Verdict::Fail;
        let mut findings: Vec<String> = mine.iter().map(|finding| finding.id.clone()).collect();
        if verdict == Verdict::Pass && findings.is_empty() {
            let proof = pass.map(|pass| proofs(pass.evidence)).unwrap_or_default();
            let finding = in_order(rule, proof);
            findings.push(finding.id.clone());
            passed.push(finding);
        }
        steps.push(Step { id: rule.id.clone(), verdict, findings });
    }
    (steps, passed)
}

/// The finding that a step is seen to be right.
fn in_order(rule: &StepRule, evidence: Vec<Evidence<LogText>>) -> Finding<LogText> {
    Finding {
        id: rule.pass_id(),
        verdict: Verdict::Pass,
        title: rule.passed.clone(),
        affects: Vec::new(),
        says: LogText::from(rule.passed.as_str()),
        explains: Vec::new(),
        evidence: thinned(evidence),
        remedy: String::new(),
        needs: Vec::new(),
    }
}

/// What would settle the open steps, each with that first which settles most of all open steps, then the best.
pub(super) fn unknowns(evaluation: &Evaluation<'_>, steps: &[Step]) -> Vec<Unknown> {
    let open = steps.iter().zip(&evaluation.pack.steps).filter(|(step, _)| step.verdict == Verdict::Unknown);
    let mut unknowns: Vec<Unknown> = open
        .map(|(step, rule)| Unknown {
            step: step.id.clone(),
            needs: rule.needs.iter().filter_map(|need| needed(evaluation, need)).collect(),
        })
        .collect();
    let all = unknowns.clone();
    let settles = |need: &Need| all.iter().filter(|unknown| unknown.needs.contains(need)).count();
    for unknown in &mut unknowns {
        order::sort_by_key(&mut unknown.needs, |need| std::cmp::Reverse(settles(need)));
    }
    // Before everything else, what is there already has to be read.
    if let (Some(given), Some(first), Some(rule)) =
        (given(evaluation), unknowns.first_mut(), evaluation.pack.steps.first())
        && first.step == rule.id
    {
        first.needs.insert(0, given);
    }
    unknowns
}

/// What was given already, and has to be read first.
pub(super) fn given(evaluation: &Evaluation<'_>) -> Option<Need> {
    let artifact = evaluation.pack.artifacts.get(evaluation.beside.gap?)?;
    Some(Need::Artifact { artifact: artifact.id.clone(), path_hint: GIVEN.into() })
}

fn needed(evaluation: &Evaluation<'_>, need: &NeedRule) -> Option<Need> {
    let (pack, run) = (evaluation.pack, evaluation.run);
    if need.when.as_ref().is_some_and(|when| evaluation.evaluate(when).truth == Truth::False) {
        return None;
    }
    match &need.kind {
        NeedKind::Artifact(index) => {
            let artifact = pack.artifacts.get(*index)?;
            if run.is_given(&artifact.id) {
                return None;
            }
            let os = run.facts.value("os").map(LogText::inspect);
            Some(Need::Artifact { artifact: artifact.id.clone(), path_hint: artifact.path(os) })
        }
        NeedKind::Setting(setting) => {
            let debug_is_on = run.facts.value("debug").is_some_and(|debug| debug.inspect() == "on");
            (!(debug_is_on && setting.starts_with("DD_TRACE_DEBUG")))
                .then(|| Need::Setting { setting: setting.clone() })
        }
        NeedKind::Question(index) => {
            let question = pack.questions.get(*index)?;
            (!evaluation.answers.contains_key(&question.id)).then(|| Need::Question { question: question.id.clone() })
        }
    }
}
