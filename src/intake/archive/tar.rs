//! Tar, as it comes, in pieces of any size: ustar, with the long names of GNU and of pax, and the files with holes of GNU.

use super::Unpacked;
use super::name::{beside, is_folder, tidy};
use std::ops::ControlFlow;

const BLOCK: usize = 512;
/// Longest list of attributes or name that is kept, in bytes.
const LONGEST: usize = 64 * 1024;

const CUT: &str = "The archive ends within this member: what came before that is used.";
const DAMAGED: &str = "This tar archive is damaged: what came before that is used. Unpack it yourself to get the rest.";

/// Whether a block is the head of a member.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(..BLOCK).is_some_and(|block| block.first() != Some(&0) && Some(sum(block)) == octal(block.get(148..156)))
}

/// Reads members as their bytes come.
#[derive(Debug, Default)]
pub(super) struct Tar {
    /// A block that is not whole yet.
    block: Vec<u8>,
    content: Content,
    /// Bytes of the content, and of the padding behind it, that are still to come.
    left: u64,
    padding: u64,
    /// Name for the next member, and where it leads to.
    long_name: Option<Vec<u8>>,
    long_target: Option<Vec<u8>>,
    /// Whether the next block goes on with the list of what a file with holes holds.
    lists_holes: bool,
    damaged: bool,
}

/// What the bytes between two heads are.
#[derive(Debug, Default)]
enum Content {
    #[default]
    Skipped,
    Member,
    /// A long name.
    Name(Vec<u8>),
    /// A long name of what a link leads to.
    Target(Vec<u8>),
    /// Attributes, of which the path is one.
    Attributes(Vec<u8>),
}

