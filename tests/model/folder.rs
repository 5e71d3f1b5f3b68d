//! What the user gives: lives, as files in a folder.

use super::choices::Choices;
use super::clock::ten;
use super::life::{Application, Life, releases};
use super::play::play;
use super::record::Log;
use super::truth::Truth;
use profiler_doctor::diagnosis::Symptom;
use std::collections::BTreeMap;

/// Files, what is true about them, and what they are examples of.
pub(crate) struct Folder {
    pub(crate) symptom: Symptom,
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
        let symptom = dice
            .weighted("symptom", &[(6, Symptom::MissingProfiles), (3, Symptom::MissingCpuWall), (2, Symptom::Hang)]);
        let application =
            Application { service: "shop".into(), process: "shop".into(), is_linux: !dice.percent("windows", 25) };
        let release = dice.one("release", &releases());
        let life = Life::drawn(dice.within("life"), &application, release, ten(), 4711);
        let played = play(&life);
        let writer = life.writer();
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for record in &played.records {
            files.entry(writer.file(record.log)).or_default().extend(writer.line(record).into_bytes());
        }
        let until = played.records.last().map_or(life.began, |record| record.at);
        let mut truth = Truth::of(&life, &played, until, symptom);
        if !played.records.iter().any(|record| matches!(record.log, Log::Loader | Log::Profiler)) {
            truth.causes.insert("no-logs");
        }
        let says = format!("{} {:?}, {:?}: {}", life.release, life.setup, life.ending, truth.says);
        let mut kinds = vec![format!("1 setup: {}", life.setup.name()), format!("5 symptom: {}", symptom.id())];
        if life.sends() {
            kinds.push(format!("2 {}", life.course.name()));
            kinds.push(format!("3 {}", life.stacks.name()));
        }
        Self { symptom, files, lives: vec![Told { pid: life.pid, truth, says }], kinds }
    }
}
