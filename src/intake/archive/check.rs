//! The checksum of zip and gzip (CRC-32, IEEE 802.3), eight bytes at a time.

/// Bytes that are taken at once.
const AT_ONCE: usize = 8;

/// A checksum that grows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check(u32);

impl Check {
    pub(super) fn new() -> Self {
        Self(u32::MAX)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<AT_ONCE>();
        for chunk in chunks {
            let both = u64::from_le_bytes(*chunk) ^ u64::from(self.0);
            // The first byte has the longest way to go.
            self.0 = TABLES.iter().rev().zip(both.to_le_bytes()).fold(0, |sum, (table, byte)| sum ^ entry(table, byte));
        }
        for byte in rest {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = (self.0 >> 8) ^ entry(&TABLES[0], low ^ byte);
        }
    }

    pub(super) fn sum(self) -> u32 {
        !self.0
    }
}

fn entry(table: &[u32; 256], byte: u8) -> u32 {
    table.get(usize::from(byte)).copied().unwrap_or_default()
}

/// What a byte does to the sum: alone, and with so many bytes behind it.
static TABLES: [[u32; 256]; AT_ONCE] = tables();

#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "computed when it is compiled")]
const fn tables() -> [[u32; 256]; AT_ONCE] {
    let mut tables = [[0; 256]; AT_ONCE];
    let mut place = 0;
    while place < 256 {
        let mut value = place as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        tables[0][place] = value;
        place += 1;
    }
    let mut behind = 1;
    while behind < AT_ONCE {
        place = 0;
        while place < 256 {
            let before = tables[behind - 1][place];
            tables[behind][place] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
            place += 1;
        }
        behind += 1;
    }
    tables
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

    #[test]
    fn it_does_not_matter_how_the_bytes_come() {
        let bytes: Vec<u8> =
            (0..1000_u32).map(|number| (number.wrapping_mul(167) >> 2).to_le_bytes()).map(|[low, ..]| low).collect();
        let sum = |pieces: usize| {
            let mut check = Check::new();
            bytes.chunks(pieces).for_each(|piece| check.add(piece));
            check.sum()
        };
        assert!((1..30).all(|pieces| sum(pieces) == sum(1000)));
        assert_eq!(sum(1), sum(1000));
    }
}
