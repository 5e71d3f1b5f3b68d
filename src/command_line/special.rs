//! What is no file although it has a path: devices never end, and a pipe into which nobody writes never begins.

use std::fs::FileType;
use std::path::Path;

/// What it is, and what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Special {
    pub what: &'static str,
    pub instead: &'static str,
}

const DEVICE: Special = Special { what: "a device", instead: "Give a file, a folder or an archive." };
const PIPE: Special =
    Special { what: "a named pipe", instead: "For what another program writes, pipe it in and give `-`." };
const SOCKET: Special = Special { what: "a socket", instead: "Give a file, a folder or an archive." };

/// Whether it is one. What the shell has opened for this very call, as for `<(command)`, has a writer.
#[cfg(unix)]
pub(super) fn of(path: &Path, kind: FileType) -> Option<Special> {
    use std::os::unix::fs::FileTypeExt;
    const OPENED: [&str; 4] = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/", "/proc/thread-self/fd/"];
    if path.to_str().is_some_and(|path| OPENED.iter().any(|opened| path.starts_with(opened))) {
        return None;
    }
    if kind.is_fifo() {
        return Some(PIPE);
    }
    if kind.is_socket() {
        return Some(SOCKET);
    }
    (kind.is_char_device() || kind.is_block_device()).then_some(DEVICE)
}

/// Elsewhere devices are no paths that can be looked at.
#[cfg(not(unix))]
pub(super) fn of(_: &Path, kind: FileType) -> Option<Special> {
    let _ = (PIPE, SOCKET);
    (!kind.is_file() && !kind.is_dir() && !kind.is_symlink()).then_some(DEVICE)
}
