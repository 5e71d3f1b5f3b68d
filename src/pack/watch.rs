//! The messages by which the engine follows what a run does over time: its uploads, its counters, its stack walks.

use super::{Release, SignalIndex};

/// How a run shows whether its uploads arrive.
#[derive(Debug, Default)]
pub struct UploadSignals {
    /// Uploads begin after the last of these; the first one comes a period later.
    pub start: Vec<SignalIndex>,
    /// An upload failed.
    pub errors: Vec<SignalIndex>,
    /// Errors with one of these texts come long after their upload began, so their times show no period.
    pub late: Vec<String>,
    /// An upload worked, on the releases that print it.
    pub success: Vec<SignalIndex>,
    /// From this release on an upload that works prints nothing.
    pub silent_since: Option<Release>,
    /// Another part of the process fails to reach the same receiver.
    pub beside: Vec<SignalIndex>,
    /// The shutdown begins with the first of these.
    pub shutdown: Vec<SignalIndex>,
    /// The last upload of an orderly end is over with this one.
    pub end: Vec<SignalIndex>,
}

/// How a run counts what it collects, once in each upload period.
#[derive(Debug, Default)]
pub struct CounterSignals {
    /// Stands above the counters of one period.
    pub heading: Vec<SignalIndex>,
    /// A type of profile that has samples; the capture [`Self::PROVIDER`] names it.
    pub some: Vec<SignalIndex>,
    /// A type of profile that has none.
    pub none: Vec<SignalIndex>,
    /// The whole period is empty.
    pub empty: Vec<SignalIndex>,
    /// The types whose samples are stacks that are taken again and again; the first one is never empty while its process
    /// lives.
    pub stacks: Vec<String>,
    /// The types that count CPU time, however it is taken: an idle process has none.
    pub cpu: Vec<String>,
}

impl CounterSignals {
    /// Name of the capture with the type of profile.
    pub const PROVIDER: &'static str = "provider";
}

/// How a run shows that reading a stack does not get on.
#[derive(Debug, Default)]
pub struct WalkSignals {
    /// A walk took too long and was broken off; the capture [`Self::thread`] names the thread.
    pub broken_off: Vec<SignalIndex>,
    /// It goes on all the same.
    pub stuck: Vec<SignalIndex>,
    /// Shows that walks work again.
    pub over: Vec<SignalIndex>,
    /// Name of the capture with the thread.
    pub thread: String,
    /// Up to the release before this one `stuck` is repeated for as long as it lasts; from it on it stands once.
    pub once_since: Option<Release>,
}
