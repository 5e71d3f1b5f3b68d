//! Named choices: each is drawn from the seed and its own name, so one can be taken back without moving the others.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// A choice that was made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drawn {
    pub(crate) key: u64,
    pub(crate) value: usize,
    /// Only a line that a failure may do without.
    pub(crate) is_line: bool,
}

/// All choices of one folder. 0 is the simplest value of every choice.
pub(crate) struct Choices {
    seed: u64,
    replaced: BTreeMap<u64, usize>,
    drawn: RefCell<Vec<Drawn>>,
}

impl Choices {
    pub(crate) fn of(seed: u64) -> Self {
        Self::replacing(seed, BTreeMap::new())
    }

    /// The same, but for some choices that are given: by their key.
    pub(crate) fn replacing(seed: u64, replaced: BTreeMap<u64, usize>) -> Self {
        Self { seed, replaced, drawn: RefCell::default() }
    }

    pub(crate) fn dice(&self) -> Dice<'_> {
        Dice { choices: self, path: 0xcbf2_9ce4_8422_2325 }
    }

    /// What was drawn, in order.
    pub(crate) fn drawn(&self) -> Vec<Drawn> {
        self.drawn.borrow().clone()
    }

    fn value(&self, key: u64, bound: usize, is_line: bool) -> usize {
        let random =
            || if is_line { 1 } else { usize::try_from(mixed(self.seed ^ key) >> 20).unwrap_or_default() % bound };
        let value = self.replaced.get(&key).copied().unwrap_or_else(random);
        let value = value.min(bound - 1);
        self.drawn.borrow_mut().push(Drawn { key, value, is_line });
        value
    }
}

/// The choices below one name.
#[derive(Clone, Copy)]
pub(crate) struct Dice<'a> {
    choices: &'a Choices,
    path: u64,
}

impl Dice<'_> {
    pub(crate) fn within(self, name: &str) -> Self {
        Self { path: key(self.path, name), ..self }
    }

    pub(crate) fn nth(self, name: &str, number: usize) -> Self {
        let inner = self.within(name);
        Self { path: mixed(inner.path ^ number as u64), ..self }
    }

    pub(crate) fn below(self, name: &str, bound: usize) -> usize {
        self.choices.value(key(self.path, name), bound, false)
    }

    /// True that often; no is the simplest.
    pub(crate) fn percent(self, name: &str, share: usize) -> bool {
        self.below(name, 100) >= 100 - share
    }

    /// One of these; the first is the simplest.
    pub(crate) fn one<T: Copy>(self, name: &str, of: &[T]) -> T {
        of[self.below(name, of.len())]
    }

    /// One of these, by their weights; the first is the simplest.
    pub(crate) fn weighted<T: Copy>(self, name: &str, of: &[(usize, T)]) -> T {
        let total: usize = of.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(name, total);
        for (weight, value) in of {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        of[0].1
    }

    /// True unless the choice is taken back: for what a failure may do without.
    pub(crate) fn unless_dropped(self, name: &str) -> bool {
        self.choices.value(key(self.path, name), 2, true) == 1
    }
}

fn key(path: u64, name: &str) -> u64 {
    mixed(name.bytes().fold(path, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
