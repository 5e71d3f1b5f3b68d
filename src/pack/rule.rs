//! Rules, facts, steps and questions, checked and resolved.

use super::{Condition, SignalIndex};
use crate::diagnosis::{IN_ORDER, Verdict};
use std::collections::BTreeMap;

/// How to learn a fact from a message.
#[derive(Debug)]
pub struct FactRule {
    /// What is learnt.
    pub fact: FactName,
    /// The message.
    pub signal: SignalIndex,
    /// The capture that has to have one of these values.
    pub when: Option<(String, Vec<String>)>,
    /// The value, a text with `{captures}`; nothing where the message says that a setting is not set.
    pub value: Option<String>,
}

/// What a fact rule learns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactName {
    /// A fact of the run: `release`, `os`, `arch`, `runtime`, `debug`, `install`, `app`, `vendor`.
    Run(String),
    /// A setting; its name, a text with `{captures}`.
    Setting(String),
}

/// Grave messages that are no trouble where a condition holds.
#[derive(Debug)]
pub struct Excuse {
    /// The messages.
    pub signals: Vec<SignalIndex>,
    /// When they are no trouble.
    pub when: Condition,
    /// Why.
    pub why: String,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id: a conclusion, named by the bad state.
    pub id: String,
    /// Position of its step in [`super::Pack::steps`].
    pub step: usize,
    /// What it gives when it fires.
    pub verdict: Verdict,
    /// What it gives under some circumstances instead.
    pub raised: Option<Raised>,
    /// Profile types that are missing then.
    pub affects: Vec<String>,
    /// A few words.
    pub title: String,
    /// What is said of it: the first sentence that fits.
    pub says: Vec<Sentence>,
    /// Why it matters.
    pub why: String,
    /// Where the knowledge is from.
    pub source: String,
    /// Ids of findings that are its consequences.
    pub explains: Vec<String>,
    /// Signals whose lines are shown with the proof where they are there.
    pub shows: Vec<SignalIndex>,
    /// Profile types that are missing too where a condition holds.
    pub affected: Vec<(Vec<String>, Condition)>,
    /// When it fires; nothing for the rules that the engine itself fires.
    pub when: Option<Condition>,
    /// What to do; the first that fits.
    pub remedies: Vec<Remedy>,
    /// Small cases.
    pub tests: Vec<RuleTest>,
}

/// A sentence of a finding.
#[derive(Debug)]
pub struct Sentence {
    /// A text with `{SIGNAL.capture}`, `{fact}` and `{setting.NAME}`; it fits only where all its values are known.
    pub text: String,
    /// Only when this holds.
    pub when: Option<Condition>,
}

/// Another verdict of a rule that fires, where a condition holds.
#[derive(Debug)]
pub struct Raised {
    /// The verdict.
    pub verdict: Verdict,
    /// Position of the step that it then belongs to.
    pub step: usize,
    /// When.
    pub when: Condition,
}

/// What is said instead of a cause where the user's trouble cannot come from a profiler that does not run.
#[derive(Debug)]
pub struct NotInvolved {
    /// Position of the rule that says it.
    pub rule: usize,
    /// The symptoms that this is about; each has a step of its own id.
    pub symptoms: Vec<String>,
    /// Positions of the steps whose findings say that the profiler does not run.
    pub steps: Vec<usize>,
}

/// What to do under some circumstances.
#[derive(Debug)]
pub struct Remedy {
    /// The text; lines that start with four blanks are to be copied.
    pub text: String,
    /// Only on this operating system.
    pub os: Option<String>,
    /// Only with this kind of installation.
    pub install: Option<String>,
    /// Only when this holds.
    pub when: Option<Condition>,
}

/// What a rule's test expects of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// It fires.
    Fires,
    /// It is known not to hold.
    Silent,
    /// The evidence does not decide.
    Unknown,
}

/// A small case beside a rule.
#[derive(Debug)]
pub struct RuleTest {
    /// What is expected.
    pub expect: Expectation,
    /// What it shows.
    pub note: String,
    /// Whether the head of the logs was rotated away; else they begin with a start.
    pub cut: bool,
    /// What the user answered, by question; `symptom` is the symptom.
    pub answers: BTreeMap<String, String>,
    /// How many processes were profiled at the same time.
    pub processes: usize,
    /// How many lives of its application before it ended out of order.
    pub restarts: usize,
    /// File name → lines `SECONDS LEVEL TEXT`.
    pub logs: BTreeMap<String, String>,
}

/// A step of the flow.
#[derive(Debug)]
pub struct StepRule {
    /// Its id.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// What a pass means, as a sentence without its full stop.
    pub passed: String,
    /// Where the official page has it; empty where it has not.
    pub place: String,
    /// What the official page quotes there.
    pub quotes: Vec<Quote>,
    /// Whether a fail here makes the later chained steps pointless.
    pub chained: bool,
    /// Whether it is pointless where an earlier step stopped the chain.
    pub follows: bool,
    /// When it is known to be right.
    pub pass: Option<Condition>,
    /// When it does not concern the run.
    pub not_applicable: Option<Condition>,
    /// What would settle it, the best first.
    pub needs: Vec<NeedRule>,
}

/// Something that would settle a step.
#[derive(Debug)]
pub struct NeedRule {
    /// What it is.
    pub kind: NeedKind,
    /// Only when this is not known to be false.
    pub when: Option<Condition>,
}

/// What can be needed.
#[derive(Debug, Clone)]
pub enum NeedKind {
    /// A file: position in [`super::Pack::artifacts`]. Only asked for where the run has none.
    Artifact(usize),
    /// A setting, `NAME=value`.
    Setting(String),
    /// A question: position in [`super::Pack::questions`]. Only asked where it is not answered.
    Question(usize),
}

/// A question that no log answers.
#[derive(Debug)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The question.
    pub asks: String,
    /// How to find out.
    pub how: String,
    /// The answers to choose from; any text where there are none.
    pub options: Vec<Choice>,
    /// Whether the answer is a moment, `2026-01-31T14:05:00`.
    pub time: bool,
}

impl StepRule {
    /// Id of the finding that the step is seen to be right.
    #[must_use]
    pub fn pass_id(&self) -> String {
        format!("{}{IN_ORDER}", self.id)
    }
}

/// A string that the official page quotes, and what is true of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The string, as the page has it.
    pub text: String,
    /// On which releases it is true, as a sentence.
    pub truth: String,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer.
    pub value: String,
    /// What the button says.
    pub label: String,
}
