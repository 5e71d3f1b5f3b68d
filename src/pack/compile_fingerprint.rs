//! From written fingerprints to resolved ones.

use super::document::{FingerprintDocument, OneOrMany};
use super::names::{Names, Place, find};
use super::{Fingerprint, PackError, ReleaseSet, Sign, Signal, SignalIndex};

pub(super) fn fingerprint(
    names: &Names,
    place: Place<'_>,
    written: FingerprintDocument,
    signals: &[Signal],
) -> Result<Fingerprint, PackError> {
    let at = |message: String| place.error(written.releases.span(), message);
    let releases = ReleaseSet::parse(written.releases.as_ref()).map_err(at)?;
    let by = written.by.map(OneOrMany::list).unwrap_or_default();
    let sign = match (written.line, &written.artifact, &written.first, &written.then) {
        (Some(line), Some(artifact), None, None) if !by.is_empty() => {
            let artifact = find(&names.artifacts, artifact, "artifact", &place)?;
            let wordings = wordings(signals, &line, artifact);
            if wordings.is_empty() {
                return Err(at(format!("no wording of that log begins with `{line}`")));
            }
            let by = names.signals(OneOrMany::Many(by)).map_err(at)?;
            Sign::Always { line, wordings, artifact, by, os: written.os }
        }
        (None, None, Some(first), Some(then)) if by.is_empty() && written.os.is_none() => Sign::Order {
            first: find(&names.signals, first, "signal", &place)?,
            then: find(&names.signals, then, "signal", &place)?,
        },
        _ => return Err(at("a fingerprint has either `line`, `in` and `by`, or `first` and `then`".into())),
    };
    Ok(Fingerprint { sign, releases })
}

fn wordings(signals: &[Signal], line: &str, artifact: usize) -> Vec<(SignalIndex, u16)> {
    let begins = |start: &[u8]| start.starts_with(line.as_bytes());
    let all = signals.iter().zip(0..).flat_map(|(signal, index)| {
        signal.wordings.iter().zip(0..).map(move |(wording, position)| (wording, (index, position)))
    });
    let fitting = all.filter(|(wording, _)| wording.artifacts.contains(&artifact) && begins(wording.template.start()));
    fitting.map(|(_, place)| place).collect()
}
