//! Which process a record is about, where not its prefix says so but its text.
//!
//! A message with a placeholder `pid` or `program` is about the process of that id or name: the check names the one
//! that it looks at, the kernel the one that it ended. In a stream of several writers only that record is about it;
//! in any other file also what follows, up to the next name.

use super::record::Seen;
use crate::pack::LineFormat;

/// Longest name of a program, in bytes.
const LONGEST: usize = 100;

/// Whose record it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A process, by its id.
    Process(u32),
    /// A program, a container or a service, by its name.
    Program(String),
}

/// What a record says about whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    pub(super) owner: Option<Owner>,
    /// The name beside an id.
    pub(super) program: Option<String>,
    /// Whether what follows is about the same one.
    pub(super) lasts: bool,
}

impl Named {
    /// By the prefix of the record.
    pub(super) fn process(pid: u32) -> Self {
        Self { owner: Some(Owner::Process(pid)), program: None, lasts: true }
    }

    /// By where it stands in a document.
    pub(super) fn program(name: &str) -> Self {
        Self { owner: program(name).map(Owner::Program), program: program(name), lasts: false }
    }

    /// By what stands at the placeholders of the message.
    pub(super) fn by(seen: &Seen<'_>, format: LineFormat) -> Self {
        let Seen::Signal(_, recognised) = seen else { return Self::default() };
        let value = |name: &str| recognised.captures.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let pid = value("pid").and_then(|value| number(value));
        let program = value("program").and_then(|value| program(value));
        let owner = pid.map(Owner::Process).or_else(|| program.clone().map(Owner::Program));
        Self { owner, program, lasts: !matches!(format, LineFormat::Mixed | LineFormat::Tree) }
    }
}

/// Decimal, or hexadecimal as Windows prints it.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The last part of a path, without what says that it is a program.
fn program(text: &str) -> Option<String> {
    let name = text.trim().trim_matches('"').rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let is_name = !name.is_empty() && name.len() <= LONGEST && !name.contains(['\'', '"', '(', ')', '[', ']', ':']);
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::pack::{Level, Pack};

    fn named(text: &str, format: LineFormat) -> Named {
        let pack = Pack::builtin().unwrap();
        let recognised = pack.recognise("console", Level::None, text.as_bytes()).unwrap();
        let signal = pack.signals.get(usize::from(recognised.signal)).unwrap();
        Named::by(&Seen::Signal(signal, recognised), format)
    }

    #[test]
    fn a_message_names_its_process() {
        let check = named("Running checks on process 21744", LineFormat::Check);
        assert_eq!((check.owner, check.lasts), (Some(Owner::Process(21744)), true));
        let shell = named("/entry.sh: line 3:     7 Segmentation fault      (core dumped) dotnet x", LineFormat::Mixed);
        assert_eq!((shell.owner, shell.lasts), (Some(Owner::Process(7)), false));
    }

    #[test]
    fn the_kernel_names_a_thread_by_its_program() {
        let line = "[Jan14 10:27] .NET Tiered Com[1042]: segfault at 94 ip 00007f5b sp 00007f5b error 4 in libclrjit.so[7f5b+30d000]";
        assert_eq!(named(line, LineFormat::Plain).owner, Some(Owner::Program(".NET Tiered Com".into())));
    }

    #[test]
    fn names_come_in_many_forms() {
        assert_eq!((number(" 12 "), number("0x1a2B"), number("x")), (Some(12), Some(0x1a2b), None));
        assert_eq!(program("C:\\x\\w3wp.exe").as_deref(), Some("w3wp.exe"));
        assert_eq!(program("/usr/bin/dotnet ").as_deref(), Some("dotnet"));
        assert_eq!((program(" "), program(&"x".repeat(200)), program("The program '[7] x'")), (None, None, None));
    }
}
