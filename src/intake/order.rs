//! Exports of log searches mostly begin with the newest line.

use super::Carried;
use crate::line;

/// Steps back in time that show it.
const STEPS: usize = 3;
/// Times as many as there are steps forward: lines of several threads are not quite in order.
const TIMES: usize = 10;

/// Whether the times of the lines go back from each to the next.
pub(super) fn is_newest_first(lines: &[Carried<'_>]) -> bool {
    let (mut back, mut on, mut before) = (0, 0, None);
    for moment in lines.iter().filter_map(|carried| line::any(&carried.text)?.moment) {
        match before.map(|before| moment.cmp(&before)) {
            Some(std::cmp::Ordering::Less) => back += 1,
            Some(std::cmp::Ordering::Greater) => on += 1,
            _ => {}
        }
        before = Some(moment);
    }
    back >= STEPS && back >= on * TIMES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_turned(seconds: &[u32]) -> bool {
        let line = |second: &u32| format!("[2026-11-23 03:53:{second:02}.864 | info | PId: 7 | TId: 7] x").into_bytes();
        let lines: Vec<Carried<'_>> = seconds.iter().map(|second| Carried::of(line(second))).collect();
        is_newest_first(&lines)
    }

    #[test]
    fn only_steps_back_show_it() {
        assert!(is_turned(&[9, 7, 7, 3, 1]));
        assert!(!is_turned(&[1, 3, 7, 9]));
        assert!(!is_turned(&[9, 7, 7, 3]), "two steps");
        assert!(!is_turned(&[5, 6, 7, 1, 2, 3]), "a clock that was set");
        assert!(!is_turned(&[9, 7, 8, 3, 4, 1]));
    }
}
