//! Archives: a bundle gives the same diagnosis as the folder that it was made of, and a hostile one does no harm.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]

mod common;

use common::{Case, PACK};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::intake::InputPath;
use profiler_doctor::report;
use profiler_doctor::scan::{Scanned, bundle};
use profiler_doctor::text::Policy;
use proptest::prelude::*;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

type Files = Vec<(String, Vec<u8>)>;

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

fn two(number: usize) -> [u8; 2] {
    (number as u16).to_le_bytes()
}

fn four(number: usize) -> [u8; 4] {
    (number as u32).to_le_bytes()
}

/// A zip; `flags` and `packing` of every member.
fn zip(files: &Files, flags: usize, packing: usize) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let packed = if packing == 8 { miniz_oxide::deflate::compress_to_vec(content, 6) } else { content.clone() };
        let offset = bytes.len();
        let sizes = [&four(crc(content) as usize)[..], &four(packed.len()), &four(content.len())].concat();
        let common = [&two(20)[..], &two(flags), &two(packing), &four(0), &sizes, &two(name.len()), &two(0)].concat();
        bytes.extend([&b"PK\x03\x04"[..], &common, name.as_bytes(), &packed].concat());
        let rest = [&two(0)[..], &two(0), &two(0), &four(0), &four(offset)].concat();
        list.extend([&b"PK\x01\x02"[..], &two(20), &common, &rest, name.as_bytes()].concat());
    }
    let (offset, count) = (bytes.len(), files.len());
    bytes.extend(&list);
    bytes.extend(
        [&b"PK\x05\x06"[..], &four(0), &two(count), &two(count), &four(list.len()), &four(offset), &two(0)].concat(),
    );
    bytes
}

fn tar_head(name: &[u8], size: usize, kind: u8) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
    block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    block[156] = kind;
    block[257..263].copy_from_slice(b"ustar\0");
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}

fn padded(content: &[u8]) -> Vec<u8> {
    let mut content = content.to_vec();
    content.resize(content.len().next_multiple_of(512), 0);
    content
}

fn tar(files: &Files) -> Vec<u8> {
    let mut bytes = tar_head(b"./", 0, b'5');
    for (name, content) in files {
        if name.len() > 100 {
            bytes.extend([tar_head(b"././@LongLink", name.len(), b'L'), padded(name.as_bytes())].concat());
        } else {
            let entry = format!(" path={name}\n");
            let length = entry.len() + 2;
            let entry = format!("{length}{entry}");
            bytes.extend([tar_head(b"pax", entry.len(), b'x'), padded(entry.as_bytes())].concat());
        }
        bytes.extend([tar_head(b"short", content.len(), b'0'), padded(content)].concat());
    }
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(content, 6);
    let head = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
    [&head[..], b"name\0", &packed, &four(crc(content) as usize), &four(content.len())].concat()
}

fn open(name: &str, bytes: &[u8]) -> Vec<Scanned> {
    let path = InputPath { root: None, relative: name.to_owned() };
    let mut found = bundle::open(&PACK, &path, true, bytes, &mut |_| ControlFlow::Continue(()));
    bundle::give_names(&mut found);
    found.into_iter().map(|(_, source)| source).collect()
}

fn json(sources: &[Scanned]) -> String {
    report::json(&engine::diagnose(&PACK, sources, &Request::default()).publish(Policy::Local))
}

