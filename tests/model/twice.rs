//! The same logs given twice, and the logs of one process in two folders: that changes nothing.

use super::choices::Dice;
use super::files::File;
use super::record::Log;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twice {
    InAnotherFolder,
    Beside,
    /// Copied before, when less stood there.
    EarlierInAnotherFolder,
    EarlierBeside,
    /// What the tracer writes lies in a folder of its own.
    Apart,
}

impl Twice {
    const ALL: [Self; 5] =
        [Self::InAnotherFolder, Self::Beside, Self::EarlierInAnotherFolder, Self::EarlierBeside, Self::Apart];

    fn name(self) -> &'static str {
        match self {
            Self::InAnotherFolder => "5 files: given twice, in two folders",
            Self::Beside => "5 files: given twice, side by side",
            Self::EarlierInAnotherFolder => "5 files: copied twice, in two folders",
            Self::EarlierBeside => "5 files: copied twice, side by side",
            Self::Apart => "5 files: of one process in two folders",
        }
    }
}

/// Adds them; how they are called in the table.
pub(crate) fn given(dice: Dice<'_>, files: &mut Vec<File>) -> &'static str {
    let twice = dice.one("twice", &Twice::ALL);
    if twice == Twice::Apart {
        for file in files.iter_mut().filter(|file| matches!(file.log, Log::Tracer | Log::Managed)) {
            file.folder = format!("tracer/{}", file.folder);
        }
        return twice.name();
    }
    let last = files.iter().flat_map(|file| &file.lines).map(|line| line.at);
    let (from, until) = (last.clone().min().unwrap_or(0), last.max().unwrap_or(0));
    let missing = i64::try_from(dice.below("copied-earlier", 1000)).unwrap();
    let earlier = until - (until - from) * missing / 1000;
    let mut copies = files.clone();
    for (number, copy) in copies.iter_mut().enumerate() {
        match twice {
            Twice::InAnotherFolder => copy.folder = format!("copy/{}", copy.folder),
            Twice::EarlierInAnotherFolder => copy.folder = format!("earlier/{}", copy.folder),
            _ => copy.name = beside(dice.nth("copy", number), &copy.name),
        }
        if matches!(twice, Twice::EarlierInAnotherFolder | Twice::EarlierBeside) {
            copy.lines.retain(|line| line.at <= earlier);
        }
    }
    copies.retain(|copy| !copy.lines.is_empty());
    files.extend(copies);
    twice.name()
}

/// As browsers and file managers call a second copy.
fn beside(dice: Dice<'_>, name: &str) -> String {
    let stem = name.trim_end_matches(".log");
    let [one, other, third] = [format!("{stem} (1).log"), format!("{stem} - Copy.log"), format!("Copy of {name}")];
    [one, other, third][dice.below("how", 3)].clone()
}
