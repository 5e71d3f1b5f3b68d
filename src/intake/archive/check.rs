//! The checksum of zip and gzip (CRC-32, IEEE 802.3).

/// A checksum that grows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check(u32);

impl Check {
    pub(super) fn new() -> Self {
        Self(u32::MAX)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let place = (self.0 ^ u32::from(*byte)) & 0xff;
            self.0 = (self.0 >> 8) ^ TABLE.get(place as usize).copied().unwrap_or_default();
        }
    }

    pub(super) fn sum(self) -> u32 {
        !self.0
    }
}

static TABLE: [u32; 256] = table();

#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "computed when it is compiled")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut place = 0;
    while place < 256 {
        let mut value = place as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[place] = value;
        place += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::Check;

    #[test]
    fn the_known_sum() {
        let mut check = Check::new();
        check.add(b"12345");
        check.add(b"6789");
        assert_eq!(check.sum(), 0xcbf4_3926);
    }
}
