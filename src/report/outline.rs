//! What to say of a run, and in which order.

use crate::diagnosis::{Diagnosis, Evidence, Finding, Need, Run, Verdict};
use crate::order::sort_by_key;

/// How many files that could not be read are named.
const GAPS: usize = 20;

/// A run, read the way a report tells it.
#[derive(Debug)]
pub struct Outline<'d> {
    /// The run.
    pub run: &'d Run<String>,
    /// The finding that is the root cause, where there is one.
    pub cause: Option<&'d Finding<String>>,
    /// What follows from the root cause.
    pub consequences: Vec<&'d Finding<String>>,
    /// Everything else that is wrong or worth knowing, the gravest first.
    pub others: Vec<&'d Finding<String>>,
}

impl<'d> Outline<'d> {
    /// The outline of one run.
    #[must_use]
    pub fn of(run: &'d Run<String>) -> Self {
        let cause = run.root_cause.as_ref().and_then(|id| run.findings.iter().find(|finding| finding.id == *id));
        let follows = |finding: &&Finding<String>| cause.is_some_and(|cause| cause.explains.contains(&finding.id));
        let is_cause = |finding: &&Finding<String>| cause.is_some_and(|cause| std::ptr::eq(cause, *finding));
        let shown = run.findings.iter().filter(|finding| !is_cause(finding));
        let (consequences, mut others): (Vec<_>, Vec<_>) =
            shown.filter(|finding| gravity(finding.verdict).is_some()).partition(follows);
        sort_by_key(&mut others, |finding| gravity(finding.verdict));
        Self { run, cause, consequences, others }
    }

    /// The outlines of all runs, the one that decided first.
    #[must_use]
    pub fn all(diagnosis: &'d Diagnosis<String>) -> Vec<Self> {
        let mut runs: Vec<_> = diagnosis.runs.iter().collect();
        sort_by_key(&mut runs, |run| Some(&run.id) != diagnosis.capture.run.as_ref());
        runs.into_iter().map(Self::of).collect()
    }

    /// The answer for everything that was given, in one sentence.
    #[must_use]
    pub fn verdict(diagnosis: &'d Diagnosis<String>) -> String {
        let decided = diagnosis.runs.iter().find(|run| Some(&run.id) == diagnosis.capture.run.as_ref()).map(Self::of);
        match (diagnosis.capture.root_cause.as_deref(), decided) {
            (None, _) if !diagnosis.capture.unread.is_empty() => {
                "Undecided: not everything that was given could be read, and what is missing may show a failure."
                    .to_owned()
            }
            (None, _) => {
                "Undecided: the evidence does not say why; each run below says what would settle it.".to_owned()
            }
            (Some("healthy"), _) => "Healthy: profiles leave every process that counts.".to_owned(),
            (Some(_), Some(run)) => format!("{}, in {}", run.headline(), run.name()),
            (Some(id), None) => format!("Root cause: {id}"),
        }
    }

    /// What has to be said before all runs: what could not be read, with the reasons, and what was left out.
    #[must_use]
    pub fn gaps(diagnosis: &'d Diagnosis<String>) -> (Vec<(&'d str, &'d str)>, Vec<String>) {
        let capture = &diagnosis.capture;
        let unread =
            capture.unread.iter().take(GAPS).map(|unread| (unread.name.as_str(), unread.why.as_str())).collect();
        let more = capture.unread.len().saturating_sub(GAPS);
        let more = (more > 0).then(|| format!("{more} more files could not be read; the JSON names them."));
        (unread, more.into_iter().chain(capture.notices.iter().cloned()).collect())
    }

    /// The answer for this run, in one sentence.
    #[must_use]
    pub fn headline(&self) -> String {
        match (self.run.root_cause.as_deref(), self.cause) {
            (None, _) => "Undecided: the evidence does not say why. What would settle it stands below.".to_owned(),
            (Some("healthy"), _) => "Healthy: profiles leave this process.".to_owned(),
            (Some(id), Some(cause)) => format!("Root cause: {} ({id})", cause.title.trim_end_matches('.')),
            (Some(id), None) => format!("Root cause: {id}"),
        }
    }

    /// Process, application, and what wrote the lines, as far as known.
    #[must_use]
    pub fn name(&self) -> String {
        let Run { pid, app, writer, .. } = self.run;
        let pid = pid.map(|pid| format!("process {pid}"));
        let known: Vec<String> = pid.into_iter().chain(app.clone()).chain(writer.clone()).collect();
        if known.is_empty() { "process not known".to_owned() } else { known.join(", ") }
    }

