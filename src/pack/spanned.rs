//! A value with its place in the file: where the pack is read from TOML, so that mistakes can be shown.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use toml::Spanned;

/// In the page the pack is known to be right, and its places are not kept.
#[cfg(target_arch = "wasm32")]
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Spanned<T>(T);

#[cfg(target_arch = "wasm32")]
impl<T> Spanned<T> {
    #[allow(clippy::unused_self)]
    pub(super) fn span(&self) -> std::ops::Range<usize> {
        0..0
    }

    pub(super) fn into_inner(self) -> T {
        self.0
    }
}

#[cfg(target_arch = "wasm32")]
impl<T> AsRef<T> for Spanned<T> {
    fn as_ref(&self) -> &T {
        &self.0
    }
}
