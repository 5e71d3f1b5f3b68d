//! What is drawn about one life of one process.

use super::application::Application;
use super::choices::Dice;
use super::clock::{MINUTE, SECOND};
use super::record::Writer;
use super::setup::Setup;
use super::stacks::Stacks;
use super::uploads::Course;
use crate::common::PACK;
use profiler_doctor::pack::Release;

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ending {
    Orderly,
    /// It still runs when the files are copied.
    LivesOn,
    Killed,
}

/// Which logs are given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) loader: bool,
    pub(crate) tracer: bool,
    pub(crate) managed: bool,
}

pub(crate) struct Life<'a> {
    pub(crate) release: Release,
    pub(crate) pid: u32,
    pub(crate) application: Application,
    pub(crate) setup: Setup,
    pub(crate) began: i64,
    pub(crate) length: i64,
    /// Between two uploads.
    pub(crate) period: i64,
    pub(crate) ending: Ending,
    pub(crate) course: Course,
    pub(crate) stacks: Stacks,
    pub(crate) debug: bool,
    pub(crate) cpu: bool,
    pub(crate) wall: bool,
    /// Whether the tracer is installed, too.
    pub(crate) has_tracer: bool,
    pub(crate) given: Given,
    /// Where lines are dropped that a failure may do without.
    pub(crate) dropped: Dice<'a>,
    pub(crate) dice: Dice<'a>,
}

const FIRST: Release = Release::new(2, 9, 0);

/// The releases that are played, the newest first.
pub(crate) fn releases() -> Vec<Release> {
    PACK.releases.iter().rev().copied().filter(|release| *release >= FIRST).collect()
}

impl<'a> Life<'a> {
    pub(crate) fn drawn(dice: Dice<'a>, application: Application, release: Release, began: i64, pid: u32) -> Self {
        let since = |major, minor| release >= Release::new(major, minor, 0);
        let setup = Setup::drawn(dice, release, application.is_linux);
        let periods = dice.weighted("length", &[(3, 4), (2, 2), (2, 8), (2, 1), (1, 0), (1, 15), (1, 40)]);
        let rest = dice.one("rest", &[20, 45, 2, 58, 1]) * SECOND + i64::try_from(dice.below("rest-ms", 900)).unwrap();
        let debug = dice.percent("debug", 15);
        let all_off = setup == Setup::AllTypesOff;
        let stacks = Stacks::drawn(dice, application.is_linux, release);
        let mut life = Self {
            release,
            pid,
            application,
            setup,
            began,
            length: periods * MINUTE + rest,
            period: dice.weighted("period", &[(9, 60), (1, 20), (1, 10)]) * SECOND,
            ending: dice.weighted("ending", &[(3, Ending::Orderly), (3, Ending::LivesOn), (2, Ending::Killed)]),
            course: dice.weighted("course", &Course::ALL),
            stacks,
            debug,
            cpu: since(2, 15) && !all_off && !dice.percent("no-cpu", 6),
            // The switch is there from 2.12 on.
            wall: !(all_off || since(2, 12) && dice.percent("no-wall", 6)),
            has_tracer: !dice.percent("no-tracer", 20),
            given: Given {
                loader: !dice.percent("no-loader-log", 15),
                tracer: dice.percent("tracer-log", 30),
                managed: dice.percent("managed-log", 45),
            },
            dropped: dice.within("lines"),
            dice,
        };
        if !life.sends() {
            life.stacks = Stacks::Fine;
        }
        life
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer { pid: self.pid, process: self.application.process.clone(), release: self.release }
    }

    pub(crate) fn is_linux(&self) -> bool {
        self.application.is_linux
    }

    /// Whether there is anything to send while stacks are read, or are not. Collections are counted from 2.30 on.
    pub(crate) fn has_samples(&self, wall: bool, cpu: bool) -> bool {
        self.setup.sends() && (self.wall && wall || self.cpu && cpu || self.release >= Release::new(2, 30, 0))
    }

    pub(crate) fn sends(&self) -> bool {
        self.has_samples(true, true)
    }

    /// CPU time by a timer and a signal of its own.
    pub(crate) fn samples_by_timer(&self) -> bool {
        self.application.is_linux && self.cpu && self.release >= Release::new(3, 28, 0)
    }

    pub(crate) fn single_step(&self) -> bool {
        matches!(self.setup, Setup::RunsLater | Setup::NotTriggered)
    }

    /// Up to 2.15 every success is written.
    pub(crate) fn tells_success(&self) -> bool {
        self.release < Release::new(2, 16, 0)
    }

    pub(crate) fn command(&self) -> String {
        match (self.setup, self.application.is_linux) {
            (Setup::CommandLineTool, _) => "dotnet build /src".into(),
            (_, true) => format!("dotnet /app/{}.dll", self.application.service),
            (_, false) => format!("dotnet C:\\app\\{}.dll", self.application.service),
        }
    }

    pub(crate) fn folder_of_the_product(&self) -> &'static str {
        if self.application.is_linux {
            "/opt/datadog/linux-x64/"
        } else {
            "C:\\\\Program Files\\\\Datadog\\\\.NET Tracer\\\\win-x64\\\\"
        }
    }

    pub(crate) fn library(&self) -> String {
        if self.application.is_linux {
            "/opt/datadog/linux-x64/./Datadog.Profiler.Native.so".into()
        } else {
            "C:\\Program Files\\Datadog\\.NET Tracer\\win-x64\\.\\Datadog.Profiler.Native.dll".into()
        }
    }
}
