//! The naive engine: one process, its whole files, plain search.

use super::record::{Record, may_be_trouble, read_line, recognise};
use super::uploads::Uploads;
use super::wordings::{ALL, Piece, Wording, pieces};
use super::{counters, release, uploads, walks};
use crate::common::PACK;
use profiler_doctor::diagnosis::Truth;
use profiler_doctor::pack::{
    CaptureTest, Condition, CounterState, FactName, Problem, Release, Seen, SignalIndex, UploadState, WalkState,
};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Everything of one process.
pub(crate) struct Process {
    /// In the order of time.
    pub(crate) records: Vec<Record>,
    pub(crate) facts: BTreeMap<String, String>,
    settings: BTreeMap<String, Option<String>>,
    pub(crate) possible: Vec<Release>,
    /// Whether one kind of line gives a setting two values.
    pub(crate) has_two_values: bool,
    answers: BTreeMap<String, String>,
    processes: usize,
    restarts: usize,
    /// Whether the log that shows failed uploads ends within a line.
    is_cut: bool,
    /// Whether that line may have been a failure.
    pub(crate) ends_in_doubt: bool,
    uploads: OnceCell<Uploads>,
    counters: OnceCell<CounterState>,
    walks: OnceCell<WalkState>,
    /// Which signals would be seen if they had been printed.
    shown: Vec<OnceCell<bool>>,
    /// The truth of the named conditions.
    named: Vec<OnceCell<Truth>>,
}

/// Up to when the process is known to have lived.
pub(crate) struct Observed {
    pub(crate) until: i64,
    /// The user said something that cannot be.
    pub(crate) is_mistaken: bool,
}

impl Process {
    pub(crate) fn read(
        files: &BTreeMap<String, String>,
        pid: u32,
        answers: &BTreeMap<String, String>,
        [processes, restarts]: [usize; 2],
    ) -> Self {
        let mut process = Self {
            records: Vec::new(),
            facts: BTreeMap::new(),
            settings: BTreeMap::new(),
            possible: Vec::new(),
            has_two_values: false,
            answers: answers.clone(),
            processes,
            restarts,
            is_cut: false,
            ends_in_doubt: false,
            uploads: OnceCell::new(),
            counters: OnceCell::new(),
            walks: OnceCell::new(),
            shown: PACK.signals.iter().map(|_| OnceCell::new()).collect(),
            named: PACK.conditions.iter().map(|_| OnceCell::new()).collect(),
        };
        let mut property = None;
        let is_mine = |name: &str| {
            name.ends_with(&format!("-{pid}.log")) || name == format!("environ-{pid}.txt") || name == "trace-agent.log"
        };
        for (name, text) in files.iter().filter(|(name, _)| is_mine(name)) {
            let mut records = Vec::new();
            // The half of a line is none.
            let whole = text.rfind('\n').map_or("", |end| &text[..end]);
            for (line, number) in whole.lines().zip(1..) {
                read_line(name, line, number, &mut records, &mut property);
            }
            if name.starts_with("DD-DotNet") && !text.ends_with('\n') {
                process.is_cut = true;
                process.ends_in_doubt = may_be_trouble(text.lines().last().unwrap());
            }
            process.records.extend(records);
        }
        for record in &mut process.records {
            record.found = recognise(record);
        }
        process.records.sort_by_key(|record| (record.time, record.line));
        process.learn();
        release::learn(&mut process, property);
        process.hear();
        process
    }

