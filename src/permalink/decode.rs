//! A link to a result. Whoever made the link is not trusted: sizes are bounded, ids must look like
//! ids, and what to do comes from the pack on this side.

use super::wire::{RunDetails, Wire, WireFact, WireFinding, WireNeed, WireRun, WireSource, process_mark, remedy_mark};
use super::{LONGEST, LinkError, VERSION};
use crate::diagnosis::{
    Capture, Diagnosis, Evidence, Fact, Facts, Finding, Need, Run, SCHEMA, Source, Step, Tool, Unknown,
};
use crate::pack::{Pack, Rule};
use crate::text::visible;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::BTreeMap;

/// Most bytes of JSON that a link may unfold to.
const MOST_BYTES: usize = 1 << 20;
/// Most entries of any list in it.
const MOST_ENTRIES: usize = 4_096;
/// Longest id.
const LONGEST_ID: usize = 100;

/// The result in a link: a whole address, `#r=…` or `r=…`.
///
/// # Errors
/// Why it cannot be opened; every [`LinkError`] but [`LinkError::TooLong`].
pub fn decode(link: &str, pack: &Pack) -> Result<Diagnosis<String>, LinkError> {
    let wire: Wire = serde_json::from_slice(&unfolded(link)?).map_err(|_| LinkError::Foreign)?;
    check(&wire).ok_or(LinkError::Foreign)?;
    Ok(diagnosis(wire, pack))
}

/// The JSON in the link.
fn unfolded(link: &str) -> Result<Vec<u8>, LinkError> {
    let link = link.trim();
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    let result = fragment.split('&').find_map(|part| part.strip_prefix("r=")).ok_or(LinkError::NoResult)?;
    let (version, packed) = result.split_once('.').ok_or(LinkError::Damaged)?;
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(newer) if newer > VERSION => return Err(LinkError::Newer(newer)),
        _ => return Err(LinkError::Foreign),
    }
    if packed.len() > LONGEST {
        return Err(LinkError::Foreign);
    }
    let bytes = URL_SAFE_NO_PAD.decode(packed).map_err(|_| LinkError::Damaged)?;
    miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, MOST_BYTES).map_err(|_| LinkError::Damaged)
}

/// Nothing where a list is too long or an id is none.
fn check(wire: &Wire) -> Option<()> {
    let (version, pack, hash) = &wire.tool;
    ids([version, pack, hash])?;
    ids(&wire.root_cause)?;
    ids(wire.answers.keys())?;
    ids(wire.sources.iter().map(|source| &source.artifact))?;
    few(wire.runs.len())?;
    for run in &wire.runs {
        ids(&run.root_cause)?;
        ids(run.facts.keys())?;
        ids(run.settings.keys())?;
        few(run.findings.len())?;
        few(run.steps.len())?;
        few(run.unknowns.len())?;
        for finding in &run.findings {
            ids([&finding.id])?;
            ids(&finding.affects)?;
            ids(&finding.explains)?;
            few(finding.needs.len())?;
        }
        for (step, _, findings) in &run.steps {
            ids([step])?;
            ids(findings)?;
        }
        for (step, needs) in &run.unknowns {
            ids([step])?;
            few(needs.len())?;
        }
    }
    Some(())
}

fn few(count: usize) -> Option<()> {
    (count <= MOST_ENTRIES).then_some(())
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a String>) -> Option<()> {
    let is_id = |id: &String| {
        !id.is_empty() && id.len() <= LONGEST_ID && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.+".contains(c))
    };
    let mut count = 0;
    for id in ids {
        count += 1;
        is_id(id).then_some(())?;
    }
    few(count)
}

fn diagnosis(wire: Wire, pack: &Pack) -> Diagnosis<String> {
    let (version, name, pack_hash) = wire.tool;
    let runs: Vec<_> = wire.runs.into_iter().map(|wire| run(wire, pack)).collect();
    let decided = wire.decided.and_then(|position| runs.get(position)).map(|run| run.id.clone());
    Diagnosis {
        schema: SCHEMA,
        tool: Tool { name: env!("CARGO_PKG_NAME").to_owned(), version, pack: name, pack_hash },
        symptom: wire.symptom,
        redacted: true,
        capture: Capture { root_cause: wire.root_cause, run: decided, unread: Vec::new(), notices: Vec::new() },
        answers: wire.answers.into_iter().map(|(id, answer)| (id, visible(&answer))).collect(),
        sources: wire.sources.into_iter().map(source).collect(),
        runs,
    }
}

fn source(wire: WireSource) -> Source<String> {
    Source {
        name: visible(&wire.name),
        artifact: wire.artifact,
        bytes: wire.bytes,
        lines: wire.lines,
        notices: all_visible(&wire.notices),
    }
}

fn all_visible(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| visible(text)).collect()
}

