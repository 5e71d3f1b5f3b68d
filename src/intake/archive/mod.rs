//! Archives: zip, tar, gzip, and tar in gzip. Members are handed on while they are unpacked, so none is held whole.
//!
//! Written here because only reading is needed: with the deflate that the page carries anyway it costs a tenth of what
//! the libraries do, which also write, encrypt and know file systems.

mod check;
mod foreign;
mod gzip;
mod inflate;
mod name;
mod numbers;
mod tar;
mod zip;

pub use foreign::foreign;
pub use name::without_packing;

use std::ops::ControlFlow;

/// Largest archive that is opened, in bytes as it is packed.
pub const LARGEST: u64 = 512 << 20;
/// How much is unpacked of one archive at most, in bytes.
pub const UNPACKED: u64 = 4 << 30;
/// How many members of one archive are read at most.
pub const MEMBERS: usize = 10_000;

/// Kinds of archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A list of members at the end, each packed on its own.
    Zip,
    /// One stream, which may hold a tar.
    Gzip,
    /// Members one after the other, not packed.
    Tar,
}

impl Kind {
    /// The kind of archive that begins with these bytes; 512 are enough.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Some(Self::Zip)
        } else if head.starts_with(&[0x1f, 0x8b, 8]) {
            Some(Self::Gzip)
        } else {
            tar::is_tar(head).then_some(Self::Tar)
        }
    }
}

/// Takes what comes out of an archive.
pub trait Unpacked {
    /// A member begins; an empty name stands for the only content of a gzip.
    fn begin(&mut self, name: &str) -> ControlFlow<()>;
    /// Bytes of the member.
    fn bytes(&mut self, bytes: &[u8]) -> ControlFlow<()>;
    /// The member ends; a sentence says what is wrong with it.
    fn end(&mut self, wrong: Option<&str>) -> ControlFlow<()>;
    /// A member that holds nothing: where it leads to, or nothing where it is a device, a pipe and the like.
    fn other(&mut self, name: &str, target: Option<String>) -> ControlFlow<()>;
}

/// Unpacks an archive that is wholly here.
///
/// # Errors
/// A sentence that says what is wrong with the archive itself. What came before has been handed on.
pub fn unpack(kind: Kind, bytes: &[u8], into: &mut dyn Unpacked) -> Result<(), &'static str> {
    match kind {
        Kind::Zip => zip::unpack(bytes, into),
        Kind::Gzip => gzip::unpack(bytes, into),
        Kind::Tar => {
            let mut tar = tar::Tar::default();
            match tar.push(bytes, into) {
                ControlFlow::Break(()) => Ok(()),
                ControlFlow::Continue(()) => tar.finish(into),
            }
        }
    }
}
