//! Exports of log searches mostly begin with the newest line.

use super::{Carrier, uncoloured};
use crate::line;
use std::borrow::Cow;

/// Steps back in time that show it.
const STEPS: usize = 3;
/// Times as many as there are steps forward: lines of several threads are not quite in order.
const TIMES: usize = 10;

/// Whether the times of the lines go back from each to the next.
pub(super) fn is_newest_first(carrier: Carrier, lines: &[Cow<'_, [u8]>]) -> bool {
    let (mut back, mut on, mut before) = (0, 0, None);
    for line in lines {
        let plain = uncoloured(line);
        let Some(record) = carrier.unwrap(&plain) else { continue };
        let Some(moment) = line::any(&record.text).and_then(|header| header.moment) else { continue };
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
        let lines: Vec<Cow<'_, [u8]>> = seconds.iter().map(|second| Cow::Owned(line(second))).collect();
        is_newest_first(Carrier::None, &lines)
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
