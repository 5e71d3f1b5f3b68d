//! Releases of the product and sets of them.

use std::fmt;

/// One release, `2.53.1` or `3.0.0-prerelease`; a prerelease comes before its release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    major: u16,
    minor: u16,
    patch: u16,
    finished: bool,
}

impl Release {
    /// A finished release.
    #[must_use]
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch, finished: true }
    }

    /// Reads `v3.51.1`, `3.51.1`, `3.51.1.0` and `3.0.0-prerelease`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('v');
        let (numbers, suffix) = text.split_once('-').map_or((text, None), |(numbers, suffix)| (numbers, Some(suffix)));
        let mut parts = numbers.split('.').map(str::parse::<u16>);
        let major = parts.next()?.ok()?;
        let minor = parts.next()?.ok()?;
        let patch = parts.next().unwrap_or(Ok(0)).ok()?;
        // A fourth number is the assembly's revision and says nothing.
        if parts.count() > 1 {
            return None;
        }
        Some(Self { major, minor, patch, finished: suffix.is_none() })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if self.finished { Ok(()) } else { f.write_str("-prerelease") }
    }
}

/// A set of releases: ranges with both ends inside; a missing end is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReleaseSet(Vec<(Release, Option<Release>)>);

impl ReleaseSet {
    /// Reads `2.5.0..2.15.0; 3.1.0; 3.26.0..`.
    ///
    /// # Errors
    /// The part that is no range.
    pub fn parse(text: &str) -> Result<Self, String> {
        let ranges = text.split(';').map(|part| {
            let (low, high) = part
                .split_once("..")
                .map_or((part, Some(part)), |(low, high)| (low, Some(high).filter(|high| !high.trim().is_empty())));
            let low = Release::parse(low)?;
            Some((low, high.map(Release::parse).map_or(Some(None), |high| high.map(Some))?))
        });
        ranges
            .zip(text.split(';'))
            .map(|(range, part)| range.ok_or_else(|| format!("`{}` is no range of releases", part.trim())))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether the release is in the set.
    #[must_use]
    pub fn has(&self, release: Release) -> bool {
        self.0.iter().any(|(low, high)| *low <= release && high.is_none_or(|high| release <= high))
    }

    /// The lowest release of the set.
    #[must_use]
    pub fn lowest(&self) -> Option<Release> {
        self.0.iter().map(|(low, _)| *low).min()
    }

    /// The highest release of the set; nothing where it is open.
    #[must_use]
    pub fn highest(&self) -> Option<Release> {
        if self.0.iter().any(|(_, high)| high.is_none()) {
            return None;
        }
        self.0.iter().filter_map(|(_, high)| *high).max()
    }
}

/// What is known about the release of a run: all that lies from `low` to `high`, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReleaseBounds {
    /// The lowest release possible.
    pub low: Option<Release>,
    /// The highest release possible.
    pub high: Option<Release>,
}

impl ReleaseBounds {
    /// Narrows the bounds by a wording that only the releases of `set` print.
    /// A wording that contradicts what is known leaves the bounds as they are and gives `false`.
    pub fn narrow(&mut self, set: &ReleaseSet) -> bool {
        let low = self.low.max(set.lowest());
        let high = match (self.high, set.highest()) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            return false;
        }
        *self = Self { low, high };
        true
    }

    /// Whether every possible release is at least this one; nothing where the bounds do not decide.
    #[must_use]
    pub fn at_least(&self, release: Release) -> Option<bool> {
        if self.low.is_some_and(|low| low >= release) {
            Some(true)
        } else if self.high.is_some_and(|high| high < release) {
            Some(false)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn release(text: &str) -> Release {
        Release::parse(text).unwrap()
    }

    #[test]
    fn a_prerelease_comes_before_its_release_and_after_the_one_before() {
        assert!(release("2.61.0") < release("v3.0.0-prerelease"));
        assert!(release("3.0.0-prerelease") < release("3.0.0"));
        assert_eq!(release("3.51.1.0"), Release::new(3, 51, 1));
        assert_eq!(Release::parse("3.x"), None);
        assert_eq!(Release::parse("1.2.3.4.5"), None);
    }

    #[test]
    fn a_set_has_gaps_and_may_be_open() {
        let set = ReleaseSet::parse("3.4.0; 3.20.0..").unwrap();
        assert!(set.has(release("3.4.0")) && set.has(release("9.0.0")));
        assert!(!set.has(release("3.4.1")) && !set.has(release("3.19.0")));
        assert_eq!((set.lowest(), set.highest()), (Some(release("3.4.0")), None));
        assert!(ReleaseSet::parse("3.4.0..x").is_err());
        assert!(ReleaseSet::parse("").is_err());
    }

    #[test]
    fn bounds_narrow_and_refuse_a_contradiction() {
        let mut bounds = ReleaseBounds::default();
        assert!(bounds.narrow(&ReleaseSet::parse("2.14.0..").unwrap()));
        assert_eq!(bounds.at_least(release("3.28.0")), None);
        assert!(bounds.narrow(&ReleaseSet::parse("2.3.0..3.25.0").unwrap()));
        assert_eq!(bounds.at_least(release("3.28.0")), Some(false));
        assert_eq!(bounds.at_least(release("2.14.0")), Some(true));
        assert!(!bounds.narrow(&ReleaseSet::parse("3.28.0..").unwrap()));
        assert_eq!(bounds.low, Some(release("2.14.0")));
    }
}