    fn learn(&mut self) {
        for rule in &PACK.facts {
            let id = &PACK.signals[usize::from(rule.signal)].id;
            let mut said: BTreeMap<(String, &str), Option<String>> = BTreeMap::new();
            for record in self.in_order_of_files().into_iter().filter(|record| record.is(id)) {
                let captures = &record.found.as_ref().unwrap().1;
                let value =
                    |name: &str| captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
                if let Some((name, is)) = &rule.when
                    && !value(name).is_some_and(|value| is.iter().any(|pattern| like(pattern, value)))
                {
                    continue;
                }
                let fill = |template: &str| {
                    let filled = pieces(template).into_iter().map(|piece| match piece {
                        Piece::Fixed(literal) => Some(literal),
                        Piece::Value(name, _) => value(&name).map(str::to_owned),
                    });
                    filled.collect::<Option<String>>()
                };
                let learnt = match &rule.value {
                    None => None,
                    Some(template) => match fill(template) {
                        Some(text) => Some(text),
                        None => continue,
                    },
                };
                match &rule.fact {
                    FactName::Run(name) => {
                        self.facts.entry(name.clone()).or_insert_with(|| learnt.unwrap());
                    }
                    FactName::Setting(name) => {
                        if let Some(name) = fill(name).filter(|name| is_setting(name)) {
                            let before = said.entry((name.clone(), record.log)).or_insert_with(|| learnt.clone());
                            self.has_two_values |= *before != learnt;
                            self.settings.entry(name).or_insert(learnt);
                        }
                    }
                }
                // The first that says something counts, but settings have names of their own.
                if matches!(rule.fact, FactName::Run(_)) {
                    break;
                }
            }
        }
    }

    /// What the user answered counts where no log says it.
    fn hear(&mut self) {
        let answer = |question: &str| self.answers.get(question).map(|answer| answer.trim().to_ascii_lowercase());
        if let Some(manner) = answer("install-method").filter(|it| it == "manual" || it == "single-step") {
            self.facts.entry("install".into()).or_insert(manner);
        }
        if let Some(value) = answer("setting-value") {
            let value = Some(value).filter(|it| !["", "unset", "not set"].contains(&it.as_str()));
            self.settings.entry("DD_PROFILING_ENABLED".into()).or_insert(value);
        }
    }

    pub(crate) fn observed(&self) -> Observed {
        // What the Agent writes says nothing of the process, and an environment has no time.
        let logs = ["profiler-log", "loader-log", "tracer-native-log", "tracer-managed-log"];
        let times = |log: &str| self.records.iter().filter(|it| it.log == log).map(|it| it.time).collect::<Vec<_>>();
        let begins = logs.iter().filter_map(|log| times(log).first().copied()).min().unwrap_or(0);
        let last = times("profiler-log").last().copied();
        if self.is_cut {
            return Observed { until: last.unwrap_or(0), is_mistaken: false };
        }
        // A log of another process of that number begins later, and not with the others.
        let is_of_this_life = |log: &&&str| {
            let begin = times(log).first().copied();
            begin.is_some_and(|begin| last.is_none_or(|last| begin <= last) || begin - begins <= 60_000)
        };
        let until = logs.iter().filter(is_of_this_life).filter_map(|log| times(log).last().copied()).max().unwrap_or(0);
        let Some(copied) = self.answers.get("files-copied-at").and_then(|it| minute_of_day(it)) else {
            return Observed { until, is_mistaken: false };
        };
        let copied = copied * 60_000;
        let lived = self.answers.get("process-still-running").is_some_and(|it| it.to_lowercase().starts_with('y'));
        Observed { until: if lived { until.max(copied) } else { until }, is_mistaken: copied < until }
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        self.uploads.get_or_init(|| uploads::of(self))
    }

    pub(crate) fn counters(&self) -> CounterState {
        *self.counters.get_or_init(|| counters::of(self))
    }

    pub(crate) fn walks(&self) -> WalkState {
        *self.walks.get_or_init(|| walks::of(self))
    }

    fn named(&self, named: usize) -> Truth {
        *self.named[named].get_or_init(|| self.truth(&PACK.conditions[named]))
    }