fn run(wire: WireRun, pack: &Pack) -> Run<String> {
    let empty =
        RunDetails { pid: None, app: None, sources: vec![], first: None, last: None, settings: BTreeMap::new() };
    let details = wire.details.unwrap_or(empty);
    let facts = facts(wire.facts, wire.settings.into_iter().chain(details.settings));
    let open = wire.unknowns.into_iter();
    let unknowns: Vec<_> = open.map(|(step, wire)| Unknown { step, needs: needs(wire, &facts, pack) }).collect();
    Run {
        id: visible(&wire.id),
        pid: details.pid,
        app: details.app.map(|app| visible(&app)),
        // Pages of before take no link with a field that they do not know.
        writer: None,
        sources: all_visible(&details.sources),
        first: details.first.map(|time| visible(&time)),
        last: details.last.map(|time| visible(&time)),
        root_cause: wire.root_cause,
        findings: wire.findings.into_iter().map(|wire| finding(wire, &facts, pack)).collect(),
        steps: wire.steps.into_iter().map(|(id, verdict, findings)| Step { id, verdict, findings }).collect(),
        unknowns,
        // A link holds verdicts, not the way to them.
        next: None,
        unknown_messages: Vec::new(),
        rules: Vec::new(),
        conditions: Vec::new(),
        facts,
    }
}

fn facts(mut wire: BTreeMap<String, WireFact>, settings: impl Iterator<Item = (String, String)>) -> Facts<String> {
    let mut fact = |name: &str| match wire.remove(name) {
        Some(WireFact::Value(value)) => known(&value),
        Some(WireFact::Bounds(at_least, before)) => Fact {
            at_least: at_least.map(|bound| visible(&bound)),
            before: before.map(|bound| visible(&bound)),
            ..Fact::unknown()
        },
        None => Fact::unknown(),
    };
    Facts {
        release: fact("release"),
        os: fact("os"),
        arch: fact("arch"),
        runtime: fact("runtime"),
        debug: fact("debug"),
        install: fact("install"),
        utc_offset: Fact::unknown(),
        settings: settings.map(|(name, value)| (visible(&name), known(&value))).collect(),
    }
}

fn known(value: &str) -> Fact<String> {
    Fact { value: Some(visible(value)), ..Fact::unknown() }
}

fn finding(wire: WireFinding, facts: &Facts<String>, pack: &Pack) -> Finding<String> {
    let rule = pack.rule(&wire.id);
    let passed = pack.steps.iter().find(|step| step.pass_id() == wire.id).map(|step| step.passed.clone());
    let (says, evidence) = wire.details.map(|details| (details.says, details.evidence)).unwrap_or_default();
    let says = if says.is_empty() { rule.and_then(plain_sentence).unwrap_or_default() } else { visible(&says) };
    Finding {
        title: rule.map(|rule| rule.title.clone()).or(passed).unwrap_or_else(|| wire.id.clone()),
        verdict: wire.verdict,
        affects: wire.affects,
        says,
        explains: wire.explains,
        evidence: evidence
            .into_iter()
            .map(|(source, line, text)| Evidence { source: visible(&source), line, text: visible(&text) })
            .collect(),
        remedy: rule.map(|rule| remedy(rule, wire.remedy, facts)).unwrap_or_default(),
        needs: needs(wire.needs, facts, pack),
        id: wire.id,
    }
}

/// The sentence of the rule that needs no values.
fn plain_sentence(rule: &Rule) -> Option<String> {
    rule.says.iter().find(|it| it.when.is_none() && !it.text.contains('{')).map(|it| it.text.clone())
}

/// The remedy that was given, or, where this pack has another text, the first that fits the facts.
fn remedy(rule: &Rule, mark: Option<u32>, facts: &Facts<String>) -> String {
    if mark.is_none() {
        return String::new();
    }
    let fits = |asked: &Option<String>, known: &Fact<String>| asked.is_none() || *asked == known.value;
    let same =
        rule.remedies.iter().find(|remedy| remedy_mark(&remedy.text) == mark || process_mark(&remedy.text) == mark);
    let fitting = || {
        rule.remedies.iter().find(|remedy| {
            remedy.when.is_none() && fits(&remedy.os, &facts.os) && fits(&remedy.install, &facts.install)
        })
    };
    same.or_else(fitting).map(|remedy| remedy.text.clone()).unwrap_or_default()
}

fn needs(wire: Vec<WireNeed>, facts: &Facts<String>, pack: &Pack) -> Vec<Need> {
    let need = |wire| match wire {
        WireNeed::Artifact(artifact) => {
            let path_hint = pack.artifact(&artifact).map(|known| known.path(facts.os.value.as_deref()));
            Need::Artifact { artifact: visible(&artifact), path_hint: path_hint.unwrap_or_default() }
        }
        WireNeed::Setting(setting) => Need::Setting { setting: visible(&setting) },
        WireNeed::Question(question) => Need::Question { question: visible(&question) },
    };
    wire.into_iter().map(need).collect()
}
