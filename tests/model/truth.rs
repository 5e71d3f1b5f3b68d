//! What is true about a life, and what somebody who knows the product could tell from what is written.

use super::clock::SECOND;
use super::delivered::Delivered;
use super::life::{Ending, Life};
use super::play::Played;
use super::sampled::Sampled;
use super::setup::Setup;
use profiler_doctor::diagnosis::Symptom;
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
    /// Of a life whose last record stands at this time.
    pub(crate) fn of(life: &Life<'_>, played: &Played, until: i64, symptom: Symptom) -> Self {
        if !life.sends() || played.started.is_none() {
            return Self::without_uploads(life, played, until, symptom);
        }
        let delivered = Delivered::known(life, played, until);
        let sampled = Sampled::known(life, played, until);
        let mut causes = delivered.causes();
        let asks_for_stacks = matches!(symptom, Symptom::MissingCpuWall | Symptom::Hang);
        if asks_for_stacks || life.stacks.loses(life).0 {
            causes.extend(sampled.causes());
        }
        Self {
            may_be_healthy: delivered.holds() && (!asks_for_stacks || sampled.holds(symptom)),
            could_be_told: delivered.could_be_told() && (!asks_for_stacks || sampled.could_be_told(symptom)),
            causes,
            knows_uploads: delivered.knows_any(),
            says: format!("{}, {}", delivered.says(), life.stacks.name()),
        }
    }

    /// The profiler was not loaded, declined to run, or has nothing to send.
    fn without_uploads(life: &Life<'_>, played: &Played, until: i64, symptom: Symptom) -> Self {
        let setup = match life.setup {
            Setup::Runs => Setup::AllTypesOff,
            // Too short a life.
            Setup::RunsLater => Setup::NotTriggered,
            other => other,
        };
        let mut causes: BTreeSet<&'static str> = setup.causes(life.release).iter().copied().collect();
        if matches!(symptom, Symptom::Hang | Symptom::Overhead) && !setup.runs() {
            causes.insert("profiler-not-involved");
        }
        if symptom == Symptom::MissingCpuWall && !(life.wall && life.cpu) {
            causes.insert("profile-type-disabled");
        }
        let ended = life.ending == Ending::Orderly && until >= played.ended;
        let known_for = until - life.began;
        let could_be_told = match setup {
            Setup::NotTriggered => ended || known_for > 65 * SECOND,
            Setup::WaitsForTracer => ended || known_for > 8 * SECOND,
            Setup::LibraryMissing
            | Setup::LibraryBroken
            | Setup::LoaderConfigurationMissing
            | Setup::Excluded
            | Setup::CommandLineTool => life.given.loader,
            _ => true,
        };
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
