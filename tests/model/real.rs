//! The model prints what the real program printed.

use super::application::Application;
use super::choices::Choices;
use super::clock::ten;
use super::life::{Ending, Life};
use super::play::play;
use super::record::Log;
use super::setup::Setup;
use super::stacks::Stacks;
use super::uploads::Course;
use profiler_doctor::pack::Release;
use std::fs;
use std::path::Path;

/// A case of the real program, and the life that it was.
struct Real {
    case: &'static str,
    release: Release,
    setup: Setup,
    seconds: i64,
}

const fn real(case: &'static str, release: (u16, u16, u16), setup: Setup, seconds: i64) -> Real {
    Real { case, release: Release::new(release.0, release.1, release.2), setup, seconds }
}

const CASES: [Real; 20] = [
    real("healthy-v2.14.0", (2, 14, 0), Setup::Runs, 132),
    real("healthy-v2.30.0", (2, 30, 0), Setup::Runs, 132),
    real("healthy-v2.49.0", (2, 49, 0), Setup::Runs, 132),
    real("healthy-v3.27.0", (3, 27, 0), Setup::Runs, 132),
    real("healthy-v3.51.1-default", (3, 51, 1), Setup::Runs, 135),
    real("disabled-v2.30.0", (2, 30, 0), Setup::Disabled, 4),
    real("notset-v2.49.0", (2, 49, 0), Setup::NotEnabled, 4),
    real("notset-v3.27.0", (3, 27, 0), Setup::NotEnabled, 4),
    real("disabled-v3.51.1-default", (3, 51, 1), Setup::Disabled, 4),
    real("auto-manual-v3.27.0", (3, 27, 0), Setup::AutoWithoutSingleStep, 12),
    real("auto-manual-v3.51.1-default", (3, 51, 1), Setup::AutoWithoutSingleStep, 40),
    real("ssi-short-v3.51.1-default", (3, 51, 1), Setup::NotTriggered, 8),
    real("halfcore-v2.49.0", (2, 49, 0), Setup::TooFewCores, 4),
    real("nowrap-v3.51.1-default", (3, 51, 1), Setup::NoWrapper, 4),
    real("noprofso-v2.30.0", (2, 30, 0), Setup::LibraryMissing, 4),
    real("noprofso-v3.51.1", (3, 51, 1), Setup::LibraryMissing, 4),
    real("badelf-v3.27.0", (3, 27, 0), Setup::LibraryBroken, 4),
    real("exclude-v3.51.1", (3, 51, 1), Setup::Excluded, 4),
    real("noconf-v3.51.1", (3, 51, 1), Setup::LoaderConfigurationMissing, 4),
    real("dotnetbuild-v3.51.1", (3, 51, 1), Setup::CommandLineTool, 4),
];

/// What a native log says: level and text, with numbers and names left out.
fn said<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    lines.filter_map(|line| plain(line.split_once(" | ")?.1)).collect()
}

fn plain(line: &str) -> Option<String> {
    let (level, rest) = line.split_once(" | ")?;
    let text = rest.split_once("] ")?.1;
    // Written by another thread, somewhere near there.
    if text == "StackSamplerLoopManager::WatcherLoop started." {
        return None;
    }
    // What the run was asked to do, and what names it.
    for named in ["Process CommandLine: ", "Configuration: DD_SERVICE", "CorProfiler::Initialize Datadog SDK disabled"]
    {
        if text.starts_with(named) {
            return Some(named.to_owned());
        }
    }
    let digit = |letter: char| if letter.is_ascii_digit() { '#' } else { letter };
    let text: String = text.chars().map(digit).collect();
    let text: Vec<&str> = text.split('#').filter(|piece| !piece.is_empty()).collect();
    Some(format!("{level} {}", text.join("#")))
}

pub(crate) fn differences() -> Vec<String> {
    CASES.iter().flat_map(Real::differences).collect()
}

impl Real {
    fn differences(&self) -> Vec<String> {
        let choices = Choices::of(0);
        let application = Application {
            service: "checkout-api".into(),
            process: "dotnet".into(),
            host: String::new(),
            is_linux: true,
        };
        let mut life = Life::drawn(choices.dice(), application, self.release, ten(), 7);
        life.setup = self.setup;
        life.length = self.seconds * 1000;
        life.ending = Ending::Orderly;
        (life.period, life.course, life.stacks) = (60_000, Course::Well, Stacks::Fine);
        (life.debug, life.wall, life.has_tracer) = (false, true, false);
        life.cpu = self.release >= Release::new(2, 15, 0);
        life.given.loader = true;
        let played = play(&life);
        let writer = life.writer();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(self.case).join("logs");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let mut found = Vec::new();
        for (log, name) in [(Log::Loader, "dotnet-native-loader"), (Log::Profiler, "DD-DotNet-Profiler-Native")] {
            let path = files.iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(name));
            let text = path.map_or_else(String::new, |path| fs::read_to_string(path).unwrap());
            let real = said(text.lines());
            let lines: Vec<String> =
                played.records.iter().filter(|record| record.log == log).map(|record| writer.line(record)).collect();
            let played = said(lines.iter().map(|line| line.lines().next().unwrap()));
            if real != played {
                let missing: Vec<_> = real.iter().filter(|line| !played.contains(line)).collect();
                let extra: Vec<_> = played.iter().filter(|line| !real.contains(line)).collect();
                found.push(format!(
                    "{} {name}: missing {missing:#?}, too much {extra:#?}; else in another order",
                    self.case
                ));
            }
        }
        found
    }
}
