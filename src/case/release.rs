//! Which releases a run can have: stated by a line, or narrowed by everything that only some releases print.

use super::facts::{Facts, Known, place};
use super::{Mark, Part, Run};
use crate::pack::{Fingerprint, Pack, Possible, Release, ReleaseSet, Sign, SignalIndex};
use crate::scan::Sightings;
use crate::text::LogText;

/// What is known about the release of a run.
#[derive(Debug, Default)]
pub struct Releases {
    /// Those that are possible.
    pub possible: Possible,
    /// Why no older and why no newer one is possible, as far as something says so.
    pub reasons: Vec<String>,
    /// Lines that none of them prints.
    pub contradictions: Vec<Contradiction>,
}

/// A line that does not go with the release.
#[derive(Debug)]
pub struct Contradiction {
    /// Name of its source.
    pub source: String,
    /// The line, from 1.
    pub line: u64,
    /// The record.
    pub text: LogText,
    /// The releases that print it, in words.
    pub releases: String,
}

/// Learns the release from the sightings of a run.
pub(super) fn learn(pack: &Pack, run: &Run<'_>, facts: &mut Facts) {
    let stated = stated(run, facts);
    let mut found = match &stated {
        Some((release, _)) => Releases { possible: Possible::only(*release), ..Releases::default() },
        None => Releases { possible: Possible::any(&pack.releases), ..Releases::default() },
    };
    found.by_wordings(pack, run);
    if stated.is_none() {
        for fingerprint in &pack.fingerprints {
            found.by_fingerprint(pack, run, facts, fingerprint);
        }
    }
    let known = stated.map(|(release, how)| Known { value: Some(LogText::from(release.to_string().as_str())), how });
    facts.know("release", known);
    facts.know("contradiction", found.contradictions.first().map(Contradiction::known));
    facts.release = found;
}

/// The release that a line states, and the line.
fn stated(run: &Run<'_>, facts: &Facts) -> Option<(Release, LogText)> {
    let line = facts.known("release").and_then(|known| {
        let release = Release::parse(known.value.as_ref()?.inspect())?;
        Some((release, known.how.clone()))
    });
    let property = || {
        run.parts.iter().find_map(|part| {
            let version = part.segment.properties.get("tracer-version")?;
            let how = format!("TracerVersion in {}", part.source.name);
            Some((Release::parse(version.inspect())?, LogText::from(how.as_str())))
        })
    };
    line.or_else(property)
}

impl Releases {
    /// Lines that only some releases print. Where they disagree, what most of them have in common counts, and of
    /// equally many the newest; the others are contradictions.
    fn by_wordings(&mut self, pack: &Pack, run: &Run<'_>) {
        let found = wordings(pack, run);
        let agree = |release: Release| found.iter().filter(|(_, set)| set.has(release)).count();
        let mut best: Option<(usize, Release)> = None;
        for release in self.possible.iter() {
            let count = agree(release);
            if best.is_none_or(|(most, _)| count >= most) {
                best = Some((count, release));
            }
        }
        let Some((_, best)) = best else { return };
        for (mark, set) in &found {
            if set.has(best) {
                self.narrow(|release| set.has(release), || place(mark).inspect().to_owned());
            } else if pack.artifact(&mark.part.source.artifact).is_some_and(|artifact| artifact.strict) {
                // Only of the logs that have to be known as a whole the wordings of every release are.
                self.contradictions.push(Contradiction {
                    source: mark.part.source.name.clone(),
                    line: mark.part.source.line(mark.sighting.line),
                    text: mark.sighting.text.clone(),
                    releases: set.to_string(),
                });
            }
        }
    }

