//! Applications on their hosts.

use super::choices::Dice;
use super::clock::SECOND;
use super::life::{Ending, Life};
use super::slot::Slot;

/// What is the same for all lives of one application on one host.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub(crate) service: String,
    /// The name of the process.
    pub(crate) process: String,
    /// The folder that its host has among what is given, with its slash.
    pub(crate) host: String,
    pub(crate) is_linux: bool,
}

const SERVICES: [&str; 3] = ["shop", "mails", "stock"];

/// How often there are so many.
const SHARES: [usize; 3] = [100, 25, 30];

/// All that runs, up to the moment of copying.
pub(crate) fn drawn(dice: Dice<'_>, began: i64) -> Vec<Slot<'_>> {
    let hosts = if dice.percent("hosts", 15) { ["web-1/", "web-2/"] } else { ["", ""] };
    let is_linux = !dice.percent("windows", 25);
    let mut slots = Vec::new();
    for (number, service) in SERVICES.into_iter().enumerate() {
        let dice = dice.nth("application", number);
        if !dice.percent("there", SHARES[number]) {
            break;
        }
        let application = Application {
            service: service.into(),
            process: service.into(),
            host: hosts[dice.below("host", 2)].into(),
            is_linux,
        };
        let from = began + dice.one("from", &[0, 3, 90, 700]) * SECOND;
        let first_pid = 1000 * u32::try_from(number + 1).unwrap();
        slots.push(Slot::drawn(dice, application, from, first_pid));
    }
    let lives = || slots.iter().flat_map(|slot| &slot.lives);
    let copied = lives().map(|life| life.began + life.length).max().unwrap_or(began);
    let is_alone = slots.len() == 1;
    for life in slots.iter_mut().flat_map(|slot| &mut slot.lives) {
        if life.ending == Ending::LivesOn {
            life.length = copied - life.began;
        }
        if life.pid == 1 && !is_alone {
            in_own_folder(life);
        }
    }
    slots
}

/// Each container has a folder of its own.
fn in_own_folder(life: &mut Life<'_>) {
    let application = &mut life.application;
    application.host = format!("{}{}/", application.host, application.service);
}
