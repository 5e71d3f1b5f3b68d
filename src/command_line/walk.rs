//! Paths to inputs.

use super::special::{self, Special};
use super::tell;
use crate::intake::InputPath;
use crate::scan::Aside;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// Something that was given.
#[derive(Debug)]
pub(super) struct Input {
    pub name: InputPath,
    pub content: Content,
}

/// What it is.
#[derive(Debug)]
pub(super) enum Content {
    Standard,
    File(PathBuf),
    /// No file.
    Aside(Aside),
    /// It cannot be read; why.
    Unread(String),
}

/// What was found at the paths.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub inputs: Vec<Input>,
    /// Whether a folder could be opened: even an empty one is an input.
    pub folder: bool,
    /// Files and folders by the one path that each has, so that none is read twice.
    known: BTreeSet<PathBuf>,
    twice: bool,
}

/// Everything at the paths and below them. What cannot be opened is told; links inside a folder are not followed, for
/// they lead out of it or to what is found anyway. What is given twice counts once, as part of the outermost folder.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut folders = Vec::new();
    let mut others = Vec::new();
    for path in paths {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() && path.as_os_str() != "-" => folders.push(path),
            metadata => others.push((path, metadata)),
        }
    }
    folders.sort_by_cached_key(|folder| folder.canonicalize().ok());
    for folder in folders {
        found.folder(folder);
    }
    for (path, metadata) in others {
        let name = InputPath { root: None, relative: base_name(path) };
        if path.as_os_str() == "-" {
            let name = InputPath { root: None, relative: "stdin".into() };
            found.inputs.push(Input { name, content: Content::Standard });
            continue;
        }
        match metadata.map(|metadata| special::of(path, metadata.file_type())) {
            Ok(Some(special)) => found.refuse(name, path, special),
            Ok(None) => found.file(name, path.clone(), path.canonicalize().ok()),
            Err(error) => found.unread(name, path, &format!("cannot be opened: {error}")),
        }
    }
    if found.twice {
        tell("Something was given more than once: it is read once.");
    }
    found
}

impl Found {
    /// Whether there are folders, and no file in them.
    pub(super) fn is_only_a_folder(&self) -> bool {
        self.folder && self.inputs.iter().all(|input| matches!(input.content, Content::Aside(_)))
    }

    fn file(&mut self, name: InputPath, path: PathBuf, canonical: Option<PathBuf>) {
        if self.is_new(canonical) {
            self.inputs.push(Input { name, content: Content::File(path) });
        }
    }

    /// Whether it was not met before. What has no path of its own always is new.
    fn is_new(&mut self, canonical: Option<PathBuf>) -> bool {
        let is_new = canonical.is_none_or(|canonical| self.known.insert(canonical));
        self.twice |= !is_new;
        is_new
    }

    fn refuse(&mut self, name: InputPath, path: &Path, special: Special) {
        tell(&format!("{} is {}, and no file: it is not read. {}", path.display(), special.what, special.instead));
        let why = format!("This is {}, and no file: it was not read.", special.what);
        self.inputs.push(Input { name, content: Content::Unread(why) });
    }

    /// `what` happened when it was opened.
    fn unread(&mut self, name: InputPath, path: &Path, what: &str) {
        tell(&format!("{} {what}", path.display()));
        self.inputs.push(Input { name, content: Content::Unread(format!("This {what}.")) });
    }

    fn folder(&mut self, root: &Path) {
        let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let name = base_name(root);
        let mut links = 0;
        // Folders still to be read, with their path below the root.
        let mut open = vec![(root.to_owned(), String::new())];
        while let Some((folder, below)) = open.pop() {
            if !self.is_new(Some(whole.join(&below))) {
                continue;
            }
            let input = |relative: &str| InputPath { root: Some(name.clone()), relative: relative.to_owned() };
            let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>) {
                Ok(entries) => entries,
                Err(error) => {
                    let relative = if below.is_empty() { &name } else { below.trim_end_matches('/') };
                    self.unread(input(relative), &folder, &format!("is a folder that cannot be opened: {error}"));
                    continue;
                }
            };
            self.folder = true;
            for entry in entries {
                let relative = format!("{below}{}", printable(&entry.file_name()));
                let kind = match entry.file_type() {
                    Ok(kind) => kind,
                    Err(error) => {
                        self.unread(input(&relative), &entry.path(), &format!("cannot be looked at: {error}"));
                        continue;
                    }
                };
                if kind.is_dir() {
                    open.push((entry.path(), format!("{relative}/")));
                } else if kind.is_file() {
                    let canonical = entry.path().strip_prefix(root).map(|below| whole.join(below)).ok();
                    self.file(input(&relative), entry.path(), canonical);
                } else {
                    links += u64::from(kind.is_symlink());
                    self.inputs
                        .push(Input { name: input(&relative), content: Content::Aside(aside(&entry, kind, &whole)) });
                }
            }
        }
        if links > 0 {
            tell(&format!("{}: {links} symbolic links were not followed.", root.display()));
        }
    }
}

/// What is in a folder and neither a file nor a folder.
fn aside(entry: &DirEntry, kind: FileType, root: &Path) -> Aside {
    if !kind.is_symlink() {
        return Aside::NoFile;
    }
    match entry.path().canonicalize() {
        Ok(target) if target.starts_with(root) => Aside::LinkInside,
        Ok(_) => Aside::LinkOutside,
        Err(_) => Aside::LinkNowhere,
    }
}

/// The last part of the path; for `.` and the like that of the folder it stands for.
fn base_name(path: &Path) -> String {
    let whole = || path.canonicalize().ok().and_then(|path| path.file_name().map(printable));
    path.file_name().map(printable).or_else(whole).unwrap_or_else(|| "folder".to_owned())
}

fn printable(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}
