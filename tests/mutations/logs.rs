//! Mutations of the lines that prove a finding.

use crate::common::PACK;
use profiler_doctor::case::Mark;
use profiler_doctor::intake::decide;
use profiler_doctor::pack::{Condition, Level, LineFormat, SignalIndex};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(crate) type Files = BTreeMap<String, String>;

/// A line that proves something: its file, its line from 1, its signal and wording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Proof {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) signal: SignalIndex,
    wording: u16,
}

impl Proof {
    pub(crate) fn of(mark: &Mark<'_>) -> Self {
        Self {
            file: mark.part.source.name.clone(),
            line: usize::try_from(mark.sighting.line).unwrap(),
            signal: mark.signal,
            wording: mark.sighting.wording,
        }
    }

    fn id(&self) -> &'static str {
        &PACK.signals[usize::from(self.signal)].id
    }
}

/// A changed input and what was done to it.
pub(crate) struct Mutant {
    /// `drop`, `cut`, `reword`, `level`, `other-run` or `follow`.
    pub(crate) kind: &'static str,
    /// To what.
    pub(crate) of: String,
    pub(crate) files: Files,
}

/// Every mutation of the evidence.
pub(crate) fn mutants(files: &Files, proofs: &[Proof], condition: &Condition) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let mut add = |kind, of: &str, changed: Option<Files>| {
        if let Some(changed) = changed.filter(|changed| changed != files) {
            mutants.push(Mutant { kind, of: of.to_owned(), files: changed });
        }
    };
    let mut signals: Vec<SignalIndex> = proofs.iter().map(|proof| proof.signal).collect();
    signals.sort_unstable();
    signals.dedup();
    for signal in &signals {
        let mine: Vec<&Proof> = proofs.iter().filter(|proof| proof.signal == *signal).collect();
        let id = mine[0].id();
        add("drop", id, Some(each(files, &mine, |_, _| None)));
        add("reword", id, Some(each(files, &mine, |line, proof| Some(reworded(line, proof)))));
        let levelled = each(files, &mine, |line, _| Some(relevelled(line)));
        add("level", id, Some(levelled).filter(|_| mine.iter().all(|proof| !is_debug(proof))));
        add("other-run", id, Some(each(files, &mine, |line, _| Some(moved(line)))));
    }
    add("drop", "everything", Some(each(files, &proofs.iter().collect::<Vec<_>>(), |_, _| None)));
    add("cut", "before the first", Some(cut(files, proofs)));
    condition.visit(&mut |part| {
        if let Condition::Seen(seen) = part
            && seen.signals.iter().any(|signal| signals.contains(signal))
        {
            for later in &seen.not_followed_by {
                add("follow", &PACK.signals[usize::from(*later)].id, followed(files, *later));
            }
        }
    });
    mutants
}

/// The files with each of these records changed, or taken out.
fn each(files: &Files, proofs: &[&Proof], change: impl Fn(&str, &Proof) -> Option<String>) -> Files {
    let mut changed = files.clone();
    for (name, text) in &mut changed {
        let mut kept = Vec::new();
        let mut dropping = false;
        // Of a file without prefixes every line is one by itself.
        let format = decide(&PACK, name, text.as_bytes()).format;
        let is_bare = matches!(format, LineFormat::Plain | LineFormat::Settings | LineFormat::Tree);
        for (line, number) in text.lines().zip(1..) {
            dropping &= !(is_bare || begins(line));
            match proofs.iter().find(|proof| proof.file == *name && proof.line == number) {
                Some(proof) => match change(line, proof) {
                    Some(line) => kept.push(line),
                    None => dropping = true,
                },
                None if dropping => {}
                None => kept.push(line.to_owned()),
            }
        }
        *text = kept.join("\n") + "\n";
    }
    changed
}

/// The lines of the evidence in each file in the opposite order, the times where they were; nothing where no file has
/// several.
pub(crate) fn reversed(files: &Files, proofs: &[Proof]) -> Option<Files> {
    let mut changed = files.clone();
    for (name, text) in &mut changed {
        let mine: Vec<usize> = proofs.iter().filter(|proof| proof.file == *name).map(|proof| proof.line - 1).collect();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let split = |line: &String| line.split_once(" | ").map(|(time, rest)| (time.to_owned(), rest.to_owned()));
        let parts: Option<Vec<(String, String)>> = mine.iter().map(|line| split(&lines[*line])).collect();
        let Some(parts) = parts else { continue };
        for (line, ((time, _), (_, rest))) in mine.iter().zip(parts.iter().zip(parts.iter().rev())) {
            lines[*line] = format!("{time} | {rest}");
        }
        *text = lines.join("\n") + "\n";
    }
    (changed != *files).then_some(changed)
}

