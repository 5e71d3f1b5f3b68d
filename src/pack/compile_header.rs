//! What a pack says about itself as a whole.

use super::document::{Header, NotInvolvedDocument};
use super::names::{Names, Place, find};
use super::spanned::Spanned;
use super::{NotInvolved, Pack, PackError};

/// Takes what the `[pack]` of one of its files says.
pub(super) fn take(names: &Names, place: Place<'_>, header: Header, pack: &mut Pack) -> Result<(), PackError> {
    pack.name = header.name;
    pack.healthy = find(&names.conditions, &header.healthy, "condition", &place)?;
    if let Some(written) = header.uploads {
        pack.uploads = names.uploads(written.as_ref().clone()).map_err(|it| place.error(written.span(), it))?;
    }
    if let Some(written) = header.counters {
        pack.counters = names.counters(written.as_ref().clone()).map_err(|it| place.error(written.span(), it))?;
    }
    if let Some(written) = header.walks {
        pack.walks = names.walks(written.as_ref().clone()).map_err(|it| place.error(written.span(), it))?;
    }
    rule(names, place, &header.nothing_given)?;
    pack.nothing_given = header.nothing_given.into_inner();
    if let Some(bystander) = header.bystander {
        rule(names, place, &bystander)?;
        pack.bystander = Some(bystander.into_inner());
    }
    pack.not_involved = header.not_involved.map(|written| not_involved(names, place, written)).transpose()?;
    Ok(())
}

fn not_involved(names: &Names, place: Place<'_>, written: NotInvolvedDocument) -> Result<NotInvolved, PackError> {
    let steps = written.steps.iter().map(|id| find(&names.steps, id, "step", &place)).collect::<Result<_, _>>()?;
    if let Some(unknown) = written.symptoms.iter().find(|symptom| !names.steps.contains_key(*symptom)) {
        return Err(place.error(written.rule.span(), format!("there is no step `{unknown}` for this symptom")));
    }
    Ok(NotInvolved { rule: rule(names, place, &written.rule)?, symptoms: written.symptoms, steps })
}

/// The position of a rule.
fn rule(names: &Names, place: Place<'_>, id: &Spanned<String>) -> Result<usize, PackError> {
    let position = names.rules.iter().position(|known| known == id.as_ref());
    position.ok_or_else(|| place.error(id.span(), "there is no rule of this id"))
}
