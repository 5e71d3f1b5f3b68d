//! The analysis beside the page: a worker that runs the same WebAssembly module.

pub mod examples;
pub mod protocol;
mod view;
mod why;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod read;
#[cfg(target_arch = "wasm32")]
mod reading;
#[cfg(target_arch = "wasm32")]
pub mod serve;

pub use view::{About, Asked, RUNS_IN_FULL, RUNS_LISTED, SOURCES_LISTED, View};
pub use why::{Explained, REMEDY, Section, Why};
