//! Zip: the list of members stands at the end; what the list says of a member counts.

use super::check::Check;
use super::name::{beside, is_folder, tidy};
use super::numbers::{eight, four, two};
use super::{Unpacked, inflate};
use std::ops::ControlFlow;

const NO_LIST: &str = "This zip archive is not whole: the list of its members, at its end, is missing. Get it again, or unpack it yourself and give the files.";
const DAMAGED_LIST: &str = "The list of members of this zip archive is damaged: the members before that are used.";
const ENCRYPTED: &str = "This member is encrypted. Unpack the archive yourself, and give the files.";
const OTHER_PACKING: &str =
    "This member is packed in a way that is not known here. Unpack the archive yourself, and give the files.";
const DAMAGED: &str = "This member is cut or damaged: what came before that is used.";
const OVERLAP: &str =
    "This archive lists the same bytes again and again, as only an attack does: it is not read any further.";

/// The end of a zip stands within so many bytes: its comment is at most this long.
const END: usize = 22 + 65_535;
/// Bytes of an entry of the list before its name.
const ENTRY: usize = 46;
/// Number of the system whose attributes tell a link, and the number of a link.
const UNIX: u16 = 3;
/// See [`UNIX`].
const LINK: u32 = 0xa;
/// Longest path to which a link leads, in bytes.
const LONGEST: usize = 4096;

/// A member as the list has it.
struct Entry<'a> {
    /// Whether it is a symbolic link, whose content is where it leads to.
    is_link: bool,
    flags: u16,
    packing: u16,
    sum: u32,
    packed: u64,
    offset: u64,
    name: &'a [u8],
}

pub(super) fn unpack(bytes: &[u8], into: &mut dyn Unpacked) -> Result<(), &'static str> {
    let (mut at, count) = list(bytes).ok_or(NO_LIST)?;
    // Honest members lie side by side: together they are no longer than the archive.
    let mut room = bytes.len() as u64;
    for _ in 0..count {
        let (entry, next) = entry(bytes, at).ok_or(DAMAGED_LIST)?;
        at = next;
        if is_folder(entry.name) {
            continue;
        }
        room = room.checked_sub(entry.packed).ok_or(OVERLAP)?;
        if member(bytes, &entry, into).is_break() {
            break;
        }
    }
    Ok(())
}

/// Where the list begins, and how many members it has.
fn list(bytes: &[u8]) -> Option<(usize, u64)> {
    let from = bytes.len().saturating_sub(END);
    let end = from + memchr::memmem::rfind(bytes.get(from..)?, b"PK\x05\x06")?;
    let (count, offset) = (two(bytes, end + 10)?, four(bytes, end + 16)?);
    if count < u16::MAX && offset < u32::MAX {
        return Some((usize::try_from(offset).ok()?, u64::from(count)));
    }
    // Large archives have another end, and before this one stands where.
    let locator = end.checked_sub(20)?;
    if four(bytes, locator)? != 0x0706_4b50 {
        return Some((usize::try_from(offset).ok()?, u64::from(count)));
    }
    let end = usize::try_from(eight(bytes, locator + 8)?).ok()?;
    Some((usize::try_from(eight(bytes, end.checked_add(48)?)?).ok()?, eight(bytes, end.checked_add(32)?)?))
}

/// The entry at a place of the list, and the place of the next one.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let entry = bytes.get(at..)?;
    if !entry.starts_with(b"PK\x01\x02") {
        return None;
    }
    let name_length = usize::from(two(entry, 28)?);
    let (extra_length, comment_length) = (usize::from(two(entry, 30)?), usize::from(two(entry, 32)?));
    let name = entry.get(ENTRY..ENTRY + name_length)?;
    let extra = entry.get(ENTRY + name_length..ENTRY + name_length + extra_length)?;
    let (packed, whole, offset) = (four(entry, 20)?, four(entry, 24)?, four(entry, 42)?);
    let mut large = extra_of(extra, 1).unwrap_or_default();
    let mut widened = |small: u32| {
        if small < u32::MAX {
            return Some(u64::from(small));
        }
        let value = eight(large, 0)?;
        large = large.get(8..)?;
        Some(value)
    };
    // In this order; each is there only where the small one has no room.
    let (_, packed, offset) = (widened(whole), widened(packed)?, widened(offset)?);
    // The system that made it stands in the upper byte, and for Unix the kind of file in the upper half of the attributes.
    let is_link = two(entry, 4)? >> 8 == UNIX && four(entry, 38)? >> 28 == LINK;
    let (flags, packing, sum) = (two(entry, 8)?, two(entry, 10)?, four(entry, 16)?);
    let found = Entry { is_link, flags, packing, sum, packed, offset, name };
    Some((found, at + ENTRY + name_length + extra_length + comment_length))
}

/// The extra field of that number.
fn extra_of(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    loop {
        let (number, length) = (two(extra, 0)?, usize::from(two(extra, 2)?));
        let body = extra.get(4..4 + length)?;
        if number == wanted {
            return Some(body);
        }
        extra = extra.get(4 + length..)?;
    }
}

/// Where a link leads to.
fn target(bytes: &[u8], entry: &Entry<'_>) -> Option<Vec<u8>> {
    let packed = packed(bytes, entry)?;
    match entry.packing {
        0 => Some(packed.get(..LONGEST).unwrap_or(packed).to_vec()),
        8 => {
            let mut target = Vec::new();
            inflate::unpack(packed, &mut |piece| {
                target.extend_from_slice(piece);
                if target.len() < LONGEST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            Some(target)
        }
        _ => None,
    }
}

fn member(bytes: &[u8], entry: &Entry<'_>, into: &mut dyn Unpacked) -> ControlFlow<()> {
    if entry.is_link
        && entry.flags & 1 == 0
        && let Some(target) = target(bytes, entry)
    {
        let name = tidy(entry.name);
        let target = beside(&name, &target);
        return into.other(&name, Some(target));
    }
    into.begin(&tidy(entry.name))?;
    if entry.flags & 1 == 1 {
        return into.end(Some(ENCRYPTED));
    }
    let Some(packed) = packed(bytes, entry) else { return into.end(Some(DAMAGED)) };
    let whole = packed.len() as u64 == entry.packed;
    let right = match entry.packing {
        0 => {
            let mut check = Check::new();
            check.add(packed);
            into.bytes(packed)?;
            check.sum() == entry.sum
        }
        8 => {
            let unpacked = inflate::unpack(packed, &mut |piece| into.bytes(piece));
            if unpacked.end == inflate::End::Stopped {
                return ControlFlow::Break(());
            }
            unpacked.end == inflate::End::Whole && unpacked.sum == entry.sum
        }
        _ => return into.end(Some(OTHER_PACKING)),
    };
    into.end((!(right && whole)).then_some(DAMAGED))
}

/// The packed bytes of a member, as far as they are there.
fn packed<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let head = bytes.get(usize::try_from(entry.offset).ok()?..)?;
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let body = head.get(30 + usize::from(two(head, 26)?) + usize::from(two(head, 28)?)..)?;
    Some(body.get(..usize::try_from(entry.packed).ok()?).unwrap_or(body))
}
