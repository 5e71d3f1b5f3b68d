//! The command line; in the browser, the page and its worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    profiler_doctor::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    profiler_doctor::command_line::run()
}
