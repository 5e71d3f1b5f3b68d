//! The messages that the product can print.

use super::{Levels, ReleaseSet, Template};

/// What a message means by itself, as the catalogue of messages has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Explains missing data.
    Fatal,
    /// May explain it.
    Suspect,
    /// Part of the data is lost.
    Degraded,
    /// Worth a look.
    Warn,
    /// Evidence that something works.
    Ok,
    /// States a setting.
    Config,
    /// States a fact.
    Info,
    /// Looks bad and is not.
    Benign,
    /// The program's own inner working: known, and of no use to anybody else. The page's pack leaves it out.
    Trace,
}

impl Class {
    /// Whether a run with such a message cannot be called healthy unless a rule has judged it.
    #[must_use]
    pub fn needs_judgement(self) -> bool {
        matches!(self, Self::Fatal | Self::Suspect | Self::Degraded)
    }
}

/// One message.
#[derive(Debug)]
pub struct Signal {
    /// Its id.
    pub id: String,
    /// What it means by itself.
    pub class: Class,
    /// What it says, in a sentence or two; empty where nobody has explained it.
    pub means: String,
    /// The entries of the catalogue of messages that it is a part of, where those are called otherwise.
    pub entries: Vec<String>,
    /// Whether it is printed first in every life of a process: a segment starts here.
    pub starts_run: bool,
    /// Whether it is printed only while a process starts, behind what it prints first.
    pub within_start: bool,
    /// Whether several logs begin with the same words, so that in one stream they come again within one start.
    pub begins_several_logs: bool,
    /// How many first and how many last sightings a segment keeps.
    pub keep: usize,
    /// The forms that it has had.
    pub wordings: Vec<Wording>,
}

/// One form of a message.
#[derive(Debug)]
pub struct Wording {
    /// Its text.
    pub template: Template,
    /// Positions in [`super::Pack::artifacts`] of the logs that print it.
    pub artifacts: Vec<usize>,
    /// The levels at which it is printed; all where that is not known.
    pub levels: Levels,
    /// The releases that print it; nothing where that is not known.
    pub releases: Option<ReleaseSet>,
}
