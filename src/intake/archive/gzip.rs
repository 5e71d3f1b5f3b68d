//! Gzip: one stream, or several one after the other, which are one content. A tar in it is opened at once.

use super::numbers::{four, two};
use super::tar::{self, Tar};
use super::{Unpacked, inflate};
use std::ops::ControlFlow;

const NO_HEAD: &str = "This gzip file is damaged at its beginning. Unpack it yourself, and give the files.";
const CUT: &str = "The gzip file is cut or damaged: what came before that is used.";

/// Bytes that show whether a tar is in it.
const ENOUGH: usize = 512;

pub(super) fn unpack(bytes: &[u8], into: &mut dyn Unpacked) -> Result<(), &'static str> {
    let mut content = Content::Undecided(Vec::new());
    let mut rest = bytes;
    let mut wrong = None;
    loop {
        let Some(body) = after_head(rest) else {
            // What follows the first stream and is none is padding.
            if rest.len() == bytes.len() {
                return Err(NO_HEAD);
            }
            break;
        };
        let unpacked = inflate::unpack(body, &mut |piece| content.push(piece, into));
        match unpacked.end {
            inflate::End::Stopped => return Ok(()),
            inflate::End::Broken => {
                wrong = Some(CUT);
                break;
            }
            inflate::End::Whole => {}
        }
        if four(body, unpacked.consumed) != Some(unpacked.sum) {
            wrong = Some(CUT);
            break;
        }
        rest = body.get(unpacked.consumed.saturating_add(8)..).unwrap_or_default();
    }
    content.finish(wrong, into)
}

/// What follows the head of a stream.
fn after_head(bytes: &[u8]) -> Option<&[u8]> {
    if !bytes.starts_with(&[0x1f, 0x8b, 8]) {
        return None;
    }
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(two(bytes, at)?);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    bytes.get(at..)
}

/// What is in it.
enum Content {
    /// Too little was seen yet.
    Undecided(Vec<u8>),
    Plain,
    Tar(Box<Tar>),
}

impl Content {
    fn push(&mut self, piece: &[u8], into: &mut dyn Unpacked) -> ControlFlow<()> {
        match self {
            Self::Undecided(head) => {
                head.extend_from_slice(piece);
                if head.len() < ENOUGH { ControlFlow::Continue(()) } else { self.decide(into) }
            }
            Self::Plain => into.bytes(piece),
            Self::Tar(tar) => tar.push(piece, into),
        }
    }

    fn decide(&mut self, into: &mut dyn Unpacked) -> ControlFlow<()> {
        let Self::Undecided(head) = self else { return ControlFlow::Continue(()) };
        let head = std::mem::take(head);
        if tar::is_tar(&head) {
            *self = Self::Tar(Box::default());
        } else {
            *self = Self::Plain;
            into.begin("")?;
        }
        self.push(&head, into)
    }

    fn finish(mut self, wrong: Option<&'static str>, into: &mut dyn Unpacked) -> Result<(), &'static str> {
        if matches!(self, Self::Undecided(_)) && self.decide(into).is_break() {
            return Ok(());
        }
        if let Self::Tar(mut tar) = self {
            return tar.finish(into).and(wrong.map_or(Ok(()), Err));
        }
        let _ = into.end(wrong);
        Ok(())
    }
}