    /// File by file, the one that begins first first.
    pub(crate) fn in_order_of_files(&self) -> Vec<Record> {
        let mut logs: Vec<&'static str> = Vec::new();
        for record in &self.records {
            if !logs.contains(&record.log) {
                logs.push(record.log);
            }
        }
        let of = |log: &'static str| {
            let mut records: Vec<Record> = self.records.iter().filter(|it| it.log == log).map(Record::copy).collect();
            records.sort_by_key(|record| record.line);
            records
        };
        logs.into_iter().flat_map(of).collect()
    }

    pub(crate) fn seen<'a>(&'a self, signals: &[SignalIndex]) -> Vec<&'a Record> {
        self.records.iter().filter(|record| record.is_one(signals)).collect()
    }

    pub(crate) fn truth(&self, condition: &Condition) -> Truth {
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.truth(part)).collect::<Vec<_>>();
        match condition {
            Condition::All(inner) => all(&parts(inner)),
            Condition::Any(inner) => any(&parts(inner)),
            Condition::None(inner) => not(any(&parts(inner))),
            Condition::Seen(seen) => self.seen_so(seen),
            Condition::Absent(signals) => {
                if !self.seen(signals).is_empty() {
                    Truth::False
                } else if signals.iter().all(|it| self.would_show(*it) && self.always_printed(*it)) {
                    Truth::True
                } else {
                    Truth::Unknown
                }
            }
            Condition::Fact { name, is } => match self.facts.get(name) {
                Some(value) => known(is.iter().any(|pattern| like(pattern, value))),
                None => Truth::Unknown,
            },
            Condition::Release { at_least, before } => {
                let low = at_least.map_or(Truth::True, |low| self.of_all(|release| release >= low));
                let high = before.map_or(Truth::True, |high| not(self.of_all(|release| release >= high)));
                all(&[low, high])
            }
            Condition::Setting { name, is, unset } => match self.settings.get(name) {
                None => Truth::Unknown,
                Some(None) => known(*unset),
                Some(Some(value)) => known(is.iter().any(|pattern| like(pattern, &value.to_ascii_lowercase()))),
            },
            Condition::Holds(named) => self.named(*named),
            Condition::Unproven(named) => known(self.named(*named) != Truth::True),
            Condition::Elapsed(elapsed) => {
                let Some(start) = self.seen(&elapsed.since).last().map(|record| record.time) else {
                    return Truth::Unknown;
                };
                let needed = elapsed.at_least;
                if elapsed.until.is_empty() {
                    return if self.observed().until - start >= needed { Truth::True } else { Truth::Unknown };
                }
                match self.seen(&elapsed.until).last() {
                    Some(end) => known(end.time - start >= needed),
                    None => Truth::Unknown,
                }
            }
            Condition::Given(artifacts) => known(artifacts.iter().any(|it| self.has_log(&PACK.artifacts[*it].id))),
            Condition::Processes(count) => known(self.processes >= *count),
            Condition::Restarts(count) => known(self.restarts >= *count),
            Condition::Problem { steps, shown } => {
                let mine = PACK.problems.iter().filter(|problem| steps.contains(&problem.step));
                any(&mine.map(|problem| self.has_problem(problem, *shown)).collect::<Vec<_>>())
            }
            Condition::Answer { question, is } => match self.answers.get(question) {
                Some(answer) => known(is.iter().any(|pattern| like(pattern, answer))),
                None => Truth::Unknown,
            },
            Condition::Uploads(states) => {
                let is_known = |state: &UploadState| {
                    [UploadState::Delivered, UploadState::Failing, UploadState::Stopped].contains(state)
                };
                let now = self.uploads().state;
                let open = !is_known(&now) && states.iter().any(is_known);
                if open && !states.contains(&now) { Truth::Unknown } else { known(states.contains(&now)) }
            }
            Condition::Failing { signals, capture } => self.fails_by(signals, capture.as_ref()),
            Condition::Lost(percent) => {
                let Uploads { failed, of, .. } = self.uploads();
                known(*failed > 0 && failed * 100 >= of * usize::try_from(*percent).unwrap())
            }
            Condition::Counters(states) => match self.counters() {
                now if states.contains(&now) => Truth::True,
                CounterState::Missing => Truth::Unknown,
                _ => Truth::False,
            },
            Condition::Walks(states) => {
                let lines: Vec<SignalIndex> = PACK.walks.broken_off.iter().chain(&PACK.walks.stuck).copied().collect();
                match self.walks() {
                    WalkState::Fine if !lines.iter().all(|signal| self.would_show(*signal)) => Truth::Unknown,
                    now if states.contains(&now) => Truth::True,
                    // It came back or not, and nothing tells.
                    WalkState::Open if states.contains(&WalkState::Over) || states.contains(&WalkState::Stuck) => {
                        Truth::Unknown
                    }
                    _ => Truth::False,
                }
            }
        }
    }

    /// Its release has the fault, on its system, and with its sign where that is asked.
    fn has_problem(&self, problem: &Problem, shown: bool) -> Truth {
        let place = problem.place.as_ref().map_or(Truth::True, |place| self.truth(place));
        let sign = problem.sign.as_ref().map_or(Truth::False, |sign| self.truth(sign));
        all(&[self.of_all(|release| problem.releases.has(release)), place, if shown { sign } else { Truth::True }])
    }

    /// The uploads fail, and the last failure is one of these. Where it is not known whether they fail, they may fail
    /// with what was seen, or with what would not have been.
    fn fails_by(&self, signals: &[SignalIndex], capture: Option<&CaptureTest>) -> Truth {
        let Uploads { state, failures, .. } = self.uploads();
        let fits = |failure: &Record| failure.is_one(signals) && capture.is_none_or(|test| passes(test, failure));
        match state {
            UploadState::Failing => known(failures.last().is_some_and(fits)),
            UploadState::Delivered | UploadState::Stopped => Truth::False,
            _ if self.records.iter().any(fits) || !signals.iter().all(|signal| self.would_show(*signal)) => {
                Truth::Unknown
            }
            _ => Truth::False,
        }
    }

    fn seen_so(&self, seen: &Seen) -> Truth {
        let all = self.seen(&seen.signals);
        let looked_at: &[&Record] = if seen.last { &all[all.len().saturating_sub(1)..] } else { &all };
        let later = self.seen(&seen.not_followed_by).last().map(|record| record.time);
        let fits = |record: &&&Record| seen.capture.as_ref().is_none_or(|test| passes(test, record));
        let alone = |record: &&&Record| later.is_none_or(|later| later < record.time);
        let left: Vec<_> = looked_at.iter().filter(fits).filter(alone).collect();
        let count = if seen.capture.is_none() && seen.not_followed_by.is_empty() && !seen.last {
            all.len()
        } else {
            left.len()
        };
        if !left.is_empty() && count as u64 >= seen.count {
            return Truth::True;
        }
        // The last state is known, or something came later: whatever was lost before does not matter.
        let last_is_another = seen.last && looked_at.iter().any(|record| !fits(&record));
        let overtaken = looked_at.iter().filter(fits).any(|record| !alone(&record));
        if last_is_another || overtaken || seen.signals.iter().all(|signal| self.would_show(*signal)) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether one of these was seen more often than its first and last sightings are kept.
    pub(crate) fn has_more_than_are_kept(&self, signals: &[SignalIndex]) -> bool {
        signals.iter().any(|it| self.seen(&[*it]).len() > 2 * PACK.signals[usize::from(*it)].keep)
    }

    /// Whether a wording stands only between the first and the last sightings that are kept of its signal: the real
    /// engine does not narrow the release by it.
    pub(crate) fn hides_a_wording(&self) -> bool {
        let records = self.in_order_of_files();
        let mut places: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for record in &records {
            if let Some((wording, _)) = &record.found {
                places.entry((record.log, &wording.signal)).or_default().push(wording.place);
            }
        }
        PACK.signals.iter().any(|signal| {
            let of_this = places.iter().filter(|((_, id), all)| *id == signal.id && all.len() > 2 * signal.keep);
            of_this.map(|(_, all)| all).any(|all| {
                let (first, rest) = all.split_at(signal.keep);
                let (between, last) = rest.split_at(rest.len() - signal.keep);
                between.iter().any(|place| !first.contains(place) && !last.contains(place))
            })
        })
    }

    pub(crate) fn has_log(&self, log: &str) -> bool {
        self.records.iter().any(|record| record.log == log)
    }

    fn has_head(&self, log: &str) -> bool {
        self.records
            .iter()
            .any(|record| record.log == log && record.found.as_ref().is_some_and(|(it, _)| it.starts_run))
    }

    fn wordings(signal: SignalIndex) -> impl Iterator<Item = &'static Wording> {
        static OF: LazyLock<Vec<Vec<&'static Wording>>> = LazyLock::new(|| {
            let of = |id: &String| ALL.iter().filter(|wording| wording.signal == *id).collect();
            PACK.signals.iter().map(|signal| of(&signal.id)).collect()
        });
        OF[usize::from(signal)].iter().copied()
    }

    fn would_show(&self, signal: SignalIndex) -> bool {
        *self.shown[usize::from(signal)].get_or_init(|| self.find_shown(signal))
    }

    fn find_shown(&self, signal: SignalIndex) -> bool {
        let prints = |wording: &&Wording, release| wording.releases.as_ref().is_none_or(|set| set.has(release));
        let never = self.possible.iter().all(|release| !Self::wordings(signal).any(|it| prints(&it, *release)));
        if never {
            return true;
        }
        let always = self.possible.iter().all(|release| {
            let here: Vec<_> = Self::wordings(signal).filter(|it| prints(it, *release)).collect();
            here.is_empty() || here.iter().any(|it| self.has_head(&it.logs[0]))
        });
        let only_debug = Self::wordings(signal)
            .all(|it| !it.levels.is_empty() && it.levels.iter().all(|level| level == "debug" || level == "trace"));
        always && (!only_debug || self.facts.get("debug").is_some_and(|debug| debug == "on"))
    }

    fn always_printed(&self, signal: SignalIndex) -> bool {
        Self::wordings(signal).all(|it| it.releases.is_some())
            && self
                .possible
                .iter()
                .all(|release| Self::wordings(signal).any(|it| it.releases.as_ref().unwrap().has(*release)))
    }

    fn of_all(&self, fits: impl Fn(Release) -> bool) -> Truth {
        let count = self.possible.iter().filter(|release| fits(**release)).count();
        if count == self.possible.len() {
            Truth::True
        } else if count == 0 {
            Truth::False
        } else {
            Truth::Unknown
        }
    }
}

