//! The whole way from scanned sources to a diagnosis, knowing neither browser nor file system.

mod gaps;
mod told;

use crate::case::{self, Company, Facts, Known};
use crate::diagnosis::{Capture, Diagnosis, Fact, Run, SCHEMA, Source, Symptom, Tool};
use crate::flow::{self, Candidate, Conclusion, HEALTHY};
use crate::order::map;
use crate::pack::{Pack, Release, Scope};
use crate::rules::{self, Beside, Evaluation, Memories};
use crate::scan::{OFFSET, Scanned, Segment};
use crate::text::LogText;
use gaps::Gaps;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use told::Told;

/// Runs of which every rule is explained: the one that decides and the gravest of the others.
const TRACED: usize = 20;

/// What the user wants to know.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What they suffer from.
    pub symptom: Symptom,
    /// What they answered, by question id.
    pub answers: BTreeMap<String, String>,
}

/// From what was seen to what it means. Pure: same input, same result.
#[must_use]
pub fn diagnose(pack: &Pack, sources: &[Scanned], request: &Request) -> Diagnosis<LogText> {
    let mut answers = request.answers.clone();
    answers.insert("symptom".into(), request.symptom.id().into());
    let mut found = case::read(pack, sources);
    if found.is_empty() {
        found.push(nothing());
    }
    for run in &mut found {
        run.facts.hear(&request.answers);
    }
    let gaps = Gaps::of(pack, sources);
    // A file of a known name without any record is no "no logs", and one that could not be read may be a log.
    let nothing_given = gaps.is_empty()
        && found.iter().all(|run| run.parts.is_empty())
        && !sources.iter().any(|source| source.artifact != "console" && is_of_process(pack, source));
    let company = Company::of(pack, &found);
    let memories = Memories::default();
    let evaluate = |run| {
        let beside = Beside {
            processes: company.processes(run),
            restarts: company.restarts(run),
            next: company.next(run),
            is_latest: company.is_latest(run),
            gap: gaps.of_run(run),
        };
        Evaluation::among(pack, run, &answers, beside, &memories)
    };
    let conclude = |evaluation: &Evaluation<'_>| flow::conclude(evaluation, request.symptom, nothing_given);
    let answer = |run| conclude(&evaluate(run)).answer();
    let concluded: Vec<Conclusion> = found.iter().map(answer).collect();
    let candidates = found.iter().zip(&concluded).enumerate();
    let candidates: Vec<Candidate<'_>> =
        candidates.map(|(index, (run, conclusion))| candidate(pack, index, run, conclusion)).collect();
    let deciding = flow::decide(&candidates);
    let mut told = Told::default();
    for index in told::gravest(&candidates, deciding).into_iter().take(told::RUNS) {
        let Some(run) = found.get(index) else { continue };
        let evaluation = evaluate(run);
        let mut report = report(pack, index, run, conclude(&evaluation));
        if told.len() < TRACED {
            report.rules = rules::trace(&evaluation);
            report.conditions = rules::named(&evaluation);
        }
        told.take(index, report);
    }
    let mut notices = gaps.notices(sources);
    notices.extend(told.notices(&candidates));
    let decided = deciding.and_then(|index| told.get(index));
    let root_cause = decided.and_then(|run| run.root_cause.clone()).filter(|cause| gaps.is_empty() || cause != HEALTHY);
    let run = decided.map(|run| run.id.clone());
    let runs = told.into_runs();
    let all = sources.iter().zip(case::missing_parts(sources)).map(|(scanned, missing)| source(scanned, missing));
    let (sources, left_out) = told::listed(all.collect(), &runs);
    notices.extend(left_out);
    Diagnosis {
        schema: SCHEMA,
        tool: Tool {
            name: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
            pack: pack.name.clone(),
            pack_hash: pack.hash.clone(),
        },
        symptom: request.symptom,
        redacted: false,
        capture: Capture { root_cause, run, unread: gaps.list(), notices },
        answers: map(request.answers.iter().map(|(id, value)| (id.clone(), LogText::from(value.as_str())))),
        sources,
        runs,
    }
}

/// The one run of an input in which nothing speaks about the product.
fn nothing<'a>() -> case::Run<'a> {
    case::Run::new("", None, Vec::new())
}

