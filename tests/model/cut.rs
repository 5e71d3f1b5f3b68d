//! Files of which a part is missing: `tail -n`, the first bytes, what fits into a ticket.
//!
//! A log that somebody cut at the end of a line is not played: nothing tells it from a process that fell silent, and what
//! was copied at one moment is so cut already (`copy.rs`). Half a line at the end is seen.

use super::choices::Dice;
use super::files::{File, Line};

/// How a file is cut.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Head,
    HeadInLine,
    TailInLine,
    Both,
}

const CUTS: [(usize, Option<Cut>); 5] =
    [(3, None), (3, Some(Cut::Head)), (2, Some(Cut::HeadInLine)), (3, Some(Cut::TailInLine)), (1, Some(Cut::Both))];

/// Each file by itself, or the same lines of each (`tail -n 50 *.log`).
pub(crate) fn cut(dice: Dice<'_>, files: &mut [File]) {
    if dice.percent("newest-lines", 30) {
        let lines = dice.one("newest", &[60, 5, 20, 2]);
        for file in files {
            file.lines.drain(..file.lines.len().saturating_sub(lines));
        }
        return;
    }
    for (number, file) in files.iter_mut().enumerate() {
        let dice = dice.nth("cut", number);
        match dice.weighted("how", &CUTS) {
            None => {}
            Some(Cut::Head) => head(dice, file, false),
            Some(Cut::HeadInLine) => head(dice, file, true),
            Some(Cut::TailInLine) => tail(dice, file),
            Some(Cut::Both) => {
                head(dice, file, true);
                tail(dice, file);
            }
        }
    }
}

fn head(dice: Dice<'_>, file: &mut File, in_line: bool) {
    let Some(most) = file.lines.len().checked_sub(2) else { return };
    let short = dice.percent("short-head", 25);
    let lost = 1 + dice.below("head", if short { most.min(6) + 1 } else { most + 1 });
    let last: Option<Line> = file.lines.drain(..lost).next_back();
    if let Some(line) = last.filter(|_| in_line) {
        file.lines.insert(0, line.second_half(dice.below("head-half", 100)));
    }
}

fn tail(dice: Dice<'_>, file: &mut File) {
    let Some(most) = file.lines.len().checked_sub(2) else { return };
    let short = dice.percent("short-tail", 25);
    let lost = 1 + dice.below("tail", if short { most.min(6) + 1 } else { most + 1 });
    let kept = file.lines.len() - lost;
    let half = file.lines[kept].first_half(dice.below("tail-half", 100));
    // Half of a half that stood at the head would be no beginning of a line.
    file.lines.truncate(kept);
    file.lines.push(half);
}
