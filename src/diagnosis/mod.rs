//! The result, as the JSON contract (schema 1) has it.
//!
//! `T` is the type of everything that came out of a log. The engine gives `Diagnosis<LogText>`,
//! which cannot be written anywhere; [`Diagnosis::publish`] turns it into `Diagnosis<String>`,
//! which can.

mod publish;
mod trace;

pub use trace::{Judged, Nearest, Reason, Seen, Truth};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the JSON contract.
pub const SCHEMA: u32 = 1;

/// What the user suffers from: it orders the flow and chooses the root cause among the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symptom {
    /// No profile arrives at all.
    #[default]
    MissingProfiles,
    /// Only CPU or wall-time profiles are missing.
    MissingCpuWall,
    /// The profiler costs too much.
    Overhead,
    /// The application hangs.
    Hang,
}

impl Symptom {
    /// All symptoms, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::MissingProfiles, Self::MissingCpuWall, Self::Overhead, Self::Hang];

    /// The word of the contract.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::MissingProfiles => "missing-profiles",
            Self::MissingCpuWall => "missing-cpu-wall",
            Self::Overhead => "overhead",
            Self::Hang => "hang",
        }
    }

    /// The symptom of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|symptom| symptom.id() == id)
    }
}

/// What a rule or a step concludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Seen to be right.
    Pass,
    /// Seen to be wrong.
    Fail,
    /// Right, but costs or limits something.
    Warn,
    /// Worth knowing.
    Info,
    /// The evidence does not decide.
    Unknown,
    /// Does not concern this run.
    NotApplicable,
}

/// The whole result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis<T> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What made the result.
    pub tool: Tool,
    /// The symptom that was asked about.
    pub symptom: Symptom,
    /// Whether log text was redacted.
    pub redacted: bool,
    /// The answer for everything that was given.
    pub capture: Capture<T>,
    /// What the user said, by question id.
    #[serde(default = "BTreeMap::new", skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, T>,
    /// Everything that was given, in byte order of the names.
    pub sources: Vec<Source<T>>,
    /// The runs found in the sources.
    pub runs: Vec<Run<T>>,
}

/// What made a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// `profiler-doctor`.
    pub name: String,
    /// Its release.
    pub version: String,
    /// Name of the pack.
    pub pack: String,
    /// First 16 hexadecimal digits of the SHA-256 of the pack's text.
    pub pack_hash: String,
}

/// The answer for everything that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture<T> {
    /// A finding id, `healthy`, or nothing where the evidence does not decide.
    pub root_cause: Option<String>,
    /// Id of the run that decided.
    pub run: Option<String>,
    /// What may be a log and could not be read, or not to its end. While there is something, nothing is healthy.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread<T>>,
    /// What the user should know about the result as a whole, above all what was left out of it; whole sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
}

/// Something that was given and could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread<T> {
    /// Its name among the sources.
    pub name: T,
    /// Why, and where possible what to do about it; a whole sentence.
    pub why: String,
}

/// One thing that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source<T> {
    /// Its name, relative to what was dropped.
    pub name: T,
    /// Id of the artifact that it is, or `unknown`.
    pub artifact: String,
    /// Its size.
    pub bytes: u64,
    /// Its lines; 0 where it was not read.
    pub lines: u64,
    /// What the user should know about reading it, as whole sentences.
    pub notices: Vec<String>,
}

/// One life of one process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run<T> {
    /// Opaque, stable for the same input, safe to share.
    pub id: String,
    /// The process id, where a source has one.
    pub pid: Option<u32>,
    /// The application, where known.
    pub app: Option<T>,
    /// Who wrote its lines, where a carrier says so: pod and container, service of compose, host and unit.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub writer: Option<T>,
    /// Names of its sources.
    pub sources: Vec<T>,
    /// Local time of its first record, `2026-01-01T00:00:00.000`.
    pub first: Option<String>,
    /// Local time of its last record.
    pub last: Option<String>,
    /// What is known about it.
    pub facts: Facts<T>,
    /// A finding id, `healthy`, or nothing where the evidence does not decide.
    pub root_cause: Option<String>,
    /// What the rules found, the root cause first.
    pub findings: Vec<Finding<T>>,
    /// The steps of the flow, in its order.
    pub steps: Vec<Step>,
    /// What is open, and what would settle it.
    pub unknowns: Vec<Unknown>,
    /// The one thing that settles most of what is open.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub next: Option<Need>,
    /// Warnings and errors of the product that nobody here knows, the most frequent first.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub unknown_messages: Vec<UnknownMessage<T>>,
    /// Why each rule fired, or did not. Left out of links, and of all but the first runs of a large capture.
    #[serde(skip_deserializing, default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Judged<T>>,
    /// The conditions that rules refer to by name, and why each holds or not.
    #[serde(skip_deserializing, default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Judged<T>>,
}

