//! Small pieces that several parts of the page use.

mod copy;
mod foot;
mod mark;
mod progress;
mod prose;
mod trouble;

pub(super) use copy::CopyButton;
pub(super) use foot::Foot;
pub(super) use mark::Mark;
pub(super) use progress::Reading;
pub(super) use prose::Prose;
pub(super) use trouble::TroubleBox;
