//! What page and worker say to each other.
//!
//! Both sides are the same build, so the messages have no version.

use super::{View, Why};
use crate::diagnosis::Symptom;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From the page to the worker. Files travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the files that come with this message, then diagnose.
    Read {
        /// Path of each file as it was given, with the folder that was dropped in front.
        paths: Vec<String>,
        /// What was given as well and could not be opened, each with the reason.
        unread: Vec<(String, String)>,
        /// What the user suffers from.
        symptom: Symptom,
        /// Whether what was read before stays, with the answers.
        keep: bool,
        /// The answers, where nothing stays.
        answers: BTreeMap<String, String>,
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
    /// Write the result as a file.
    Save {
        /// Its form.
        form: Form,
        /// Whether names of people and machines, addresses and secrets are taken out.
        redact: bool,
    },
    /// Tell everything about the rules, and why each fired or did not.
    Why {
        /// Id of the run; nothing for the rules alone.
        run: Option<String>,
    },
    /// Show the result that a link holds.
    Open {
        /// What follows `#`.
        fragment: String,
    },
}

/// The form of a saved result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// The JSON document.
    Json,
    /// A text for a ticket.
    Markdown,
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
    /// The result as a file.
    Saved(Form, String),
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
    /// Bytes that came out of the archive that is being unpacked.
    pub unpacked: u64,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// What was dropped or pasted holds no file and no text.
    NothingGiven,
    /// Only folders without a file; the name of the first.
    EmptyFolder(String),
    /// Not one file could be read; the name of the first, and how many there were.
    Unreadable(String, usize),
    /// The link does not open; a sentence that says why.
    Link(String),
    /// The result does not fit into a link; a sentence that says what to do instead.
    TooLongForLink(String),
    /// The analysis stopped; a technical reason without log text.
    Stopped(String),
    /// The analysis does not start; a technical reason.
    Refused(String),
}
