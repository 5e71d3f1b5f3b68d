//! What the worker has before it: the pack, what was read, the result.

use super::protocol::{Form, Reply, Trouble};
use super::reading::Reading;
use super::serve::Answer;
use super::{View, Why};
use crate::diagnosis::{Diagnosis, Symptom};
use crate::engine::{self, Request};
use crate::intake::{InputPath, decide};
use crate::pack::{Pack, PackError};
use crate::permalink::{self, Options};
use crate::report;
use crate::scan::{Collection, Scanned, Scanner, bundle, unread};
use crate::text::Policy;
use crate::worker::examples::EXAMPLES;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use web_sys::File;

/// The worker's memory.
pub(super) struct Desk {
    pack: Pack,
    /// What was read, with the path under which it was given.
    read: RefCell<Vec<(InputPath, Scanned)>>,
    result: RefCell<Option<Outcome>>,
    /// What the user answered, by question.
    answers: RefCell<BTreeMap<String, String>>,
    /// Number of what was asked last; whoever works on something else stops.
    job: Cell<u32>,
}

/// The present result.
struct Outcome {
    diagnosis: Diagnosis<String>,
    /// The link that it came from.
    link: Option<String>,
}

impl Desk {
    /// # Errors
    /// A mistake in the pack.
    pub(super) fn new() -> Result<Self, PackError> {
        Ok(Self {
            pack: Pack::builtin()?,
            read: RefCell::default(),
            result: RefCell::default(),
            answers: RefCell::default(),
            job: Cell::new(0),
        })
    }

    /// Runs everything once, so that the first real file finds compiled code.
    pub(super) fn warm_up(&self) {
        let scan = |(name, text): &(&str, &str)| {
            let mut scanner = Scanner::new(&self.pack, decide(&self.pack, name, text.as_bytes()));
            scanner.push(text.as_bytes());
            scanner.finish()
        };
        for example in EXAMPLES {
            let scanned: Vec<Scanned> = example.files.iter().map(scan).collect();
            let diagnosis = engine::diagnose(&self.pack, &scanned, &Request::default());
            drop(report::json(&diagnosis.publish(Policy::Local)));
        }
    }

    /// Forgets what was read, and takes these answers.
    pub(super) fn begin_anew(&self, answers: BTreeMap<String, String>) {
        self.read.take();
        self.result.take();
        self.answers.replace(answers);
    }

    /// Reads files, then diagnoses them with what was read before. `lost` could not be opened on the page.
    pub(super) async fn read(
        &self,
        files: Vec<(String, File)>,
        lost: &[(String, String)],
        symptom: Symptom,
        answer: Answer,
    ) {
        let files: Vec<(InputPath, File)> = files.into_iter().map(|(path, file)| (input_path(&path), file)).collect();
        let first = files.first().map(|(path, _)| path.relative.clone()).unwrap_or_default();
        let reading = Reading::of(&self.pack, files, answer, &self.job);
        let Some((scanned, unreadable)) = reading.run().await else { return };
        if unreadable == scanned.len() && unreadable > 0 {
            answer.say(Reply::Failed(Trouble::Unreadable(first, unreadable + lost.len())));
            return;
        }
        let lost = lost.iter().map(|(path, why)| {
            let path = input_path(path);
            let source = unread(&self.pack, &path, 0, why);
            (path, source)
        });
        let mut read = self.read.borrow_mut();
        *read = read.drain(..).chain(scanned).chain(lost).collect::<Collection>().into_sources();
        bundle::give_names(&mut read);
        drop(read);
        self.diagnose(symptom, answer);
    }

    /// Takes note of what is asked now.
    pub(super) fn turn_to(&self, job: u32) {
        self.job.set(job);
    }

    /// Diagnoses what was read.
    pub(super) fn diagnose(&self, symptom: Symptom, answer: Answer) {
        let sources: Vec<Scanned> = self.read.borrow().iter().map(|(_, scanned)| scanned.clone()).collect();
        let request = Request { symptom, answers: self.answers.borrow().clone() };
        let diagnosis = engine::diagnose(&self.pack, &sources, &request).publish(Policy::Local);
        self.show(Outcome { diagnosis, link: None }, answer);
    }

    /// Takes an answer, or takes it back, and diagnoses again.
    pub(super) fn hear(&self, question: String, said: Option<String>, answer: Answer) {
        let Some(symptom) = self.result.borrow().as_ref().map(|outcome| outcome.diagnosis.symptom) else { return };
        match said {
            Some(said) => self.answers.borrow_mut().insert(question, said),
            None => self.answers.borrow_mut().remove(&question),
        };
        self.diagnose(symptom, answer);
    }

    /// Shows what a link holds.
    pub(super) fn open(&self, fragment: String, answer: Answer) {
        match permalink::decode(&fragment, &self.pack) {
            Ok(diagnosis) => self.show(Outcome { diagnosis, link: Some(fragment) }, answer),
            Err(error) => answer.say(Reply::Failed(Trouble::Link(error.to_string()))),
        }
    }

    fn show(&self, outcome: Outcome, answer: Answer) {
        let json = report::json(&outcome.diagnosis);
        let view = View::of(outcome.diagnosis.clone(), outcome.link.is_some(), &self.pack);
        *self.result.borrow_mut() = Some(outcome);
        answer.say_with(Reply::Done(Box::new(view)), &json);
    }

    /// Makes a link to the present result; of one that came from a link, the same.
    pub(super) fn share(&self, details: bool, answer: Answer) {
        let result = self.result.borrow();
        let Some(outcome) = result.as_ref() else { return };
        let made = match &outcome.link {
            Some(link) => Ok(link.clone()),
            None => permalink::encode(&outcome.diagnosis, Options { include_details: details }),
        };
        answer.say(match made {
            Ok(link) => Reply::Link(link),
            Err(error) => Reply::Failed(Trouble::TooLongForLink(error.to_string())),
        });
    }

    /// Tells why each rule fired in a run, or did not.
    pub(super) fn why(&self, run: Option<&str>, answer: Answer) {
        let result = self.result.borrow();
        let runs = result.as_ref().map_or(&[][..], |outcome| &outcome.diagnosis.runs);
        let run = run.and_then(|id| runs.iter().find(|run| run.id == id));
        answer.say(Reply::Why(Box::new(Why::of(&self.pack, run))));
    }

    /// Writes the present result as a file.
    pub(super) fn save(&self, form: Form, redact: bool, answer: Answer) {
        let result = self.result.borrow();
        let Some(outcome) = result.as_ref() else { return };
        let redacted;
        let diagnosis = if redact && !outcome.diagnosis.redacted {
            redacted = outcome.diagnosis.redact();
            &redacted
        } else {
            &outcome.diagnosis
        };
        let text = match form {
            Form::Json => report::json(diagnosis),
            Form::Markdown => report::markdown(diagnosis),
        };
        answer.say(Reply::Saved(form, text));
    }
}

/// `folder/below/file` as the folder that was given and the path in it.
fn input_path(path: &str) -> InputPath {
    match path.split_once('/') {
        Some((root, relative)) => InputPath { root: Some(root.to_owned()), relative: relative.to_owned() },
        None => InputPath { root: None, relative: path.to_owned() },
    }
}
