//! Made-up logs: random messages of random releases in random order, with the starts, levels and gaps of real ones;
//! beside them an environment of the process, and a log of the Agent.

use super::courses::Course;
use super::wordings::{ALL, Piece, Wording, of_log, pieces};
use crate::common::PACK;
use profiler_doctor::pack::{Condition, Release};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A random sequence that is the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap() % bound
    }

    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// File name → text.
pub(crate) type Files = BTreeMap<String, String>;

/// Profiling starts with one of these.
const IS_START: [&str; 2] = ["SVC-COLLECTOR", "SVC-AGGREGATOR"];

const LOGS: [&str; 4] = ["profiler-log", "loader-log", "tracer-native-log", "tracer-managed-log"];

/// The logs of one or two processes in one folder.
pub(crate) fn mixture(seed: u64) -> Files {
    let mut dice = Dice::new(seed);
    let mut files = Files::new();
    process(&mut dice, 7, &mut files);
    if dice.percent(30) {
        process(&mut dice, 8, &mut files);
    }
    if dice.percent(30) {
        environment(&mut dice, &mut files);
    }
    if dice.percent(30) && !files.is_empty() {
        agent(&mut dice, &mut files);
    }
    files
}

/// What was in the environment of process 7, each variable once.
fn environment(dice: &mut Dice, files: &mut Files) {
    let mut variables: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..=dice.below(8) {
        let wording = dice.one(of_log("environment"));
        let text = filled(dice, wording).replace('\n', " ");
        if let Some((name, value)) = text.split_once('=')
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && value.trim() == value
            && !value.contains(['"', '\''])
        {
            variables.insert(name.to_owned(), value.trim_end_matches(',').to_owned());
        }
    }
    // Two of these would be two environments.
    if variables.contains_key("PATH") {
        variables.remove("Path");
    }
    let lines: Vec<String> = variables.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
    if !lines.is_empty() {
        files.insert("environ-7.txt".into(), lines.concat());
    }
}

fn agent(dice: &mut Dice, files: &mut Files) {
    let mut lines = String::new();
    for second in 0..=dice.below(4) {
        let wording = dice.one(of_log("agent-log"));
        let text = filled(dice, wording).replace('\n', " ");
        let _ = writeln!(lines, "2026-01-31 10:00:{second:02} UTC | TRACE | WARN | (a.go:1 in f) | {text}");
    }
    files.insert("trace-agent.log".into(), lines);
}

fn process(dice: &mut Dice, pid: u32, files: &mut Files) {
    let mut era = dice.one(&PACK.releases);
    // On few of them uploads that work print a line.
    if dice.percent(15) {
        era = dice.one(&["2.5.0", "2.10.0", "2.13.0", "2.14.0", "2.15.0"].map(|text| Release::parse(text).unwrap()));
    }
    let logs: Vec<&'static str> = LOGS.into_iter().filter(|_| dice.percent(65)).collect();
    if logs.is_empty() {
        return;
    }
    // Milliseconds since ten o'clock.
    let mut time = u64::from(pid) * 11;
    for log in &logs {
        header(dice, log, era, pid, &mut time, files);
    }
    // A life of steady uploads, a heap of random messages, or both.
    if logs.contains(&"profiler-log") && dice.percent(60) {
        let mut course = Course { dice, era, logs: &logs, lines: Vec::new() };
        let end = course.live(time);
        let is_whole = course.dice.percent(40) || files[&name("profiler-log", pid)].contains(" is initializing.");
        time = end.max(course.write(pid, is_whole, files));
        if dice.percent(70) {
            cut(dice, pid, files);
            return;
        }
    }
    heap(dice, pid, era, &logs, time, files);
    cut(dice, pid, files);
}

/// A log may have been copied while its last line was written.
fn cut(dice: &mut Dice, pid: u32, files: &mut Files) {
    if dice.percent(5)
        && let Some(text) = files.get_mut(&name("profiler-log", pid))
        && text.lines().count() > 2
    {
        let end = text.trim_end().len();
        let begin = text[..end].rfind('\n').map_or(0, |line| line + 1);
        let body = text[begin..].find("] ").map_or(end, |body| begin + body + 2);
        let at = body + dice.below(end.saturating_sub(body) + 1);
        let at = (at..=end).find(|at| text.is_char_boundary(*at)).unwrap();
        text.truncate(at);
    }
}

