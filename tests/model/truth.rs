//! What is true about a life, and what somebody who knows the product could tell from what is written.

use super::clock::SECOND;
use super::delivered::Delivered;
use super::left::Left;
use super::life::{Ending, Life};
use super::play::Played;
use super::sampled::Sampled;
use super::setup::Setup;
use profiler_doctor::diagnosis::Symptom;
use profiler_doctor::pack::Release;
use std::collections::BTreeSet;

pub(crate) const HEALTHY: &str = "healthy";

#[derive(Debug, Clone, Default)]
pub(crate) struct Truth {
    /// The causes that are no lie.
    pub(crate) causes: BTreeSet<&'static str>,
    /// Whether `healthy` is no lie.
    pub(crate) may_be_healthy: bool,
    /// Whether somebody could tell one of these from the logs.
    pub(crate) could_be_told: bool,
    /// Whether the end of an upload is known.
    pub(crate) knows_uploads: bool,
    /// In words.
    pub(crate) says: String,
}

impl Truth {
    /// Of a life of which this is left.
    pub(crate) fn of(life: &Life<'_>, played: &Played, left: &Left, symptom: Symptom) -> Self {
        if !life.sends() || played.started.is_none() {
            return Self::without_uploads(life, played, left, symptom);
        }
        let delivered = Delivered::known(life, played, left.until);
        let sampled = Sampled::known(life, played, left.until);
        let mut causes = delivered.causes();
        let asks_for_stacks = matches!(symptom, Symptom::MissingCpuWall | Symptom::Hang);
        if asks_for_stacks || life.stacks.loses(life).0 {
            causes.extend(sampled.causes());
        }
        Self {
            may_be_healthy: delivered.holds() && (!asks_for_stacks || sampled.holds(symptom)),
            could_be_told: Self::could_be_told(life, played, left, symptom),
            causes,
            knows_uploads: delivered.knows_any(),
            says: format!("{}, {}", delivered.says(), life.stacks.name()),
        }
    }

    /// Without the start nobody knows what runs, and quiet proves nothing: only failures at the end, or lines of success,
    /// tell something.
    fn could_be_told(life: &Life<'_>, played: &Played, left: &Left, symptom: Symptom) -> bool {
        let delivered = Delivered::known(life, played, left.seen);
        let is_told = match left.head_lost {
            _ if left.has_gap || left.is_in_doubt => false,
            Some(from) => delivered.could_be_told_from(from),
            None => delivered.could_be_told(),
        };
        let asks_for_stacks = matches!(symptom, Symptom::MissingCpuWall | Symptom::Hang);
        let sampled = || Sampled::known(life, played, left.seen).could_be_told(symptom);
        is_told && (!asks_for_stacks || left.head_lost.is_none() && sampled())
    }

    /// The profiler was not loaded, declined to run, or has nothing to send.
    fn without_uploads(life: &Life<'_>, played: &Played, left: &Left, symptom: Symptom) -> Self {
        let setup = match life.setup {
            Setup::Runs => Setup::AllTypesOff,
            // Too short a life.
            Setup::RunsLater => Setup::NotTriggered,
            other => other,
        };
        let mut causes: BTreeSet<&'static str> = setup.causes(life.release).iter().copied().collect();
        // That it was refused, where the reason is not in what is given.
        if !left.is_whole && matches!(setup, Setup::TooFewCores | Setup::NoWrapper | Setup::ServiceFails) {
            causes.insert("profiler-initialization-failed");
        }
        if matches!(symptom, Symptom::Hang | Symptom::Overhead) && !setup.runs() {
            causes.insert("profiler-not-involved");
        }
        if symptom == Symptom::MissingCpuWall && !(life.wall && life.cpu) {
            causes.insert("profile-type-disabled");
        }
        let ended = life.ending == Ending::Orderly && left.seen >= played.ended;
        let known_for = left.seen - life.began;
        let could_be_told = match setup {
            Setup::NotTriggered => ended || known_for > 65 * SECOND,
            // Up to 2.12 nothing tells the release, and before 2.10 no type of profile has a line.
            Setup::AllTypesOff => life.release >= Release::new(2, 13, 0),
            Setup::WaitsForTracer => ended || known_for > 8 * SECOND,
            Setup::LibraryMissing
            | Setup::LibraryBroken
            | Setup::LoaderConfigurationMissing
            | Setup::Excluded
            | Setup::CommandLineTool => life.given.loader,
            _ => true,
        };
        let could_be_told = could_be_told && left.is_whole && !left.is_in_doubt;
        Self { causes, may_be_healthy: false, could_be_told, knows_uploads: false, says: setup.name().into() }
    }

    /// Of several applications each counts, and a process that is never profiled only alone.
    pub(crate) fn of_all(slots: &[(Self, bool)]) -> Self {
        let has_others = slots.iter().any(|(_, is_bystander)| !is_bystander);
        let counting: Vec<&Self> =
            slots.iter().filter(|(_, is_bystander)| !(*is_bystander && has_others)).map(|(truth, _)| truth).collect();
        Self {
            causes: counting.iter().flat_map(|truth| &truth.causes).copied().collect(),
            may_be_healthy: counting.iter().all(|truth| truth.may_be_healthy),
            could_be_told: counting.iter().all(|truth| truth.could_be_told),
            knows_uploads: counting.iter().any(|truth| truth.knows_uploads),
            says: String::new(),
        }
    }
}
