//! What the user gives: lives, as files in a folder.

use super::carried::{self, Carried};
use super::choices::{Choices, Dice};
use super::clock::ten;
use super::files::{Lived, written};
use super::known;
use super::left::Left;
use super::life::Life;
use super::play::play;
use super::record::Log;
use super::setup::Setup;
use super::slot::Slot;
use super::told::{Told, of_slot};
use super::truth::Truth;
use super::{application, copy, cut, rotate, twice};
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

/// What became of the files before somebody gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Handed {
    AsTheyAre,
    Cut,
    Rotated,
    Twice,
    Carried,
}

const HANDED: [(usize, Handed); 5] =
    [(9, Handed::AsTheyAre), (3, Handed::Carried), (3, Handed::Cut), (3, Handed::Rotated), (2, Handed::Twice)];

/// What is given, what is left in it of each life, and at which moment it was copied.
struct Given {
    carried: Carried,
    left: Vec<Option<Left>>,
    has_native: bool,
}

impl Folder {
    pub(crate) fn drawn(choices: &Choices) -> Self {
        let dice = choices.dice();
        let symptom = dice
            .weighted("symptom", &[(6, Symptom::MissingProfiles), (3, Symptom::MissingCpuWall), (2, Symptom::Hang)]);
        let slots = application::drawn(dice, ten());
        let lived: Vec<Lived<'_>> = slots.iter().flat_map(|slot| &slot.lives).map(|life| (life, play(life))).collect();
        let given = handed(dice, &slots, &lived);
        let Given { carried, left, has_native } = given;
        let mut lives = Vec::new();
        let mut kinds: BTreeSet<String> = carried.kinds.into_iter().collect();
        kinds.insert(format!("6 symptom: {}", symptom.id()));
        let mut whole: Vec<(Truth, bool)> = Vec::new();
        let mut all = lived.iter().zip(left);
        for slot in &slots {
            kinds.insert(format!("4 lives: {}", slot.kind));
            let mut told = Vec::new();
            let mut is_bystander = true;
            for ((life, played), left) in all.by_ref().take(slot.lives.len()) {
                name_kinds(life, &mut kinds);
                let Some(left) = left else { continue };
                is_bystander &= life.setup == Setup::CommandLineTool;
                told.push(Told::of(life, played, &left, symptom));
            }
            if !told.is_empty() {
                whole.push((of_slot(slot, &told, carried.is_nameless), is_bystander));
            }
            lives.extend(told);
        }
        if slots.len() > 1 {
            kinds.insert("4 lives: several applications".into());
        }
        let mut truth = Truth::of_all(&whole);
        if !has_native {
            truth.causes.insert("no-logs");
        }
        Self { symptom, files: carried.files, lives, truth, kinds, known: known::fault(&slots) }
    }
}

fn handed(dice: Dice<'_>, slots: &[Slot<'_>], lived: &[Lived<'_>]) -> Given {
    let dice = dice.within("handed");
    let handed = dice.weighted("how", &HANDED);
    let mut files = written(lived);
    let mut kinds = Vec::new();
    let copied = copy::moment(dice, slots);
    if let Some(copied) = copied {
        copy::copied(dice, copied, handed == Handed::AsTheyAre, &mut files);
        kinds.push("5 files: copied at some moment".to_owned());
    }
    match handed {
        Handed::Cut => {
            cut::cut(dice, &mut files);
            kinds.push("5 files: cut".into());
        }
        Handed::Rotated => {
            files = rotate::rotated(dice, files);
            kinds.push("5 files: in parts".into());
        }
        Handed::AsTheyAre if copied.is_none() => kinds.push("5 files: as they are".into()),
        _ => {}
    }
    let left = (0..lived.len()).map(|number| Left::of(number, &lived[number], &files, copied)).collect();
    let has_native = files.iter().any(|file| matches!(file.log, Log::Loader | Log::Profiler));
    if handed == Handed::Twice {
        kinds.push(twice::given(dice, &mut files).into());
    }
    let mut carried =
        if handed == Handed::Carried { carried::drawn(dice, &files, lived) } else { carried::plain(&files) };
    carried.kinds.extend(kinds);
    Given { carried, left, has_native }
}

fn name_kinds(life: &Life<'_>, kinds: &mut BTreeSet<String>) {
    kinds.insert(format!("1 setup: {}", life.setup.name()));
    if life.sends() {
        kinds.insert(format!("2 {}", life.course.name()));
        kinds.insert(format!("3 {}", life.stacks.name()));
    }
}
