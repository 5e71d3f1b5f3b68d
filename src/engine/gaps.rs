//! What was given, may be a log, and could not be read.
//!
//! It may show a failure that nothing else shows: while there is such a thing, nothing that it may be about is healthy.

use crate::case::{self, Run};
use crate::diagnosis::Unread;
use crate::pack::Pack;
use crate::scan::{SHORTENED, Scanned};
use crate::text::LogText;
use std::collections::BTreeMap;

/// How many are named.
const NAMED: usize = 1_000;

const THINNED: &str =
    "There is more in what was given than is kept: of this log lines were left out that its messages ask for.";

const NEWEST_MISSING: &str = "This is an older part of a log, and the newest one, without a number in its name, is not among \
                              the files: give it, too.";

/// What could not be read, or not wholly, and why.
pub(super) struct Gaps<'a> {
    all: Vec<(&'a Scanned, &'a str)>,
    /// The first unread file that may be of any process, and the first of each process, by the position of the artifact
    /// that it may be.
    of_any: Option<usize>,
    of_process: BTreeMap<u32, usize>,
    /// The log that shows failed uploads: what nobody knows may be that.
    likeliest: usize,
    pack: &'a Pack,
}

impl<'a> Gaps<'a> {
    pub(super) fn of(pack: &'a Pack, sources: &'a [Scanned]) -> Self {
        let is_thinned = |source: &Scanned| source.segments.iter().any(|segment| segment.thinned);
        let shows_uploads = |source: &Scanned| pack.upload_logs().any(|log| log == source.artifact);
        let newest_missing = case::newest_is_missing(sources, shows_uploads);
        let gap = |(source, is_older): (&'a Scanned, bool)| source.gap().or(is_older.then_some(NEWEST_MISSING));
        let with_gaps = || sources.iter().zip(newest_missing.iter().copied());
        let why = |(source, is_older)| gap((source, is_older)).or_else(|| is_thinned(source).then_some(THINNED));
        let all = with_gaps().filter_map(|(source, is_older)| Some((source, why((source, is_older))?))).collect();
        let likeliest = pack.upload_logs().next().and_then(|log| position(pack, log)).unwrap_or_default();
        let mut gaps = Self { all, of_any: None, of_process: BTreeMap::new(), likeliest, pack };
        for (source, _) in with_gaps().filter(|source| gap(*source).is_some()) {
            let artifact = gaps.artifact(source);
            match source.named_pid {
                Some(pid) => _ = gaps.of_process.entry(pid).or_insert(artifact),
                None => _ = gaps.of_any.get_or_insert(artifact),
            }
        }
        gaps
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What something may be that may belong to a run: the position of the artifact. A file whose name tells another
    /// process does not, nor does what was left out of another run.
    pub(super) fn of_run(&self, run: &Run<'_>) -> Option<usize> {
        let own = run.parts.iter().find(|part| part.source.gap().is_some() || part.segment.thinned);
        let of_process = || match run.pid {
            Some(pid) => self.of_process.get(&pid).copied(),
            None => self.of_process.values().next().copied(),
        };
        own.map(|part| self.artifact(part.source)).or_else(of_process).or(self.of_any)
    }

    /// What a source is, or may be.
    fn artifact(&self, source: &Scanned) -> usize {
        position(self.pack, &source.artifact).unwrap_or(self.likeliest)
    }

    /// All of it, for the result.
    pub(super) fn list(&self) -> Vec<Unread<LogText>> {
        let named = self.all.iter().take(NAMED);
        named
            .map(|(source, why)| Unread { name: LogText::from(source.name.as_str()), why: (*why).to_owned() })
            .collect()
    }

    /// That there are more, and that less was kept than usual.
    pub(super) fn notices(&self, sources: &[Scanned]) -> Vec<String> {
        let more = self.all.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} more files could not be read, or not wholly."));
        let shortened = sources.iter().filter(|source| source.notices.iter().any(|notice| notice == SHORTENED)).count();
        let shortened = (shortened > 0).then(|| {
            let files = if shortened == 1 { "one file".to_owned() } else { format!("{shortened} files") };
            format!("Less than usual is kept of {files}, for there is too much in what was given: the files say so.")
        });
        more.into_iter().chain(shortened).collect()
    }
}

fn position(pack: &Pack, artifact: &str) -> Option<usize> {
    pack.artifacts.iter().position(|known| known.id == artifact)
}
