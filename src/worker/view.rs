//! What the page shows of a diagnosis: all of a usual one, a bounded part of a huge one.

use crate::diagnosis::{Diagnosis, Need, Run};
use crate::pack::{Choice, Pack, Quote, StepRule};
use serde::{Deserialize, Serialize};

/// Sources that are listed at most.
pub const SOURCES_LISTED: usize = 50;
/// Runs that are shown with everything.
pub const RUNS_IN_FULL: usize = 20;
/// Runs that are listed at most.
pub const RUNS_LISTED: usize = 200;

/// The part of a diagnosis that is shown. The JSON document always holds all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The result, with the deciding run first.
    pub diagnosis: Diagnosis<String>,
    /// Sources in all.
    pub sources: usize,
    /// Runs in all.
    pub runs: usize,
    /// Whether it comes from a link, so that no logs are at hand.
    pub opened: bool,
    /// The questions that are open or answered.
    pub questions: Vec<Asked>,
    /// What there is to know about each step.
    pub flow: Vec<About>,
}

/// A question, and how it can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// How to find out.
    pub how: String,
    /// The answers to choose from; any text where there are none.
    pub options: Vec<Choice>,
    /// Whether the answer is a moment.
    pub time: bool,
}

/// What there is to know about a step, whatever it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub question: String,
    /// Where the official page has it.
    pub place: String,
    /// What the official page quotes there, and on which releases that is true.
    pub quotes: Vec<Quote>,
}

impl View {
    /// Puts the deciding run first and leaves out what would not be read.
    #[must_use]
    pub fn of(mut diagnosis: Diagnosis<String>, opened: bool, pack: &Pack) -> Self {
        let (sources, runs) = (diagnosis.sources.len(), diagnosis.runs.len());
        let deciding = diagnosis.capture.run.clone();
        let place = diagnosis.runs.iter().position(|run| Some(&run.id) == deciding.as_ref());
        if let Some(before) = place.and_then(|place| diagnosis.runs.get_mut(..=place)) {
            before.rotate_right(1);
        }
        diagnosis.runs.truncate(RUNS_LISTED);
        for run in &mut diagnosis.runs {
            // Asked for when somebody wants to know.
            run.rules.clear();
            run.conditions.clear();
        }
        for run in diagnosis.runs.iter_mut().skip(RUNS_IN_FULL) {
            summarise(run);
        }
        // Known files first: among thousands of others they are the ones that matter.
        let (known, others): (Vec<_>, Vec<_>) =
            diagnosis.sources.into_iter().partition(|source| source.artifact != "unknown");
        diagnosis.sources = known.into_iter().chain(others).take(SOURCES_LISTED).collect();
        let (questions, flow) = (asked(&diagnosis, pack), flow(pack));
        Self { diagnosis, sources, runs, opened, questions, flow }
    }

    /// Runs that are not even listed.
    #[must_use]
    pub fn runs_left_out(&self) -> usize {
        self.runs.saturating_sub(self.diagnosis.runs.len())
    }

    /// Sources that are not listed.
    #[must_use]
    pub fn sources_left_out(&self) -> usize {
        self.sources.saturating_sub(self.diagnosis.sources.len())
    }
}

/// The questions that are open in some run, or answered.
fn asked(diagnosis: &Diagnosis<String>, pack: &Pack) -> Vec<Asked> {
    let needs = || diagnosis.runs.iter().flat_map(|run| &run.unknowns).flat_map(|unknown| &unknown.needs);
    let is_open = |id: &str| needs().any(|need| matches!(need, Need::Question { question } if question == id));
    let known = pack.questions.iter().filter(|known| diagnosis.answers.contains_key(&known.id) || is_open(&known.id));
    let asked = known.map(|known| Asked {
        id: known.id.clone(),
        how: known.how.clone(),
        options: known.options.clone(),
        time: known.time,
    });
    asked.collect()
}

fn flow(pack: &Pack) -> Vec<About> {
    let about = |step: &StepRule| About {
        id: step.id.clone(),
        question: step.question.clone(),
        place: step.place.clone(),
        quotes: step.quotes.clone(),
    };
    pack.steps.iter().map(about).collect()
}

/// Leaves only what the overview shows.
fn summarise(run: &mut Run<String>) {
    let cause = run.root_cause.clone();
    run.findings.retain(|finding| Some(&finding.id) == cause.as_ref());
    for finding in &mut run.findings {
        finding.evidence.clear();
        finding.remedy.clear();
    }
    run.steps.clear();
    run.unknowns.clear();
    run.sources.clear();
    run.facts.settings.clear();
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::{Capture, Fact, Facts, Source, Symptom, Tool};

    fn run(id: usize) -> Run<String> {
        Run {
            id: id.to_string(),
            pid: None,
            app: None,
            writer: None,
            sources: vec!["a".into()],
            first: None,
            last: None,
            facts: Facts {
                release: Fact::unknown(),
                os: Fact::unknown(),
                arch: Fact::unknown(),
                runtime: Fact::unknown(),
                debug: Fact::unknown(),
                install: Fact::unknown(),
                utc_offset: Fact::unknown(),
                settings: std::collections::BTreeMap::new(),
            },
            root_cause: None,
            findings: Vec::new(),
            steps: Vec::new(),
            unknowns: Vec::new(),
            next: None,
            unknown_messages: Vec::new(),
            rules: Vec::new(),
            conditions: Vec::new(),
        }
    }

    fn source(name: usize, artifact: &str) -> Source<String> {
        Source { name: name.to_string(), artifact: artifact.into(), bytes: 0, lines: 0, notices: Vec::new() }
    }

    fn huge() -> Diagnosis<String> {
        Diagnosis {
            schema: crate::diagnosis::SCHEMA,
            tool: Tool { name: String::new(), version: String::new(), pack: String::new(), pack_hash: String::new() },
            symptom: Symptom::default(),
            redacted: false,
            capture: Capture { root_cause: None, run: Some("250".into()), unread: Vec::new(), notices: Vec::new() },
            answers: std::collections::BTreeMap::new(),
            sources: (0..5000).map(|i| source(i, if i == 4999 { "profiler-log" } else { "unknown" })).collect(),
            runs: (0..300).map(run).collect(),
        }
    }

    #[test]
    fn the_deciding_run_comes_first_and_the_rest_is_bounded() {
        let view = View::of(huge(), false, &Pack::default());
        let runs = &view.diagnosis.runs;
        assert_eq!((runs[0].id.as_str(), runs[1].id.as_str()), ("250", "0"));
        assert_eq!((runs.len(), view.runs_left_out()), (RUNS_LISTED, 100));
        assert!(!runs[RUNS_IN_FULL - 1].sources.is_empty() && runs[RUNS_IN_FULL].sources.is_empty());
    }

    #[test]
    fn known_files_are_listed_before_others() {
        let view = View::of(huge(), false, &Pack::default());
        assert_eq!(view.diagnosis.sources[0].artifact, "profiler-log");
        assert_eq!((view.diagnosis.sources.len(), view.sources_left_out()), (SOURCES_LISTED, 4950));
    }
}
