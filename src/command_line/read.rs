//! Inputs to scanned sources.

use super::tell;
use super::walk::{Content, Input};
use crate::intake::archive::{Kind, LARGEST};
use crate::intake::{HEAD, InputPath};
use crate::pack::Pack;
use crate::scan::{Collection, Opening, Scanned, bundle, unread};
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 20;

/// How much is read of what may never end: standard input, and files of the system that do not know their size; in bytes.
const STREAM: u64 = 4 << 30;

const ENDLESS: &str = "More than 4 GiB came, and there may be no end: what came before that is used.";

/// Every input scanned, in byte order of the names; and whether one of them could be opened.
pub(super) fn scan(pack: &Pack, inputs: &[Input]) -> (Vec<Scanned>, bool) {
    let mut opened = false;
    let mut found = Collection::default();
    let alone = inputs.len() == 1;
    for Input { name, content } in inputs {
        let reader: io::Result<(Box<dyn Read>, u64)> = match content {
            Content::Standard => Ok((Box::new(io::stdin().lock()), STREAM)),
            Content::File(path) => File::open(path).map(|file| {
                let size = size(&file);
                (Box::new(file) as Box<dyn Read>, size)
            }),
            Content::Aside(aside) => {
                found.push(name.clone(), aside.source(pack, name));
                continue;
            }
            Content::Unread(why) => {
                found.push(name.clone(), unread(pack, name, 0, why));
                continue;
            }
        };
        match reader {
            Ok((reader, size)) => {
                opened = true;
                let mut reader = reader.take(size);
                let mut here = sources(pack, name, alone, &mut reader);
                if reader.limit() == 0
                    && size == STREAM
                    && let Some((_, last)) = here.last_mut()
                {
                    last.leave_unread(ENDLESS);
                }
                found.extend(here);
            }
            Err(error) => {
                tell(&format!("{} cannot be opened: {error}", name.relative));
                found.push(name.clone(), unread(pack, name, 0, format!("This cannot be opened: {error}.")));
            }
        }
    }
    let mut found = found.into_sources();
    bundle::give_names(&mut found);
    let sources = found.into_iter().map(|(_, source)| source).collect();
    (sources, opened)
}

/// How much of a file is read: as much as it has now, for it may grow while it is read.
fn size(file: &File) -> u64 {
    let metadata = file.metadata().ok().filter(fs::Metadata::is_file);
    metadata.map(|it| it.len()).filter(|size| *size > 0).unwrap_or(STREAM)
}

/// What can be read of one input: one source, or what an archive holds.
fn sources(pack: &Pack, path: &InputPath, alone: bool, reader: &mut dyn Read) -> Vec<(InputPath, Scanned)> {
    let mut head = Vec::new();
    let failed = fill(reader, &mut head, HEAD).err();
    if Kind::of(&head).is_none() {
        return vec![(path.clone(), source(pack, &path.relative, head, failed, reader))];
    }
    // One byte more than is taken shows that there is more.
    let room = usize::try_from(LARGEST + 1).unwrap_or(usize::MAX).saturating_sub(head.len());
    let failed = failed.or_else(|| fill(reader, &mut head, room).err());
    if let Some(error) = &failed {
        tell(&format!("{} could be read only in part: {error}", path.relative));
    }
    let not_whole = failed.map(|error| {
        let why = format!("This archive could be read only in part: {error}.");
        (path.clone(), unread(pack, path, head.len() as u64, why))
    });
    if head.len() as u64 > LARGEST {
        let rest = io::copy(reader, &mut io::sink()).unwrap_or_default();
        return bundle::too_large(pack, path, head.len() as u64 + rest).into_iter().collect();
    }
    let mut found = bundle::open(pack, path, alone, &head, &mut |_| ControlFlow::Continue(()));
    found.extend(not_whole);
    found
}

/// What can be read of one source, of which the head was read.
fn source(
    pack: &Pack,
    name: &str,
    mut chunk: Vec<u8>,
    mut failed: Option<io::Error>,
    reader: &mut dyn Read,
) -> Scanned {
    let mut opening = Opening::new(pack, name, &chunk);
    while !chunk.is_empty() && opening.is_wanted() {
        opening.push(&chunk);
        chunk.clear();
        if failed.is_none() {
            failed = fill(reader, &mut chunk, CHUNK).err();
        }
    }
    // The size of what is not read is told all the same, as the browser tells it.
    opening.pass(chunk.len() as u64 + io::copy(reader, &mut io::sink()).unwrap_or_default());
    let mut source = opening.finish();
    if let Some(error) = failed {
        tell(&format!("{name} could be read only in part: {error}"));
        source.leave_unread(format!("This file could be read only in part: {error}."));
    }
    source
}

/// Reads until `size` bytes are there or the end is reached; keeps what was read before an error.
fn fill(reader: &mut dyn Read, chunk: &mut Vec<u8>, size: usize) -> io::Result<()> {
    reader.take(size as u64).read_to_end(chunk).map(|_| ())
}
