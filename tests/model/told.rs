//! What the files tell of each life, and of the lives of one application together.

use super::clock::SECOND;
use super::left::Left;
use super::life::Life;
use super::play::Played;
use super::slot::Slot;
use super::truth::Truth;
use profiler_doctor::diagnosis::Symptom;

/// A process that ends while its successor starts is no instance beside it.
const HANDOVER: i64 = 3 * SECOND;

/// A life as the files tell it.
pub(crate) struct Told {
    pub(crate) pid: u32,
    pub(crate) from: i64,
    /// Its last record.
    pub(crate) until: i64,
    pub(crate) truth: Truth,
    length: i64,
    period: i64,
    sends: bool,
    /// Whether its application is known.
    is_named: bool,
    pub(crate) says: String,
}

impl Told {
    pub(crate) fn of(life: &Life<'_>, played: &Played, left: &Left, symptom: Symptom) -> Self {
        let truth = Truth::of(life, played, left, symptom);
        let service = &life.application.service;
        Self {
            pid: life.pid,
            from: life.began,
            until: left.last,
            length: left.copied.map_or(life.length, |copied| life.length.min(copied - life.began)),
            period: life.period,
            sends: life.sends(),
            // What runs under the name of its launcher is known by its command line.
            is_named: life.application.process != "dotnet" || left.is_whole,
            says: format!("{service} on {}, {:?}, {:?}: {}", life.release, life.setup, life.ending, truth.says),
            truth,
        }
    }
}

/// `is_nameless`: the files have lost the names that the product gave them.
pub(crate) fn of_slot(slot: &Slot<'_>, told: &[Told], is_nameless: bool) -> Truth {
    let Some(latest) = told.last() else { return Truth::default() };
    if !slot.are_instances {
        let mut truth = of_restarts(told);
        // One that was still there beside the latest counts as well.
        let beside = told.iter().filter(|life| life.until > latest.from + HANDOVER);
        truth.causes.extend(beside.flat_map(|life| &life.truth.causes));
        if is_nameless || !told.iter().all(|life| life.is_named) {
            // Lives that are not known to be of one application all count.
            truth.causes = told.iter().flat_map(|life| &life.truth.causes).copied().collect();
            truth.could_be_told = told.iter().all(|life| life.truth.could_be_told);
        }
        return truth;
    }
    // What ends where the next one begins looks like a restart, and may be one.
    let beside: Vec<&Told> =
        told.iter().filter(|life| life.until > latest.from + HANDOVER || life.pid == latest.pid).collect();
    Truth {
        causes: told.iter().flat_map(|life| &life.truth.causes).copied().collect(),
        may_be_healthy: beside.iter().all(|life| life.truth.may_be_healthy),
        could_be_told: beside.iter().all(|life| life.truth.could_be_told),
        ..Truth::default()
    }
}

/// The last life counts; while it tells nothing, also those before it.
fn of_restarts(told: &[Told]) -> Truth {
    let mut truth =
        Truth { could_be_told: told.last().is_some_and(|last| last.truth.could_be_told), ..Truth::default() };
    // How long the application ran since the end of an upload was known.
    let (mut since, mut is_decided) = (0, false);
    for life in told.iter().rev() {
        truth.causes.extend(&life.truth.causes);
        if !is_decided && (life.truth.knows_uploads || !life.sends) {
            truth.may_be_healthy = life.truth.may_be_healthy && since <= 2 * life.period + 5 * SECOND;
            is_decided = true;
        }
        if life.truth.could_be_told {
            break;
        }
        since += life.length;
    }
    truth
}
