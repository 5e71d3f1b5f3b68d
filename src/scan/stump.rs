//! A last line without an end: the file was cut off, or copied while it was written.

use super::Scanned;
use super::partial::Context;
use crate::line;
use crate::pack::{Level, LineFormat, Pack};

/// Half a line at the end of a log.
pub(super) struct Stump {
    text: Vec<u8>,
    /// Whether the whole line may have been a warning or an error, or may have told of an upload.
    is_in_doubt: bool,
    /// Whether it is only what a machine leaves behind that lost its power.
    is_blank: bool,
}

impl Stump {
    /// The last line of a log, where that is half a one: the product ends each of its lines. A text that somebody copied
    /// out of one may well have no end.
    pub(super) fn of(context: &Context<'_>, tail: &[u8]) -> Option<Self> {
        let format = context.intake.format;
        let is_log = matches!(
            format,
            LineFormat::Native | LineFormat::NativeTracer | LineFormat::Managed | LineFormat::ManagedLoader
        );
        if !(context.intake.is_named && is_log) {
            return None;
        }
        let text = context.intake.read(tail).text.into_owned();
        let is_blank = text.iter().all(|byte| *byte == 0);
        let is_in_doubt = is_blank || is_in_doubt(context, &text);
        Some(Self { text, is_in_doubt, is_blank })
    }

    pub(super) fn notice(&self) -> &'static str {
        if self.is_blank {
            "This log ends with zeros, as it does where a machine lost its power: its last lines are lost."
        } else {
            "The last line has no end: the file was cut off, or copied while it was written."
        }
    }

    /// Notes it on the last stretch of the source.
    pub(super) fn mark(&self, scanned: &mut Scanned, line: u64) {
        let Some(last) = scanned.segments.last_mut() else { return };
        last.is_cut = true;
        if self.is_in_doubt {
            last.doubt(line, &self.text);
        }
    }
}

/// Whether the other half may make it a message that matters.
fn is_in_doubt(context: &Context<'_>, text: &[u8]) -> bool {
    match line::parse(context.intake.format, text) {
        Some(header) if header.level.is_trouble() => true,
        Some(header) => {
            let body = text.get(header.body..).unwrap_or_default();
            may_tell_of_an_upload(context.pack, header.level, body)
        }
        // It goes on with the record before, or is half a prefix.
        None => {
            let is_harmless = [&b" | info |"[..], b" | debug |", b"[INF]", b"[DBG]"]
                .iter()
                .any(|level| memchr::memmem::find(text, level).is_some());
            line::begins(text) && !is_harmless
        }
    }
}

/// Whether a text may be the beginning of a message that tells how an upload ended.
fn may_tell_of_an_upload(pack: &Pack, level: Level, body: &[u8]) -> bool {
    let uploads = pack.uploads.errors.iter().chain(&pack.uploads.success);
    let signals = uploads.filter_map(|signal| pack.signals.get(usize::from(*signal)));
    let mut wordings = signals.flat_map(|signal| &signal.wordings);
    wordings.any(|wording| wording.levels.has(level) && wording.template.may_begin(body))
}
