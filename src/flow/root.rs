//! Which finding is the root cause.

use crate::diagnosis::{Finding, Symptom, Verdict};
use crate::pack::Pack;
use crate::text::LogText;

/// Steps whose findings come before the export ones where CPU, wall time or a hang is what the user suffers from.
const ABOUT_STACKS: [&str; 3] = ["cpu-wall", "other-types", "hang"];

/// The place of a rule in the order of causes: that of the pack, but for the symptom's own steps.
pub(crate) fn rank(pack: &Pack, rule: usize, symptom: Symptom) -> (u8, usize) {
    let step = pack.rules.get(rule).and_then(|rule| pack.steps.get(rule.step)).map_or("", |step| step.id.as_str());
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
        "overhead" => 4,
        _ => 0,
    };
    (group, rule)
}

/// The first fail; where there is none and the symptom is overhead, the first cost.
pub(super) fn of(ranked: &[(usize, Finding<LogText>)], symptom: Symptom, pack: &Pack) -> Option<String> {
    let first = |verdict| ranked.iter().find(|(_, finding)| finding.verdict == verdict);
    let cost = || {
        ranked.iter().find(|(index, finding)| {
            let step = pack.rules.get(*index).and_then(|rule| pack.steps.get(rule.step));
            finding.verdict == Verdict::Warn && step.is_some_and(|step| step.id == "overhead")
        })
    };
    let cause = first(Verdict::Fail).or_else(|| if symptom == Symptom::Overhead { cost() } else { None });
    cause.map(|(_, finding)| finding.id.clone())
}
