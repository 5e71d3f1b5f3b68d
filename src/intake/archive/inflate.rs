//! Unpacks a deflated stream piece by piece.

use super::check::Check;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};
use std::ops::ControlFlow;

/// Size of a piece, in bytes.
const PIECE: usize = 64 * 1024;

/// How unpacking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With the end of the stream.
    Whole,
    /// Whoever takes the bytes has enough.
    Stopped,
    /// The stream is cut or damaged.
    Broken,
}

/// What was unpacked.
#[derive(Debug)]
pub(super) struct Inflated {
    /// Bytes of the packed stream that belong to it.
    pub(super) consumed: usize,
    /// Checksum of what came out.
    pub(super) sum: u32,
    /// How it ended.
    pub(super) end: End,
}

/// Hands everything in `packed` to `each`.
pub(super) fn unpack(packed: &[u8], each: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Inflated {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut piece = vec![0; PIECE];
    let mut check = Check::new();
    let mut consumed = 0;
    let end = loop {
        let step = inflate(&mut state, packed.get(consumed..).unwrap_or_default(), &mut piece, MZFlush::None);
        consumed += step.bytes_consumed;
        let written = piece.get(..step.bytes_written).unwrap_or_default();
        check.add(written);
        if !written.is_empty() && each(written).is_break() {
            break End::Stopped;
        }
        match step.status {
            Ok(MZStatus::StreamEnd) => break End::Whole,
            Ok(_) if step.bytes_consumed > 0 || step.bytes_written > 0 => {}
            _ => break End::Broken,
        }
    };
    Inflated { consumed, sum: check.sum(), end }
}