/// Whether a source tells about a process, and not only about what is around it.
fn is_of_process(pack: &Pack, source: &Scanned) -> bool {
    pack.artifact(&source.artifact).is_some_and(|artifact| artifact.scope == Scope::Process)
}

fn candidate<'a>(pack: &Pack, index: usize, run: &'a case::Run<'_>, conclusion: &'a Conclusion) -> Candidate<'a> {
    let cause = conclusion.root_cause.as_deref();
    Candidate {
        run: index,
        application: run.application,
        began: run.first().map(|first| run.in_universal_time(first)),
        ended: run.last().map(|last| run.in_universal_time(last)),
        has_pid: run.pid.is_some(),
        root_cause: cause,
        is_bystander: cause.is_some() && cause == pack.bystander.as_deref(),
        rank: conclusion.rank,
        step: conclusion.step,
        passed: &conclusion.passed,
    }
}

fn set_back(line: u64) -> String {
    format!("The clock goes back at line {line}: time is counted on from there.")
}

fn report(pack: &Pack, index: usize, run: &case::Run<'_>, conclusion: Conclusion) -> Run<LogText> {
    Run {
        id: id(index, run),
        pid: run.pid,
        app: run.app.clone(),
        writer: run.origin.clone(),
        sources: run.sources().iter().map(|source| LogText::from(source.name.as_str())).collect(),
        first: run.first().map(|moment| moment.to_string()),
        last: run.last().map(|moment| moment.to_string()),
        facts: facts(pack, &run.facts),
        root_cause: conclusion.root_cause,
        findings: conclusion.findings,
        steps: conclusion.steps,
        unknowns: conclusion.unknowns,
        next: conclusion.next,
        unknown_messages: rules::unknown_messages(pack, run),
        rules: Vec::new(),
        conditions: Vec::new(),
    }
}

/// Stable for the same input, and nobody can read a name out of it.
fn id(index: usize, run: &case::Run<'_>) -> String {
    let app = run.app.as_ref().map_or("", LogText::inspect);
    let first = run.first().map(|moment| moment.0);
    let hash = Sha256::digest(format!("{}\n{:?}\n{app}\n{first:?}\n{index}", run.folder, run.pid));
    format!("run-{}", crate::pack::hexadecimal(hash.iter().take(6)))
}

fn facts(pack: &Pack, facts: &Facts) -> crate::diagnosis::Facts<LogText> {
    let plain = |name: &str| facts.known(name).map_or_else(Fact::unknown, fact);
    crate::diagnosis::Facts {
        release: release(pack, facts),
        os: plain("os"),
        arch: plain("arch"),
        runtime: plain("runtime"),
        debug: plain("debug"),
        install: plain("install"),
        utc_offset: plain(OFFSET),
        settings: map(facts.settings().iter().map(|(name, known)| (name.clone(), fact(known)))),
    }
}

fn fact(known: &Known) -> Fact<LogText> {
    Fact { value: known.value.clone(), how: Some(known.how.clone()), ..Fact::unknown() }
}

fn release(pack: &Pack, facts: &Facts) -> Fact<LogText> {
    if let Some(known) = facts.known("release") {
        return fact(known);
    }
    let possible = &facts.release.possible;
    let low = possible.lowest().filter(|_| !facts.release.reasons.is_empty());
    let after = |release: Release| pack.releases.iter().find(|next| **next > release).map(Release::to_string);
    let reasons = facts.release.reasons.join("; ");
    Fact {
        at_least: low.map(|low| low.to_string()),
        before: possible.highest().and_then(after),
        how: (!reasons.is_empty()).then(|| LogText::from(reasons.as_str())),
        value: None,
    }
}

fn source(scanned: &Scanned, missing: Option<String>) -> Source<LogText> {
    let mut notices = scanned.notices.clone();
    notices.extend(scanned.unread.clone().filter(|why| !scanned.notices.contains(why)));
    notices.extend(missing);
    notices.extend(scanned.segments.iter().find_map(Segment::set_back).map(|line| set_back(scanned.line(line))));
    Source {
        name: LogText::from(scanned.name.as_str()),
        artifact: scanned.artifact.clone(),
        bytes: scanned.bytes,
        lines: scanned.lines,
        notices,
    }
}
