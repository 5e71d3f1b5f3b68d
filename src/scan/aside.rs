//! What was given and is no file: links, devices, pipes. It is told, and a link that leads to something that was not
//! read keeps that in mind.

use super::{Scanned, Scanner};
use crate::intake::{InputPath, decide};
use crate::pack::Pack;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// A link to something that was given as well.
    LinkInside,
    /// A link to something else.
    LinkOutside,
    /// A link to nothing.
    LinkNowhere,
    /// A device, a pipe, a socket.
    NoFile,
}

impl Aside {
    /// As a source, so that it stands among the others.
    #[must_use]
    pub fn source(self, pack: &Pack, path: &InputPath) -> Scanned {
        let mut intake = decide(pack, &path.relative, &[]);
        intake.notices.clear();
        match self {
            Self::LinkInside => intake.notices.push("This is a link to something that was read anyway.".into()),
            Self::NoFile => {
                let what = "This is a device, a pipe or a socket, and no file.".to_owned();
                if intake.is_named { intake.unread = Some(what) } else { intake.notices.push(what) }
            }
            Self::LinkOutside => {
                intake.unread = Some("This is a link to something that was not given: give what it leads to.".into());
            }
            Self::LinkNowhere => intake.unread = Some("This is a link, and what it leads to is not there.".into()),
        }
        Scanner::unread(intake, 0, pack)
    }
}

/// Something that could not be read.
#[must_use]
pub fn unread(pack: &Pack, path: &InputPath, bytes: u64, why: impl Into<String>) -> Scanned {
    let mut intake = decide(pack, &path.relative, &[]);
    intake.notices.clear();
    intake.unread = Some(why.into());
    Scanner::unread(intake, bytes, pack)
}