    /// The lines that prove the answer: those of the root cause; for `healthy` those of everything
    /// that was seen to be right.
    #[must_use]
    pub fn proof(&self) -> Vec<&'d Evidence<String>> {
        if let Some(cause) = self.cause.filter(|cause| !cause.evidence.is_empty()) {
            return cause.evidence.iter().collect();
        }
        let healthy = self.run.root_cause.as_deref() == Some("healthy");
        let passed = self.run.findings.iter().filter(|finding| healthy && finding.verdict == Verdict::Pass);
        passed.flat_map(|finding| finding.evidence.iter()).collect()
    }

    /// What would settle the open steps, each thing once, with the steps that it concerns; what was given and could not be
    /// read comes first, then what settles most, then the order of the flow.
    #[must_use]
    pub fn needs(&self) -> Vec<(&'d Need, Vec<&'d str>)> {
        let mut needs: Vec<(&Need, Vec<&str>)> = Vec::new();
        for unknown in &self.run.unknowns {
            for need in &unknown.needs {
                match needs.iter_mut().find(|(known, _)| *known == need) {
                    Some((_, steps)) => steps.push(&unknown.step),
                    None => needs.push((need, vec![&unknown.step])),
                }
            }
        }
        sort_by_key(&mut needs, |(need, steps)| (!need.is_given(), std::cmp::Reverse(steps.len())));
        needs
    }

    /// What a finding advises, with the name of the application where it is known and can stand in a command.
    #[must_use]
    pub fn remedy(&self, finding: &Finding<String>) -> String {
        let is_plain = |app: &&String| app.chars().all(|letter| letter.is_alphanumeric() || "._-".contains(letter));
        match self.run.app.as_ref().filter(is_plain) {
            Some(app) => finding.remedy.replace("<application>", app),
            None => finding.remedy.clone(),
        }
    }

    /// Where a step's verdict can be read: the first line of the findings that decided it.
    #[must_use]
    pub fn place(&self, findings: &[String]) -> Option<&'d Evidence<String>> {
        let decided = findings.iter().filter_map(|id| self.run.findings.iter().find(|finding| finding.id == *id));
        decided.flat_map(|finding| finding.evidence.iter()).next()
    }
}

/// Lower is worse; nothing for what needs no word.
fn gravity(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Fail => Some(0),
        Verdict::Warn => Some(1),
        Verdict::Unknown => Some(2),
        Verdict::Info => Some(3),
        Verdict::Pass | Verdict::NotApplicable => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;
    use crate::report::example::rejected;

    #[test]
    fn consequences_are_told_apart_from_the_rest() {
        let diagnosis = rejected();
        let outline = Outline::of(&diagnosis.runs[0]);
        let ids = |findings: &[&Finding<String>]| findings.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>();
        assert_eq!(outline.headline(), "Root cause: The API key is rejected (api-key-rejected)");
        assert_eq!(ids(&outline.consequences), ["export-failed"]);
        assert_eq!(ids(&outline.others), ["known-bad-release", "unrecognised-trouble"]);
    }

    #[test]
    fn the_run_that_decided_comes_first() {
        let mut diagnosis = rejected();
        let mut second = diagnosis.runs[0].clone();
        second.id = "second".into();
        diagnosis.runs.push(second);
        diagnosis.capture.run = Some("second".into());
        assert_eq!(Outline::all(&diagnosis)[0].run.id, "second");
    }

    #[test]
    fn what_settles_several_steps_is_named_once() {
        let mut diagnosis = rejected();
        let mut unknowns = diagnosis.runs[0].unknowns.clone();
        unknowns[0].step = "export".into();
        unknowns[0].needs.pop();
        diagnosis.runs[0].unknowns.extend(unknowns);
        let outline = Outline::of(&diagnosis.runs[0]);
        let steps: Vec<_> = outline.needs().into_iter().map(|(_, steps)| steps).collect();
        assert_eq!(steps, [vec!["files", "export"], vec!["files", "export"], vec!["files"]]);
    }

    #[test]
    fn a_cause_from_a_newer_pack_is_named_by_its_id() {
        let mut diagnosis = rejected();
        diagnosis.runs[0].root_cause = Some("of-tomorrow".into());
        assert_eq!(Outline::of(&diagnosis.runs[0]).headline(), "Root cause: of-tomorrow");
        assert!(Outline::of(&diagnosis.runs[0]).proof().is_empty());
    }
}
