//! Copying while processes run: the text ends in the middle of lives, perhaps in the middle of a line.

use super::choices::Dice;
use super::clock::SECOND;
use super::files::File;
use super::slot::Slot;

/// The moment of copying, where that is not the end of everything.
pub(crate) fn moment(dice: Dice<'_>, slots: &[Slot<'_>]) -> Option<i64> {
    if !dice.percent("copied-early", 25) {
        return None;
    }
    let lives = || slots.iter().flat_map(|slot| &slot.lives);
    let first = lives().map(|life| life.began).min()?;
    let ended = lives().map(|life| life.began + life.length).max()?;
    // Much is written in the first seconds of a life.
    if dice.percent("copied-at-a-start", 20) {
        let began: Vec<i64> = lives().map(|life| life.began).collect();
        let steps = i64::try_from(dice.below("copied-after", 300)).unwrap();
        return Some(began[dice.below("copied-life", began.len())] + SECOND * steps / 100);
    }
    let missing = i64::try_from(dice.below("copied-before", 1000)).unwrap();
    Some(ended - (ended - first) * missing / 1000)
}

/// What stands there at that moment. The line that is being written may be there in half.
pub(crate) fn copied(dice: Dice<'_>, moment: i64, may_be_half: bool, files: &mut Vec<File>) {
    let half = may_be_half && dice.percent("half-line", 40);
    let next = |file: &File| file.lines.iter().find(|line| line.at > moment).map(|line| line.at);
    let written = files.iter().filter(|file| half && file.lines.iter().any(|line| line.at <= moment)).filter_map(next);
    let written = written.min();
    for file in files.iter_mut() {
        let mut lines = std::mem::take(&mut file.lines).into_iter().peekable();
        while let Some(line) = lines.next_if(|line| line.at <= moment) {
            file.lines.push(line);
        }
        if let Some(line) = lines.next().filter(|line| Some(line.at) == written && !file.lines.is_empty()) {
            file.lines.push(line.first_half(dice.below("half", 100)));
        }
    }
    files.retain(|file| !file.lines.is_empty());
}
