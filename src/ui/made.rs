//! What a result was made of, so that it can be made again: a worker that was stopped knows nothing any more.

use crate::diagnosis::Symptom;
use crate::worker::client::Given;
use std::collections::{BTreeMap, BTreeSet};
use web_sys::Blob;

/// What was handed over at once: dropped, picked or pasted.
#[derive(Clone, Default)]
pub(super) struct Handed {
    pub(super) files: Vec<Given>,
    /// What could not be opened, each with the reason.
    pub(super) unread: Vec<(String, String)>,
    /// Folders in which nothing was.
    pub(super) empty: Vec<String>,
    /// Whether it is only for trying the page: nothing is added to it.
    pub(super) is_example: bool,
}

impl From<Vec<Given>> for Handed {
    fn from(files: Vec<Given>) -> Self {
        Self { files, ..Self::default() }
    }
}

/// Where a result comes from.
#[derive(Clone)]
pub(super) enum Origin {
    Files(Handed),
    /// What follows `#` in a link.
    Link(String),
}

/// What a result was made of.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) origin: Origin,
    /// Whether something was added to the result before.
    pub(super) is_added: bool,
    pub(super) symptom: Symptom,
    pub(super) answers: BTreeMap<String, String>,
    /// The JSON document. It is never unpacked here, for it can be large.
    pub(super) document: Option<Blob>,
}

impl Made {
    pub(super) fn of(origin: Origin) -> Self {
        let (symptom, answers) = (Symptom::default(), BTreeMap::new());
        Self { origin, is_added: false, symptom, answers, document: None }
    }

    /// Whether something can be added to it.
    pub(super) fn takes_more(&self) -> bool {
        matches!(&self.origin, Origin::Files(handed) if !handed.is_example)
    }

    /// With more files, and those files under the names that they have then: a name that is there already may belong to
    /// another host, so nothing takes its place.
    pub(super) fn with(&self, mut more: Handed) -> (Self, Handed) {
        let Origin::Files(before) = &self.origin else { return (Self::of(Origin::Files(more.clone())), more) };
        let known: BTreeSet<&str> = before.files.iter().map(|given| given.path.as_str()).collect();
        let is_known = |given: &Given| known.contains(given.path.as_str());
        if let [only] = more.files.as_mut_slice()
            && is_known(only)
            && !only.path.contains(['/', '.'])
        {
            let mut numbered = (2..=before.files.len() + 2).map(|number| format!("{} {number}", only.path));
            only.path = numbered.find(|path| !known.contains(path.as_str())).unwrap_or_default();
        } else if more.files.iter().any(is_known) {
            let is_free = |folder: &String| !known.iter().any(|path| path.starts_with(&format!("{folder}/")));
            let folder =
                (2..=before.files.len() + 2).map(|number| format!("added {number}")).find(is_free).unwrap_or_default();
            more.files.iter_mut().for_each(|given| given.path = format!("{folder}/{}", given.path));
        }
        let mut all = before.clone();
        all.files.extend(more.files.iter().cloned());
        all.unread.extend(more.unread.iter().cloned());
        (Self { origin: Origin::Files(all), is_added: true, document: None, ..self.clone() }, more)
    }
}
