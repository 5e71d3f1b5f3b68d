//! A result to a link.

use super::wire::{FindingDetails, RunDetails, Wire, WireFinding, WireNeed, WireRun, WireSource, process_mark};
use super::{LONGEST_FRAGMENT, LinkError, Options, VERSION, share};
use crate::diagnosis::{Diagnosis, Finding, Need, Run};
use crate::order::map;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::{BTreeMap, BTreeSet};

/// Longest text of a detail in characters, tried from the first to the last.
const LENGTHS: [usize; 3] = [4096, 600, 160];

/// What of the details travels.
#[derive(Clone)]
struct Details {
    /// Positions of the runs that keep them.
    runs: BTreeSet<usize>,
    /// Longest text in characters.
    length: usize,
    /// Whether the sources are listed.
    sources: bool,
}

/// The fragment of a link, `r=1.…`, without the number sign.
///
/// # Errors
/// [`LinkError::TooLong`] where not even the ids and verdicts fit.
pub fn encode(diagnosis: &Diagnosis<String>, options: Options) -> Result<String, LinkError> {
    let none = Details { runs: BTreeSet::new(), length: 0, sources: false };
    let bare = fragment(diagnosis, &none).ok_or(LinkError::TooLong)?;
    if !options.include_details {
        return Ok(bare);
    }
    // Redacted whatever it was before: nothing private leaves by mistake of a caller.
    Ok(with_details(&diagnosis.redact()).unwrap_or(bare))
}

/// The longest details that fit: of all runs, then of as many runs as possible.
fn with_details(diagnosis: &Diagnosis<String>) -> Option<String> {
    let mut order: Vec<usize> = (0..diagnosis.runs.len()).collect();
    crate::order::sort_by_key(&mut order, |position| Some(*position) != decided(diagnosis));
    let attempt = |count: usize, length: usize, sources: bool| {
        let runs = order.iter().take(count).copied().collect();
        fragment(diagnosis, &Details { runs, length, sources })
    };
    let whole = LENGTHS.into_iter().find_map(|length| attempt(order.len(), length, true));
    whole.or_else(|| {
        let counts: Vec<usize> = (1..=order.len()).collect();
        LENGTHS.into_iter().rev().find_map(|length| {
            let fitting = counts.partition_point(|count| attempt(*count, length, false).is_some());
            (fitting > 0).then(|| attempt(fitting, length, false)).flatten()
        })
    })
}

fn decided(diagnosis: &Diagnosis<String>) -> Option<usize> {
    let id = diagnosis.capture.run.as_ref()?;
    diagnosis.runs.iter().position(|run| run.id == *id)
}

fn fragment(diagnosis: &Diagnosis<String>, details: &Details) -> Option<String> {
    let json = serde_json::to_vec(&wire(diagnosis, details)).ok()?;
    let packed = URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(&json, 10));
    let fragment = format!("r={VERSION}.{packed}");
    (fragment.len() <= LONGEST_FRAGMENT).then_some(fragment)
}

fn wire(diagnosis: &Diagnosis<String>, details: &Details) -> Wire {
    let tool = &diagnosis.tool;
    let answers =
        diagnosis.answers.iter().filter(|(id, answer)| details.sources || share::is_shareable_answer(id, answer));
    let sources = diagnosis.sources.iter().filter(|_| details.sources);
    let runs = diagnosis.runs.iter().enumerate();
    Wire {
        tool: (tool.version.clone(), tool.pack.clone(), tool.pack_hash.clone()),
        symptom: diagnosis.symptom,
        root_cause: diagnosis.capture.root_cause.clone(),
        decided: decided(diagnosis),
        runs: runs.map(|(position, it)| run(it, details.runs.contains(&position).then_some(details.length))).collect(),
        answers: map(answers.map(|(id, answer)| (id.clone(), detail(answer, details.length.max(40))))),
        sources: sources
            .map(|source| WireSource {
                name: detail(&source.name, details.length),
                artifact: source.artifact.clone(),
                bytes: source.bytes,
                lines: source.lines,
                notices: source.notices.iter().map(|notice| detail(notice, details.length)).collect(),
            })
            .collect(),
    }
}

/// `length` where the details of this run travel.
fn run(run: &Run<String>, length: Option<usize>) -> WireRun {
    let mut open = BTreeMap::new();
    let mut closed = BTreeMap::new();
    for (name, fact) in &run.facts.settings {
        let Some(value) = &fact.value else { continue };
        if share::is_shareable(name, value) {
            open.insert(name.clone(), value.clone());
        } else if let Some(length) = length {
            closed.insert(name.clone(), detail(value, length));
        }
    }
    WireRun {
        id: run.id.clone(),
        root_cause: run.root_cause.clone(),
        facts: share::facts(&run.facts),
        settings: open,
        findings: run.findings.iter().map(|it| finding(it, length)).collect(),
        steps: run.steps.iter().map(|step| (step.id.clone(), step.verdict, step.findings.clone())).collect(),
        unknowns: run.unknowns.iter().map(|unknown| (unknown.step.clone(), needs(&unknown.needs))).collect(),
        details: length.map(|length| RunDetails {
            pid: run.pid,
            app: run.app.as_ref().map(|app| detail(app, length)),
            sources: run.sources.iter().map(|source| detail(source, length)).collect(),
            first: run.first.clone(),
            last: run.last.clone(),
            settings: closed,
        }),
    }
}

fn finding(finding: &Finding<String>, length: Option<usize>) -> WireFinding {
    WireFinding {
        id: finding.id.clone(),
        verdict: finding.verdict,
        affects: finding.affects.clone(),
        explains: finding.explains.clone(),
        needs: needs(&finding.needs),
        remedy: process_mark(&finding.remedy),
        details: length.map(|length| FindingDetails {
            says: detail(&finding.says, length),
            evidence: finding
                .evidence
                .iter()
                .map(|line| (detail(&line.source, length), line.line, detail(&line.text, length)))
                .collect(),
        }),
    }
}

fn needs(needs: &[Need]) -> Vec<WireNeed> {
    let wire = |need: &Need| match need {
        Need::Artifact { artifact, .. } => WireNeed::Artifact(artifact.clone()),
        Need::Setting { setting } => WireNeed::Setting(setting.clone()),
        Need::Question { question } => WireNeed::Question(question.clone()),
    };
    needs.iter().map(wire).collect()
}

/// Shortened, which is after it was redacted: half a secret is still one.
fn detail(text: &str, length: usize) -> String {
    let mut letters = text.chars();
    let mut kept: String = letters.by_ref().take(length).collect();
    if letters.next().is_some() {
        kept.push('…');
    }
    kept
}
