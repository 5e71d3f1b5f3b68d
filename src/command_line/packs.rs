//! The pack to use.

use super::{Failure, special};
use crate::pack::Pack;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Largest pack that is read, in bytes; the one that is built in has a tenth of that.
const LARGEST: u64 = 8 << 20;

/// The built-in pack, or the one that the files make together.
pub(super) fn pack(files: &[PathBuf]) -> Result<Pack, Failure> {
    if files.is_empty() {
        return Pack::builtin().map_err(|error| Failure::usage(error.to_string()));
    }
    let texts = files.iter().map(|file| {
        let name = file.display().to_string();
        read(file).map(|text| (name.clone(), text)).map_err(|why| Failure::usage(format!("The pack {name} {why}")))
    });
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Pack::parse(&texts).map_err(|error| Failure::usage(error.to_string()))
}

/// The text of a pack, or why it has none.
fn read(file: &Path) -> Result<String, String> {
    let cannot = |error: io::Error| format!("cannot be read: {error}");
    let kind = std::fs::metadata(file).map_err(cannot)?.file_type();
    if let Some(special) = special::of(file, kind) {
        return Err(format!("cannot be read: it is {}, and no file.", special.what));
    }
    let mut text = String::new();
    File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text)).map_err(cannot)?;
    if text.len() as u64 > LARGEST {
        return Err("is larger than 8 MiB, as no pack is: it is not read.".to_owned());
    }
    Ok(text)
}
