//! What a source is.

use super::copy_name;
use super::encoding::is_utf32;
use super::kind::{self, Kind};
use super::sample::{lines_of, sample};
use super::{Carried, Carrier, Encoding, Wrap, archive, is_no_log, label, order, packed, uncoloured};
use crate::line;
use crate::pack::{LineFormat, Pack};
use memchr::memmem;
use std::borrow::Cow;

/// How much of a source is looked at, in bytes.
pub const HEAD: usize = 64 * 1024;

/// Zones differ by quarters of an hour; in milliseconds.
const ZONE: i64 = 15 * 60_000;

/// What is said of a file that this program wrote itself.
const SAVED_RESULT: &str = "This is a result that profiler-doctor saved, not a log. It quotes logs, so it was not read as \
                            one: give the logs that it was made from, or open the link to it.";

/// What of a source comes before the first line that says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Before {
    /// In bytes.
    pub bytes: u64,
    /// Whole lines.
    pub lines: u64,
}

/// The artifact of lines of several logs in one stream.
const STREAM: &str = "console";

/// What is said of a file that is no text, and by its name may hold logs.
const PACKED: &str = "This file is packed, encrypted or binary, in a form that is not opened here, and by its name it may \
                      hold logs: give the logs themselves.";

/// What is said of a text that holds lines of the product and is read in no known form.
pub const IN_NO_FORM: &str = "Lines of the profiler stand in this file in a form that is not read here. Give the log itself, or one line of text \
     (or one JSON object) for each of its lines.";

/// What is said of a mail of which a part is packed.
const MAIL: &str = "This is a mail, and a part of it is packed (base64), which is not read here: save its text and its \
                    attachments, and give those.";

/// What is said of a log of loader or profiler, or an archive, without a byte in it.
const EMPTY: &str = "This file is empty: what its process wrote is not known, or was lost.";

/// What is decided about a source before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is decided by itself, and any of them may go together")]
pub struct Intake {
    /// Its name, relative to what was given.
    pub name: String,
    /// How it is written.
    pub encoding: Encoding,
    /// Who carried its lines.
    pub carrier: Carrier,
    /// Names of writers that stand before the product's own prefix: see [`super::label`].
    pub labels: Vec<Vec<u8>>,
    /// How far the clock of the writer is ahead of the one of the carrier, in milliseconds: their zones may differ.
    pub clock_ahead: Option<i64>,
    /// How its lines were wrapped.
    pub wrap: Option<Wrap>,
    /// Id of its artifact, or `unknown`.
    pub artifact: String,
    /// How its lines begin.
    pub format: LineFormat,
    /// Whether its unknown warnings and errors matter.
    pub strict: bool,
    /// Whether its file name tells what it is.
    pub is_named: bool,
    /// Where only its text told which log of the product it is: how messages begin that other ones print. Several logs may
    /// stand in it.
    pub other_beginnings: Vec<String>,
    /// What its file name says: process id, process name, and the number of a rotated part.
    pub named_pid: Option<u32>,
    /// See `named_pid`.
    pub named_process: Option<String>,
    /// See `named_pid`.
    pub rotation: Option<u32>,
    /// Whether its body can say anything.
    pub worth_reading: bool,
    /// Whether its head says nothing, and what follows may.
    pub may_come_later: bool,
    /// What comes before the text that was decided about.
    pub before: Before,
    /// Whether the newest line comes first.
    pub newest_first: bool,
    /// What the user should know about it.
    pub notices: Vec<String>,
    /// Why it cannot be read, though it may be a log.
    pub unread: Option<String>,
}

