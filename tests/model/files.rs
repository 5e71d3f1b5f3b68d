//! The files that the user gives: line by line, with what each line tells of which life.

use super::life::Life;
use super::play::Played;
use super::record::Log;
use std::collections::BTreeMap;

/// A record as it stands in a file, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) at: i64,
    /// Positions of the life, and of the record in it.
    pub(crate) life: usize,
    pub(crate) record: usize,
    /// With its end.
    pub(crate) text: String,
    pub(crate) is_whole: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    /// With its slash.
    pub(crate) folder: String,
    pub(crate) name: String,
    pub(crate) log: Log,
    /// How many newer parts the log has beside this one: native logs have it in their names.
    pub(crate) age: usize,
    pub(crate) lines: Vec<Line>,
}

/// A life, and what happened in it.
pub(crate) type Lived<'a> = (&'a Life<'a>, Played);

/// As the product writes them.
pub(crate) fn written(lived: &[Lived<'_>]) -> Vec<File> {
    let mut files: BTreeMap<(String, String), File> = BTreeMap::new();
    for (number, (life, played)) in lived.iter().enumerate() {
        let writer = life.writer();
        for (record, written) in played.records.iter().enumerate() {
            let (folder, name) = (life.application.host.clone(), writer.file(written.log));
            let text = writer.line(written);
            let line = Line { at: written.at, life: number, record, text, is_whole: true };
            let file = || File { folder: folder.clone(), name: name.clone(), log: written.log, age: 0, lines: vec![] };
            files.entry((folder.clone(), name.clone())).or_insert_with(file).lines.push(line);
        }
    }
    let mut files: Vec<File> = files.into_values().collect();
    for file in &mut files {
        file.lines.sort_by_key(|line| line.at);
    }
    files
}

impl Line {
    /// The first half of it, which goes on: nothing of its end is there.
    pub(crate) fn first_half(&self, share: usize) -> Self {
        let line = self.text.lines().next().unwrap_or_default();
        let end = 1 + (line.len() - 2) * share.min(99) / 100;
        Self { text: line[..end].to_owned(), is_whole: false, ..self.clone() }
    }

    /// The second half.
    pub(crate) fn second_half(&self, share: usize) -> Self {
        let line = self.text.lines().next().unwrap_or_default();
        let end = 1 + (line.len() - 2) * share.min(99) / 100;
        Self { text: self.text[end..].to_owned(), is_whole: false, ..self.clone() }
    }
}

impl File {
    pub(crate) fn path(&self) -> String {
        format!("{}{}", self.folder, self.name)
    }

    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }
}
