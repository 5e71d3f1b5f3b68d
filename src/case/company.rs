//! The other processes of a host: how many were profiled while one was.

use super::Run;
use crate::pack::Pack;
use crate::scan::Moment;
use std::collections::BTreeMap;

/// The runs of a capture, as far as each has to know of the others.
#[derive(Debug, Default)]
pub struct Company<'a> {
    hosts: BTreeMap<&'a str, Times>,
    /// When the last process began.
    latest: Option<Moment>,
}

/// When the profiled processes of a host began and ended, in order.
#[derive(Debug, Default)]
struct Times {
    began: Vec<Moment>,
    ended: Vec<Moment>,
}

impl<'a> Company<'a> {
    /// Looks at all runs of a capture.
    #[must_use]
    pub fn of(pack: &Pack, runs: &'a [Run<'_>]) -> Self {
        let mut company = Self::default();
        let mut next = BTreeMap::new();
        for run in runs.iter().filter(|run| run.pid.is_some()).rev() {
            company.latest = company.latest.max(run.first());
            // In the order of time, so that what was looked at before is the next life of the same application.
            let successor = run.application.and_then(|application| next.insert(application, run.first())).flatten();
            let (Some(began), Some(ended)) = (run.first(), run.last()) else { continue };
            if run.last_of(&pack.uploads.start).is_none() {
                continue;
            }
            let times = company.hosts.entry(&run.host).or_default();
            times.began.push(began);
            // Whatever is not seen to end lives on, until the next life of its application begins.
            match (run.last_of(&pack.uploads.end), successor) {
                (Some(_), _) => times.ended.push(ended),
                (None, Some(successor)) => times.ended.push(successor.max(ended)),
                (None, None) => {}
            }
        }
        for times in company.hosts.values_mut() {
            times.began.sort_unstable();
            times.ended.sort_unstable();
        }
        company
    }

    /// How many processes of its host were profiled while this one was, itself included.
    #[must_use]
    pub fn processes(&self, run: &Run<'_>) -> usize {
        let (Some(times), Some(from), Some(to)) = (self.hosts.get(run.host.as_str()), run.first(), run.last()) else { return 0 };
        let began = times.began.partition_point(|began| *began <= to);
        let ended = times.ended.partition_point(|ended| *ended < from);
        began.saturating_sub(ended)
    }

    /// Whether no process began later.
    #[must_use]
    pub fn is_latest(&self, run: &Run<'_>) -> bool {
        run.first() >= self.latest
    }
}