/// Whether a line begins a record.
fn begins(line: &str) -> bool {
    line.starts_with("[20") || line.starts_with("20") || line.starts_with(" [")
}

/// One word of the fixed text is another.
fn reworded(line: &str, proof: &Proof) -> String {
    let wording = PACK.signals[usize::from(proof.signal)].wordings[usize::from(proof.wording)].template.to_string();
    let words = wording.split(['{', '}']).step_by(2).flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    let word = words.filter(|word| word.len() > 2 && line.contains(word)).max_by_key(|word| word.len());
    match word {
        Some(word) => line.replacen(word, "Quux", 1),
        // Nothing but a value: another one.
        None => line.rsplit_once(' ').map_or(String::new(), |(head, _)| format!("{head} quux")),
    }
}

fn is_debug(proof: &Proof) -> bool {
    let levels = PACK.signals[usize::from(proof.signal)].wordings[usize::from(proof.wording)].levels;
    levels.has(Level::Debug)
}

/// The same words as a debug line.
fn relevelled(line: &str) -> String {
    let mut line = line.to_owned();
    for level in ["info", "warning", "error", "critical"] {
        line = line.replacen(&format!(" | {level} | PId"), " | debug | PId", 1);
    }
    for level in ["INF", "WRN", "ERR"] {
        line = line.replacen(&format!("+00:00 [{level}]"), "+00:00 [DBG]", 1);
    }
    line
}

/// The line is another process's.
fn moved(line: &str) -> String {
    line.replacen("PId: 7 ", "PId: 9 ", 1).replacen("\"[7 x]\"", "\"[9 x]\"", 1)
}

/// Every log ends before the first line of the evidence, by time where it has one.
fn cut(files: &Files, proofs: &[Proof]) -> Files {
    let line_of = |proof: &Proof| files[&proof.file].lines().nth(proof.line - 1).map(str::to_owned);
    let first = proofs.iter().filter_map(line_of).filter_map(|line| time(&line)).min();
    let mut changed = files.clone();
    for (name, text) in &mut changed {
        let here = proofs.iter().filter(|proof| proof.file == *name).map(|proof| proof.line).min();
        let kept = text.lines().zip(1..).take_while(|(line, number)| match (time(line), &first) {
            (Some(time), Some(first)) => time < *first,
            _ => here.is_none_or(|here| *number < here),
        });
        *text = kept.map(|(line, _)| line.to_owned() + "\n").collect();
    }
    changed
}

fn time(line: &str) -> Option<String> {
    let line = line.trim_start_matches('[');
    line.get(..23).filter(|time| time.starts_with("20")).map(str::to_owned)
}

/// A message comes after everything.
fn followed(files: &Files, later: SignalIndex) -> Option<Files> {
    let mut changed = files.clone();
    let signal = &PACK.signals[usize::from(later)];
    for wording in &signal.wordings {
        let logs: Vec<&str> = wording.artifacts.iter().map(|index| PACK.artifacts[*index].id.as_str()).collect();
        let home = changed.iter_mut().find(|(name, _)| {
            (name.starts_with("DD-DotNet-Profiler") && logs.contains(&"profiler-log"))
                || (name.starts_with("dotnet-native-loader") && logs.contains(&"loader-log"))
        });
        let Some((_, text)) = home else { continue };
        let level = wording.levels.words().first().copied().unwrap_or("info");
        let body = example(&wording.template.to_string());
        if PACK.recognise(logs[0], Level::from_word(level.as_bytes())?, body.as_bytes())?.signal != later {
            continue;
        }
        let last = text.lines().filter_map(time).max()?;
        let _ = writeln!(text, "[{} | {level} | PId: 7 | TId: 7] {body}", after(&last));
        return Some(changed);
    }
    None
}

/// The wording with a number at every placeholder.
fn example(wording: &str) -> String {
    let mut text = String::new();
    for (place, part) in wording.split(['{', '}']).enumerate() {
        text.push_str(if place % 2 == 0 { part } else { "404" });
    }
    text
}

/// Ten milliseconds later.
fn after(time: &str) -> String {
    let (head, rest) = time.split_at(20);
    format!("{head}{:03}", (rest.parse::<u32>().unwrap() + 10).min(999))
}