/// What is known about a run. A fact that is not known is an empty object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts<T> {
    /// Release of the product.
    pub release: Fact<T>,
    /// `linux` or `windows`.
    pub os: Fact<T>,
    /// `x64`, `x86`, `arm64`.
    pub arch: Fact<T>,
    /// For example `.NET 10.0` or `.NET Framework 4.8`.
    pub runtime: Fact<T>,
    /// `on` or `off`.
    pub debug: Fact<T>,
    /// `manual` or `single-step`.
    pub install: Fact<T>,
    /// What the local times of its logs are ahead of universal time, `+02:00`.
    #[serde(default = "Fact::unknown", skip_serializing_if = "Fact::is_unknown")]
    pub utc_offset: Fact<T>,
    /// Settings by name.
    pub settings: BTreeMap<String, Fact<T>>,
}

/// One fact: a value, or for a release that is only bounded its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value, where it is stated.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub value: Option<T>,
    /// The lowest release possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// The first release that is not possible any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Where it is known from.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub how: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<T> {
    /// Id of the rule.
    pub id: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// A few words.
    pub title: String,
    /// `all`, or profile types; empty for none.
    pub affects: Vec<String>,
    /// One or two sentences with the values of this run.
    pub says: T,
    /// Ids of findings that are its consequences.
    pub explains: Vec<String>,
    /// The lines that prove it.
    pub evidence: Vec<Evidence<T>>,
    /// What to do, as Markdown-free text; lines that start with four blanks are to be copied.
    pub remedy: String,
    /// What would settle it, where it is unknown.
    pub needs: Vec<Need>,
}

/// A line that proves something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence<T> {
    /// Name of the source.
    pub source: T,
    /// Its line, from 1.
    pub line: u64,
    /// The record, with its continuation lines, bounded.
    pub text: T,
}

/// Records that are alike but for numbers and quoted texts, and that nobody here knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownMessage<T> {
    /// How many there are.
    pub count: u64,
    /// The first one.
    pub first: Evidence<T>,
    /// Name of the source of the last one.
    pub last_source: T,
    /// Its line, from 1.
    pub last_line: u64,
}

/// How the id of the finding ends that says that a step is seen to be right.
pub const IN_ORDER: &str = "-in-order";

/// A step of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, in the order of the contract.
    pub id: String,
    /// What is known about it.
    pub verdict: Verdict,
    /// The findings that decided.
    pub findings: Vec<String>,
}

/// Something open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unknown {
    /// The step it belongs to.
    pub step: String,
    /// What would settle it, the best first.
    pub needs: Vec<Need>,
}

/// Where a file lies that was given and could not be read: in place of a path.
pub const GIVEN: &str = "one of the files that were given and could not be read, or not wholly";

/// One thing that would settle an open step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Need {
    /// A file.
    Artifact {
        /// Id of the artifact.
        artifact: String,
        /// Where it usually lies.
        path_hint: String,
    },
    /// A setting to make, then a restart.
    Setting {
        /// `NAME=value`.
        setting: String,
    },
    /// A question to the user.
    Question {
        /// Its id.
        question: String,
    },
}

impl Need {
    /// Whether it was given already and could not be read.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Artifact { path_hint, .. } if path_hint == GIVEN)
    }
}

impl Unknown {
    /// The one thing that settles most open steps; of several the one that is named first.
    #[must_use]
    pub fn next(open: &[Self]) -> Option<Need> {
        let settles = |need: &Need| open.iter().filter(|unknown| unknown.needs.contains(need)).count();
        let mut best: Option<(usize, &Need)> = None;
        for need in open.iter().flat_map(|unknown| &unknown.needs) {
            let count = settles(need);
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, need));
            }
        }
        best.map(|(_, need)| need.clone())
    }
}

impl<T> Fact<T> {
    /// A fact that is not known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { value: None, at_least: None, before: None, how: None }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.value.is_none() && self.at_least.is_none() && self.before.is_none()
    }
}
