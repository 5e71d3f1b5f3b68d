//! From written problems to checked ones.

use super::document::ProblemDocument;
use super::names::{Names, Place, find};
use super::{PackError, Problem, Release, ReleaseSet};

/// One known fault; `known` are those before it.
pub(super) fn problem(
    names: &Names,
    place: Place<'_>,
    written: ProblemDocument,
    known: &[Problem],
) -> Result<Problem, PackError> {
    if known.iter().any(|problem| problem.id == *written.id.as_ref()) {
        return Err(place.error(written.id.span(), "this id exists already"));
    }
    let set = &written.releases;
    let releases = ReleaseSet::parse(set.as_ref()).map_err(|message| place.error(set.span(), message))?;
    let fixed = match &written.fixed {
        None => None,
        Some(text) => {
            let release = Release::parse(text.as_ref());
            let release = release.ok_or_else(|| place.error(text.span(), "this is no release"))?;
            if releases.highest().is_none_or(|highest| highest >= release) {
                return Err(place.error(text.span(), "a release that has the fault is not older than this"));
            }
            Some(release)
        }
    };
    #[cfg(not(target_arch = "wasm32"))]
    let tests = written.test.into_iter().map(super::compile::rule_test).collect();
    #[cfg(target_arch = "wasm32")]
    let tests = Vec::new();
    let condition = |written| names.condition_at(written, &place);
    Ok(Problem {
        step: find(&names.steps, &written.step, "step", &place)?,
        place: written.place.as_ref().map(condition).transpose()?,
        sign: written.sign.as_ref().map(condition).transpose()?,
        tests,
        id: written.id.into_inner(),
        releases,
        fixed,
        says: written.says,
        until: written.until.trim().to_owned(),
        source: written.source,
    })
}
