//! The pack that the program carries: the page has it as JSON, the command line as it is written.

use super::{Pack, PackError};

#[cfg(target_arch = "wasm32")]
pub(super) fn read() -> Result<Pack, PackError> {
    const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.json"));
    const HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.hash"));
    let documents: Vec<super::document::Document> = serde_json::from_str(TEXT).map_err(|error| PackError {
        file: "pack.json".into(),
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })?;
    let files = documents.into_iter().map(|document| super::compile::File { name: "pack.json", text: TEXT, document });
    Pack::from_files(files.collect(), HASH.into())
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn read() -> Result<Pack, PackError> {
    const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/texts.rs"));
    Pack::parse(FILES)
}
