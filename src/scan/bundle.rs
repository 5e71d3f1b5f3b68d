//! Archives to scanned sources. An archive counts as the folder that it was made of.

use super::aside::{Aside, unread};
use super::{Collection, Opening, Scanned, Scanner};
use crate::intake::archive::{self, Kind, LARGEST, MEMBERS, UNPACKED, Unpacked, without_packing};
use crate::intake::{HEAD, InputPath, Intake, decide, names};
use crate::order::sort_by_key;
use crate::pack::Pack;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Archives in archives that are opened.
const DEEPEST: u32 = 1;

const TOO_DEEP: &str = "This archive lies in an archive within an archive. Unpack it yourself, and give the files.";
const TOO_LARGE: &str = "This archive is larger than 512 MiB. Unpack it yourself, and give the files.";
const TOO_MUCH: &str = "More than 4 GiB came out of the archive: nothing after that is read.";
const TOO_MANY: &str = "The archive has more than 10,000 members: those after that are not read.";

/// What one archive holds, each member with its path. `alone`: nothing else is given, so the archive's own name says
/// nothing. `say` hears how many bytes came out, and may stop it.
pub fn open<'a>(
    pack: &'a Pack,
    path: &InputPath,
    alone: bool,
    bytes: &[u8],
    say: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Vec<(InputPath, Scanned)> {
    let mut shelf = Shelf { pack, say, found: Collection::default(), unpacked: 0, members: 0, full: None };
    shelf.archive(path, alone && path.root.is_none(), bytes, 0);
    shelf.found.into_sources()
}

/// Gives every source its name and puts them in byte order of the names: a name depends on what else there is.
pub fn give_names(found: &mut Vec<(InputPath, Scanned)>) {
    let paths: Vec<InputPath> = found.iter().map(|(path, _)| path.clone()).collect();
    let roots: BTreeSet<&str> = paths.iter().filter_map(|path| path.root.as_deref()).collect();
    let are_several = roots.len() > 1;
    for ((path, scanned), name) in found.iter_mut().zip(names(&paths)) {
        scanned.root = path.root.clone().filter(|_| are_several && name.starts_with(&path.relative));
        scanned.name = name;
    }
    sort_by_key(found, |(_, scanned)| scanned.name.clone());
}

/// An archive that is too large to be opened.
#[must_use]
pub fn too_large(pack: &Pack, path: &InputPath, bytes: u64) -> Option<(InputPath, Scanned)> {
    (bytes > LARGEST).then(|| (path.clone(), unread(pack, path, bytes, TOO_LARGE)))
}

/// What was found, over all levels, so that the caps hold for all together.
struct Shelf<'a> {
    pack: &'a Pack,
    say: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    found: Collection,
    unpacked: u64,
    members: usize,
    /// Why nothing more is read.
    full: Option<&'static str>,
}

impl Shelf<'_> {
    fn archive(&mut self, path: &InputPath, as_root: bool, bytes: &[u8], depth: u32) {
        let Some(kind) = Kind::of(bytes) else { return };
        let before = self.members;
        let pack = self.pack;
        let mut level =
            Level { shelf: self, path, as_root, depth, now: None, names: BTreeSet::new(), asides: Vec::new() };
        let wrong = archive::unpack(kind, bytes, &mut level).err();
        // It was stopped within a member.
        if level.now.is_some() {
            let _ = level.end(None);
        }
        level.tell_asides();
        let length = bytes.len() as u64;
        if let Some(why) = wrong.or(if depth == 0 { self.full } else { None }) {
            self.found.push(path.clone(), unread(pack, path, length, why));
        } else if self.members == before {
            let notices = vec!["There is no file in this archive.".to_owned()];
            let intake = Intake { notices, ..decide(pack, &path.relative, &[]) };
            self.found.push(path.clone(), Scanner::unread(intake, length, pack));
        }
    }
}

/// One archive.
struct Level<'s, 'a> {
    shelf: &'s mut Shelf<'a>,
    path: &'s InputPath,
    as_root: bool,
    depth: u32,
    now: Option<Member<'a>>,
    /// The names of its members.
    names: BTreeSet<String>,
    /// Those that are no files, and where they lead to.
    asides: Vec<(String, Option<String>)>,
}

/// The member that is being unpacked.
struct Member<'a> {
    path: InputPath,
    bytes: u64,
    content: Content<'a>,
}

enum Content<'a> {
    /// Too little was seen yet.
    Head(Vec<u8>),
    Read(Box<Opening<'a>>),
    Unread(Box<Intake>),
    /// An archive, which is needed whole.
    Archive(Vec<u8>),
}

