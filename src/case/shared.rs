//! Two processes that write into one log: then no line of it is the other's excuse.

use super::Run;
use crate::pack::{Level, Pack};

impl Run<'_> {
    /// Whether lines of two processes stand in one log of the run: what each process says once is there twice, or a setting
    /// has two values.
    #[must_use]
    pub fn is_shared(&self, pack: &Pack) -> bool {
        let once = pack.uploads.start.iter().chain(&pack.uploads.end);
        let is_twice = |signal| {
            self.parts
                .iter()
                .any(|part| part.segment.sightings.get(signal).is_some_and(|sightings| sightings.count > 1))
        };
        self.facts.has_two_values || once.into_iter().any(is_twice)
    }

    /// Whether the log that shows failed uploads has errors after the start that nobody knows.
    #[must_use]
    pub fn has_unknown_errors(&self, pack: &Pack) -> bool {
        let start = self.last_of(&pack.uploads.start);
        self.decisive(pack).into_iter().any(|part| {
            let strangers = &part.segment.strangers;
            let begins = start.filter(|start| start.part.index == part.index).map_or(0, |start| start.sighting.line);
            let is_error = strangers.sample.values().any(|it| it.first.level >= Level::Error && it.last_line > begins);
            is_error || !strangers.is_whole()
        })
    }
}
