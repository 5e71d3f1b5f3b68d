//! Lives of one application on one host: after each other, or beside each other.

use super::application::Application;
use super::choices::Dice;
use super::clock::{MINUTE, SECOND};
use super::life::{Ending, Life, releases};
use super::setup::Setup;
use profiler_doctor::pack::Release;

pub(crate) struct Slot<'a> {
    pub(crate) lives: Vec<Life<'a>>,
    /// Instances beside each other all count; of lives that replace each other the last one.
    pub(crate) are_instances: bool,
    pub(crate) kind: &'static str,
}

impl<'a> Slot<'a> {
    pub(crate) fn drawn(dice: Dice<'a>, mut application: Application, from: i64, first_pid: u32) -> Self {
        let release = dice.one("release", &releases());
        // From then on the command line tells the application, before nothing but the name of the process.
        if release >= Release::new(2, 52, 0) && dice.percent("named-dotnet", 40) {
            application.process = "dotnet".into();
        }
        let draw = Draw { dice, application, release, from };
        if dice.percent("instances", 8) {
            return draw.instances(first_pid);
        }
        match dice.weighted("lives", &[(12, 1), (4, 2), (2, 3), (1, 5)]) {
            1 => draw.one_life(if dice.percent("container", 40) { 1 } else { first_pid }),
            lives => draw.restarts(lives, first_pid),
        }
    }
}

/// What the lives of an application have in common.
struct Draw<'a> {
    dice: Dice<'a>,
    application: Application,
    release: Release,
    from: i64,
}

impl<'a> Draw<'a> {
    fn life(&self, dice: Dice<'a>, release: Release, from: i64, pid: u32) -> Life<'a> {
        let mut life = Life::drawn(dice, self.application.clone(), release, from, pid);
        life.given.loader |= self.application.process == "dotnet";
        life
    }

    fn one_life(&self, pid: u32) -> Slot<'a> {
        let life = self.life(self.dice.nth("life", 0), self.release, self.from, pid);
        Slot { lives: vec![life], are_instances: false, kind: "one life" }
    }

    /// They share their settings.
    fn instances(&self, first_pid: u32) -> Slot<'a> {
        let number = 2 + self.dice.below("more-instances", 2);
        let mut lives: Vec<Life<'a>> = Vec::new();
        for number in 0..number {
            let (later, pid) = (400 * i64::try_from(number).unwrap(), first_pid + 7 * u32::try_from(number).unwrap());
            let mut life = self.life(self.dice.nth("life", number), self.release, self.from + later, pid);
            if let Some(first) = lives.first() {
                (life.setup, life.cpu, life.wall, life.debug) = (first.setup, first.cpu, first.wall, first.debug);
            }
            lives.push(application(life));
        }
        Slot { lives, are_instances: true, kind: "instances beside each other" }
    }

    fn restarts(&self, lives: usize, first_pid: u32) -> Slot<'a> {
        let is_container = self.dice.percent("container", 40);
        let kind = if is_container { "restarts of process 1" } else { "restarts" };
        let mut slot = Slot { lives: Vec::new(), are_instances: false, kind };
        let (mut from, mut release) = (self.from, self.release);
        for number in 0..lives {
            let dice = self.dice.nth("life", number);
            let pid = if is_container { 1 } else { first_pid + 13 * u32::try_from(number).unwrap() };
            if number > 0 && dice.percent("upgrade", 15) {
                release = releases().into_iter().rev().find(|newer| *newer > release).unwrap_or(release);
            }
            let mut life = application(self.life(dice, release, from, pid));
            if number + 1 < lives && life.ending == Ending::LivesOn {
                life.ending = Ending::Killed;
            }
            from += life.length + dice.one("pause", &[16 * SECOND, 40 * SECOND, 10 * MINUTE]);
            slot.lives.push(life);
        }
        slot
    }
}

/// A command of the SDK is no life of an application.
fn application(mut life: Life<'_>) -> Life<'_> {
    if life.setup == Setup::CommandLineTool {
        life.setup = Setup::Runs;
    }
    if !life.sends() {
        life.stacks = super::stacks::Stacks::Fine;
    }
    life
}
