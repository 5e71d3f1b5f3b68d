//! Patterns of file names.
//!
//! The page has the small sister of the regex engine, which saves it 40 KB and reads the same patterns. They are
//! written in ASCII, so both understand the same by them.

/// A pattern of file names with the groups `process`, `pid` and `rotation`.
#[derive(Debug)]
pub struct NamePattern(Engine);

#[cfg(not(target_arch = "wasm32"))]
type Engine = regex::bytes::Regex;
#[cfg(target_arch = "wasm32")]
type Engine = regex::Regex;

impl NamePattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        #[cfg(not(target_arch = "wasm32"))]
        let engine = regex::bytes::RegexBuilder::new(text).unicode(false).build();
        #[cfg(target_arch = "wasm32")]
        let engine = regex::Regex::new(text);
        engine.map(Self).map_err(|error| error.to_string())
    }

    /// What stands at the groups that are asked for; nothing where the name does not fit.
    #[must_use]
    pub fn groups<const N: usize>(&self, name: &str, groups: [&str; N]) -> Option<[Option<String>; N]> {
        #[cfg(not(target_arch = "wasm32"))]
        let found = self.0.captures(name.as_bytes())?;
        #[cfg(target_arch = "wasm32")]
        let found = self.0.captures(name)?;
        Some(groups.map(|group| {
            let range = found.name(group)?.range();
            name.get(range).map(str::to_owned)
        }))
    }
}