    fn by_fingerprint(&mut self, pack: &Pack, run: &Run<'_>, facts: &Facts, fingerprint: &Fingerprint) {
        let releases = &fingerprint.releases;
        match &fingerprint.sign {
            Sign::Always { line, wordings, artifact, by, os } => {
                let os_fits =
                    os.as_deref().is_none_or(|os| facts.value("os").is_some_and(|known| known.inspect() == os));
                let lacks = |part: &&Part<'_>| {
                    let sightings = |signal: &SignalIndex| part.segment.sightings.get(signal);
                    let written = wordings
                        .iter()
                        .any(|(signal, wording)| sightings(signal).is_some_and(|seen| seen.wordings.contains(wording)));
                    is_whole(pack, part, by)
                        && pack.artifacts.get(*artifact).is_some_and(|artifact| artifact.id == part.source.artifact)
                        && by.iter().all(|signal| sightings(signal).is_some())
                        && !written
                };
                if let Some(part) = run.parts.iter().find(lacks).filter(|_| os_fits) {
                    let why = || format!("no line \"{}\" in {}", line.trim_end(), part.source.name);
                    self.narrow(|release| !releases.has(release), why);
                }
            }
            Sign::Order { first, then } => {
                let (Some(one), Some(other)) = (run.marks(*first).next(), run.marks(*then).next()) else { return };
                if same_stretch(&one, &other) {
                    let in_order = one.sighting.line < other.sighting.line;
                    let why = || {
                        format!(
                            "the order of lines {} and {} of {}",
                            one.sighting.line, other.sighting.line, one.part.source.name
                        )
                    };
                    self.narrow(|release| releases.has(release) == in_order, why);
                }
            }
        }
    }

    /// Keeps the releases that fit, with the reason where that moves an end.
    fn narrow(&mut self, fits: impl Fn(Release) -> bool, why: impl Fn() -> String) {
        let (low, high) = (self.possible.lowest(), self.possible.highest());
        self.possible.narrow(fits);
        let mut note = |word: &str| {
            self.reasons.retain(|reason| !reason.starts_with(word));
            self.reasons.push(format!("{word}: {}", why()));
        };
        if self.possible.lowest() != low {
            note("not older");
        }
        if self.possible.highest() != high {
            note("not newer");
        }
    }
}

/// Every wording that was seen and belongs to some releases, where it stands first.
fn wordings<'p, 'a>(pack: &'p Pack, run: &Run<'a>) -> Vec<(Mark<'a>, &'p ReleaseSet)> {
    let mut found = Vec::new();
    for (signal, index) in pack.signals.iter().zip(0 as SignalIndex..) {
        let mut seen = Vec::new();
        for mark in run.marks(index) {
            if seen.contains(&mark.sighting.wording) {
                continue;
            }
            seen.push(mark.sighting.wording);
            let wording = signal.wordings.get(usize::from(mark.sighting.wording));
            found.extend(wording.and_then(|wording| wording.releases.as_ref()).map(|set| (mark, set)));
        }
    }
    found
}

/// Whether a stretch is there from the first line of its file on, so that what is missing in it was not cut away: the
/// line is one with which processes begin, or the first one of the witnesses.
fn is_whole(pack: &Pack, part: &Part<'_>, by: &[SignalIndex]) -> bool {
    let begins = |signal: &SignalIndex| {
        by.first() == Some(signal) || pack.signals.get(usize::from(*signal)).is_some_and(|signal| signal.starts_run)
    };
    let first = |seen: &Sightings| seen.first.first().is_some_and(|sighting| sighting.line == 1);
    part.source.rotation.unwrap_or(0) == 0
        && part.segment.sightings.iter().any(|(signal, seen)| begins(signal) && first(seen))
}

fn same_stretch(one: &Mark<'_>, other: &Mark<'_>) -> bool {
    one.part.index == other.part.index && one.part.segment.first_line == other.part.segment.first_line
}

impl Contradiction {
    fn known(&self) -> Known {
        let how = format!("line {} of {}", self.line, self.source);
        Known { value: Some(LogText::from(self.releases.as_str())), how: LogText::from(how.as_str()) }
    }
}
