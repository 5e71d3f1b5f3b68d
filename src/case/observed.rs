//! Up to when a process is known to have gone on.

use super::time::Instant;
use super::{Part, Run};
use crate::pack::{LineFormat, Pack};
use crate::scan::Moment;
use std::collections::BTreeMap;

/// The logs of one start begin within this many milliseconds of each other; the managed side takes a second or more.
const ONE_START: i64 = 60_000;

/// Nobody copies files years later: such a time is a slip of the pen. In milliseconds.
const YEAR: i64 = 366 * 24 * 3_600_000;

/// Up to when a run was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Observed {
    /// The last moment at which its process is known to have lived.
    pub until: Option<Instant>,
    /// The last record of the log that would show a failure.
    pub recorded: Option<Instant>,
    /// The time that the user gave cannot be right: it lies before the last record, or years after it.
    pub is_mistaken: bool,
}

impl<'a> Run<'a> {
    /// Up to when its process is known to have gone on.
    ///
    /// Its own records prove it. Where the newest part of the log that would show a failure is missing or cut off, nothing
    /// is known after its last record, whatever other logs say later. `is_latest`: no other run of the capture began later,
    /// so the user's answer about the process is about this one.
    #[must_use]
    pub fn observed(&self, pack: &Pack, answers: &BTreeMap<String, String>, is_latest: bool) -> Observed {
        let decisive = self.decisive(pack);
        let last_decisive = decisive.iter().filter_map(|part| self.end(part)).max();
        let newest = decisive.iter().min_by_key(|part| part.source.rotation.unwrap_or(0));
        let is_older = newest.is_some_and(|part| part.source.rotation.unwrap_or(0) > 0 && is_last(part));
        let goes_on_elsewhere = is_older && !self.next.is_some_and(|next| next.begins_the_next_part);
        if goes_on_elsewhere || decisive.iter().any(|part| part.segment.is_cut()) {
            return Observed { until: last_decisive, recorded: last_decisive, is_mistaken: false };
        }
        // What goes on when the next life had begun does so in that one.
        let is_over = |part: &&Part<'a>| part.segment.last <= self.next.map(|next| next.began).or(part.segment.last);
        let alive = self.of_this_life(last_decisive).filter(is_over);
        let last = alive.filter_map(|part| self.end(part)).chain(last_decisive).max();
        let Some(last) = last else { return Observed::default() };
        let said = |question: &str| answers.get(question).map(|answer| answer.trim().to_ascii_lowercase());
        let Some(copied) = said("files-copied-at").and_then(|answer| Moment::parse(&answer.to_ascii_uppercase()))
        else {
            return Observed { until: Some(last), recorded: last_decisive, is_mistaken: false };
        };
        let copied = self.stated(last, copied);
        let later = copied.since(last);
        let is_mistaken = is_latest && !(0..=YEAR).contains(&later);
        let lived = is_latest && !is_mistaken && said("process-still-running").is_some_and(|it| it.starts_with('y'));
        Observed { until: Some(if lived { copied } else { last }), recorded: last_decisive, is_mistaken }
    }

    /// The stretches of the log that shows failed uploads; where there is none, of the streams that may hold it.
    #[must_use]
    pub fn decisive(&self, pack: &Pack) -> Vec<&Part<'a>> {
        let is_log = |part: &&Part<'a>| pack.upload_logs().any(|log| log == part.source.artifact);
        let logs: Vec<&Part<'a>> = self.parts.iter().filter(is_log).collect();
        if !logs.is_empty() {
            return logs;
        }
        let is_stream = |part: &&Part<'a>| {
            pack.artifact(&part.source.artifact).is_some_and(|artifact| artifact.format == LineFormat::Mixed)
        };
        self.parts.iter().filter(is_stream).collect()
    }

    /// The stretches that go on with this very life: their log began with it, or while the log that would show a failure
    /// wrote, up to `last`. A process of the same number that came later proves nothing.
    fn of_this_life(&self, last: Option<Instant>) -> impl Iterator<Item = &Part<'a>> {
        let mut begins: BTreeMap<&str, Instant> = BTreeMap::new();
        for (part, begin) in self.parts.iter().filter_map(|part| Some((part, self.beginning(part)?))) {
            let known = begins.entry(&part.source.artifact).or_insert(begin);
            *known = begin.min(*known);
        }
        let start = begins.values().min().copied();
        self.parts.iter().filter(move |part| match (begins.get(part.source.artifact.as_str()), start, last) {
            (Some(begins), Some(start), Some(last)) => *begins <= last || begins.since(start) <= ONE_START,
            _ => true,
        })
    }
}

/// Whether no later life of the process stands in the same file.
fn is_last(part: &Part<'_>) -> bool {
    let (source, mine) = (part.source, part.segment);
    !source.segments.iter().any(|other| other.pid == mine.pid && other.first_line > mine.first_line)
}
