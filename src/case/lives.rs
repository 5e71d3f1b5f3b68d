//! Which stretches of which sources belong to one life of one process.
//!
//! Sources of one folder, writer and process id are walked in the order of time. A stretch that begins with a start opens a
//! new life if the current one has a stretch of the same artifact already, or began too long ago to be the same start.
//! Everything else belongs to the life that is current at its time.

use super::{DISORDER, Part, Run, across, beside, copies, namesakes, tracer_folder};
use crate::order::sort_by_key;
use crate::pack::{LineFormat, Pack};
use crate::scan::{DOMAIN_NUMBER, Moment, Scanned};
use crate::text::LogText;
use std::collections::{BTreeMap, BTreeSet};

/// The native logs of one start begin within this many milliseconds of each other (observed: 20 ms; more where the
/// processor is throttled). A container that crashed is started again after 10 s at the earliest.
const ONE_START: i64 = 10_000;

/// The managed side is ready so many milliseconds after the native one, at most.
const MANAGED_START: i64 = 60_000;

/// The number of the first application domain of a process.
const FIRST_DOMAIN: &str = "1";

/// How many later lives are looked at for one that has the same log.
const LOOKED_AT: usize = 8;

/// A process id and the place of its last run.
type Place = (Option<u32>, usize);

/// All runs, without their facts, in the order of folder, start and process; and what lies beside them.
pub(super) fn runs<'a>(pack: &Pack, sources: &'a [Scanned]) -> (Vec<Run<'a>>, Vec<Part<'a>>) {
    let mut aside: Vec<Part<'a>> = Vec::new();
    let mut processes = namesakes::Processes::new();
    let mut without_process: BTreeMap<&str, Vec<Part<'a>>> = BTreeMap::new();
    let originals = copies::originals(sources);
    for (index, source) in sources.iter().enumerate().filter(|(index, _)| originals.get(*index) == Some(index)) {
        let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for segment in &source.segments {
            let part = Part { index, source, segment };
            if beside::is_beside(pack, &part) {
                aside.push(part);
                continue;
            }
            match segment.pid.or(source.named_pid) {
                Some(pid) => processes.entry((folder, pid)).or_default().push(part),
                None => without_process.entry(folder).or_default().push(part),
            }
        }
    }
    let mut runs = Vec::new();
    for ((folder, pid), parts) in tracer_folder::gathered(pack, processes) {
        let apart = by_writer(parts).into_iter().flat_map(namesakes::apart);
        for lives in apart.map(|parts| lives(pack, parts)) {
            let next = |index: usize| Next::of(pack, lives.get(index)?, lives.get(index + 1..)?);
            let next: Vec<Option<Next>> = (0..lives.len()).map(next).collect();
            let alone = lives.into_iter().zip(next);
            runs.extend(alone.map(|(parts, next)| Run { next, ..Run::new(folder, Some(pid), parts) }));
        }
    }
    let mut runs = across::joined(runs);
    let alone = join(pack, &mut runs, without_process);
    runs.extend(alone);
    sort_by_key(&mut runs, |run| (run.folder, run.first(), run.pid));
    (runs, aside)
}

/// The parts of one process id, by who wrote them. What no carrier names is of the only one that is named.
fn by_writer(parts: Vec<Part<'_>>) -> Vec<Vec<Part<'_>>> {
    let mut writers: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
    for part in parts {
        writers.entry(part.segment.origin().map_or("", LogText::inspect)).or_default().push(part);
    }
    if writers.len() == 2 && writers.contains_key("") {
        return vec![writers.into_values().flatten().collect()];
    }
    writers.into_values().collect()
}

/// What has no process of its own joins the only process of its folder and writer, in its last life. Else it is a run
/// of its own.
fn join<'a>(pack: &Pack, runs: &mut [Run<'a>], without_process: BTreeMap<&'a str, Vec<Part<'a>>>) -> Vec<Run<'a>> {
    // The only process of each folder, and of each writer there, with its last run; nothing where there are several.
    let mut only: BTreeMap<(&str, Option<String>), Option<Place>> = BTreeMap::new();
    for (index, run) in runs.iter().enumerate() {
        let writer = run.origin.as_ref().map(|origin| origin.inspect().to_owned());
        let wider = writer.is_some().then_some(None);
        for writer in [Some(writer), wider].into_iter().flatten() {
            let here = only.entry((run.folder, writer)).or_insert(Some((run.pid, index)));
            *here = here.filter(|(pid, _)| *pid == run.pid).map(|_| (run.pid, index));
        }
    }
    let mut alone = Vec::new();
    for (folder, parts) in without_process {
        for parts in by_writer(parts) {
            let writer = parts.iter().find_map(|part| part.segment.origin()).map(|origin| origin.inspect().to_owned());
            let last = only.get(&(folder, writer)).copied().flatten().and_then(|(_, index)| runs.get_mut(index));
            match last {
                Some(last) => last.parts.extend(parts),
                None if parts.iter().any(|part| speaks(pack, part)) => alone.push(Run::new(folder, None, parts)),
                None => {}
            }
        }
    }
    alone
}

/// Whether a stretch without a process says anything about the product: lines of a console alone do not.
fn speaks(pack: &Pack, part: &Part<'_>) -> bool {
    let plain = pack.artifact(&part.source.artifact).is_none_or(|artifact| artifact.format == LineFormat::Mixed);
    part.segment.records > 0 && !(plain && part.segment.sightings.is_empty())
}

