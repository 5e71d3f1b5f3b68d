//! Trouble that cannot come from the profiler, because it does not run.

use super::Found;
use crate::diagnosis::{Symptom, Verdict};
use crate::pack::{NotInvolved, Pack};
use crate::rules::{Evaluation, finding};

/// The finding that the profiler is not involved, where that is so: the first cause says that it does not run, and the
/// user suffers from something that only a running one can do.
pub(super) fn instead(evaluation: &Evaluation<'_>, found: &[Found], symptom: Symptom) -> Option<Found> {
    let pack = evaluation.pack;
    let not_involved = applies(pack, symptom)?;
    let cause = found.iter().find(|found| found.finding.verdict == Verdict::Fail)?;
    let is_bystander = pack.bystander.as_ref() == Some(&cause.finding.id);
    if is_bystander || !not_involved.steps.contains(&cause.step) {
        return None;
    }
    let rule = pack.rules.get(not_involved.rule)?;
    let step = pack.steps.iter().position(|step| step.id == symptom.id())?;
    let finding = finding(evaluation, rule, cause.finding.evidence.clone());
    Some(Found { rule: not_involved.rule, step, finding })
}

/// That the profiler does not run is no trouble then, and nothing is to be done about it.
pub(super) fn calm(pack: &Pack, found: &mut [Found], symptom: Symptom) {
    let Some(not_involved) = applies(pack, symptom) else { return };
    for found in found.iter_mut().filter(|found| not_involved.steps.contains(&found.step)) {
        found.finding.verdict = Verdict::Info;
        found.finding.remedy.clear();
    }
}

fn applies(pack: &Pack, symptom: Symptom) -> Option<&NotInvolved> {
    pack.not_involved.as_ref().filter(|it| it.symptoms.iter().any(|known| known == symptom.id()))
}
