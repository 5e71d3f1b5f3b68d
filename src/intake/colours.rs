//! Colours and cursor movements of terminals.

use std::borrow::Cow;

/// The line without the colours and cursor movements of terminals.
#[must_use]
pub fn uncoloured(line: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(0x1b, line).is_none() {
        return Cow::Borrowed(line);
    }
    let mut plain = Vec::with_capacity(line.len());
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != 0x1b || bytes.peek() != Some(&b'[') {
            plain.push(byte);
            continue;
        }
        bytes.next();
        // Parameters, then one final byte.
        while bytes.next_if(|byte| (0x20..0x40).contains(byte)).is_some() {}
        bytes.next_if(|byte| (0x40..0x7f).contains(byte));
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::uncoloured;

    #[test]
    fn colours_go() {
        let plain = |text: &[u8]| uncoloured(text).into_owned();
        assert_eq!(plain(b"\x1b[32minfo\x1b[0m x"), b"info x");
        assert_eq!(plain(b"cut \x1b[3"), b"cut ");
        assert_eq!(plain(b"alone \x1b x"), b"alone \x1b x");
    }
}
