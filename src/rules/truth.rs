//! True, false, or not to be told from what was given.

use crate::case::Mark;
pub use crate::diagnosis::Truth;

impl Truth {
    /// True or false.
    #[must_use]
    pub fn known(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// The truth of a condition with the lines that make it true.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    /// Whether it holds.
    pub truth: Truth,
    /// What proves it.
    pub evidence: Vec<Mark<'a>>,
}

impl<'a> Outcome<'a> {
    /// A truth that no line proves.
    #[must_use]
    pub fn bare(truth: Truth) -> Self {
        Self { truth, evidence: Vec::new() }
    }

    /// Holds because of these lines.
    #[must_use]
    pub fn proven(evidence: Vec<Mark<'a>>) -> Self {
        Self { truth: Truth::True, evidence }
    }

    /// Holds if all hold.
    pub fn all(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::bare(Truth::True);
        for outcome in outcomes {
            all.truth = match (all.truth, outcome.truth) {
                (Truth::False, _) | (_, Truth::False) => Truth::False,
                (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
                _ => Truth::True,
            };
            all.evidence.extend(outcome.evidence);
        }
        all
    }

    /// Holds if one holds.
    pub fn any(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Self::bare(Truth::False);
        for outcome in outcomes {
            any.truth = match (any.truth, outcome.truth) {
                (Truth::True, _) | (_, Truth::True) => Truth::True,
                (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
                _ => Truth::False,
            };
            if outcome.truth == Truth::True {
                any.evidence.extend(outcome.evidence);
            }
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Truth};

    #[test]
    fn unknown_is_neither() {
        use Truth::{False, True, Unknown};
        let all = |truths: &[Truth]| Outcome::all(truths.iter().map(|truth| Outcome::bare(*truth))).truth;
        let any = |truths: &[Truth]| Outcome::any(truths.iter().map(|truth| Outcome::bare(*truth))).truth;
        assert_eq!((all(&[]), any(&[])), (True, False));
        assert_eq!((all(&[True, Unknown]), all(&[Unknown, False])), (Unknown, False));
        assert_eq!((any(&[False, Unknown]), any(&[Unknown, True])), (Unknown, True));
        assert_eq!(!Unknown, Unknown);
    }
}