/// Random messages in random order.
fn heap(dice: &mut Dice, pid: u32, era: Release, logs: &[&'static str], mut time: u64, files: &mut Files) {
    let begin = time;
    // What is printed only while a process starts comes first, and not behind a life that was lived already.
    let (early, count) = (begin < u64::from(pid) * 11 + 1_000, dice.below(24));
    for index in 0..count {
        let is_early = early && index < count / 4 && time < begin + 1_000;
        let wanted = dice.percent(80);
        let fitting: Vec<&Wording> = ALL
            .iter()
            // Profiling starts once in a life, at its beginning.
            .filter(|it| {
                !it.starts_run && !IS_START.contains(&it.signal.as_str()) && (!wanted || LOOKED_AT.contains(&it.signal))
            })
            .filter(|it| is_early || !it.within_start)
            .filter(|it| it.logs.iter().any(|log| logs.contains(&log.as_str())))
            .collect();
        if fitting.is_empty() {
            return;
        }
        let mut wording = dice.one(&fitting);
        // Mostly one that the era prints.
        for _ in 0..6 {
            if wording.releases.as_ref().is_some_and(|set| set.has(era)) || dice.percent(10) {
                break;
            }
            wording = dice.one(&fitting);
        }
        let here: Vec<&'static str> =
            logs.iter().copied().filter(|log| wording.logs.iter().any(|known| known == log)).collect();
        let steps: &[u64] = &[3, 40, 600, 1_999, 2_001, 4_999, 6_000, 14_999, 16_000, 31_000, 59_900, 61_000];
        time += dice.one(if is_early { &steps[..1] } else { steps });
        let levels: Vec<&str> = wording.levels.iter().map(String::as_str).collect();
        let level = if levels.is_empty() { "info" } else { dice.one(&levels) };
        // More than are kept.
        let times = if dice.percent(4) { 2 + dice.below(60) } else { 1 };
        for _ in 0..times {
            time += 1;
            let text = filled(dice, wording);
            // What reads like the start of another life by chance is left out: the naive engine knows one life only.
            let is_start = |it: &Wording| it.starts_run || it.within_start && !is_early;
            if !ALL.iter().any(|it| is_start(it) && it.captures(&text).is_some()) {
                write(files, dice.one(&here), pid, time, level, era, &text);
            }
        }
        if dice.percent(5) {
            time += 2;
            write(files, dice.one(logs), pid, time, "error", era, "The flux capacitor is out of phase");
        }
        if dice.percent(5) {
            let name = name(dice.one(&here), pid);
            files.entry(name).or_default().push_str("   at Shop.Basket.Add()\n");
        }
    }
}

/// What logs begin with, where their beginning is there.
fn header(dice: &mut Dice, log: &str, era: Release, pid: u32, time: &mut u64, files: &mut Files) {
    let mut lines: Vec<String> = Vec::new();
    let whole = dice.percent(75);
    let debug = usize::from(dice.percent(40));
    let state = format!("Enable debug log = {debug} from (DD_TRACE_DEBUG environment variable)");
    match log {
        "profiler-log" if whole => lines.extend(["CorProfilerCallback is initializing.".to_owned(), state]),
        "loader-log" if whole => {
            let path = "\"/opt/datadog/loader.conf\"";
            lines.push(format!("DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: {path}"));
            lines.push(state);
        }
        "tracer-native-log" if dice.percent(60) => {
            let product = if era < Release::new(3, 26, 0) { "CLR Profiler" } else { "Instrumentation" };
            lines.push(format!("Datadog {product} {era} on Linux (amd64)"));
        }
        _ => {}
    }
    if lines.is_empty() {
        lines.push("Something that nobody has catalogued".to_owned());
    }
    for line in lines {
        *time += 1;
        write(files, log, pid, *time, "info", era, &line);
    }
}

fn name(log: &str, pid: u32) -> String {
    match log {
        "profiler-log" => format!("DD-DotNet-Profiler-Native-shop-{pid}.log"),
        "loader-log" => format!("dotnet-native-loader-shop-{pid}.log"),
        "tracer-native-log" => format!("dotnet-tracer-native-shop-{pid}.log"),
        _ => format!("dotnet-tracer-managed-shop-{pid}.log"),
    }
}

pub(crate) fn write(files: &mut Files, log: &str, pid: u32, time: u64, level: &str, era: Release, text: &str) {
    let (minutes, seconds, rest) = (time / 60_000 % 60, time / 1000 % 60, time % 1000);
    let hour = 10 + time / 3_600_000;
    let clock = format!("{minutes:02}:{seconds:02}.{rest:03}");
    let file = files.entry(name(log, pid)).or_default();
    let _ = match log {
        "tracer-native-log" => {
            let (half, hour) = if hour > 11 { ("PM", (hour - 1) % 12 + 1) } else { ("AM", hour) };
            writeln!(file, "01/31/26 {hour:02}:{clock} {half} [{pid}|{pid}] [{level}] {text}")
        }
        "tracer-managed-log" => {
            let short = match level {
                "debug" | "trace" => "DBG",
                "warning" => "WRN",
                "error" | "critical" => "ERR",
                _ => "INF",
            };
            let end = format!("{{ MachineName: \".\", Process: \"[{pid} shop]\", TracerVersion: \"{era}.0\" }}");
            writeln!(file, "2026-01-31 {hour:02}:{clock} +00:00 [{short}] {text}  {end}")
        }
        _ => writeln!(file, "[2026-01-31 {hour:02}:{clock} | {level} | PId: {pid} | TId: {pid}] {text}"),
    };
}

/// A wording with values: mostly such as the rules ask about.
fn filled(dice: &mut Dice, wording: &Wording) -> String {
    filled_with(dice, wording, &[])
}

/// The same with some of the values given.
pub(crate) fn filled_with(dice: &mut Dice, wording: &Wording, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for piece in pieces(&wording.text) {
        match piece {
            Piece::Value(name, _) if values.iter().any(|(known, _)| *known == name) => {
                text.extend(values.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value));
            }
            // Anything but a line break, also what stands beside it.
            Piece::Value(_, kind) if kind.is_empty() && dice.percent(10) => text.push_str(&odd(dice, wording)),
            Piece::Fixed(literal) => text.push_str(&literal),
            Piece::Value(name, kind) => text.push_str(&match kind.as_str() {
                "number" => dice.one(&["0", "1", "7", "403", "404", "413", "429", "503"]).to_owned(),
                "status" => dice.one(&["200", "403", "404", "413", "429", "503"]).to_owned(),
                "" | "word" => {
                    let known = ASKED.get(&name).filter(|_| dice.percent(70));
                    let number = dice.below(60);
                    let value =
                        known.map_or(format!("v{}", number % 3), |values| values[number % values.len()].clone());
                    if kind == "word" { value.replace([' ', '\n'], "_") } else { value }
                }
                words => dice.one(&words.split('|').collect::<Vec<_>>()).to_owned(),
            }),
        }
    }
    text
}