/// Decides from the name and the first bytes, at most [`HEAD`], of a source.
#[must_use]
pub fn decide(pack: &Pack, name: &str, head: &[u8]) -> Intake {
    let head = head.get(..HEAD).unwrap_or(head);
    let mut intake = Intake {
        name: name.to_owned(),
        encoding: Encoding::of(head),
        carrier: Carrier::None,
        labels: Vec::new(),
        clock_ahead: None,
        wrap: None,
        artifact: "unknown".into(),
        format: LineFormat::Mixed,
        strict: false,
        is_named: false,
        other_beginnings: Vec::new(),
        named_pid: None,
        named_process: None,
        rotation: None,
        worth_reading: false,
        may_come_later: false,
        before: Before::default(),
        newest_first: false,
        notices: Vec::new(),
        unread: None,
    };
    if head.is_empty() {
        intake.take_name(pack);
        intake.worth_reading = false;
        intake.notices.push("This file is empty.".into());
        return intake;
    }
    if is_utf32(head) {
        intake.take_name(pack);
        intake.worth_reading = false;
        intake.unread = Some("This file is written in UTF-32, which is not read here: save it as UTF-8.".into());
        return intake;
    }
    if is_saved_result(head) {
        intake.notices.push(SAVED_RESULT.into());
        return intake;
    }
    if let Some(what) = archive::foreign(head) {
        intake.take_name(pack);
        intake.worth_reading = false;
        intake.unread =
            Some(format!("This file is {what}, which is not opened here: unpack it yourself, and give the files."));
        return intake;
    }
    let mut lines = sample(intake.encoding, head);
    intake.wrap = Wrap::of(&lines);
    if let Some(wrap) = intake.wrap {
        lines = wrap.undone(&lines);
    }
    let headers;
    let plain: Vec<_> = lines.iter().map(|line| uncoloured(line)).collect();
    (intake.carrier, headers) = carrier(&plain);
    let carried: Vec<_> = plain.iter().filter_map(|line| intake.carrier.unwrap(line)).collect();
    intake.newest_first =
        intake.encoding == Encoding::Utf8 && intake.wrap.is_none() && order::is_newest_first(&carried);
    intake.clock_ahead = clock_ahead(&carried);
    intake.labels =
        label::names(carried.iter().filter(|line| line.is_label).map(|line| label::of_prefix(&line.origin)));
    // A log may hold a stretch of zeros where its writer died.
    if headers == 0 && intake.encoding == Encoding::Utf8 && is_binary(head) {
        if intake.take_name(pack) {
            intake.worth_reading = false;
            intake.unread = Some("This file has the name of a log, and is a binary file: it was not read.".into());
        } else if packed::may_hold_logs(name) {
            intake.unread = Some(PACKED.into());
        } else {
            intake.notices.push("This is a binary file, not a log: it was not read.".into());
        }
        return intake;
    }
    if packed::is_mail(head) {
        intake.unread = Some(MAIL.into());
    }
    if !intake.take_name(pack) {
        intake.take_head(pack, head, &lines, headers > 0);
    } else if headers == 0 && !lines.is_empty() {
        intake.do_without_prefixes();
    }
    intake
}

impl Intake {
    /// Notes that the source has no byte, which says something of a log or an archive.
    pub(crate) fn take_emptiness(&mut self) {
        if self.strict || packed::is_packed(&self.name) {
            self.unread = Some(EMPTY.into());
        }
    }

    /// Takes the artifact whose file names fit.
    fn take_name(&mut self, pack: &Pack) -> bool {
        let file = copy_name::original(self.name.rsplit(['/', '\\']).next().unwrap_or_default());
        for artifact in &pack.artifacts {
            let groups = ["process", "pid", "rotation"];
            let found = artifact.names.iter().find_map(|pattern| pattern.groups(&file, groups));
            let Some([process, pid, rotation]) = found else { continue };
            let number = |text: Option<String>| text.and_then(|number| number.parse().ok());
            self.named_pid = number(pid);
            self.rotation = number(rotation);
            self.named_process = process;
            self.is_named = true;
            self.take(pack, &artifact.id);
            return true;
        }
        false
    }

