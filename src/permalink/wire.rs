//! What version 1 of the link holds. Never changed: a change is a new version beside it.
//!
//! Ids, verdicts and shareable facts stand in the open part, everything else in `details`.

use crate::diagnosis::{Symptom, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

type Texts = BTreeMap<String, String>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    /// Release of the tool, name and hash of the pack.
    #[serde(rename = "t")]
    pub tool: (String, String, String),
    #[serde(rename = "s")]
    pub symptom: Symptom,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub root_cause: Option<String>,
    /// Position of the run that decided.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<usize>,
    #[serde(rename = "r")]
    pub runs: Vec<WireRun>,
    #[serde(rename = "a", default, skip_serializing_if = "Texts::is_empty")]
    pub answers: Texts,
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<WireSource>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireRun {
    #[serde(rename = "i")]
    pub id: String,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub root_cause: Option<String>,
    /// `release`, `os`, … and their values.
    #[serde(rename = "k", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, WireFact>,
    /// Settings that are switches or numbers.
    #[serde(rename = "e", default, skip_serializing_if = "Texts::is_empty")]
    pub settings: Texts,
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<WireFinding>,
    /// Step, verdict, findings.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<(String, Verdict, Vec<String>)>,
    /// Step, what settles it.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    pub unknowns: Vec<(String, Vec<WireNeed>)>,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub details: Option<RunDetails>,
}

/// A value, or the limits of a release.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WireFact {
    Value(String),
    Bounds(Option<String>, Option<String>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireFinding {
    #[serde(rename = "i")]
    pub id: String,
    #[serde(rename = "v")]
    pub verdict: Verdict,
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub affects: Vec<String>,
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub explains: Vec<String>,
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<WireNeed>,
    /// Which of the rule's remedies: see [`remedy_mark`].
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<u32>,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub details: Option<FindingDetails>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum WireNeed {
    #[serde(rename = "a")]
    Artifact(String),
    #[serde(rename = "s")]
    Setting(String),
    #[serde(rename = "q")]
    Question(String),
}

/// Only where they were asked for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RunDetails {
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<u32>,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// The settings that are neither switches nor numbers.
    #[serde(rename = "e", default, skip_serializing_if = "Texts::is_empty")]
    pub settings: Texts,
}

/// Only where they were asked for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingDetails {
    #[serde(rename = "s", default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// Source, line, text.
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<(String, u64, String)>,
}

/// Only where details were asked for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireSource {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "a")]
    pub artifact: String,
    #[serde(rename = "b")]
    pub bytes: u64,
    #[serde(rename = "l")]
    pub lines: u64,
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
}

/// The mark of a remedy that names the process: without its digits, so that it is the same with and without it.
pub(super) fn process_mark(text: &str) -> Option<u32> {
    remedy_mark(&text.replace("<pid>", "").replace(|letter: char| letter.is_ascii_digit(), ""))
}

/// Tells the remedies of a rule apart without carrying their text (FNV-1a, 32 bits): what a link
/// tells people to do always comes from the pack of whoever opens it.
pub(super) fn remedy_mark(text: &str) -> Option<u32> {
    let mark = |mark: u32, byte: u8| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    (!text.is_empty()).then(|| text.bytes().fold(0x811c_9dc5, mark))
}
