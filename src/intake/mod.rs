//! Bytes to sources: what a source is, in which encoding, and behind which carrier's prefix.
//! All of it is decided once, from the name and the head of the source.

pub mod archive;
mod carried;
mod carrier;
mod colours;
mod copy_name;
mod csv;
mod decide;
mod encoding;
mod json;
mod kind;
mod label;
mod line_text;
mod mark;
mod names;
mod no_log;
mod omission;
mod order;
mod packed;
mod prefix;
mod sample;
mod wrap;

pub use carried::Carried;
pub use carrier::Carrier;
pub use colours::uncoloured;
pub use decide::{Before, HEAD, IN_NO_FORM, Intake, decide};
pub use encoding::Encoding;
pub use mark::{Mark, is_marked, is_marked_otherwise};
pub use names::{InputPath, names};
pub use no_log::is_no_log;
pub use omission::is_omission;
pub use wrap::Wrap;
