//! What is left of a life in the files that are given.

use super::clock::SECOND;
use super::files::{File, Lived};
use super::record::Log;
use std::collections::BTreeSet;

/// So long after its start a life has said what it is.
const STARTED: i64 = 5 * SECOND;

/// The logs of one start begin within this time.
const ONE_START: i64 = 60 * SECOND;

pub(crate) struct Left {
    /// The last record of all that are left.
    pub(crate) last: i64,
    /// Up to when the life is told. Where the profiler's log was cut and shows it (half a line at its end, or its newest
    /// part is missing), nothing behind its last record is: what other logs say later, they say of a time of which the
    /// reader knows that he does not see the uploads.
    pub(crate) until: i64,
    /// The same, as far as somebody could see it who cannot know what the missing part was about.
    pub(crate) seen: i64,
    /// The first record of the profiler's log, where its head is lost.
    pub(crate) head_lost: Option<i64>,
    /// Whether something of that log is missing in between, or all of it.
    pub(crate) has_gap: bool,
    /// Whether all of the native logs is there up to the end of what is told, and the start is over by then.
    pub(crate) is_whole: bool,
    /// Whether half a line may be an error.
    pub(crate) is_in_doubt: bool,
    /// The moment of copying, where the life went on.
    pub(crate) copied: Option<i64>,
}

impl Left {
    /// Nothing where no whole record is left.
    pub(crate) fn of(number: usize, (life, played): &Lived<'_>, files: &[File], copied: Option<i64>) -> Option<Self> {
        let lines = files.iter().flat_map(|file| &file.lines).filter(|line| line.life == number && line.is_whole);
        let kept: BTreeSet<usize> = lines.map(|line| line.record).collect();
        let at = |record: &usize| played.records[*record].at;
        let last = kept.iter().map(at).max()?;
        let is_written = |record: &usize| copied.is_none_or(|copied| at(record) <= copied);
        let of = |log: Log| (0..played.records.len()).filter(move |record| played.records[*record].log == log);
        let profiler: Vec<usize> = of(Log::Profiler).filter(is_written).collect();
        let is_kept = |record: &usize| kept.contains(record);
        let (from, to) = (profiler.iter().position(is_kept), profiler.iter().rposition(is_kept));
        let has_gap = from.zip(to).is_some_and(|(from, to)| !profiler[from..to].iter().all(is_kept));
        let tail_lost = profiler.last().is_some_and(|record| !is_kept(record));
        let ends: Vec<&File> = files.iter().filter(|file| ends_with(file, number)).collect();
        let is_cut = ends.iter().any(|file| file.log == Log::Profiler);
        let has_lines = |file: &&File| file.log == Log::Profiler && file.lines.iter().any(|line| line.life == number);
        let newest = files.iter().filter(has_lines).min_by_key(|file| file.age);
        let is_older = newest.is_some_and(|newest| newest.age > 0);
        // That a later part has nothing of it shows where that part is there, or another life begins before it.
        let goes_on = |newest: &File| {
            let is_next = |file: &&File| file.log == Log::Profiler && file.folder == newest.folder;
            let has_later = newest.lines.iter().any(|line| line.life > number);
            tail_lost || !(has_later || files.iter().filter(is_next).any(|file| file.age + 1 == newest.age))
        };
        let may_go_on = newest.is_some_and(|newest| newest.age > 0 && goes_on(newest));
        let last_profiler = to.map_or(last, |to| at(&profiler[to]));
        // A log that has lost its head, and begins behind the profiler's last record, may be of another life.
        let logs = [Log::Loader, Log::Tracer, Log::Managed].map(|log| of(log).filter(is_kept).collect::<Vec<usize>>());
        let begins_with_it = |log: &&Vec<usize>| {
            log.first().is_none_or(|first| at(first) <= last_profiler || at(first) <= life.began + ONE_START)
        };
        let told = logs.iter().filter(begins_with_it).flatten().map(at).fold(last_profiler, i64::max);
        let native = of(Log::Loader).filter(is_written).chain(profiler.iter().copied());
        Some(Self {
            last,
            until: if is_cut || may_go_on { last_profiler } else { told },
            seen: if is_cut || is_older { last_profiler } else { told },
            head_lost: from.filter(|from| *from > 0).map(|from| at(&profiler[from])),
            has_gap: has_gap || to.is_none() && !profiler.is_empty(),
            is_whole: native.collect::<Vec<_>>().iter().all(is_kept)
                && copied.is_none_or(|copied| copied > life.began + STARTED),
            is_in_doubt: ends.iter().any(|file| is_in_doubt(file, life.tells_success())),
            copied,
        })
    }
}

/// Whether the file ends with half a line behind a record of this life.
fn ends_with(file: &File, number: usize) -> bool {
    let is_half = file.lines.last().is_some_and(|line| !line.is_whole);
    is_half && file.lines.iter().rev().find(|line| line.is_whole).is_some_and(|line| line.life == number)
}

/// Whether that half may be an error, or tell of an upload.
fn is_in_doubt(file: &File, tells_success: bool) -> bool {
    let Some(half) = file.lines.last() else { return false };
    let is_info = [" | info | ", " | debug | ", "[INF]", "[info]"].iter().any(|level| half.text.contains(level));
    let said = half.text.split_once("] ").map_or(0, |(_, text)| text.len());
    !is_info || file.log == Log::Profiler && (tells_success || said < 12)
}
