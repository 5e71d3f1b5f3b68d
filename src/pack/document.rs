//! The TOML of a pack, as it is written. Unknown keys are errors with line and column.

use super::spanned::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of a pack; a pack is the sum of its files.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Document {
    /// Only in one file of the pack.
    pub pack: Option<Header>,
    /// The known releases, in their order; only in one file of the pack.
    pub releases: Option<Spanned<Vec<String>>>,
    /// What a signal says, by its id.
    #[serde(default)]
    pub means: BTreeMap<String, String>,
    #[serde(default)]
    pub artifact: Vec<ArtifactDocument>,
    #[serde(default)]
    pub signal: Vec<SignalDocument>,
    #[serde(default)]
    pub fact: Vec<FactDocument>,
    #[serde(default)]
    pub fingerprint: Vec<FingerprintDocument>,
    #[serde(default)]
    pub excuse: Vec<ExcuseDocument>,
    #[serde(default)]
    pub condition: Vec<NamedConditionDocument>,
    #[serde(default)]
    pub problem: Vec<ProblemDocument>,
    #[serde(default)]
    pub rule: Vec<RuleDocument>,
    #[serde(default)]
    pub step: Vec<StepDocument>,
    #[serde(default)]
    pub question: Vec<QuestionDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Header {
    pub name: String,
    /// Named condition that proves health; `no fail and nothing unexplained` is asked besides.
    pub healthy: Spanned<String>,
    /// Rule for an input without any known file.
    pub nothing_given: Spanned<String>,
    /// Rule that says that the logs are of a process that is never profiled.
    pub bystander: Option<Spanned<String>>,
    pub not_involved: Option<NotInvolvedDocument>,
    pub uploads: Option<Spanned<UploadsDocument>>,
    pub counters: Option<Spanned<CountersDocument>>,
    pub walks: Option<Spanned<WalksDocument>>,
}

/// What is said instead of a cause where the profiler does not run, and the symptom is another one than missing profiles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NotInvolvedDocument {
    pub rule: Spanned<String>,
    pub symptoms: Vec<String>,
    pub steps: Vec<Spanned<String>>,
}

/// How a run shows whether its uploads arrive.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UploadsDocument {
    pub start: OneOrMany,
    pub errors: OneOrMany,
    #[serde(default)]
    pub late: Vec<String>,
    pub success: Option<OneOrMany>,
    /// A release.
    pub silent_since: Option<String>,
    pub beside: Option<OneOrMany>,
    pub shutdown: OneOrMany,
    pub end: OneOrMany,
}

/// How a run counts what it collects.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CountersDocument {
    pub heading: OneOrMany,
    pub some: OneOrMany,
    pub none: OneOrMany,
    pub empty: OneOrMany,
    pub stacks: Vec<String>,
    #[serde(default)]
    pub cpu: Vec<String>,
}

