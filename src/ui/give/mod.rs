//! Getting logs in: drop, pick, paste, examples.

mod drop;
mod examples;
mod panel;
mod paste;
mod symptoms;

pub(super) use drop::dropped;
pub(super) use panel::Panel;
pub(super) use paste::as_file;
pub(super) use symptoms::Symptoms;
