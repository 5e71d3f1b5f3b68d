//! Case folders: logs as a user would have them, and the expected diagnosis.
//!
//! `tests/cases/NAME/expected.json` holds `symptom`, `root_cause` (every acceptable answer), and where given `runs`
//! (the root causes of all runs, in any order) and `must_not`. `tests/cases/NAME/logs` holds the files.

// Each test program uses a part of this.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

pub mod rule_logs;

use profiler_doctor::diagnosis::{Diagnosis, Symptom};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::intake::HEAD;
use profiler_doctor::pack::Pack;
use profiler_doctor::scan::{Opening, Scanned};
use profiler_doctor::text::LogText;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::builtin().unwrap());

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub symptom: String,
    pub root_cause: Vec<Option<String>>,
    #[serde(default)]
    pub must_not: Vec<String>,
    #[serde(default)]
    pub runs: Option<Vec<Option<String>>>,
    /// How the logs came about.
    #[serde(default)]
    pub made: String,
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

pub struct Case {
    pub name: String,
    pub folder: PathBuf,
    pub expected: Expected,
}

impl Case {
    pub fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        assert!(!folders.is_empty());
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let text = fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        Self { name: folder.file_name().unwrap().to_string_lossy().into_owned(), folder, expected }
    }

    pub fn diagnose(&self) -> Diagnosis<LogText> {
        let sources = scan_folder(&self.folder.join("logs"));
        let symptom = Symptom::from_id(&self.expected.symptom).unwrap();
        engine::diagnose(&PACK, &sources, &Request { symptom, answers: self.expected.answers.clone() })
    }

    pub fn check(&self) -> Result<(), String> {
        let diagnosis = self.diagnose();
        let head = diagnosis.capture.root_cause.clone();
        let runs: Vec<Option<String>> = diagnosis.runs.iter().map(|run| run.root_cause.clone()).collect();
        if !self.expected.root_cause.contains(&head) {
            return Err(format!("says {head:?}, should say {:?}; runs {runs:?}", self.expected.root_cause));
        }
        if let Some(bad) = runs.iter().flatten().find(|cause| self.expected.must_not.contains(cause)) {
            return Err(format!("a run says {bad}"));
        }
        if let Some(expected) = &self.expected.runs {
            let (mut expected, mut runs) = (expected.clone(), runs);
            expected.sort();
            runs.sort();
            if expected != runs {
                return Err(format!("runs say {runs:?}, should say {expected:?}"));
            }
        }
        for run in &diagnosis.runs {
            let cause = run.root_cause.as_deref();
            if cause.is_none() && run.unknowns.is_empty() {
                return Err("an undecided run that needs nothing".into());
            }
            let proven = run.findings.first().is_some_and(|finding| !finding.evidence.is_empty());
            if !matches!(cause, None | Some("no-logs" | "agent-not-running")) && !proven {
                return Err(format!("{cause:?} is not proven by a line"));
            }
        }
        Ok(())
    }
}

/// The built program. Newer releases of cargo say where it is when the test runs, older ones when it is compiled.
pub fn program() -> String {
    let name = "CARGO_BIN_EXE_profiler-doctor";
    std::env::var(name).ok().or_else(|| option_env!("CARGO_BIN_EXE_profiler-doctor").map(str::to_owned)).unwrap()
}

/// All files below a folder, scanned, in byte order of their names.
pub fn scan_folder(folder: &Path) -> Vec<Scanned> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files.iter().map(|(name, path)| scan(name, &fs::read(path).unwrap())).collect()
}

/// One source, as a user interface would scan it.
pub fn scan(name: &str, bytes: &[u8]) -> Scanned {
    let mut opening = Opening::new(&PACK, name, bytes.get(..HEAD).unwrap_or(bytes));
    for piece in bytes.chunks(1 << 16) {
        opening.push(piece);
    }
    opening.finish()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push((name, path));
        }
    }
}

/// A document of the project.
pub fn document(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}
