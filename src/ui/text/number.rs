//! Numbers, sizes and progress.

use crate::worker::protocol::Progress;

/// A size that a person can read.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut unit = "bytes";
    let (mut whole, mut tenth) = (bytes, 0);
    for next in UNITS {
        if whole < 1000 {
            break;
        }
        (whole, tenth, unit) = (whole / 1000, whole % 1000 / 100, next);
    }
    if unit == "bytes" || whole >= 100 { format!("{whole} {unit}") } else { format!("{whole}.{tenth} {unit}") }
}

/// A number with its noun.
#[must_use]
pub fn count(number: impl Into<u64>, one: &str, many: &str) -> String {
    let number = number.into();
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// A number with a separator between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What reading has come to.
#[must_use]
pub fn progress(progress: &Progress) -> String {
    let unpacked = match progress.unpacked {
        0 => String::new(),
        unpacked => format!(", {} unpacked", bytes(unpacked)),
    };
    format!(
        "{} of {}, {} of {}{unpacked}",
        bytes(progress.bytes),
        bytes(progress.bytes_total),
        progress.files,
        count(progress.files_total as u64, "file", "files")
    )
}

/// Part of the bytes read, in percent.
#[must_use]
pub fn percent(progress: &Progress) -> u64 {
    match progress.bytes_total {
        0 => 0,
        total => (progress.bytes.saturating_mul(100) / total).min(100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_down_to_what_can_be_read() {
        let shown: Vec<String> = [0, 999, 1000, 12_345, 123_456, 5_000_000_000].map(bytes).to_vec();
        assert_eq!(shown, ["0 bytes", "999 bytes", "1.0 KB", "12.3 KB", "123 KB", "5.0 GB"]);
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count(1_u64, "file", "files"), "1 file");
        assert_eq!(count(12_345_u64, "line", "lines"), "12,345 lines");
    }

    #[test]
    fn progress_never_passes_its_end() {
        let grown = Progress { bytes: 150, bytes_total: 100, ..Progress::default() };
        assert_eq!((percent(&grown), percent(&Progress::default())), (100, 0));
    }
}
