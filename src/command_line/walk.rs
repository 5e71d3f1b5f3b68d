//! Paths to inputs.

use super::tell;
use crate::intake::InputPath;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Something to read.
#[derive(Debug)]
pub(super) struct Input {
    /// Nothing for standard input.
    pub path: Option<PathBuf>,
    pub name: InputPath,
}

/// What was found at the paths.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub inputs: Vec<Input>,
    /// Whether a folder could be opened: even an empty one is an input.
    pub folder: bool,
}

/// Everything at the paths and below them. What cannot be opened is told and left out; links inside
/// a folder are left out too, for they lead out of it or to what is found anyway.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.inputs.push(Input { path: None, name: InputPath { root: None, relative: "stdin".into() } });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.folder(path),
            Ok(_) => {
                let name = InputPath { root: None, relative: base_name(path) };
                found.inputs.push(Input { path: Some(path.clone()), name });
            }
            Err(error) => tell(&format!("{} cannot be opened: {error}", path.display())),
        }
    }
    found
}

impl Found {
    fn folder(&mut self, root: &Path) {
        let name = base_name(root);
        let mut links = 0;
        // Folders still to be read, with their path below the root.
        let mut open = vec![(root.to_owned(), String::new())];
        while let Some((folder, below)) = open.pop() {
            let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
                Ok(entries) => entries,
                Err(error) => {
                    tell(&format!("{} cannot be opened: {error}", folder.display()));
                    continue;
                }
            };
            self.folder = true;
            for entry in entries {
                let Ok(kind) = entry.file_type() else { continue };
                let relative = format!("{below}{}", printable(&entry.file_name()));
                if kind.is_dir() {
                    open.push((entry.path(), format!("{relative}/")));
                } else if kind.is_file() {
                    let name = InputPath { root: Some(name.clone()), relative };
                    self.inputs.push(Input { path: Some(entry.path()), name });
                } else if kind.is_symlink() {
                    links += 1;
                }
            }
        }
        if links > 0 {
            tell(&format!("{}: {links} symbolic links were not followed.", root.display()));
        }
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
