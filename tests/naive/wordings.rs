//! The wordings as the files of the pack have them, matched by regular expressions of our own making.

use crate::common::PACK;
use profiler_doctor::pack::{ReleaseSet, SignalIndex};
use regex::bytes::Regex;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// One wording of one signal.
pub(crate) struct Wording {
    pub(crate) signal: String,
    /// Its position in the pack.
    pub(crate) index: SignalIndex,
    /// Its position among the wordings of the signal.
    pub(crate) place: usize,
    pub(crate) text: String,
    pub(crate) logs: Vec<String>,
    /// Empty: any.
    pub(crate) levels: Vec<String>,
    pub(crate) releases: Option<ReleaseSet>,
    pub(crate) starts_run: bool,
    /// Printed only while a process starts.
    pub(crate) within_start: bool,
    /// Known, and of no use.
    pub(crate) is_trace: bool,
    /// With what every match begins: regular expressions are slow where they are not optimised.
    start: String,
    names: Vec<String>,
    regex: Regex,
    fixed: usize,
}

include!("../../src/pack/files.rs");

/// All, the most specific first: more fixed text, then fewer placeholders, then the order of the files.
pub(crate) static ALL: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/dotnet-profiler");
    let mut all: Vec<Wording> = Vec::new();
    let (mut starts, mut within): (Vec<String>, Vec<String>) = Default::default();
    for file in FILES {
        let document: toml::Value = toml::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap();
        for signal in list(&document, "signal") {
            let id = text(signal, "id");
            if signal.get("starts-run").is_some() {
                starts.push(id.clone());
            }
            if signal.get("within-start").is_some() {
                within.push(id.clone());
            }
            for written in list(signal, "wording") {
                let place = all.iter().filter(|wording| wording.signal == id).count();
                let (regex, names, fixed) = regex(&text(written, "text"));
                let texts = |key: &str| list(written, key).map(|value| value.as_str().unwrap().to_owned()).collect();
                all.push(Wording {
                    index: PACK.signals.iter().position(|it| it.id == id).unwrap().try_into().unwrap(),
                    signal: id.clone(),
                    place,
                    text: text(written, "text"),
                    logs: texts("in"),
                    levels: texts("levels"),
                    releases: written.get("releases").map(|set| ReleaseSet::parse(set.as_str().unwrap()).unwrap()),
                    starts_run: false,
                    within_start: false,
                    is_trace: text(signal, "class") == "trace",
                    start: match pieces(&text(written, "text")).first() {
                        Some(Piece::Fixed(fixed)) => fixed.clone(),
                        _ => String::new(),
                    },
                    names,
                    regex,
                    fixed,
                });
            }
        }
    }
    // A signal may be marked as a start in another file than its wordings.
    for wording in &mut all {
        wording.starts_run = starts.contains(&wording.signal);
        wording.within_start = within.contains(&wording.signal);
    }
    all.sort_by_key(|wording| (std::cmp::Reverse(wording.fixed), placeholders(&wording.text)));
    all
});

/// Those of one log, in the same order.
pub(crate) fn of_log(log: &str) -> &'static [&'static Wording] {
    static OF: LazyLock<BTreeMap<String, Vec<&'static Wording>>> = LazyLock::new(|| {
        let mut of: BTreeMap<String, Vec<&'static Wording>> = BTreeMap::new();
        for wording in ALL.iter() {
            for log in &wording.logs {
                of.entry(log.clone()).or_default().push(wording);
            }
        }
        of
    });
    OF.get(log).map_or(&[], Vec::as_slice)
}

fn list<'a>(value: &'a toml::Value, key: &str) -> impl Iterator<Item = &'a toml::Value> {
    value.get(key).and_then(toml::Value::as_array).into_iter().flatten()
}

fn text(value: &toml::Value, key: &str) -> String {
    value.get(key).unwrap().as_str().unwrap().to_owned()
}

/// What a wording is made of.
pub(crate) enum Piece {
    Fixed(String),
    /// Name and kind.
    Value(String, String),
}

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fixed = String::new();
    let mut left = text.trim_end();
    while let Some(letter) = left.chars().next() {
        if left.starts_with("{{") || left.starts_with("}}") {
            fixed.push(letter);
            left = &left[2..];
        } else if letter == '{' {
            let (inside, rest) = left[1..].split_once('}').unwrap();
            let (name, kind) = inside.split_once(':').unwrap_or((inside, ""));
            pieces.push(Piece::Fixed(std::mem::take(&mut fixed)));
            pieces.push(Piece::Value(name.to_owned(), kind.to_owned()));
            left = rest;
        } else {
            fixed.push(letter);
            left = &left[letter.len_utf8()..];
        }
    }
    pieces.push(Piece::Fixed(fixed));
    pieces
}

fn placeholders(text: &str) -> usize {
    pieces(text).iter().filter(|piece| matches!(piece, Piece::Value(..))).count()
}

fn regex(text: &str) -> (Regex, Vec<String>, usize) {
    let (mut pattern, mut names, mut fixed) = (String::from("(?s-u)^"), Vec::new(), 0);
    for piece in pieces(text) {
        match piece {
            Piece::Fixed(literal) => {
                fixed += literal.len();
                pattern.push_str(&regex::escape(&literal));
            }
            Piece::Value(name, kind) => {
                let group = match kind.as_str() {
                    "" => "(.*?)".to_owned(),
                    "number" => "(-?[0-9]+?)".to_owned(),
                    "status" => "([1-5][0-9][0-9])".to_owned(),
                    "word" => "([^ \\t\\n\\r\\x0b\\x0c]+?)".to_owned(),
                    words => format!("({})", words.split('|').map(regex::escape).collect::<Vec<_>>().join("|")),
                };
                pattern.push_str(&group);
                names.push(name);
            }
        }
    }
    (Regex::new(&format!("{pattern}$")).unwrap(), names, fixed)
}

impl Wording {
    /// What stands at the placeholders of a text without white space at its end: the blank before a value that is
    /// empty went with it.
    pub(crate) fn captures(&self, body: &str) -> Option<Vec<(String, String)>> {
        self.exactly(body).or_else(|| self.exactly(&format!("{body} ")))
    }

    fn exactly(&self, body: &str) -> Option<Vec<(String, String)>> {
        if !body.starts_with(&self.start) {
            return None;
        }
        let found = self.regex.captures(body.as_bytes())?;
        let value = |index: usize| String::from_utf8_lossy(found.get(index + 1).unwrap().as_bytes()).into_owned();
        let named = self.names.iter().enumerate().filter(|(_, name)| *name != "*");
        Some(named.map(|(index, name)| (name.clone(), value(index))).collect())
    }
}
