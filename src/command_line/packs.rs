//! The pack to use.

use super::Failure;
use crate::pack::Pack;
use std::path::PathBuf;

/// The built-in pack, or the one that the files make together.
pub(super) fn pack(files: &[PathBuf]) -> Result<Pack, Failure> {
    if files.is_empty() {
        return Pack::builtin().map_err(|error| Failure::usage(error.to_string()));
    }
    let texts = files.iter().map(|file| {
        let name = file.display().to_string();
        match std::fs::read_to_string(file) {
            Ok(text) => Ok((name, text)),
            Err(error) => Err(Failure::usage(format!("The pack {name} cannot be read: {error}"))),
        }
    });
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Pack::parse(&texts).map_err(|error| Failure::usage(error.to_string()))
}
