//! Why each rule fired, or why it did not. It is only written: a result that is read back is without it.

use serde::Serialize;

/// True, false, or not to be told from what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Known to hold.
    True,
    /// Known not to hold.
    False,
    /// The evidence does not decide.
    Unknown,
}

/// What one rule, or one named condition, came to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judged<T> {
    /// Its id.
    pub id: String,
    /// Whether its condition holds.
    pub truth: Truth,
    /// Where it stopped, in words: the part that kept it from holding; empty where it holds.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stopped: String,
    /// The line that came nearest to that part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest<T>>,
    /// Its condition.
    pub why: Reason<T>,
}

/// A condition, or a part of one, with what made it true or kept it from being so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason<T> {
    /// The condition in words.
    pub says: String,
    /// Whether it holds.
    pub truth: Truth,
    /// Why it does not hold, or cannot be told; empty where that is plain.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Where it was seen: source and line, and the releases of that wording.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen<T>>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Reason<T>>,
}

/// A line by which a condition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen<T> {
    /// Name of the source.
    pub source: T,
    /// Its line, from 1.
    pub line: u64,
    /// The releases that word it so, in words; empty where that is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub wording: String,
}

/// A line that came near to a condition, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest<T> {
    /// Name of the source.
    pub source: T,
    /// Its line, from 1.
    pub line: u64,
    /// The record.
    pub text: T,
    /// What it lacks.
    pub but: T,
}

impl<T> Judged<T> {
    pub(super) fn map<U>(&self, f: &impl Fn(&T) -> U) -> Judged<U> {
        Judged {
            id: self.id.clone(),
            truth: self.truth,
            stopped: self.stopped.clone(),
            nearest: self.nearest.as_ref().map(|near| Nearest {
                source: f(&near.source),
                line: near.line,
                text: f(&near.text),
                but: f(&near.but),
            }),
            why: self.why.map(f),
        }
    }
}

impl<T> Reason<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Reason<U> {
        let seen = |seen: &Seen<T>| Seen { source: f(&seen.source), line: seen.line, wording: seen.wording.clone() };
        Reason {
            says: self.says.clone(),
            truth: self.truth,
            because: self.because.clone(),
            seen: self.seen.iter().map(seen).collect(),
            parts: self.parts.iter().map(|part| part.map(f)).collect(),
        }
    }
}