fn odd(dice: &mut Dice, wording: &Wording) -> String {
    let mut odd = vec![String::new(), " ".into(), "a b".into(), "é日".into(), "{x}".into(), "1.".into(), "a: b".into()];
    odd.extend(pieces(&wording.text).into_iter().filter_map(|piece| match piece {
        Piece::Fixed(literal) => Some(literal),
        Piece::Value(..) => None,
    }));
    odd.swap_remove(dice.below(odd.len()))
}

fn conditions() -> Vec<&'static Condition> {
    let mut all = Vec::new();
    for condition in PACK.rules.iter().filter_map(|rule| rule.when.as_ref()).chain(&PACK.conditions) {
        condition.visit(&mut |condition| all.push(condition));
    }
    all
}

/// The signals that rules look at.
static LOOKED_AT: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let all = PACK.rules.iter().filter_map(|rule| rule.when.as_ref()).flat_map(|when| PACK.signals_in(when));
    let in_logs = |signal: &&profiler_doctor::pack::Signal| {
        let mut logs = signal.wordings.iter().flat_map(|wording| &wording.artifacts);
        logs.any(|log| LOGS.contains(&PACK.artifacts[*log].id.as_str()))
    };
    all.filter(in_logs).map(|signal| signal.id.clone()).collect()
});

/// Name of a placeholder → values that conditions ask about.
static ASKED: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for condition in conditions() {
        if let Condition::Seen(seen) = condition
            && let Some(test) = &seen.capture
        {
            let asked = test.is.iter().chain(&test.contains).map(|value| value.replace('*', "x"));
            values.entry(test.name.clone()).or_default().extend(asked.filter(|value| !value.trim().is_empty()));
        }
    }
    values
});
