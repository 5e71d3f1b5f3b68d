//! Files that may hold logs in a form that is not opened here, told by their names and by the head of a mail.

use super::no_log::{ending, file};
use memchr::memmem;

/// Endings of archives, of packed and encrypted files, and of stores of events.
const ENDINGS: [&str; 30] = [
    "7z", "age", "asc", "br", "bz2", "cab", "dmg", "enc", "etl", "evt", "evtx", "gpg", "gz", "iso", "journal", "lz",
    "lz4", "lzma", "pgp", "rar", "sz", "tar", "tbz", "tgz", "txz", "vhdx", "xz", "z", "zip", "zst",
];

/// Whether a file is packed by its name.
pub(super) fn is_packed(name: &str) -> bool {
    ENDINGS.contains(&ending(&file(name)))
}

/// Whether a file that is no text may hold logs by its name.
pub(super) fn may_hold_logs(name: &str) -> bool {
    let file = file(name);
    is_packed(name) || ending(&file) == "log" || file.contains(".log.")
}

/// Whether it is a mail of which a part is packed.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    memmem::find(&head, b"content-type:").is_some()
        && memmem::find(&head, b"content-transfer-encoding: base64").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_may_hold_logs() {
        for name in ["x/DD-DotNet-Profiler-Native-a-7.log.br", "logs.gpg", "a.LOG", "x.log.1", "system.journal"] {
            assert!(may_hold_logs(name), "{name}");
        }
        for name in ["a.png", "core.1234", "log", "blog.bin"] {
            assert!(!may_hold_logs(name), "{name}");
        }
    }

    #[test]
    fn a_mail_with_a_packed_part_is_known() {
        assert!(is_mail(b"From: a\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: BASE64\r\n\r\nRm9v"));
        assert!(!is_mail(b"From: a\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\nFoo"));
    }
}
