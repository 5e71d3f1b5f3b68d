//! Names of sources (contract): relative to what was dropped or named, without that folder's own name.

use std::collections::BTreeMap;

/// Where an input came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputPath {
    /// The own name of the folder that was dropped or named; nothing for a single file.
    pub root: Option<String>,
    /// The path below that folder, or the base name of the file, with `/`.
    pub relative: String,
}

/// The name of each input. Where several have the same, each gets its folder's name in front; where that does not tell
/// them apart either, a number.
#[must_use]
pub fn names(inputs: &[InputPath]) -> Vec<String> {
    let mut plain: BTreeMap<&str, u32> = BTreeMap::new();
    for input in inputs {
        *plain.entry(&input.relative).or_default() += 1;
    }
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut names = Vec::with_capacity(inputs.len());
    for input in inputs {
        let shared = plain.get(input.relative.as_str()).is_some_and(|count| *count > 1);
        let name = match &input.root {
            Some(root) if shared => format!("{root}/{}", input.relative),
            _ => input.relative.clone(),
        };
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        names.push(if *count == 1 { name } else { format!("{name} ({count})") });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(root: Option<&str>, relative: &str) -> InputPath {
        InputPath { root: root.map(str::to_owned), relative: relative.to_owned() }
    }

    #[test]
    fn the_folder_shows_only_where_names_are_alike() {
        let inputs = [
            input(Some("host1"), "a.log"),
            input(Some("host2"), "a.log"),
            input(Some("host1"), "sub/b.log"),
            input(None, "c.log"),
            input(None, "c.log"),
        ];
        assert_eq!(names(&inputs), ["host1/a.log", "host2/a.log", "sub/b.log", "c.log", "c.log (2)"]);
    }
}