fn passes(test: &CaptureTest, record: &Record) -> bool {
    let captures = &record.found.as_ref().unwrap().1;
    let Some((_, value)) = captures.iter().find(|(name, _)| *name == test.name) else { return false };
    let lower = value.to_ascii_lowercase();
    test.is.iter().any(|pattern| like(pattern, value))
        || test.contains.iter().any(|part| lower.contains(&part.to_ascii_lowercase()))
}

fn is_setting(name: &str) -> bool {
    (1..=100).contains(&name.len()) && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// `*` at either end of a pattern stands for anything.
fn like(pattern: &str, value: &str) -> bool {
    let middle = pattern.trim_matches('*');
    match (pattern.starts_with('*'), pattern.ends_with('*')) {
        (true, true) => value.contains(middle),
        (true, false) => value.ends_with(middle),
        (false, true) => value.starts_with(middle),
        (false, false) => value == pattern,
    }
}

/// Of `2026-01-31T10:30`, whatever follows.
fn minute_of_day(text: &str) -> Option<i64> {
    let time = text.strip_prefix("2026-01-31")?;
    Some(time.get(1..3)?.parse::<i64>().ok()? * 60 + time.get(4..6)?.parse::<i64>().ok()?)
}

fn known(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

fn all(truths: &[Truth]) -> Truth {
    not(any(&truths.iter().map(|truth| not(*truth)).collect::<Vec<_>>()))
}

fn any(truths: &[Truth]) -> Truth {
    if truths.contains(&Truth::True) {
        Truth::True
    } else if truths.contains(&Truth::Unknown) {
        Truth::Unknown
    } else {
        Truth::False
    }
}
