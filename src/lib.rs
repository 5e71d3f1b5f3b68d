//! Finds out from the logs of a .NET service why its Datadog profiles are missing.
//!
//! Layers, each using only those before it:
//! [`redact`] · [`text`] · [`pack`] · [`intake`] · [`line`] · [`scan`] · [`case`] · [`rules`] · [`flow`] ·
//! [`diagnosis`] with [`report`] and [`permalink`] · [`engine`] ·
//! the command line or the page.

pub mod case;
#[cfg(not(target_arch = "wasm32"))]
pub mod command_line;
pub mod diagnosis;
pub mod engine;
pub mod flow;
pub mod intake;
pub mod line;
mod order;
pub mod pack;
pub mod permalink;
pub mod redact;
pub mod report;
pub mod rules;
pub mod scan;
pub mod text;
pub mod ui;
pub mod worker;
