//! What page and worker say to each other.
//!
//! Both sides are the same build, so the messages have no version.

use super::{View, Why};
use crate::diagnosis::Symptom;
use serde::{Deserialize, Serialize};

/// From the page to the worker. Files travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the files that come with this message, then diagnose.
    Read {
        /// Path of each file as it was given, with the folder that was dropped in front.
        paths: Vec<String>,
        /// What the user suffers from.
        symptom: Symptom,
        /// Whether what was read before stays.
        keep: bool,
    },
    /// Look at what was read with another symptom.
    Diagnose {
        /// What the user suffers from.
        symptom: Symptom,
    },
    /// Take an answer to a question, or take it back, and diagnose again.
    Answer {
        /// Id of the question.
        question: String,
        /// The answer; nothing takes it back.
        answer: Option<String>,
    },
    /// Make a link to the result.
    Share {
        /// Whether redacted details go into it.
        details: bool,
    },
    /// Write the result as Markdown.
    Markdown,
    /// Tell everything about the rules, and why each fired or did not.
    Why {
        /// Id of the run; nothing for the rules alone.
        run: Option<String>,
    },
    /// Stop, and forget what was read.
    Forget,
    /// Show the result that a link holds.
    Open {
        /// What follows `#`.
        fragment: String,
    },
}

/// An [`Ask`] with a number, so that a late answer is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered<T> {
    /// The number.
    pub job: u32,
    /// The message.
    pub message: T,
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker is warm.
    Ready,
    /// How far reading has come.
    Progress(Progress),
    /// The result; its JSON document travels beside it.
    Done(Box<View>),
    /// A link, as the part that follows `#`.
    Link(String),
    /// The result as Markdown.
    Markdown(String),
    /// The rules, and what they came to.
    Why(Box<Why>),
    /// It did not work.
    Failed(Trouble),
}

/// How far reading has come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all.
    pub bytes_total: u64,
    /// Files read to their end.
    pub files: usize,
    /// Files in all.
    pub files_total: usize,
    /// The file that is being read.
    pub file: String,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// What was dropped or pasted holds no file and no text.
    NothingGiven,
    /// Not one file could be read; the name of the first, and how many there were.
    Unreadable(String, usize),
    /// The link does not open; a sentence that says why.
    Link(String),
    /// The result does not fit into a link; a sentence that says what to do instead.
    TooLongForLink(String),
    /// The analysis stopped; a technical reason without log text.
    Stopped(String),
}
