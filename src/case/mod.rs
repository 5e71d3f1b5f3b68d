//! From scanned sources to runs: one life of one process, joined over all its logs, with its facts.

mod across;
mod applications;
mod beside;
mod clock;
mod company;
mod copies;
mod facts;
mod given;
mod host;
mod hosts;
mod identity;
mod jumps;
mod lives;
mod namesakes;
mod observed;
mod release;
mod rotation;
mod shared;
mod time;
mod tracer_folder;

pub use company::Company;
pub use copies::originals;
pub use facts::{Facts, Known};
pub(crate) use facts::{captured, fits};
pub use identity::Identity;
pub use observed::Observed;
pub use release::{Contradiction, Releases};
pub use rotation::missing_parts;
pub(crate) use rotation::newest_is_missing;
pub use time::Instant;

use clock::Clock;

use crate::order::sort_by_key;
use crate::pack::{Pack, SignalIndex};
use crate::scan::{Moment, Scanned, Segment, Sighting};
use crate::text::LogText;
use std::collections::BTreeMap;

/// Threads write at the same time, so records may stand a little out of order; in milliseconds.
const DISORDER: i64 = 2_000;

/// One life of one process.
#[derive(Debug)]
pub struct Run<'a> {
    /// Folder of its sources, as part of their names; empty for the top.
    pub folder: &'a str,
    /// The host that it ran on, as far as its folder and its carrier tell.
    pub host: String,
    /// Who wrote its lines, where a carrier tells: pod and container, host and unit, service.
    pub origin: Option<LogText>,
    /// The process id.
    pub pid: Option<u32>,
    /// The application: entry assembly, application domain, service, or process name. `dotnet` alone is none.
    pub app: Option<LogText>,
    /// What its logs tell about its application.
    pub identity: Identity,
    /// The number of its application: runs with the same one are lives or instances of it. Nothing where a run is not known
    /// to be of the same as any other.
    pub application: Option<usize>,
    /// Its stretches of sources, in the order of time.
    pub parts: Vec<Part<'a>>,
    /// Stretches that tell about its host, its container or the Agent, and are no part of its life.
    pub beside: Vec<Part<'a>>,
    /// The kinds of logs that it has, by artifact id, and whether they are there from their first record on.
    /// Lines of a console count as the logs that they come from.
    pub given: BTreeMap<String, bool>,
    /// What is known about it.
    pub facts: Facts,
    clock: Clock,
    /// The life of the same process number that followed.
    next: Option<lives::Next>,
}

/// One stretch of a source that belongs to a run.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Position of the source among all sources.
    pub index: usize,
    /// The source.
    pub source: &'a Scanned,
    /// The stretch.
    pub segment: &'a Segment,
}

/// A signal seen in a run.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// Where.
    pub part: Part<'a>,
    /// What.
    pub signal: SignalIndex,
    /// The sighting.
    pub sighting: &'a Sighting,
}

impl Mark<'_> {
    /// Whether this comes after the other: by line in one source, else by time. In a source that was put together from
    /// several, the lines of one log may stand behind all of another.
    #[must_use]
    pub fn is_after(&self, other: &Mark<'_>) -> bool {
        let apart =
            self.sighting.time.zip(other.sighting.time).filter(|(mine, theirs)| (mine.0 - theirs.0).abs() > DISORDER);
        let has_one_clock = self.part.segment.jumps().is_empty() && !self.part.segment.clock_is_lost();
        if self.part.index == other.part.index && (apart.is_none() || !has_one_clock) {
            return self.sighting.line > other.sighting.line;
        }
        matches!((self.sighting.time, other.sighting.time), (Some(mine), Some(theirs)) if mine > theirs)
    }
}

