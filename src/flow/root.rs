//! Which finding is the root cause.

use super::Found;
use crate::diagnosis::{Symptom, Verdict};
use crate::pack::Pack;

/// Steps whose findings come before the export ones where CPU, wall time or a hang is what the user suffers from.
const ABOUT_STACKS: [&str; 2] = ["cpu-wall", "hang"];

/// The place of a finding in the order of causes: that of the pack, but for the symptom's own steps.
pub(super) fn rank(pack: &Pack, found: &Found, symptom: Symptom) -> (u8, usize) {
    let step = pack.steps.get(found.step).map_or("", |step| step.id.as_str());
    let stacks_first = matches!(symptom, Symptom::MissingCpuWall | Symptom::Hang);
    let group = match step {
        "export" => 2,
        step if ABOUT_STACKS.contains(&step) => {
            if stacks_first {
                1
            } else {
                3
            }
        }
        "other-types" => 3,
        "overhead" => 4,
        _ => 0,
    };
    (group, found.rule)
}

/// The first fail; where there is none and the symptom is overhead, the first cost.
pub(super) fn of<'f>(ranked: &'f [Found], symptom: Symptom, pack: &Pack) -> Option<&'f Found> {
    let first = |verdict| ranked.iter().find(|found| found.finding.verdict == verdict);
    let is_cost = |found: &&Found| {
        let step = pack.steps.get(found.step);
        found.finding.verdict == Verdict::Warn && step.is_some_and(|step| step.id == "overhead")
    };
    let cost = || ranked.iter().find(is_cost);
    first(Verdict::Fail).or_else(|| if symptom == Symptom::Overhead { cost() } else { None })
}
