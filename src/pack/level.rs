//! Levels of log records.

/// How grave the writer held a record to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// The line states no level.
    #[default]
    None,
    /// `trace`, `VRB`.
    Trace,
    /// `debug`, `DBG`.
    Debug,
    /// `info`, `INF`.
    Info,
    /// `warning`, `WRN`.
    Warning,
    /// `error`, `ERR`.
    Error,
    /// `critical`, `FTL`.
    Critical,
}

impl Level {
    /// The level of a product's word, native or managed.
    #[must_use]
    pub fn from_word(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"trace" | b"VRB" => Self::Trace,
            b"debug" | b"DBG" => Self::Debug,
            b"info" | b"INF" => Self::Info,
            b"warning" | b"WRN" => Self::Warning,
            b"error" | b"ERR" => Self::Error,
            b"critical" | b"FTL" => Self::Critical,
            b"off" => Self::None,
            _ => return None,
        })
    }

    /// Whether the writer saw something wrong.
    #[must_use]
    pub fn is_trouble(self) -> bool {
        self >= Self::Warning
    }
}

/// A set of levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Levels(u8);

impl Levels {
    /// Every level.
    pub const ALL: Self = Self(0xff);

    /// Adds a level.
    pub fn add(&mut self, level: Level) {
        self.0 |= 1 << level as u8;
    }

    /// The words of the levels in the set; none for all.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        let named = [
            (Level::Trace, "trace"),
            (Level::Debug, "debug"),
            (Level::Info, "info"),
            (Level::Warning, "warning"),
            (Level::Error, "error"),
            (Level::Critical, "critical"),
        ];
        let fitting = named.into_iter().filter(|(level, _)| self != Self::ALL && self.has(*level));
        fitting.map(|(_, word)| word).collect()
    }

    /// Whether the level is in the set.
    #[must_use]
    pub fn has(self, level: Level) -> bool {
        self.0 & (1 << level as u8) != 0
    }
}
