//! Logs in several parts: native ones are `x.log`, and the older the higher `x.1.log`, `x.2.log`; managed ones go on in
//! `x_001.log`.

use super::choices::Dice;
use super::files::File;
use super::record::Log;

/// Which parts are given.
#[derive(Debug, Clone, Copy)]
enum Missing {
    Nothing,
    Newest,
    Middle,
    Oldest,
    /// All but one older part.
    AllButOne,
}

const MISSING: [(usize, Missing); 5] =
    [(4, Missing::Nothing), (3, Missing::Newest), (3, Missing::Middle), (2, Missing::Oldest), (2, Missing::AllButOne)];

pub(crate) fn rotated(dice: Dice<'_>, files: Vec<File>) -> Vec<File> {
    let parts = |(number, file): (usize, File)| {
        let dice = dice.nth("rotated", number);
        // The profiler's log is the one that matters.
        if file.log != Log::Profiler && dice.percent("in-one", 50) { vec![file] } else { parts(dice, &file) }
    };
    files.into_iter().enumerate().flat_map(parts).collect()
}

fn parts(dice: Dice<'_>, file: &File) -> Vec<File> {
    let count = (2 + dice.below("more-parts", 3)).min(file.lines.len());
    let mut ends: Vec<usize> = (1..count).map(|part| dice.nth("part", part).below("end", file.lines.len())).collect();
    ends.extend([0, file.lines.len()]);
    ends.sort_unstable();
    ends.dedup();
    let count = ends.len() - 1;
    let part = |(number, ends): (usize, &[usize])| {
        let age = count - 1 - number;
        let lines = file.lines[ends[0]..ends[1]].to_vec();
        File { folder: file.folder.clone(), name: name(file, number, age), log: file.log, age, lines }
    };
    let mut parts: Vec<File> = ends.windows(2).enumerate().map(part).collect();
    let which = dice.below("which", count);
    match dice.weighted("missing", &MISSING) {
        Missing::Newest if count > 1 => _ = parts.pop(),
        Missing::Middle if count > 2 => _ = parts.remove(1 + which % (count - 2)),
        Missing::Oldest if count > 1 => _ = parts.remove(0),
        Missing::AllButOne if count > 1 => parts = vec![parts.swap_remove(which % (count - 1))],
        _ => {}
    }
    parts
}

/// The oldest part has the number 0.
fn name(file: &File, number: usize, age: usize) -> String {
    let stem = file.name.trim_end_matches(".log");
    match (file.log, number, age) {
        (Log::Managed, 0, _) | (Log::Loader | Log::Profiler | Log::Tracer, _, 0) => file.name.clone(),
        (Log::Managed, ..) => format!("{stem}_{number:03}.log"),
        _ => format!("{stem}.{age}.log"),
    }
}