impl<'a> Run<'a> {
    /// The sightings of a signal that were kept, in the order of time.
    pub fn marks(&self, signal: SignalIndex) -> impl Iterator<Item = Mark<'a>> {
        self.parts.iter().chain(&self.beside).flat_map(move |part| {
            let sightings = part.segment.sightings.get(&signal);
            let first = sightings.into_iter().flat_map(|sightings| &sightings.first);
            let last = sightings.into_iter().flat_map(|sightings| {
                let kept = sightings.first.last().map_or(0, |sighting| sighting.line);
                sightings.last.iter().filter(move |sighting| sighting.line > kept)
            });
            first.chain(last).map(move |sighting| Mark { part: *part, signal, sighting })
        })
    }

    /// The sightings of a signal without the first ones where those in the middle were only counted, and the first one
    /// behind the last such gap.
    #[must_use]
    pub fn tail(&self, signal: SignalIndex) -> (Vec<Mark<'a>>, Option<Mark<'a>>) {
        let mut marks = Vec::new();
        let mut behind_gap = None;
        for part in &self.parts {
            let Some(sightings) = part.segment.sightings.get(&signal) else { continue };
            let mark = |sighting| Mark { part: *part, signal, sighting };
            let seen = sightings.first.last().map_or(0, |sighting| sighting.line);
            let later = sightings.last.iter().filter(|sighting| sighting.line > seen);
            if sightings.first.len() as u64 + later.clone().count() as u64 == sightings.count {
                marks.extend(sightings.first.iter().chain(later).map(mark));
            } else {
                marks.extend(sightings.last.iter().map(mark));
                behind_gap = sightings.last.first().map(mark).or(behind_gap);
            }
        }
        (marks, behind_gap)
    }

    /// The last sighting of any of these signals.
    #[must_use]
    pub fn last_of(&self, signals: &[SignalIndex]) -> Option<Mark<'a>> {
        let mut last: Option<Mark<'a>> = None;
        for mark in signals.iter().flat_map(|signal| self.marks(*signal)) {
            if last.is_none_or(|last| mark.is_after(&last)) {
                last = Some(mark);
            }
        }
        last
    }

    /// The first sighting of any of these signals.
    #[must_use]
    pub fn first_of(&self, signals: &[SignalIndex]) -> Option<Mark<'a>> {
        let mut first: Option<Mark<'a>> = None;
        for mark in signals.iter().flat_map(|signal| self.marks(*signal)) {
            if first.is_none_or(|first| first.is_after(&mark)) {
                first = Some(mark);
            }
        }
        first
    }

    /// How often a signal was seen.
    #[must_use]
    pub fn count(&self, signal: SignalIndex) -> u64 {
        let parts = self.parts.iter().chain(&self.beside);
        parts.filter_map(|part| part.segment.sightings.get(&signal)).map(|sightings| sightings.count).sum()
    }

    /// Whether it has at least one record of that kind of log.
    #[must_use]
    pub fn is_given(&self, artifact: &str) -> bool {
        self.given.contains_key(artifact)
    }

    /// Whether it has that kind of log from its first record on.
    #[must_use]
    pub fn has_head(&self, artifact: &str) -> bool {
        self.given.get(artifact).copied().unwrap_or(false)
    }

    /// Time of its first record.
    #[must_use]
    pub fn first(&self) -> Option<Moment> {
        self.parts.iter().filter_map(|part| part.segment.first).min()
    }

    /// Time of its last record in any source.
    #[must_use]
    pub fn last(&self) -> Option<Moment> {
        self.parts.iter().filter_map(|part| part.segment.last).max()
    }

    /// Names of its sources, each once, in the order of all sources.
    #[must_use]
    pub fn sources(&self) -> Vec<&'a Scanned> {
        let mut parts: Vec<Part<'a>> = self.parts.iter().chain(&self.beside).copied().collect();
        sort_by_key(&mut parts, |part| part.index);
        parts.dedup_by_key(|part| part.index);
        parts.into_iter().map(|part| part.source).collect()
    }
}

impl<'a> Run<'a> {
    /// A run of these stretches, of which nothing else is known yet.
    #[must_use]
    pub fn new(folder: &'a str, pid: Option<u32>, parts: Vec<Part<'a>>) -> Self {
        let origin = parts.iter().find_map(|part| part.segment.origin()).cloned();
        let root = parts.iter().find_map(|part| part.source.root.as_deref()).unwrap_or_default();
        let host = host::of(&format!("{root}/{folder}"));
        let place = [host.as_str(), origin.as_ref().map_or("", LogText::inspect)].join("\n");
        Self {
            folder,
            host: place.trim_matches('\n').to_owned(),
            origin,
            pid,
            app: None,
            identity: Identity::default(),
            application: None,
            parts,
            beside: Vec::new(),
            given: BTreeMap::new(),
            facts: Facts::default(),
            clock: Clock::default(),
            next: None,
        }
    }

    fn learn(&mut self, pack: &Pack) {
        self.clock = Clock::of(&self.parts);
        self.given = given::kinds(pack, &self.parts);
        for part in self.beside.iter().filter(|part| part.segment.records > 0) {
            self.given.entry(part.source.artifact.clone()).or_insert(part.segment.started);
        }
        self.facts = facts::learn(pack, self);
        self.app = identity::shown(pack, self);
        self.identity = Identity::of(pack, self);
    }
}

/// All runs of the sources, with their facts, in the order of folder, start and process.
#[must_use]
pub fn read<'a>(pack: &Pack, sources: &'a [Scanned]) -> Vec<Run<'a>> {
    let (mut runs, aside) = lives::runs(pack, sources);
    for run in &mut runs {
        run.learn(pack);
    }
    // What names a program is known to be about a run only once that has a name.
    beside::join(&mut runs, aside);
    for run in runs.iter_mut().filter(|run| !run.beside.is_empty()) {
        run.learn(pack);
    }
    let numbers = applications::number(&runs);
    for (run, number) in runs.iter_mut().zip(numbers) {
        run.application = number;
    }
    runs
}
