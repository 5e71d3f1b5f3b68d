//! What the user gives: lives, as files in a folder.

use super::application;
use super::choices::Choices;
use super::clock::ten;
use super::known;
use super::life::Life;
use super::play::{Played, play};
use super::setup::Setup;
use super::told::{Told, of_slot};
use super::truth::Truth;
use profiler_doctor::diagnosis::Symptom;
use std::collections::{BTreeMap, BTreeSet};

/// Files, what is true about them, and what they are examples of.
pub(crate) struct Folder {
    pub(crate) symptom: Symptom,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) lives: Vec<Told>,
    /// About all of it.
    pub(crate) truth: Truth,
    pub(crate) kinds: BTreeSet<String>,
    /// A fault that is known and not mended yet.
    pub(crate) known: Option<&'static str>,
}

/// File → lines with their times.
type Lines = BTreeMap<String, Vec<(i64, String)>>;

impl Folder {
    pub(crate) fn drawn(choices: &Choices) -> Self {
        let dice = choices.dice();
        let symptom = dice
            .weighted("symptom", &[(6, Symptom::MissingProfiles), (3, Symptom::MissingCpuWall), (2, Symptom::Hang)]);
        let slots = application::drawn(dice, ten());
        let mut lines = Lines::new();
        let mut lives = Vec::new();
        let mut kinds = BTreeSet::from([format!("6 symptom: {}", symptom.id())]);
        let mut whole: Vec<(Truth, bool)> = Vec::new();
        for slot in &slots {
            kinds.insert(format!("4 lives: {}", slot.kind));
            let mut told = Vec::new();
            for life in &slot.lives {
                let played = play(life);
                write(life, &played, &mut lines);
                name_kinds(life, &mut kinds);
                told.extend(Told::of(life, &played, symptom));
            }
            let is_bystander = slot.lives.iter().all(|life| life.setup == Setup::CommandLineTool);
            if !told.is_empty() {
                whole.push((of_slot(slot, &told), is_bystander));
            }
            lives.extend(told);
        }
        if slots.len() > 1 {
            kinds.insert("4 lives: several applications".into());
        }
        let mut truth = Truth::of_all(&whole);
        if !lines.keys().any(|name| name.contains("native-loader") || name.contains("Profiler-Native")) {
            truth.causes.insert("no-logs");
        }
        let files = lines.into_iter().map(|(name, mut lines)| {
            lines.sort_by_key(|(at, _)| *at);
            (name, lines.into_iter().flat_map(|(_, line)| line.into_bytes()).collect())
        });
        Self { symptom, files: files.collect(), lives, truth, kinds, known: known::fault(&slots) }
    }
}

fn write(life: &Life<'_>, played: &Played, lines: &mut Lines) {
    let writer = life.writer();
    for record in &played.records {
        let name = format!("{}{}", life.application.host, writer.file(record.log));
        lines.entry(name).or_default().push((record.at, writer.line(record)));
    }
}

fn name_kinds(life: &Life<'_>, kinds: &mut BTreeSet<String>) {
    kinds.insert(format!("1 setup: {}", life.setup.name()));
    if life.sends() {
        kinds.insert(format!("2 {}", life.course.name()));
        kinds.insert(format!("3 {}", life.stacks.name()));
    }
}