impl Tar {
    pub(super) fn push(&mut self, mut bytes: &[u8], into: &mut dyn Unpacked) -> ControlFlow<()> {
        while !bytes.is_empty() && !self.damaged {
            if self.left > 0 && !self.lists_holes {
                let (now, rest) = cut(bytes, self.left);
                self.left -= now.len() as u64;
                match &mut self.content {
                    Content::Member => into.bytes(now)?,
                    Content::Name(kept) | Content::Target(kept) | Content::Attributes(kept) => {
                        let room = LONGEST.saturating_sub(kept.len());
                        kept.extend_from_slice(now.get(..room).unwrap_or(now));
                    }
                    Content::Skipped => {}
                }
                bytes = rest;
                if self.left == 0 {
                    self.close(into)?;
                }
            } else if self.padding > 0 && !self.lists_holes {
                let (now, rest) = cut(bytes, self.padding);
                self.padding -= now.len() as u64;
                bytes = rest;
            } else {
                let (now, rest) = cut(bytes, (BLOCK - self.block.len()) as u64);
                self.block.extend_from_slice(now);
                bytes = rest;
                if self.block.len() == BLOCK {
                    let block = std::mem::take(&mut self.block);
                    if self.lists_holes {
                        self.lists_holes = block.get(504).is_some_and(|more| *more != 0);
                        self.close_if_over(into)?;
                    } else {
                        self.head(&block, into)?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// The end of the archive.
    pub(super) fn finish(&mut self, into: &mut dyn Unpacked) -> Result<(), &'static str> {
        if matches!(self.content, Content::Member) && (self.left > 0 || self.lists_holes) {
            let _ = into.end(Some(CUT));
        }
        if self.damaged { Err(DAMAGED) } else { Ok(()) }
    }

    fn head(&mut self, block: &[u8], into: &mut dyn Unpacked) -> ControlFlow<()> {
        // Empty blocks stand at the end.
        if block.iter().all(|byte| *byte == 0) {
            return ControlFlow::Continue(());
        }
        let size = size(block.get(124..136).unwrap_or_default());
        let (true, Some(size)) = (is_tar(block), size) else {
            self.damaged = true;
            return ControlFlow::Continue(());
        };
        self.left = size;
        self.padding = size.next_multiple_of(BLOCK as u64) - size;
        self.content = match block.get(156) {
            Some(b'L') => Content::Name(Vec::new()),
            Some(b'K') => Content::Target(Vec::new()),
            Some(b'x') => Content::Attributes(Vec::new()),
            Some(kind @ (b'0' | b'7' | b'S' | 0)) => {
                let name = self.name(block);
                self.lists_holes = *kind == b'S' && block.get(482).is_some_and(|more| *more != 0);
                if is_folder(&name) {
                    Content::Skipped
                } else {
                    into.begin(&tidy(&name))?;
                    Content::Member
                }
            }
            Some(kind @ (b'1'..=b'4' | b'6')) => {
                let name = tidy(&self.name(block));
                let target = self.long_target.take();
                let target = target.unwrap_or_else(|| until_zero(block.get(157..257).unwrap_or_default()).to_vec());
                let target = match kind {
                    b'1' => Some(tidy(&target)),
                    b'2' => Some(beside(&name, &target)),
                    _ => None,
                };
                into.other(&name, target)?;
                Content::Skipped
            }
            // Folders, and what is about the archive.
            _ => {
                self.name(block);
                Content::Skipped
            }
        };
        self.close_if_over(into)
    }

    fn name(&mut self, block: &[u8]) -> Vec<u8> {
        self.long_name.take().unwrap_or_else(|| short_name(block))
    }

    fn close_if_over(&mut self, into: &mut dyn Unpacked) -> ControlFlow<()> {
        if self.left == 0 && !self.lists_holes { self.close(into) } else { ControlFlow::Continue(()) }
    }

    /// The content is whole.
    fn close(&mut self, into: &mut dyn Unpacked) -> ControlFlow<()> {
        match std::mem::take(&mut self.content) {
            Content::Member => into.end(None)?,
            Content::Name(name) => self.long_name = Some(until_zero(&name).to_vec()),
            Content::Target(target) => self.long_target = Some(until_zero(&target).to_vec()),
            Content::Attributes(attributes) => {
                self.long_name = attribute(&attributes, b"path=");
                self.long_target = attribute(&attributes, b"linkpath=");
            }
            Content::Skipped => {}
        }
        ControlFlow::Continue(())
    }
}

fn cut(bytes: &[u8], at: u64) -> (&[u8], &[u8]) {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    bytes.split_at_checked(at).unwrap_or((bytes, &[]))
}

fn until_zero(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn short_name(block: &[u8]) -> Vec<u8> {
    let name = until_zero(block.get(..100).unwrap_or_default());
    let prefix = match block.get(257..262) {
        Some(b"ustar") => until_zero(block.get(345..500).unwrap_or_default()),
        _ => &[],
    };
    // GNU keeps other things where ustar has the prefix, but then the magic ends in blanks.
    if prefix.is_empty() || block.get(262) == Some(&b' ') { name.to_vec() } else { [prefix, b"/", name].concat() }
}

/// The checksum of a head: the sum of its bytes, with blanks in the place of the sum.
fn sum(block: &[u8]) -> u64 {
    let byte = |(place, byte): (usize, &u8)| u64::from(if (148..156).contains(&place) { b' ' } else { *byte });
    block.iter().enumerate().map(byte).sum()
}

fn octal(field: Option<&[u8]>) -> Option<u64> {
    let text = std::str::from_utf8(until_zero(field?)).ok()?;
    u64::from_str_radix(text.trim(), 8).ok()
}

/// A size: octal digits, or for large ones a binary number.
fn size(field: &[u8]) -> Option<u64> {
    match field {
        [0x80, rest @ ..] => {
            let bytes = rest.get(rest.len().checked_sub(8)?..)?;
            Some(u64::from_be_bytes(bytes.try_into().ok()?)).filter(|size| *size < 1 << 60)
        }
        _ => octal(Some(field)).filter(|size| *size < 1 << 60),
    }
}

/// One of the attributes, `LENGTH path=VALUE` and a line break each.
fn attribute(attributes: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut rest = attributes;
    while let Some(blank) = rest.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(rest.get(..blank)?).ok()?.parse().ok()?;
        let entry = rest.get(blank + 1..length.checked_sub(1)?)?;
        if let Some(value) = entry.strip_prefix(name) {
            return Some(value.to_vec());
        }
        rest = rest.get(length..)?;
    }
    None
}
