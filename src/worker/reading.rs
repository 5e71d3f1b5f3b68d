//! Many files, one after the other, with word of how far it has come.

use super::protocol::{Progress, Reply};
use super::read::{self, SMALL};
use super::serve::Answer;
use crate::intake::archive::Kind;
use crate::intake::{HEAD, InputPath};
use crate::pack::Pack;
use crate::scan::{Collection, Opening, Scanned, bundle, unread};
use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Heads that are read ahead: each takes a fixed time, during which others can be scanned.
const AHEAD: usize = 8;
/// Time between two words, in milliseconds.
const WORD_EVERY: f64 = 100.0;
/// What is said of a file that cannot be read.
const UNREADABLE: &str = "This file could not be read: it was moved or changed, or you have no permission for it.";
/// What is said of a file that could be read in part.
const CUT: &str = "This file could not be read to its end: what was read before is used.";

/// Files that are being read.
pub(super) struct Reading<'a> {
    pack: &'a Pack,
    files: Vec<(InputPath, File)>,
    answer: Answer,
    /// Number of what is asked now.
    asked: &'a Cell<u32>,
    progress: Progress,
    said: f64,
}

impl<'a> Reading<'a> {
    /// Files with the paths under which they were given.
    pub(super) fn of(pack: &'a Pack, files: Vec<(InputPath, File)>, answer: Answer, asked: &'a Cell<u32>) -> Self {
        let progress = Progress {
            bytes_total: files.iter().map(|(_, file)| size(file)).sum(),
            files_total: files.len(),
            ..Progress::default()
        };
        Self { pack, files, answer, asked, progress, said: js_sys::Date::now() }
    }

    /// Reads them all; also tells how many could not be read at all. Nothing if something else is asked meanwhile.
    pub(super) async fn run(mut self) -> Option<(Vec<(InputPath, Scanned)>, usize)> {
        let files = std::mem::take(&mut self.files);
        let mut sources = Collection::default();
        let mut unreadable = 0;
        let mut coming = files.iter();
        let mut ahead: VecDeque<JsFuture> = coming.by_ref().take(AHEAD).map(|(_, file)| begin(file)).collect();
        let alone = files.len() == 1;
        for (path, file) in &files {
            let Some(begun) = ahead.pop_front() else { break };
            ahead.extend(coming.next().map(|(_, file)| begin(file)));
            self.progress.file.clone_from(&path.relative);
            let before = self.progress.bytes;
            match read::whole(begun).await {
                Ok(head) if Kind::of(&head).is_some() => sources.extend(self.archive(path, alone, file, head).await),
                Ok(head) => sources.push(path.clone(), self.one(&path.relative, file, &head).await),
                Err(_) => {
                    unreadable += 1;
                    sources.push(path.clone(), self.unreadable(&path.relative));
                }
            }
            if self.is_stale() {
                return None;
            }
            self.progress.bytes = before + size(file);
            self.progress.files += 1;
            self.say();
        }
        Some((sources.into_sources(), unreadable))
    }

    /// A file whose head, or whole if it is small, is here.
    async fn one(&mut self, name: &str, file: &File, head: &[u8]) -> Scanned {
        let mut opening = Opening::new(self.pack, name, head);
        if !opening.is_wanted() {
            opening.pass(size(file));
            return opening.finish();
        }
        if file.size() <= SMALL {
            opening.push(head);
            return opening.finish();
        }
        let mut each = |piece: &[u8]| {
            opening.push(piece);
            self.progress.bytes += piece.len() as u64;
            self.say();
            if self.is_stale() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let read = read::pieces(file, &mut each).await;
        let mut source = opening.finish();
        if read.is_err() {
            source.leave_unread(CUT);
        }
        source
    }

    /// What an archive holds. While it is unpacked nothing else is heard, only said: the page stops it by ending the worker.
    async fn archive(
        &mut self,
        path: &InputPath,
        alone: bool,
        file: &File,
        head: Vec<u8>,
    ) -> Vec<(InputPath, Scanned)> {
        if let Some(refused) = bundle::too_large(self.pack, path, size(file)) {
            return vec![refused];
        }
        let whole = if head.len() as u64 == size(file) { Ok(head) } else { read::whole(read::begin(file)).await };
        let Ok(whole) = whole else { return vec![(path.clone(), self.unreadable(&path.relative))] };
        let pack = self.pack;
        let found = bundle::open(pack, path, alone, &whole, &mut |unpacked| {
            self.progress.unpacked = unpacked;
            self.say();
            ControlFlow::Continue(())
        });
        self.progress.unpacked = 0;
        found
    }

    fn unreadable(&self, name: &str) -> Scanned {
        unread(self.pack, &InputPath { root: None, relative: name.to_owned() }, 0, UNREADABLE)
    }

    /// Whether something else is asked by now.
    fn is_stale(&self) -> bool {
        self.asked.get() != self.answer.job
    }

    fn say(&mut self) {
        let now = js_sys::Date::now();
        if now - self.said >= WORD_EVERY {
            self.said = now;
            self.answer.say(Reply::Progress(self.progress.clone()));
        }
    }
}

/// Begins with a small file, or with the head of a large one.
fn begin(file: &File) -> JsFuture {
    if file.size() <= SMALL { read::begin(file) } else { read::begin_head(file, HEAD) }
}

/// The browser counts bytes in a floating-point number, exactly for any file there is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number, never negative")]
fn size(file: &File) -> u64 {
    file.size() as u64
}