fn lives<'a>(pack: &Pack, parts: Vec<Part<'a>>) -> Vec<Vec<Part<'a>>> {
    let mut parts = across::without_earlier_copies(parts);
    // Rotated parts: the higher the number, the older. It decides only where the time does not.
    sort_by_key(&mut parts, |part| {
        let age = std::cmp::Reverse(part.source.rotation.unwrap_or(0));
        (part.segment.first, age, part.index, part.segment.first_line)
    });
    let mut lives: Vec<Life<'_>> = Vec::new();
    for part in parts {
        match lives.last_mut() {
            Some(life) if !life.is_over_at(pack, &part) => life.add(part),
            _ => {
                let mut life = Life::default();
                life.add(part);
                lives.push(life);
            }
        }
    }
    lives.into_iter().map(|life| life.parts).collect()
}

/// What is known of the life that followed in the same process number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next {
    /// When it began: by then the life before had ended.
    pub(super) began: Moment,
    /// Whether the log that shows failed uploads goes on with the next life in its next part, so that nothing of this one
    /// stands there.
    pub(super) begins_the_next_part: bool,
}

impl Next {
    fn of(pack: &Pack, life: &[Part<'_>], later: &[Vec<Part<'_>>]) -> Option<Self> {
        let began = later.first()?.iter().filter_map(|part| part.segment.first).min()?;
        let is_log = |part: &&Part<'_>| pack.upload_logs().any(|log| log == part.source.artifact);
        let age = |part: &Part<'_>| part.source.rotation.unwrap_or(0);
        let newest = life.iter().filter(is_log).min_by_key(|part| age(part));
        let next = later.iter().take(LOOKED_AT).flatten().find(is_log);
        let begins_the_next_part = newest.zip(next).is_some_and(|(newest, next)| {
            let others = next.source.segments.iter().filter(|other| other.pid == next.segment.pid);
            let is_first = others.map(|other| other.first_line).min() == Some(next.segment.first_line);
            age(next) + 1 == age(newest) && next.segment.started && is_first
        });
        Some(Self { began, begins_the_next_part })
    }
}

fn is_managed(pack: &Pack, part: &Part<'_>) -> bool {
    pack.artifact(&part.source.artifact).is_some_and(|it| it.format == LineFormat::Managed)
}

/// Whether a stretch begins while a process starts, though its head is gone.
fn is_within_a_start(pack: &Pack, part: &Part<'_>) -> bool {
    let is_within = |signal| pack.signals.get(usize::from(signal)).is_some_and(|signal| signal.within_start);
    let Some(first) = part.segment.first else { return false };
    part.segment.sightings.iter().filter(|(signal, _)| is_within(**signal)).any(|(_, seen)| {
        seen.first.first().and_then(|sighting| sighting.time).is_some_and(|time| time.0 - first.0 <= DISORDER)
    })
}

/// A kind of log and the number of the application domain that it begins with.
type Domain<'a> = (&'a str, &'a str);

fn domain<'a>(part: &Part<'a>) -> Option<Domain<'a>> {
    let domain = part.segment.properties.get(DOMAIN_NUMBER).filter(|_| part.segment.started)?;
    Some((&part.source.artifact, domain.inspect()))
}

/// A life as far as its stretches were walked.
#[derive(Default)]
struct Life<'a> {
    parts: Vec<Part<'a>>,
    artifacts: BTreeSet<&'a str>,
    domains: BTreeSet<Domain<'a>>,
    began: Option<Moment>,
}

impl<'a> Life<'a> {
    /// Whether a stretch begins another life.
    fn is_over_at(&self, pack: &Pack, part: &Part<'_>) -> bool {
        let now = part.segment.first;
        let is_late = self.began.zip(now).is_some_and(|(began, now)| now.0 - began.0 > ONE_START);
        if !part.segment.started {
            return is_late && is_within_a_start(pack, part);
        }
        if is_managed(pack, part) {
            return self.is_over_for_the_tracer(part);
        }
        let has_it = self.artifacts.contains(part.source.artifact.as_str()) && !self.goes_on_in(pack, part);
        is_late || has_it
    }

    /// Whether the tracer begins in a domain in which it began before, or in the first one, which every process has from
    /// its start on.
    fn is_over_for_the_tracer(&self, part: &Part<'_>) -> bool {
        let Some(domain) = domain(part) else { return false };
        let late = self.began.zip(part.segment.first).map_or(0, |(began, now)| now.0 - began.0);
        late > ONE_START && self.domains.contains(&domain) || late > MANAGED_START && domain.1 == FIRST_DOMAIN
    }

    /// Whether a start goes on in another file: in the next part of a log that was begun in the middle of it, or in the
    /// text of another log, where no name tells which.
    fn goes_on_in(&self, pack: &Pack, part: &Part<'_>) -> bool {
        let is_stream = pack.artifact(&part.source.artifact).is_some_and(|it| it.format == LineFormat::Mixed);
        let age = |part: &Part<'_>| part.source.rotation.unwrap_or(0);
        let mut before = self.parts.iter().rev().filter(|known| known.source.artifact == part.source.artifact);
        let goes_on = |known: &Part<'_>| !known.segment.ends_before(part.segment, pack, is_stream);
        if is_stream {
            return before.all(|known| known.index != part.index && goes_on(known));
        }
        before.next().is_some_and(|known| age(known) == age(part) + 1 && goes_on(known))
    }

    fn add(&mut self, part: Part<'a>) {
        self.artifacts.insert(&part.source.artifact);
        self.domains.extend(domain(&part));
        self.began = [self.began, part.segment.first].into_iter().flatten().min();
        self.parts.push(part);
    }
}
