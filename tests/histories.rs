//! Histories whose truth is known. Each test is named after what it protects: most of them once ended in an all-clear.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
mod histories {
    pub(crate) mod carriers;
    pub(crate) mod causes;
    pub(crate) mod clocks;
    pub(crate) mod crashes;
    pub(crate) mod delivery;
    pub(crate) mod ends;
    pub(crate) mod given;
    pub(crate) mod handed;
    pub(crate) mod identity;
    pub(crate) mod life;
    pub(crate) mod observation;
    pub(crate) mod releases;
    pub(crate) mod stacks;
}
