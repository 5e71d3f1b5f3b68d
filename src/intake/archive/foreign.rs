//! Archives and packed files of kinds that are not opened here.

/// How such a file begins, and what it is.
const BEGINNINGS: [(&[u8], &str); 14] = [
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\0", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"BZh", "packed with bzip2"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x04\x22\x4d\x18", "packed with lz4"),
    (b"\xff\x06\0\0sNaPpY", "packed with snappy"),
    (b"LZIP\x01", "packed with lzip"),
    (b"\x1f\x9d", "packed with compress"),
    (b"MSCF\0\0\0\0", "a cabinet archive"),
    (b"PK\x07\x08", "a part of a zip archive"),
    (b"age-encryption.org/", "encrypted with age"),
    (b"Salted__", "encrypted with OpenSSL"),
    (b"-----BEGIN PGP MESSAGE-----", "encrypted with PGP"),
];

/// What it is, if it is one of them.
#[must_use]
pub fn foreign(head: &[u8]) -> Option<&'static str> {
    let (start, what) = BEGINNINGS.iter().find(|(start, _)| head.starts_with(start))?;
    // Three letters are not enough: a block begins behind them, or the end of an empty stream.
    let is_bzip2 = || {
        let behind = head.get(4..10).unwrap_or_default();
        head.get(3).is_some_and(u8::is_ascii_digit) && [&b"1AY&SY"[..], b"\x17\x72\x45\x38\x50\x90"].contains(&behind)
    };
    (*start != b"BZh" || is_bzip2()).then_some(*what)
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn a_beginning_tells_the_kind() {
        assert_eq!(foreign(b"BZh91AY&SYxyz"), Some("packed with bzip2"));
        assert_eq!(foreign(b"\x28\xb5\x2f\xfd\x04"), Some("packed with zstd"));
        for other in [&b""[..], b"BZh is a name", b"7z", b"LZIP it", b"\x1f\x8b\x08"] {
            assert_eq!(foreign(other), None);
        }
    }
}
