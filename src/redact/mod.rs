//! What must not leave the machine of the person whose logs these are.
//!
//! One function, [`redact`], takes out secrets, names of people and names of machines, and leaves
//! what a diagnosis needs: schemes, ports, paths, settings, versions, loopback addresses. Where
//! both cannot be had it takes out too much rather than too little.

mod address;
mod draft;
mod home;
mod host;
mod secret;
mod url;

use draft::Draft;

/// Each pass may uncover what the one before hid; more than two were never seen to be needed.
const MOST_PASSES: usize = 6;

/// The same text with `<redacted:secret>`, `<redacted:host>`, `<redacted:ip>`, `<redacted:email>`
/// or `<redacted:user>` in place of what is private. Redacting twice changes nothing more.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut current = text.to_owned();
    for _ in 0..MOST_PASSES {
        let next = pass(&current);
        if next == current {
            break;
        }
        current = next;
    }
    current
}

/// The value of a setting, whose name may say that it is private.
#[must_use]
pub fn redact_setting(name: &str, value: &str) -> String {
    let given = format!("{name}={value}");
    if redact(&given) == given {
        return value.to_owned();
    }
    // If any value is taken out after this name, then the whole of this one, blanks and all.
    match redact(&format!("{name}=value")).strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
        Some(word) if is_redacted(word) => word.to_owned(),
        _ => redact(value),
    }
}

fn pass(text: &str) -> String {
    let mut draft = Draft::of(text);
    // Secrets first: a password may hold anything, also what looks like an address.
    secret::redact(&mut draft);
    url::redact(&mut draft);
    host::redact(&mut draft);
    address::redact(&mut draft);
    home::redact(&mut draft);
    draft.into_text()
}

/// Compiles a pattern of this module; each is compiled by a test.
#[expect(clippy::expect_used, reason = "the patterns are constants of this module")]
fn pattern(text: &str) -> regex::Regex {
    // The page's engine knows ASCII only, and has no word for saying so.
    #[cfg(target_arch = "wasm32")]
    let text = &text.replace("i-u:", "i:");
    regex::Regex::new(text).expect("a constant pattern")
}

/// Text of a group; nothing where it took no part.
fn group<'t>(found: &regex::Captures<'t>, number: usize) -> &'t str {
    found.get(number).map_or("", |group| group.as_str())
}

/// Whether the text holds nothing but words of this module, quotes apart.
fn is_redacted(value: &str) -> bool {
    let bare = value.trim_matches(['"', '\'', '\\']);
    bare.strip_prefix("<redacted:")
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|kind| !kind.contains(['<', '>']))
}

#[cfg(test)]
mod tests;
