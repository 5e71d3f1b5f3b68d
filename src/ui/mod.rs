//! The page.
//!
//! What it shows is plain data in [`state`]; the components only draw it.

pub mod state;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod give;
#[cfg(target_arch = "wasm32")]
mod listen;
#[cfg(target_arch = "wasm32")]
mod made;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod result;
#[cfg(target_arch = "wasm32")]
mod session;

/// Starts the page in a window; in a worker, the analysis.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    use wasm_bindgen::JsCast;
    if js_sys::global().is_instance_of::<web_sys::Window>() {
        app::mount();
    } else {
        crate::worker::serve::start();
    }
}
