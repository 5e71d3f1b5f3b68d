//! What was given, may be a log, and could not be read.
//!
//! It may show a failure that nothing else shows: while there is such a thing, nothing that it may be about is healthy.

use crate::case::Run;
use crate::diagnosis::Unread;
use crate::pack::Pack;
use crate::scan::Scanned;
use crate::text::LogText;

/// How many are named.
const NAMED: usize = 1_000;

/// What could not be read.
pub(super) struct Gaps<'a> {
    all: Vec<(&'a Scanned, &'a str)>,
    /// The log that shows failed uploads: what nobody knows may be that.
    likeliest: Option<usize>,
    pack: &'a Pack,
}

impl<'a> Gaps<'a> {
    pub(super) fn of(pack: &'a Pack, sources: &'a [Scanned]) -> Self {
        let all = sources.iter().filter_map(|source| Some((source, source.unread.as_deref()?))).collect();
        let likeliest = pack.upload_logs().next().and_then(|log| position(pack, log));
        Self { all, likeliest, pack }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What the first thing may be that may belong to a run: the position of the artifact. A file whose name tells another
    /// process does not.
    pub(super) fn of_run(&self, run: &Run<'_>) -> Option<usize> {
        let is_of_another = |source: &Scanned| {
            let has_part = || run.parts.iter().any(|part| std::ptr::eq(part.source, source));
            source.named_pid.is_some() && run.pid.is_some() && source.named_pid != run.pid && !has_part()
        };
        let (source, _) = self.all.iter().find(|(source, _)| !is_of_another(source))?;
        position(self.pack, &source.artifact).or(self.likeliest)
    }

    /// All of it, for the result.
    pub(super) fn list(&self) -> Vec<Unread<LogText>> {
        let named = self.all.iter().take(NAMED);
        named.map(|(source, why)| Unread { name: LogText::from(source.name.as_str()), why: (*why).to_owned() }).collect()
    }

    /// That there are more.
    pub(super) fn notice(&self) -> Option<String> {
        let more = self.all.len().saturating_sub(NAMED);
        (more > 0).then(|| format!("{more} more files could not be read."))
    }
}

fn position(pack: &Pack, artifact: &str) -> Option<usize> {
    pack.artifacts.iter().position(|known| known.id == artifact)
}
