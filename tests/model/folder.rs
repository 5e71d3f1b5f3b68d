//! What the user gives: lives, as files in a folder.

use super::choices::{Choices, Dice};
use super::clock::{MINUTE, SECOND, ten};
use super::life::{Life, Played};
use super::record::{Log, Record};
use super::truth::Truth;
use std::collections::BTreeMap;

/// Files, what is true about them, and what they are examples of.
pub(crate) struct Folder {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) lives: Vec<Told>,
    pub(crate) kinds: Vec<String>,
}

/// A life as the files tell it.
pub(crate) struct Told {
    pub(crate) pid: u32,
    pub(crate) truth: Truth,
    pub(crate) says: String,
}

impl Folder {
    pub(crate) fn drawn(choices: &Choices) -> Self {
        let dice = choices.dice();
        let life = Life::drawn(dice.within("life"), ten(), "shop", 4711);
        let mut played = life.play();
        heartbeat(dice, &life, &mut played);
        let writer = life.writer();
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for record in &played.records {
            if record.log == Log::Loader && !dice.unless_dropped("loader") {
                continue;
            }
            files.entry(writer.file(record.log)).or_default().extend(writer.line(record).into_bytes());
        }
        let known_until = played.records.last().map_or(0, |record| record.at);
        let truth = Truth::of(&life, &played, known_until);
        let says = format!("{} on {}, {:?}: {}", life.course.name(), life.release, life.ending, truth.says);
        let kinds = vec![life.course.name().to_owned()];
        Self { files, lives: vec![Told { pid: life.pid, truth, says }], kinds }
    }
}

/// The managed side goes on writing now and then.
fn heartbeat(dice: Dice<'_>, life: &Life<'_>, played: &mut Played) {
    if !dice.percent("managed", 50) {
        return;
    }
    let step = dice.one("step", &[MINUTE, 5 * MINUTE, 20 * SECOND]);
    let mut at = life.began + 300;
    while at < life.began + life.length {
        let text = "Using HttpClientRequestFactory for trace transport.".to_owned();
        played.records.push(Record { at, log: Log::Managed, level: "info", text });
        at += step;
    }
    played.records.sort_by_key(|record| record.at);
}
