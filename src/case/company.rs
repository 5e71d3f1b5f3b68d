//! The other processes of a capture: how many were profiled while one was, and how those before it ended.

use super::Run;
use crate::order::{map, sort_by_key};
use crate::pack::Pack;
use crate::scan::Moment;
use std::collections::BTreeMap;

/// The runs of a capture, as far as each has to know of the others.
#[derive(Debug, Default)]
pub struct Company<'a> {
    hosts: BTreeMap<&'a str, Times>,
    /// Of each application when its lives began, with how many in a row before each ended out of order.
    lives: BTreeMap<usize, Vec<(Option<Moment>, usize)>>,
    /// When the lives of each process began, in order.
    processes: BTreeMap<(&'a str, u32), Vec<Moment>>,
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
            if let Some(pid) = run.pid {
                company.processes.entry((run.folder, pid)).or_default().push(began);
            }
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
        company.lives = restarts(pack, runs);
        company.processes.values_mut().for_each(|began| began.sort_unstable());
        for times in company.hosts.values_mut() {
            times.began.sort_unstable();
            times.ended.sort_unstable();
        }
        company
    }

    /// How many processes of its host were profiled while this one was, itself included.
    #[must_use]
    pub fn processes(&self, run: &Run<'_>) -> usize {
        let (Some(times), Some(from), Some(to)) = (self.hosts.get(run.host.as_str()), run.first(), run.last()) else {
            return 0;
        };
        let began = times.began.partition_point(|began| *began <= to);
        let ended = times.ended.partition_point(|ended| *ended < from);
        began.saturating_sub(ended)
    }

    /// How many lives of its application in a row before this one ended without the lines of an orderly end.
    #[must_use]
    pub fn restarts(&self, run: &Run<'_>) -> usize {
        let lives = run.application.and_then(|application| self.lives.get(&application));
        let here = lives.and_then(|lives| lives.get(lives.partition_point(|(began, _)| *began < run.first())));
        here.map_or(0, |(_, before)| *before)
    }

    /// When the next life of the same process began: another one of its folder with its number.
    #[must_use]
    pub fn next(&self, run: &Run<'_>) -> Option<Moment> {
        let began = self.processes.get(&(run.folder, run.pid?))?;
        began.get(began.partition_point(|began| Some(*began) <= run.first())).copied()
    }

    /// Whether no process began later.
    #[must_use]
    pub fn is_latest(&self, run: &Run<'_>) -> bool {
        run.first() >= self.latest
    }
}

fn restarts(pack: &Pack, runs: &[Run<'_>]) -> BTreeMap<usize, Vec<(Option<Moment>, usize)>> {
    let mut lives: BTreeMap<usize, Vec<&Run<'_>>> = BTreeMap::new();
    for run in runs {
        if let Some(application) = run.application {
            lives.entry(application).or_default().push(run);
        }
    }
    let counted = lives.into_iter().map(|(application, mut runs)| {
        // An instance that still writes is no life before this one.
        let mut ended = runs.clone();
        sort_by_key(&mut ended, |run| run.last());
        let mut ended = ended.into_iter().peekable();
        sort_by_key(&mut runs, |run| run.first());
        let mut before = 0;
        let counts = runs.into_iter().map(|run| {
            while let Some(life) = ended.next_if(|life| life.last() < run.first()) {
                before = if ends_out_of_order(pack, life) { before + 1 } else { 0 };
            }
            (run.first(), before)
        });
        (application, counts.collect())
    });
    map(counted)
}

/// Whether the lines of an orderly end are missing. A profiler that never began to run writes none.
fn ends_out_of_order(pack: &Pack, run: &Run<'_>) -> bool {
    run.last_of(&pack.uploads.start).is_some() && run.last_of(&pack.uploads.end).is_none()
}