/// How a run shows that reading a stack does not get on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WalksDocument {
    pub broken_off: OneOrMany,
    pub stuck: OneOrMany,
    pub over: OneOrMany,
    pub thread: String,
    /// A release.
    pub once_since: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ArtifactDocument {
    pub id: Spanned<String>,
    pub title: String,
    pub format: super::LineFormat,
    #[serde(default)]
    pub names: Vec<Spanned<String>>,
    #[serde(default)]
    pub heads: Vec<String>,
    /// Where it lies, by operating system; `any` where that does not matter.
    pub path: BTreeMap<String, String>,
    /// Whether its warnings and errors must be known before a run is called healthy.
    #[serde(default)]
    pub strict: bool,
    /// `host` for what tells about a host, a cluster or the Agent, and not about one process.
    #[serde(default)]
    pub scope: super::Scope,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignalDocument {
    pub id: Spanned<String>,
    pub class: super::Class,
    #[serde(default)]
    pub starts_run: bool,
    #[serde(default)]
    pub within_start: bool,
    pub keep: Option<usize>,
    /// The entries of the catalogue of messages that it is a part of, where those are called otherwise.
    #[serde(default)]
    pub entries: Vec<String>,
    #[serde(default)]
    pub wording: Vec<WordingDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WordingDocument {
    pub text: Spanned<String>,
    /// Ids of the artifacts that print it.
    #[serde(rename = "in")]
    pub artifacts: Vec<String>,
    /// Empty: any level.
    #[serde(default)]
    pub levels: Vec<String>,
    pub releases: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FactDocument {
    /// `release`, `os`, `arch`, `runtime`, `debug`, `install`, `app`, `vendor`, or `setting`.
    pub fact: Spanned<String>,
    pub signal: Spanned<String>,
    /// The capture that must be one of `is`, if the fact depends on one.
    pub when: Option<String>,
    #[serde(default)]
    pub is: Vec<String>,
    /// Its value: a text with `{captures}`.
    pub value: Option<String>,
    /// For `setting`: its name, a text with `{captures}`.
    pub name: Option<String>,
    /// For `setting`: it is not set, so it has no value.
    #[serde(default)]
    pub unset: bool,
}

/// Grave messages that are no trouble where a condition holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExcuseDocument {
    pub signals: OneOrMany,
    pub when: Spanned<ConditionDocument>,
    /// In a sentence, for those who read the pack; the page's has none.
    #[cfg_attr(target_arch = "wasm32", serde(default))]
    pub why: String,
}

/// Either a `line` that is always written `in` a log `by` the time of some messages, or `first` and `then`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FingerprintDocument {
    pub releases: Spanned<String>,
    /// How the line begins.
    pub line: Option<String>,
    #[serde(rename = "in")]
    pub artifact: Option<Spanned<String>>,
    pub by: Option<OneOrMany>,
    pub os: Option<String>,
    pub first: Option<Spanned<String>>,
    pub then: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NamedConditionDocument {
    pub id: Spanned<String>,
    pub when: Spanned<ConditionDocument>,
}

/// Exactly one of the operators, with the modifiers that go with it.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConditionDocument {
    // Operators.
    pub all: Option<Vec<ConditionDocument>>,
    pub any: Option<Vec<ConditionDocument>>,
    pub none: Option<Vec<ConditionDocument>>,
    pub seen: Option<OneOrMany>,
    pub absent: Option<OneOrMany>,
    pub fact: Option<String>,
    pub setting: Option<String>,
    pub holds: Option<String>,
    pub unproven: Option<String>,
    pub elapsed: Option<OneOrMany>,
    pub given: Option<OneOrMany>,
    pub answer: Option<String>,
    pub processes: Option<usize>,
    pub restarts: Option<usize>,
    pub uploads: Option<OneOrMany>,
    pub failing: Option<OneOrMany>,
    pub lost: Option<u32>,
    pub counters: Option<OneOrMany>,
    pub walks: Option<OneOrMany>,
    pub problem: Option<OneOrMany>,
    // Modifiers.
    pub capture: Option<String>,
    pub is: Option<OneOrMany>,
    pub contains: Option<OneOrMany>,
    #[serde(default)]
    pub last: bool,
    #[serde(default)]
    pub at_its_end: bool,
    pub not_followed_by: Option<OneOrMany>,
    pub count: Option<u64>,
    pub at_least: Option<String>,
    pub before: Option<String>,
    pub unset: Option<bool>,
    pub until: Option<OneOrMany>,
    #[serde(default)]
    pub shown: bool,
}

/// A known fault of some releases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ProblemDocument {
    pub id: Spanned<String>,
    /// The step of the flow in which it shows.
    pub step: Spanned<String>,
    /// The releases that have it.
    pub releases: Spanned<String>,
    /// The first release without it.
    pub fixed: Option<Spanned<String>>,
    /// On which system, architecture and runtime; everywhere where this is left out.
    #[serde(rename = "where")]
    pub place: Option<Spanned<ConditionDocument>>,
    /// What shows that it is what happened. Without it a run never shows it.
    pub sign: Option<Spanned<ConditionDocument>>,
    /// What it does, in one sentence.
    pub says: String,
    /// What helps until a release without it runs.
    #[serde(default)]
    pub until: String,
    pub source: String,
    /// The page's pack has no tests.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default)]
    pub test: Vec<TestDocument>,
}