    /// Takes the artifact that the text of the head tells.
    fn take_head(&mut self, pack: &Pack, head: &[u8], lines: &[Cow<'_, [u8]>], has_headers: bool) {
        let bare = |line| self.carrier.unwrap(line).map_or(Cow::Borrowed(line), |carried| carried.text);
        let bare: Vec<Cow<'_, [u8]>> = lines.iter().map(|line| bare(line.as_ref())).collect();
        let is_carried = self.carrier != Carrier::None;
        // What tells a log may have been wrapped in its middle.
        let text = match self.wrap {
            Some(wrap) => {
                let whole: Vec<_> = lines_of(self.encoding, head).collect();
                Cow::Owned(wrap.undone(&whole).join(&b'\n'))
            }
            None => self.encoding.decode(head),
        };
        match kind::of(pack, &text, &bare, has_headers, is_carried) {
            Kind::One(artifact) => {
                self.take(pack, &artifact.id);
                self.other_beginnings = kind::others(pack, artifact);
            }
            Kind::Stream => self.take(pack, STREAM),
            Kind::Unknown => {
                self.may_come_later = !is_no_log(&self.name);
                let message = "Nothing of the .NET profiler or tracer is in this file.";
                self.notices.push(message.into());
            }
        }
        let is_in_no_form = || pack.artifacts.iter().any(|artifact| kind::has_lines_of(artifact, &bare));
        if self.worth_reading && !has_headers && is_in_no_form() {
            self.unread = Some(IN_NO_FORM.into());
        }
    }

    /// Reads the lines of a log whose prefixes somebody took off: each may be a message.
    fn do_without_prefixes(&mut self) {
        let is_native = matches!(self.format, LineFormat::Native | LineFormat::NativeTracer);
        if is_native || self.format == LineFormat::Managed {
            self.format = LineFormat::Mixed;
            let message = "The lines of this log have lost their beginnings (time, level, process): what they say is \
                           read, and when they were written is not known.";
            self.notices.push(message.into());
        }
    }

    /// The same, read as lines of several logs in one stream.
    #[must_use]
    pub(crate) fn into_stream(mut self, pack: &Pack) -> Self {
        self.take(pack, STREAM);
        self.other_beginnings.clear();
        self
    }

    fn take(&mut self, pack: &Pack, artifact: &str) {
        let known = pack.artifact(artifact);
        artifact.clone_into(&mut self.artifact);
        self.format = known.map_or(LineFormat::Mixed, |artifact| artifact.format);
        self.strict = known.is_some_and(|artifact| artifact.strict);
        self.worth_reading = true;
    }
}

/// Whether it is a document or a report of this program.
fn is_saved_result(head: &[u8]) -> bool {
    let begin = head.get(..200).unwrap_or(head).trim_ascii_start();
    let is_document = begin.starts_with(b"{") && memmem::find(begin, b"\"schema\"").is_some();
    is_document && memmem::find(begin, b"\"profiler-doctor\"").is_some()
}

/// Zero bytes, or too many other control characters.
fn is_binary(head: &[u8]) -> bool {
    // A machine that lost its power leaves zeros at the end of a log.
    let head = head.get(..head.len() - head.iter().rev().take_while(|byte| **byte == 0).count()).unwrap_or(head);
    if head.is_empty() {
        return true;
    }
    let controls = head.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c\x1b".contains(byte)).count();
    head.contains(&0) && controls * 100 > head.len() || controls * 10 > head.len()
}

/// The carrier behind whose prefix most lines have a prefix of the product, and how many have. Where none has, the one
/// that put its own prefix before nearly every line.
fn carrier(lines: &[Cow<'_, [u8]>]) -> (Carrier, usize) {
    let carried = |carrier: Carrier| lines.iter().filter_map(move |line| carrier.unwrap(line));
    // A record within a record is that of the product, written on by a logger of the application.
    let is_inner = |text: &[u8]| Carrier::Other.unwrap(text).is_some();
    let headers = |carrier| {
        let is_record = |text: &[u8]| line::any(text).is_some() && !is_inner(text);
        carried(carrier).filter(|carried| is_record(&carried.text)).count()
    };
    let mut best = (Carrier::None, headers(Carrier::None));
    for carrier in Carrier::ALL {
        let found = headers(carrier);
        // What may be anything has to explain clearly more: a line or two may be of no kind.
        let known = if carrier == Carrier::Other { best.1 + best.1 / 10 } else { best.1 };
        if found > known {
            best = (carrier, found);
        }
    }
    if best.1 == 0 {
        let is_everywhere = |carrier: &Carrier| carried(*carrier).count() * 4 >= lines.len() * 3;
        let mut strong = Carrier::ALL.into_iter().filter(|carrier| *carrier != Carrier::None && !carrier.is_weak());
        best.0 = strong.find(is_everywhere).filter(|_| !lines.is_empty()).unwrap_or_default();
    }
    best
}

/// How far the clock of the writer is ahead of the one of the carrier: the first line that has the time of both tells
/// their zones.
fn clock_ahead(lines: &[Carried<'_>]) -> Option<i64> {
    let ahead = lines.iter().find_map(|carried| Some(line::any(&carried.text)?.moment?.0 - carried.time?.0))?;
    // A line is carried a little later than it is written.
    Some((ahead + ZONE / 2).div_euclid(ZONE) * ZONE)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn intake(name: &str, head: &[u8]) -> Intake {
        decide(&Pack::builtin().unwrap(), name, head)
    }

    const PROFILER: &[u8] =
        b"[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] CorProfilerCallback is initializing.\n";

    #[test]
    fn the_name_tells_artifact_process_and_rotation() {
        let rotated = intake("host/DD-DotNet-Profiler-Native-my_app-1234.3.log", b"[x\n");
        assert_eq!(rotated.artifact, "profiler-log");
        assert_eq!(
            (rotated.named_pid, rotated.rotation, rotated.named_process.as_deref()),
            (Some(1234), Some(3), Some("my_app"))
        );
        let managed = intake("dotnet-tracer-managed-shop-20240131_001.log", b"x\n");
        assert_eq!((managed.artifact.as_str(), managed.named_pid), ("tracer-managed-log", None));
    }

    #[test]
    fn the_text_tells_what_a_renamed_file_is() {
        assert_eq!(intake("a.txt", PROFILER).artifact, "profiler-log");
        let both =
            [PROFILER, b"[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] CorProfiler::Initialize: x\n"].concat();
        assert_eq!(intake("a.txt", &both).artifact, "console");
        assert_eq!(intake("a.txt", b"[2026-11-23 03:53:35.864 | error | PId: 7 | TId: 7] 403\n").artifact, "console");
    }

    #[test]
    fn other_files_are_named_and_left_alone() {
        for (name, head) in
            [("a.txt", &b"Dear all,\nthis is no log.\n"[..]), ("a.png", b"\x89PNG\0\0\0\x01\0\0"), ("core", &[0; 200])]
        {
            let intake = intake(name, head);
            assert_eq!(
                (intake.artifact.as_str(), intake.worth_reading, intake.notices.len()),
                ("unknown", false, 1),
                "{name}"
            );
        }
        let empty = intake("DD-DotNet-Profiler-Native-x-1.log", b"");
        assert_eq!((empty.artifact.as_str(), empty.worth_reading), ("profiler-log", false));
    }

    #[test]
    fn carriers_are_found_by_what_they_carry() {
        let line = String::from_utf8_lossy(PROFILER).into_owned();
        assert_eq!(
            intake("pod.log", format!("2026-11-23T03:53:35.864123Z stdout F {line}").as_bytes()).carrier,
            Carrier::Cri
        );
        assert_eq!(intake("pod.log", format!("\x1b[32m{line}").as_bytes()).carrier, Carrier::None);
        let utf16: Vec<u8> = format!("\u{feff}{line}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide = intake("x.log", &utf16);
        assert_eq!((wide.encoding, wide.artifact.as_str()), (Encoding::Utf16Low, "profiler-log"));
    }
}
