//! Artifacts, signals, rules and flow of one product, as data.

mod about;
mod artifact;
mod builtin;
mod compile;
mod compile_condition;
mod compile_fingerprint;
mod compile_header;
mod compile_problem;
mod compile_watch;
mod condition;
mod document;
mod fingerprint;
mod level;
mod name_pattern;
mod names;
mod problem;
mod recogniser;
mod release;
mod rule;
mod signal;
mod spanned;
mod state;
mod template;
#[cfg(test)]
mod tests;
mod watch;
mod words;

pub use about::AboutRule;
pub use artifact::{Artifact, LineFormat, Scope};
pub use condition::{CaptureTest, Condition, Elapsed, Seen};
pub use fingerprint::{Fingerprint, Sign};
pub use level::{Level, Levels};
pub use name_pattern::NamePattern;
pub use problem::Problem;
pub use release::{Possible, Release, ReleaseSet};
pub use rule::{
    Choice, Excuse, Expectation, FactName, FactRule, NeedKind, NeedRule, NotInvolved, Question, Quote, Raised, Remedy,
    Rule, RuleTest, Sentence, StepRule,
};
pub use signal::{Class, Signal, Wording};
pub use state::{CounterState, UploadState, WalkState};
pub use template::Template;
pub use watch::{CounterSignals, UploadSignals, WalkSignals};

use recogniser::Recogniser;
#[cfg(not(target_arch = "wasm32"))]
use sha2::{Digest, Sha256};
use std::fmt;

/// How many first and how many last sightings of a signal a segment keeps unless the signal says otherwise.
const KEEP: usize = 8;

/// A compiled pack.
#[derive(Debug, Default)]
pub struct Pack {
    /// Its name, for example `dotnet-profiler`.
    pub name: String,
    /// First 16 hexadecimal digits of the SHA-256 of its text.
    pub hash: String,
    /// The artifacts, in the order of the pack: the first that fits a source is taken.
    pub artifacts: Vec<Artifact>,
    /// The signals; [`SignalIndex`] is the position here.
    pub signals: Vec<Signal>,
    /// How facts are learnt; for one fact the first that has a sighting counts.
    pub facts: Vec<FactRule>,
    /// What tells releases apart, besides the wordings.
    pub fingerprints: Vec<Fingerprint>,
    /// Grave messages that are no trouble under some conditions.
    pub excuses: Vec<Excuse>,
    /// Conditions that others refer to by position.
    pub conditions: Vec<Condition>,
    /// Their ids.
    pub condition_ids: Vec<String>,
    /// The known faults of releases, the more telling ones first.
    pub problems: Vec<Problem>,
    /// The rules, the first cause of the chain first.
    pub rules: Vec<Rule>,
    /// The steps of the flow.
    pub steps: Vec<StepRule>,
    /// Questions to the user.
    pub questions: Vec<Question>,
    /// Position of the condition that proves health.
    pub healthy: usize,
    /// The releases of the product that are known, in their order.
    pub releases: Vec<Release>,
    /// How a run shows whether its uploads arrive.
    pub uploads: UploadSignals,
    /// How a run counts what it collects.
    pub counters: CounterSignals,
    /// How a run shows that reading a stack does not get on.
    pub walks: WalkSignals,
    /// Id of the rule for an input without any known file.
    pub nothing_given: String,
    /// Id of the rule that says that the logs are of a process that is never profiled.
    pub bystander: Option<String>,
    /// What is said instead of a cause where the user's trouble cannot come from a profiler that does not run.
    pub not_involved: Option<NotInvolved>,
    recogniser: Recogniser,
}

/// Position of a signal in [`Pack::signals`].
pub type SignalIndex = u16;

/// A record recognised as a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The signal.
    pub signal: SignalIndex,
    /// Position of its wording within the signal.
    pub wording: u16,
    /// What stood at the placeholders, in their order.
    pub captures: Vec<(String, String)>,
}

/// A mistake in a pack, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for PackError {}

impl Pack {
    /// The pack that the program carries.
    ///
    /// # Errors
    /// A mistake in the pack; a test makes sure that there is none.
    pub fn builtin() -> Result<Self, PackError> {
        builtin::read()
    }

    /// Compiles a pack from its files, given as (name, text).
    ///
    /// # Errors
    /// The first mistake, with its place.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, PackError> {
        let mut hash = Sha256::new();
        let parsed = files.iter().map(|(name, text)| {
            hash.update(text.as_bytes());
            let document = toml::from_str(text).map_err(|error| from_toml(name, text, &error))?;
            Ok(compile::File { name, text, document })
        });
        let parsed = parsed.collect::<Result<_, PackError>>()?;
        Self::from_files(parsed, hexadecimal(hash.finalize().iter().take(8)))
    }

    fn from_files(files: Vec<compile::File<'_>>, hash: String) -> Result<Self, PackError> {
        let mut pack = compile::compile(files)?;
        pack.recogniser = Recogniser::new(&pack.signals, &pack.artifacts);
        pack.hash = hash;
        Ok(pack)
    }

    /// The signal of a record's body (without its line prefix), if one is known.
    ///
    /// `artifact` is the id of the source's artifact; for `console` and `unknown` the signals of all artifacts count
    /// whose lines can stand in a stream.
    #[must_use]
    pub fn recognise(&self, artifact: &str, level: Level, body: &[u8]) -> Option<Recognised> {
        let artifact = match artifact {
            "console" | "unknown" => None,
            id => self.artifacts.iter().position(|artifact| artifact.id == id),
        };
        self.recogniser.recognise(&self.signals, artifact, level, body)
    }

    /// The position of the signal of that id.
    #[must_use]
    pub fn signal_index(&self, id: &str) -> Option<SignalIndex> {
        self.signals.iter().zip(0..).find(|(signal, _)| signal.id == id).map(|(_, index)| index)
    }

    /// The artifact of that id.
    #[must_use]
    pub fn artifact(&self, id: &str) -> Option<&Artifact> {
        self.artifacts.iter().find(|artifact| artifact.id == id)
    }

    /// Ids of the logs that show failed uploads.
    pub fn upload_logs(&self) -> impl Iterator<Item = &str> {
        let signals = self.uploads.errors.iter().filter_map(|signal| self.signals.get(usize::from(*signal)));
        let artifacts = signals.flat_map(|signal| &signal.wordings).flat_map(|wording| &wording.artifacts);
        artifacts.filter_map(|index| self.artifacts.get(*index)).map(|artifact| artifact.id.as_str())
    }

    /// The rule of that id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn from_toml(file: &str, text: &str, error: &toml::de::Error) -> PackError {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    PackError {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
        message: error.message().to_owned(),
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    use fmt::Write as _;
    bytes.fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
