//! A published diagnosis as bytes for people and programs.
//!
//! Every report is a pure function of the diagnosis, so that page and command line write the same.

mod json;
mod markdown;
mod outline;
mod text;
pub mod words;
mod wrap;

pub use json::json;
pub use markdown::markdown;
pub use outline::Outline;
pub use text::text;

#[cfg(test)]
pub(crate) mod example;