fn files(folder: &Path) -> Files {
    let mut files = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((folder, below)) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push((entry.path(), format!("{name}/")));
            } else {
                files.push((name, fs::read(entry.path()).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn small() -> Files {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/403-v3.51.1-default/logs"))
}

#[test]
fn an_archive_says_what_its_folder_says() {
    for case in Case::all().into_iter().step_by(4) {
        let folder = case.folder.join("logs");
        let (plain, files) = (json(&common::scan_folder(&folder)), files(&folder));
        let packed = [
            ("stored.zip", zip(&files, 0, 0)),
            ("deflated.zip", zip(&files, 0, 8)),
            ("bundle.tar", tar(&files)),
            ("bundle.tar.gz", gzip(&tar(&files))),
        ];
        for (name, bytes) in packed {
            assert!(json(&open(name, &bytes)) == plain, "{name} of {}", case.name);
        }
    }
}

#[test]
fn one_level_of_nesting_is_opened_and_the_next_is_named() {
    let inner = vec![("host1.tar.gz".to_owned(), gzip(&tar(&small())))];
    let found = open("bundle.zip", &zip(&inner, 0, 8));
    assert!(found.iter().all(|source| source.name.starts_with("host1.tar.gz/") && source.artifact != "unknown"));
    let deeper = vec![("all.zip".to_owned(), zip(&inner, 0, 0))];
    let [only] = &open("outer.tar", &tar(&deeper))[..] else { unreachable!("one source") };
    assert_eq!(only.name, "all.zip/host1.tar.gz");
    assert!(only.unread.as_ref().unwrap().contains("archive within an archive"));
}

#[test]
fn a_packed_log_keeps_its_name() {
    let (name, content) = small().remove(0);
    let found = open(&format!("{name}.gz"), &gzip(&content));
    assert_eq!((found[0].name.as_str(), found[0].lines > 10), (name.as_str(), true));
    let twice = [gzip(&content[..100]), gzip(&content[100..])].concat();
    assert_eq!(open(&format!("{name}.gz"), &twice), found);
}

#[test]
fn long_names_and_bad_names_are_taken() {
    let long = format!("{}/DD-DotNet-Profiler-Native-shop-7.log", "folder/".repeat(30));
    let found = open("a.tar", &tar(&vec![(long.clone(), b"x".to_vec())]));
    assert_eq!(found[0].name, long.replace("//", "/"));
    let found = open("a.zip", &zip(&vec![("..\\..\\x.log".to_owned(), b"x".to_vec())], 0, 0));
    assert_eq!(found[0].name, "x.log");
}

#[test]
fn what_cannot_be_read_is_named() {
    let unread = |source: &Scanned| source.unread.clone().unwrap_or_default();
    let said = |flags, packing| unread(&open("a.zip", &zip(&small(), flags, packing))[0]);
    assert!(said(1, 8).contains("encrypted"));
    assert!(said(0, 14).contains("not known here"));
    let mut damaged = zip(&small(), 0, 0);
    damaged[200] ^= 1;
    assert!(open("a.zip", &damaged).iter().any(|source| unread(source).contains("damaged")));
    let cut = zip(&small(), 0, 8);
    let [only] = &open("a.zip", &cut[..cut.len() / 2])[..] else { unreachable!("one source") };
    assert!(unread(only).contains("not whole") && only.name == "a.zip");
    let cut = gzip(&tar(&small()));
    assert!(open("a.tgz", &cut[..cut.len() / 2]).iter().any(|source| source.unread.is_some()));
}

#[test]
fn what_has_nothing_to_read_is_not_unread() {
    let [empty] = &open("a.zip", &zip(&Vec::new(), 0, 0))[..] else { unreachable!("one source") };
    assert_eq!((&empty.notices[..], &empty.unread), (&["There is no file in this archive.".to_owned()][..], &None));
    // A picture that is cut is no log either.
    let mut picture = zip(&vec![("x.png".to_owned(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(30))], 0, 0);
    picture[100] ^= 1;
    let [picture] = &open("a.zip", &picture)[..] else { unreachable!("one source") };
    assert!(picture.unread.is_none() && picture.notices.join(" ").contains("damaged"), "{:?}", picture.notices);
}

#[test]
fn packed_files_of_other_kinds_are_told() {
    let other =
        |name: &str, bytes: &[u8]| open("a.zip", &zip(&vec![(name.to_owned(), bytes.to_vec())], 0, 0)).remove(0);
    for (bytes, what) in [(&b"7z\xbc\xaf\x27\x1c\0\x04"[..], "7z archive"), (b"\xfd7zXZ\0\0\x04", "packed with xz")] {
        let source = other("logs", bytes);
        assert!(source.unread.as_ref().unwrap().contains(what), "{:?}", source.unread);
    }
    let source = other("DD-DotNet-Profiler-Native-shop-7.log", &b"\x01\x02\0\x03".repeat(200));
    assert!(source.unread.as_ref().unwrap().contains("has the name of a log"), "{:?}", source.unread);
    assert_eq!(other("x.dmp", &b"\x01\x02\0\x03".repeat(200)).unread, None);
}

/// A link in a tar: hard (`1`) or symbolic (`2`).
fn tar_link(name: &str, target: &str, kind: u8) -> Vec<u8> {
    let mut block = tar_head(name.as_bytes(), 0, kind);
    block[157..157 + target.len()].copy_from_slice(target.as_bytes());
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}

#[test]
fn links_and_devices_are_told() {
    let (name, content) = small().remove(0);
    let links = [
        ("current.log", name.as_str(), b'2'),
        ("hard.log", name.as_str(), b'1'),
        ("sub/up.log", &format!("../{name}"), b'2'),
        ("out.log", "/var/log/x.log", b'2'),
        ("up.log", "../x.log", b'2'),
        ("null", "", b'3'),
    ];
    let bytes = links.iter().flat_map(|(name, target, kind)| tar_link(name, target, *kind)).collect::<Vec<u8>>();
    let bytes = [bytes, tar(&vec![(name.clone(), content)])].concat();
    let found = open("a.tar", &bytes);
    let source = |name: &str| found.iter().find(|source| source.name == name).unwrap();
    for inside in ["current.log", "hard.log", "sub/up.log"] {
        assert!(source(inside).unread.is_none() && source(inside).notices[0].contains("link"), "{inside}");
    }
    for outside in ["out.log", "up.log"] {
        assert!(source(outside).unread.as_ref().unwrap().contains("link"), "{outside}");
    }
    assert!(source("null").unread.is_none() && source("null").notices[0].contains("device"));
    assert!(source(&name).lines > 10);
}

#[test]
fn a_file_with_holes_is_read() {
    let (name, content) = small().remove(0);
    let mut head = tar_head(name.as_bytes(), content.len(), b'S');
    // The list of what there is goes on in two more blocks.
    head[482] = 1;
    head[148..156].fill(b' ');
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let (mut more, last) = (vec![0; 512], vec![0; 512]);
    more[504] = 1;
    let bytes = [head, more, last, padded(&content), tar(&vec![("other.log".to_owned(), b"x".to_vec())])].concat();
    let found = open("a.tar", &bytes);
    let alone = &open("a.zip", &zip(&vec![(name.clone(), content)], 0, 0))[0];
    assert_eq!(found.iter().find(|source| source.name == name).unwrap(), alone);
    assert!(found.iter().any(|source| source.name == "other.log"));
}

#[test]
fn links_in_a_zip_are_told() {
    let mut bytes = zip(&vec![("x.log".to_owned(), b"../y.log".to_vec())], 0, 0);
    let list = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[list + 5] = 3;
    bytes[list + 38..list + 42].copy_from_slice(&four(0xa1ff << 16));
    let [link] = &open("a.zip", &bytes)[..] else { unreachable!("one source") };
    assert!(link.unread.as_ref().unwrap().contains("link"), "{:?}", link.unread);
}

#[test]
fn the_same_bytes_listed_again_and_again_are_refused() {
    let content = vec![b'x'; 10_000];
    let mut bytes = zip(&vec![("a".to_owned(), content)], 0, 0);
    let list = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let entry = bytes[list..end].to_vec();
    let tail = bytes.split_off(end);
    for _ in 0..50 {
        bytes.extend(&entry);
    }
    bytes.extend(tail);
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    bytes[end + 10] = 51;
    let found = open("bomb.zip", &bytes);
    assert!(
        found.len() < 5 && found.iter().any(|source| source.unread.as_ref().is_some_and(|why| why.contains("attack")))
    );
}

#[test]
fn a_cut_anywhere_does_no_harm() {
    let files: Files = small().into_iter().map(|(name, content)| (name, content[..400].to_vec())).collect();
    for whole in [zip(&files, 0, 8), tar(&files), gzip(&tar(&files))] {
        for length in 0..whole.len() {
            open("cut", &whole[..length]);
        }
    }
}

proptest! {
    #[test]
    fn damage_does_no_harm(kind in 0..3_usize, hits in prop::collection::vec((any::<u16>(), any::<u8>()), 1..12)) {
        let files: Files = small().into_iter().map(|(name, content)| (name, content[..300].to_vec())).collect();
        let mut bytes = [zip(&files, 0, 8), tar(&files), gzip(&tar(&files))][kind].clone();
        for (place, value) in hits {
            let place = usize::from(place) % bytes.len();
            bytes[place] = value;
        }
        open("damaged", &bytes);
    }
}
