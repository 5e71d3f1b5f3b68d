//! What happened, and what to do.

use crate::worker::protocol::Trouble;

/// Why there is no result: what happened, and what to do.
#[must_use]
pub fn trouble(trouble: &Trouble) -> (String, String) {
    let (what, next) = match trouble {
        Trouble::NothingGiven => (
            "There was no file and no text in that".to_owned(),
            "Drop log files or the folder that holds them, or paste the text of a log.",
        ),
        Trouble::Unreadable(name, files) => (
            match files {
                0 | 1 => format!("{name} could not be read"),
                more => format!("None of the {more} files could be read; the first was {name}"),
            },
            "It may have been moved, changed while it was read, or be readable for an administrator only. Copy it to a \
             folder of yours and give it again.",
        ),
        Trouble::Link(why) | Trouble::TooLongForLink(why) => {
            let (what, more) = why.split_once(". ").unwrap_or((why.trim_end_matches('.'), ""));
            let next = format!("{more} Ask for a new link, or give the logs themselves here.");
            return (what.to_owned(), next.trim_start().to_owned());
        }
        Trouble::EmptyFolder(name) => (
            format!("There is no file in the folder {name}"),
            "Drop the folder that holds the logs. A folder that you may not open looks empty, too.",
        ),
        Trouble::Refused(_) => (
            "The part of this page that reads logs does not start".to_owned(),
            "This browser, an extension or the policy of this server (`worker-src` has to allow `blob:`) keeps it from \
             starting. Try another browser or a private window, or use the command line.",
        ),
        Trouble::Stopped(_) => (
            "The analysis stopped unexpectedly".to_owned(),
            "This is a fault of this page, not of your logs. Try the files one by one, or use the command line on them.",
        ),
    };
    (what, next.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_link_says_first_what_is_wrong() {
        let (what, next) = trouble(&Trouble::Link("It is newer. Use a newer release.".into()));
        assert_eq!(what, "It is newer");
        assert!(next.starts_with("Use a newer release. Ask"), "{next}");
    }
}
