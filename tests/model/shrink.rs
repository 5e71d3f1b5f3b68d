//! The smallest folder that still fails: choice by choice, nearer to the simplest; lines only at the end, for without
//! them the release may not be known any more.

use super::choices::Choices;
use super::folder::Folder;
use std::collections::BTreeMap;

/// How often the engine may be asked.
const TRIES: usize = 3_000;

pub(crate) fn shrunk(seed: u64, fails: impl Fn(&Folder) -> bool) -> Folder {
    let mut known: BTreeMap<u64, usize> = BTreeMap::new();
    let mut left = TRIES;
    let mut attempt = |replaced: &BTreeMap<u64, usize>| {
        left = left.saturating_sub(1);
        left > 0 && fails(&Folder::drawn(&Choices::replacing(seed, replaced.clone())))
    };
    let mut lines = false;
    loop {
        let choices = Choices::replacing(seed, known.clone());
        Folder::drawn(&choices);
        let mut is_smaller = false;
        for drawn in choices.drawn().into_iter().filter(|drawn| drawn.is_line == lines) {
            for smaller in [0, drawn.value / 2, drawn.value.saturating_sub(1)] {
                if smaller >= known.get(&drawn.key).copied().unwrap_or(drawn.value) {
                    continue;
                }
                let mut replaced = known.clone();
                replaced.insert(drawn.key, smaller);
                if attempt(&replaced) {
                    known = replaced;
                    is_smaller = true;
                    break;
                }
            }
        }
        if !is_smaller && lines {
            return Folder::drawn(&Choices::replacing(seed, known));
        }
        lines |= !is_smaller;
    }
}