/// A text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn list(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RuleDocument {
    pub id: Spanned<String>,
    pub step: Spanned<String>,
    pub verdict: crate::diagnosis::Verdict,
    pub raised: Option<RaisedDocument>,
    #[serde(default)]
    pub affects: Vec<String>,
    pub title: String,
    /// Texts with `{SIGNAL.capture}`, `{fact}` and `{setting.NAME}`; the first whose values are all known is taken.
    pub says: SaysDocument,
    /// Why it matters, in one or two sentences.
    pub why: String,
    /// Where the knowledge is from: paragraph of the page, or repository file and release.
    pub source: String,
    #[serde(default)]
    pub explains: Vec<String>,
    /// Signals whose lines are shown with the proof where they are there.
    pub shows: Option<OneOrMany>,
    pub when: Option<Spanned<ConditionDocument>>,
    /// Profile types that are missing too where a condition holds.
    #[serde(default)]
    pub affected: Vec<AffectedDocument>,
    pub remedy: Vec<RemedyDocument>,
    /// The page's pack has no tests.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default)]
    pub test: Vec<TestDocument>,
}

/// A sentence or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum SaysDocument {
    One(String),
    Many(Vec<OneSentence>),
}

/// A sentence, or one that is said only where a condition holds.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneSentence {
    Plain(String),
    Under(SentenceDocument),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SentenceDocument {
    pub text: String,
    pub when: Box<ConditionDocument>,
}

/// Another verdict where a condition holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RaisedDocument {
    pub verdict: crate::diagnosis::Verdict,
    /// The step that it then belongs to, if that is another.
    pub step: Option<Spanned<String>>,
    pub when: Spanned<ConditionDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AffectedDocument {
    pub types: Vec<String>,
    pub when: Spanned<ConditionDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RemedyDocument {
    pub text: String,
    /// Taken only where these hold; the first that fits is taken.
    pub os: Option<String>,
    pub install: Option<String>,
    pub when: Option<Spanned<ConditionDocument>>,
}

/// A small case beside the rule.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TestDocument {
    pub expect: super::Expectation,
    /// What it shows, where that is not plain.
    #[serde(default)]
    pub note: String,
    /// The head of the logs was rotated away; else they begin with a start.
    #[serde(default)]
    pub cut: bool,
    /// What the user answered, by question; `symptom` is the symptom.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// How many processes were profiled at the same time.
    #[serde(default)]
    pub processes: usize,
    /// How many lives of its application before it ended out of order.
    #[serde(default)]
    pub restarts: usize,
    /// File name → lines `SECONDS LEVEL TEXT`, for example `0.1 info CorProfilerCallback is initializing.`
    pub logs: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StepDocument {
    pub id: Spanned<String>,
    pub title: String,
    pub question: String,
    /// What a pass means, as a sentence without its full stop.
    pub passed: String,
    /// Where the official page has it.
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub quote: Vec<super::Quote>,
    /// A fail here stops the chain: the later chained steps do not apply.
    #[serde(default)]
    pub chained: bool,
    /// Pointless where an earlier step stopped the chain.
    #[serde(default)]
    pub follows: bool,
    pub pass: Option<Spanned<ConditionDocument>>,
    pub not_applicable: Option<Spanned<ConditionDocument>>,
    #[serde(default)]
    pub need: Vec<NeedDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NeedDocument {
    pub artifact: Option<Spanned<String>>,
    pub setting: Option<String>,
    pub question: Option<Spanned<String>>,
    pub when: Option<Spanned<ConditionDocument>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct QuestionDocument {
    pub id: Spanned<String>,
    pub asks: String,
    /// How to find out.
    pub how: String,
    #[serde(default)]
    pub option: Vec<super::Choice>,
    /// Whether the answer is a moment.
    #[serde(default)]
    pub time: bool,
}
