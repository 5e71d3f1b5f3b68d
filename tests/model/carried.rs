//! Logs as a carrier shows them: each file by itself, or the output of several processes in one stream.

use super::carrier::{Carrier, Origin};
use super::choices::Dice;
use super::files::{File, Lived};
use std::collections::BTreeMap;

/// Files by their names, what they are examples of, and whether the names of the product's own files are lost.
pub(crate) struct Carried {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) kinds: Vec<String>,
    pub(crate) is_nameless: bool,
}

/// As they are.
pub(crate) fn plain(files: &[File]) -> Carried {
    let files = files.iter().map(|file| (file.path(), file.text().into_bytes())).collect();
    Carried { files, kinds: Vec::new(), is_nameless: false }
}

/// A line with what the carrier tells of it.
struct Told<'a> {
    path: &'a str,
    number: usize,
    at: i64,
    life: usize,
    text: &'a str,
    has_end: bool,
}

pub(crate) fn drawn(dice: Dice<'_>, files: &[File], lived: &[Lived<'_>]) -> Carried {
    let carrier = dice.weighted("carrier", &Carrier::ALL);
    let way = dice.weighted("way", &[(3, "file by file"), (2, "renamed"), (4, "in one stream")]);
    // What shows the names of files shows files.
    let way = if carrier == Carrier::GrepFiles { "in one stream" } else { way };
    let mut carried: BTreeMap<String, Vec<Told<'_>>> = BTreeMap::new();
    let paths: Vec<String> = files.iter().map(File::path).collect();
    for (place, (file, path)) in files.iter().zip(&paths).enumerate() {
        let mut number = 0;
        for line in &file.lines {
            let service = &lived[line.life].0.application.service;
            let name = match way {
                "file by file" => file.path(),
                "renamed" => format!("{}log-{place}.txt", file.folder),
                _ if carrier.tells_origin() || carrier == Carrier::GrepFiles => "all.txt".into(),
                _ => format!("{}{service}.txt", file.folder),
            };
            let told = carried.entry(name).or_default();
            for text in line.text.split_inclusive('\n') {
                number += 1;
                let has_end = text.ends_with('\n');
                let text = text.trim_end_matches('\n');
                told.push(Told { path, number, at: line.at, life: line.life, text, has_end });
            }
        }
    }
    let says = |(name, mut lines): (String, Vec<Told<'_>>)| {
        if !carrier.is_of_files() {
            lines.sort_by_key(|line| line.at);
        }
        let mut text = String::new();
        for line in lines {
            text += &carrier.carries(&line.origin(lived), line.text);
            if line.has_end || way == "in one stream" {
                text.push('\n');
            }
        }
        (name, text.into_bytes())
    };
    let kinds = vec![format!("5 files: carried, {way}"), carrier.name()];
    Carried { files: carried.into_iter().map(says).collect(), kinds, is_nameless: way != "file by file" }
}

impl<'l> Told<'l> {
    fn origin<'a>(&self, lived: &'a [Lived<'_>]) -> Origin<'a>
    where
        'l: 'a,
    {
        let application = &lived[self.life].0.application;
        let host = application.host.split('/').next().filter(|host| host.starts_with("web")).unwrap_or("web-1");
        Origin { host, service: &application.service, path: self.path, number: self.number, at: self.at }
    }
}
