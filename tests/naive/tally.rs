//! How often what was true, false and unknown: a comparison of what never happens would show nothing.

use super::engine::Process;
use crate::common::PACK;
use profiler_doctor::diagnosis::Truth;
use profiler_doctor::pack::Condition;
use std::collections::BTreeMap;

/// The operators that follow a process through its time, and what they can be: true, false, unknown. That so long passed
/// is never known to be false where nothing says when the time ended, and what is counted is never unknown.
const OPERATORS: [(&str, [bool; 3]); 7] = [
    ("elapsed", [true, false, true]),
    ("restarts", [true, true, false]),
    ("uploads", [true; 3]),
    ("failing", [true; 3]),
    ("lost", [true, true, false]),
    ("counters", [true; 3]),
    ("walks", [true; 3]),
];
/// The states they tell.
const STATES: [&str; 15] = [
    "uploads: delivered",
    "uploads: failing",
    "uploads: now-and-then",
    "uploads: quiet",
    "uploads: stopped",
    "uploads: unproven",
    "counters: growing",
    "counters: no-stacks",
    "counters: idle",
    "counters: empty",
    "counters: missing",
    "walks: fine",
    "walks: over",
    "walks: open",
    "walks: stuck",
];

/// The logs that mixtures have.
const LOGS: [&str; 6] =
    ["profiler-log", "loader-log", "tracer-native-log", "tracer-managed-log", "environment", "agent-log"];

#[derive(Default)]
pub(crate) struct Tally {
    /// Processes that were compared.
    pub(crate) compared: usize,
    /// Processes that were left out.
    pub(crate) hidden: usize,
    /// Processes in which a difference was forgiven.
    pub(crate) forgiven: usize,
    /// Conditions by where they stand: true, false, unknown.
    pub(crate) conditions: BTreeMap<String, [usize; 3]>,
    operators: BTreeMap<&'static str, [usize; 3]>,
    states: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn see_process(&mut self, process: &Process) {
        self.compared += 1;
        let words = [
            format!("uploads: {}", process.uploads().state.word()),
            format!("counters: {}", process.counters().word()),
            format!("walks: {}", process.walks().word()),
        ];
        for word in words {
            *self.states.entry(word).or_default() += 1;
        }
    }

    pub(crate) fn see_part(&mut self, part: &Condition, truth: Truth) {
        let operator = match part {
            Condition::Elapsed(_) => "elapsed",
            Condition::Restarts(_) => "restarts",
            Condition::Uploads(_) => "uploads",
            Condition::Failing { .. } => "failing",
            Condition::Lost(_) => "lost",
            Condition::Counters(_) => "counters",
            Condition::Walks(_) => "walks",
            _ => return,
        };
        self.operators.entry(operator).or_default()[place(truth)] += 1;
    }

    pub(crate) fn see(&mut self, id: String, condition: &Condition, truth: Truth) {
        // What only other logs tell cannot be seen here.
        let is_here = |log: &usize| LOGS.contains(&PACK.artifacts[*log].id.as_str());
        let signals = PACK.signals_in(condition);
        if signals.iter().any(|signal| !signal.wordings.iter().any(|wording| wording.artifacts.iter().any(is_here))) {
            return;
        }
        self.conditions.entry(id).or_default()[place(truth)] += 1;
    }

    /// Everything that can be was, and next to nothing was left out or forgiven.
    pub(crate) fn check(&self) {
        let Self { compared, hidden, forgiven, conditions, operators, states } = self;
        println!("{compared} compared, {hidden} left out, {forgiven} forgiven\n{operators:?}\n{states:?}");
        assert!(hidden * 30 < *compared, "{hidden} of {compared} processes were left out");
        assert!(forgiven * 50 < *compared, "differences were forgiven in {forgiven} of {compared} processes");
        for (operator, can_be) in OPERATORS {
            let was = operators.get(operator).copied().unwrap_or_default();
            assert_eq!(was.map(|count| count > 4), can_be, "{operator}: {operators:?}");
        }
        for state in STATES {
            assert!(states.get(state).is_some_and(|count| *count > 4), "{state}: {states:?}");
        }
        let held = conditions.values().filter(|[holds, fails, _]| *holds > 0 && *fails > 0).count();
        let never: Vec<&String> = conditions.iter().filter(|(_, [holds, ..])| *holds == 0).map(|(id, _)| id).collect();
        let of = conditions.len();
        assert!(held * 10 >= of * 7, "{held} of {of} were seen true and false; never true: {never:?}");
    }
}

fn place(truth: Truth) -> usize {
    match truth {
        Truth::True => 0,
        Truth::False => 1,
        Truth::Unknown => 2,
    }
}
