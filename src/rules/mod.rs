//! From runs and facts to findings, three-valued.
//!
//! A message that was not seen proves something only where it would have been seen: its log is there, from its head
//! on, at the level that prints it, on a release that prints it. Otherwise the condition is unknown.

mod counters;
mod course;
mod evaluate;
mod judge;
mod placed;
mod problems;
mod says;
mod shown;
mod trace;
mod truth;
mod unexplained;
mod uploads;
mod walks;

pub use counters::Counters;
pub use evaluate::{Beside, Evaluation};
pub use judge::{CONTRADICTED, Judgement, UNEXPLAINED, judge};
pub(crate) use judge::{finding, proofs, thinned, troubles};
pub use problems::concerns;
pub use shown::Memories;
pub use trace::{named, trace};
pub use truth::{Outcome, Truth};
pub use unexplained::unknown_messages;
pub use uploads::Uploads;
pub use walks::Walks;
