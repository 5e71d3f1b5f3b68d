//! Inputs to scanned sources.

use super::tell;
use super::walk::Input;
use crate::intake::{self, HEAD, Intake};
use crate::pack::Pack;
use crate::scan::{Scanned, Scanner};
use std::fs::File;
use std::io::{self, Read};

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 20;

/// Every input scanned, in byte order of the names; and whether one of them could be opened.
pub(super) fn scan(pack: &Pack, inputs: &[Input]) -> (Vec<Scanned>, bool) {
    let paths: Vec<_> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut opened = false;
    let mut sources = Vec::with_capacity(inputs.len());
    for (input, name) in inputs.iter().zip(intake::names(&paths)) {
        let source = match open(input) {
            Ok(mut reader) => {
                opened = true;
                source(pack, &name, &mut reader)
            }
            Err(error) => {
                tell(&format!("{name} cannot be opened: {error}"));
                unopened(pack, &name, &error)
            }
        };
        sources.push(source);
    }
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    (sources, opened)
}

fn open(input: &Input) -> io::Result<Box<dyn Read>> {
    match &input.path {
        Some(path) => Ok(Box::new(File::open(path)?)),
        None => Ok(Box::new(io::stdin().lock())),
    }
}

fn unopened(pack: &Pack, name: &str, error: &io::Error) -> Scanned {
    let mut intake = intake::decide(pack, name, &[]);
    intake.notices = vec![format!("This file could not be opened: {error}.")];
    Scanner::unread(intake, 0, pack)
}

/// What can be read of one source.
fn source(pack: &Pack, name: &str, reader: &mut dyn Read) -> Scanned {
    let mut chunk = Vec::new();
    let mut failed = fill(reader, &mut chunk, HEAD).err();
    let intake = intake::decide(pack, name, &chunk);
    if !intake.worth_reading {
        return unread(pack, intake, reader, chunk.len());
    }
    let mut scanner = Scanner::new(pack, intake);
    while !chunk.is_empty() {
        scanner.push(&chunk);
        chunk.clear();
        if failed.is_none() {
            failed = fill(reader, &mut chunk, CHUNK).err();
        }
    }
    let mut source = scanner.finish();
    if let Some(error) = failed {
        tell(&format!("{name} could be read only in part: {error}"));
        source.notices.push(format!("This file could be read only in part: {error}."));
    }
    source
}

/// Its size is told all the same, as the browser tells it.
fn unread(pack: &Pack, intake: Intake, reader: &mut dyn Read, head: usize) -> Scanned {
    let rest = io::copy(reader, &mut io::sink()).unwrap_or_default();
    Scanner::unread(intake, rest + head as u64, pack)
}

/// Reads until `size` bytes are there or the end is reached; keeps what was read before an error.
fn fill(reader: &mut dyn Read, chunk: &mut Vec<u8>, size: usize) -> io::Result<()> {
    reader.take(size as u64).read_to_end(chunk).map(|_| ())
}
