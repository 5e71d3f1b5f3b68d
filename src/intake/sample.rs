//! The lines of a head that are looked at.

use super::{Encoding, is_marked};
use std::borrow::Cow;

/// Lines of the head that are looked at for a carrier.
const SAMPLE: usize = 200;

/// All lines, decoded and without blank ones.
pub(super) fn lines_of(encoding: Encoding, head: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let whole = match encoding {
        Encoding::Utf8 | Encoding::Environ => {
            let [end, _] = encoding.line_break();
            let head = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head);
            head.split(|byte| *byte == end).map(Cow::Borrowed).collect::<Vec<_>>()
        }
        _ => encoding.decode(head).split(|byte| *byte == b'\n').map(|line| Cow::Owned(line.to_vec())).collect(),
    };
    whole.into_iter().filter(|line| !line.trim_ascii().is_empty()).map(without_return)
}

fn without_return(mut line: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match &mut line {
        Cow::Borrowed(line) => *line = line.strip_suffix(b"\r").unwrap_or(line),
        Cow::Owned(line) => {
            line.pop_if(|last| *last == b'\r');
        }
    }
    line
}

/// The first lines, and where none of them is a record of loader or profiler, the first that are.
pub(super) fn sample(encoding: Encoding, head: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let mut all = lines_of(encoding, head);
    let mut lines: Vec<_> = all.by_ref().take(SAMPLE).collect();
    if !lines.iter().any(|line| is_marked(line)) {
        // The application wrote first.
        lines.extend(all.skip_while(|line| !is_marked(line)).take(SAMPLE));
    }
    lines
}