impl<'a> Level<'_, 'a> {
    fn path_of(&self, name: &str) -> InputPath {
        let path = self.path;
        if name.is_empty() {
            return InputPath { root: path.root.clone(), relative: without_packing(&path.relative).to_owned() };
        }
        if self.as_root {
            return InputPath { root: Some(path.relative.clone()), relative: name.to_owned() };
        }
        InputPath { root: path.root.clone(), relative: format!("{}/{name}", path.relative) }
    }

    fn decided(&self, name: &str, head: Vec<u8>) -> Content<'a> {
        let pack = self.shelf.pack;
        let is_archive = Kind::of(&head).is_some();
        if is_archive && self.depth < DEEPEST {
            return Content::Archive(head);
        }
        let mut intake = decide(pack, name, if is_archive { &[] } else { &head });
        if is_archive {
            intake.notices.clear();
            intake.unread = Some(TOO_DEEP.to_owned());
        }
        if is_archive {
            return Content::Unread(Box::new(intake));
        }
        let mut opening = Opening::decided(pack, intake, &head);
        opening.push(&head);
        Content::Read(Box::new(opening))
    }
}

impl Level<'_, '_> {
    /// Counts a member.
    fn count(&mut self, name: &str) -> ControlFlow<()> {
        self.shelf.members += 1;
        if self.shelf.members > MEMBERS {
            self.shelf.full = Some(TOO_MANY);
            return ControlFlow::Break(());
        }
        self.names.insert(name.to_owned());
        ControlFlow::Continue(())
    }

    /// Tells of what is no file, now that all members are known.
    fn tell_asides(&mut self) {
        let is_here = |target: &str| {
            let below = format!("{target}/");
            let next = self.names.range(below.clone()..).next();
            self.names.contains(target) || next.is_some_and(|name| name.starts_with(&below))
        };
        let asides = std::mem::take(&mut self.asides);
        let asides: Vec<(String, Aside)> = asides
            .into_iter()
            .map(|(name, target)| match target {
                None => (name, Aside::NoFile),
                Some(target) if is_here(&target) => (name, Aside::LinkInside),
                Some(_) => (name, Aside::LinkOutside),
            })
            .collect();
        for (name, aside) in asides {
            let path = self.path_of(&name);
            self.shelf.found.push(path.clone(), aside.source(self.shelf.pack, &path));
        }
    }
}

impl Unpacked for Level<'_, '_> {
    fn begin(&mut self, name: &str) -> ControlFlow<()> {
        self.count(name)?;
        self.now = Some(Member { path: self.path_of(name), bytes: 0, content: Content::Head(Vec::new()) });
        ControlFlow::Continue(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        self.shelf.unpacked += bytes.len() as u64;
        if self.shelf.unpacked > UNPACKED {
            self.shelf.full = Some(TOO_MUCH);
            return ControlFlow::Break(());
        }
        let Some(mut now) = self.now.take() else { return ControlFlow::Continue(()) };
        now.bytes += bytes.len() as u64;
        match &mut now.content {
            Content::Head(head) => {
                let (first, rest) = bytes.split_at(bytes.len().min(HEAD - head.len()));
                head.extend_from_slice(first);
                if head.len() == HEAD {
                    let head = std::mem::take(head);
                    now.content = self.decided(&now.path.relative, head);
                    now.content.push(rest);
                }
            }
            content => content.push(bytes),
        }
        let too_large = matches!(&now.content, Content::Archive(whole) if whole.len() as u64 > LARGEST);
        if too_large {
            let mut intake = decide(self.shelf.pack, &now.path.relative, &[]);
            intake.notices.clear();
            intake.unread = Some(TOO_LARGE.to_owned());
            now.content = Content::Unread(Box::new(intake));
        }
        self.now = Some(now);
        (self.shelf.say)(self.shelf.unpacked)
    }

    fn end(&mut self, wrong: Option<&str>) -> ControlFlow<()> {
        let Some(mut now) = self.now.take() else { return ControlFlow::Continue(()) };
        if let Content::Head(head) = &mut now.content {
            let head = std::mem::take(head);
            now.content = self.decided(&now.path.relative, head);
        }
        let mut source = match now.content {
            Content::Read(opening) => opening.finish(),
            Content::Unread(intake) => Scanner::unread(*intake, now.bytes, self.shelf.pack),
            Content::Archive(bytes) => {
                self.shelf.archive(&now.path, false, &bytes, self.depth + 1);
                if let Some(wrong) = wrong {
                    let unread = unread(self.shelf.pack, &now.path, now.bytes, wrong);
                    self.shelf.found.push(now.path, unread);
                }
                return if self.shelf.full.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            }
            Content::Head(_) => return ControlFlow::Continue(()),
        };
        // Of what is seen to be no log nothing is missing.
        let is_no_log = now.bytes > 0 && source.artifact == "unknown" && source.unread.is_none();
        match wrong {
            Some(wrong) if is_no_log => source.notices.push(wrong.to_owned()),
            Some(wrong) => source.leave_unread(wrong),
            None => {}
        }
        self.shelf.found.push(now.path, source);
        ControlFlow::Continue(())
    }

    fn other(&mut self, name: &str, target: Option<String>) -> ControlFlow<()> {
        self.count(name)?;
        self.asides.push((name.to_owned(), target));
        ControlFlow::Continue(())
    }
}

impl Content<'_> {
    fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Read(opening) => opening.push(bytes),
            Self::Archive(whole) | Self::Head(whole) => whole.extend_from_slice(bytes),
            Self::Unread(_) => {}
        }
    }
}
