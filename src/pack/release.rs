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
    /// Any release after the known ones.
    pub const LATER: Self = Self::new(u16::MAX, 0, 0);

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

/// `2.16.0 to 2.21.0, 3.26.0 and later`.
impl fmt::Display for ReleaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (low, high)) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match high {
                None => write!(f, "{low} and later")?,
                Some(high) if high == low => write!(f, "{low}")?,
                Some(high) => write!(f, "{low} to {high}")?,
            }
        }
        Ok(())
    }
}

/// The releases that a run can have, in their order; none where nothing is known of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Possible(Vec<Release>);

impl Possible {
    /// Any of the known releases, or one that came later.
    #[must_use]
    pub fn any(known: &[Release]) -> Self {
        Self(known.iter().copied().chain([Release::LATER]).collect())
    }

    /// This one.
    #[must_use]
    pub fn only(release: Release) -> Self {
        Self(vec![release])
    }

    /// Keeps those that fit. Where none would be left all stay, and the answer is `false`: a contradiction.
    pub fn narrow(&mut self, fits: impl Fn(Release) -> bool) -> bool {
        let left: Vec<Release> = self.0.iter().copied().filter(|release| fits(*release)).collect();
        if left.is_empty() {
            return false;
        }
        self.0 = left;
        true
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Release> {
        self.0.iter().copied()
    }

    /// The lowest one.
    #[must_use]
    pub fn lowest(&self) -> Option<Release> {
        self.0.first().copied()
    }

    /// The highest one; nothing where it can be one that came later than all that are known.
    #[must_use]
    pub fn highest(&self) -> Option<Release> {
        self.0.last().copied().filter(|release| *release != Release::LATER)
    }

    /// Whether something is true of every one; nothing where it is of some, or where nothing is known.
    #[must_use]
    pub fn all(&self, fits: impl Fn(Release) -> bool) -> Option<bool> {
        let count = self.0.iter().filter(|release| fits(**release)).count();
        match count {
            _ if self.0.is_empty() => None,
            0 => Some(false),
            all if all == self.0.len() => Some(true),
            _ => None,
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
        assert_eq!(set.to_string(), "3.4.0, 3.20.0 and later");
        assert!(ReleaseSet::parse("3.4.0..x").is_err());
        assert!(ReleaseSet::parse("").is_err());
    }

    #[test]
    fn what_is_possible_narrows_and_refuses_a_contradiction() {
        let known: Vec<Release> = ["2.14.0", "3.4.0", "3.19.0", "3.28.0"].map(release).to_vec();
        let mut possible = Possible::any(&known);
        let set = |text: &str| ReleaseSet::parse(text).unwrap();
        assert!(possible.narrow(|release| set("2.14.0..").has(release)));
        assert_eq!(possible.highest(), None, "or a later one");
        assert!(possible.narrow(|release| set("2.3.0..2.61.0; 3.19.0..3.25.0").has(release)));
        assert_eq!(possible.all(|it| it >= release("3.28.0")), Some(false));
        assert_eq!(possible.all(|it| it >= release("3.0.0")), None);
        assert_eq!(possible.all(|it| it != release("3.4.0")), Some(true), "a gap is no release of the run");
        assert!(!possible.narrow(|release| set("3.28.0..").has(release)));
        assert_eq!((possible.lowest(), possible.highest()), (Some(release("2.14.0")), Some(release("3.19.0"))));
        assert_eq!(Possible::default().all(|_| true), None);
    }
}
