//! Ties the state to the worker: what is done in the page becomes a request, what is heard an action.

use super::browser;
use super::made::{Handed, Made, Origin};
use super::state::{Action, State};
use crate::diagnosis::Symptom;
use crate::worker::View;
use crate::worker::client::Client;
use crate::worker::protocol::{Ask, Form, Reply, Trouble};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsValue, prelude::Closure};
use web_sys::Blob;
use yew::prelude::*;

/// The state, as Yew wants it.
#[derive(Default, PartialEq)]
pub(super) struct Store(pub(super) State);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(self.0.after(action)))
    }
}

/// Everything that can be done in the page.
#[derive(Clone)]
pub(super) struct Session(Rc<Inner>);

struct Inner {
    client: OnceCell<Client>,
    dispatch: UseReducerDispatcher<Store>,
    memory: RefCell<Memory>,
}

/// What was given, and what the worker knows of it.
#[derive(Default)]
struct Memory {
    /// What is shown.
    shown: Option<Made>,
    /// What is being made.
    coming: Option<Made>,
    /// What was shown before something was added to it.
    earlier: Option<Made>,
    /// Whether the worker holds what is shown.
    holds: bool,
    /// What is asked once it does again; nothing while it is not being given that.
    waiting: Option<Vec<Ask>>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Session {
    pub(super) fn new(dispatch: UseReducerDispatcher<Store>) -> Self {
        let session = Self(Rc::new(Inner { client: OnceCell::new(), dispatch, memory: RefCell::default() }));
        let client = {
            let session = session.clone();
            Client::new(move |reply, json| session.hear(reply, json))
        };
        // Nobody else sets it.
        let _ = session.0.client.set(client);
        session.offer_json();
        session
    }

    /// Reads files, with those of the result that is shown.
    pub(super) fn read(&self, handed: &Handed, symptom: Symptom) {
        browser::forget_fragment();
        let (handed, keep, answers) = {
            let mut memory = self.0.memory.borrow_mut();
            memory.waiting = None;
            let shown = memory.shown.as_ref().filter(|shown| shown.takes_more());
            let (made, added) = shown.map_or_else(
                || (Made::of(Origin::Files(handed.clone())), handed.clone()),
                |shown| shown.with(handed.clone()),
            );
            let keep = made.is_added && memory.holds;
            let answers = made.answers.clone();
            let all = match &made.origin {
                Origin::Files(all) if !keep => all.clone(),
                _ => added,
            };
            memory.coming = Some(made);
            (all, keep, answers)
        };
        self.dispatch(Action::Began);
        self.ask_to_read(handed, symptom, keep, answers);
    }

    fn ask_to_read(&self, handed: Handed, symptom: Symptom, keep: bool, answers: BTreeMap<String, String>) {
        let paths = handed.files.iter().map(|given| given.path.clone()).collect();
        self.post(Ask::Read { paths, unread: handed.unread, symptom, keep, answers }, &handed.files);
    }

    fn post(&self, ask: Ask, files: &[crate::worker::client::Given]) {
        if let Some(client) = self.0.client.get() {
            client.ask(ask, files);
        }
    }

    /// Looks at the present logs with another symptom.
    pub(super) fn diagnose(&self, symptom: Symptom) {
        self.ask(Ask::Diagnose { symptom });
    }

    /// Shows what the address holds, if it holds a result.
    pub(super) fn open_address(&self) {
        let fragment = browser::fragment();
        if !fragment.is_empty() {
            {
                let mut memory = self.0.memory.borrow_mut();
                memory.coming = Some(Made::of(Origin::Link(fragment.clone())));
                memory.waiting = None;
            }
            self.post(Ask::Open { fragment }, &[]);
        }
    }

    /// Answers a question, or takes the answer back.
    pub(super) fn answer(&self, question: &str, answer: Option<String>) {
        self.ask(Ask::Answer { question: question.to_owned(), answer });
    }

    /// Makes a link.
    pub(super) fn share(&self, details: bool) {
        self.dispatch(Action::WantsLink);
        self.ask(Ask::Share { details });
    }

    /// Asks for everything about the rules, and why each fired in a run or did not.
    pub(super) fn why(&self, run: Option<&str>) {
        let ask = Ask::Why { run: run.map(str::to_owned) };
        match (run, self.0.client.get()) {
            // For the rules alone the worker needs no logs.
            (None, Some(client)) => client.ask_about(ask),
            _ => self.ask(ask),
        }
    }

    /// Saves the result.
    pub(super) fn save(&self, form: Form, redact: bool) {
        self.ask(Ask::Save { form, redact });
    }

    /// Asks about the result that is shown. A worker that took the place of another one is given its logs first.
    fn ask(&self, ask: Ask) {
        let Some(client) = self.0.client.get() else { return };
        let shown = {
            let mut memory = self.0.memory.borrow_mut();
            if memory.holds {
                client.ask_about(ask);
                return;
            }
            if let Some(waiting) = &mut memory.waiting {
                waiting.push(ask);
                return;
            }
            memory.waiting = Some(vec![ask]);
            memory.shown.clone()
        };
        match shown {
            Some(Made { origin: Origin::Files(all), symptom, answers, .. }) => {
                self.ask_to_read(all, symptom, false, answers);
            }
            Some(Made { origin: Origin::Link(fragment), .. }) => self.post(Ask::Open { fragment }, &[]),
            None => {}
        }
    }

    /// Says why nothing can be done with what was given.
    pub(super) fn refuse(&self, trouble: Trouble) {
        self.dispatch(Action::Failed(trouble));
    }

    /// Stops at once, and shows again what was there before.
    pub(super) fn cancel(&self) {
        self.lose();
        if let Some(client) = self.0.client.get() {
            client.cancel();
        }
        self.dispatch(Action::Stopped);
    }

    /// Shows the result again that something was added to.
    pub(super) fn back(&self) {
        let earlier = self.0.memory.borrow_mut().earlier.take();
        if earlier.is_some() {
            self.cancel();
            self.0.memory.borrow_mut().shown = earlier;
            self.dispatch(Action::WentBack);
        }
    }

    /// Stops, forgets, and goes back to the beginning.
    pub(super) fn again(&self) {
        self.cancel();
        *self.0.memory.borrow_mut() = Memory::default();
        browser::forget_fragment();
        self.dispatch(Action::Reset);
    }

    pub(super) fn dispatch(&self, action: Action) {
        self.0.dispatch.dispatch(action);
    }

    /// The worker knows nothing any more.
    fn lose(&self) {
        let mut memory = self.0.memory.borrow_mut();
        (memory.coming, memory.waiting, memory.holds) = (None, None, false);
    }

    fn hear(&self, reply: Reply, json: Option<Uint8Array>) {
        match reply {
            Reply::Ready => {
                let reads = self.0.memory.borrow().coming.is_some();
                self.dispatch(Action::Listens(reads));
            }
            Reply::Progress(progress) => self.dispatch(Action::Read(progress)),
            Reply::Done(view) => self.show(view, json),
            Reply::Link(fragment) => self.dispatch(Action::Linked(browser::address_with(&fragment))),
            Reply::Why(why) => self.dispatch(Action::Explained(why)),
            Reply::Saved(Form::Json, text) => save("profiler-doctor.json", "application/json", &text),
            Reply::Saved(Form::Markdown, text) => save("profiler-doctor.md", "text/markdown", &text),
            Reply::Failed(trouble) => {
                // One that does not answer yet still has what it was given, and reads it when it starts after all.
                let starts = || self.0.client.get().is_some_and(Client::starts);
                match trouble {
                    Trouble::Stopped(_) => self.lose(),
                    Trouble::Refused(_) if !starts() => self.lose(),
                    _ => {}
                }
                self.dispatch(Action::Failed(trouble));
            }
        }
    }

    fn show(&self, view: Box<View>, json: Option<Uint8Array>) {
        let (waiting, is_added) = {
            let mut memory = self.0.memory.borrow_mut();
            memory.holds = true;
            let waiting = memory.waiting.take();
            let is_added = memory.coming.as_ref().map(|coming| coming.is_added);
            if let Some(coming) = memory.coming.take() {
                memory.earlier = memory.shown.replace(coming).filter(|_| is_added == Some(true));
            }
            if let Some(shown) = &mut memory.shown {
                shown.symptom = view.diagnosis.symptom;
                shown.answers.clone_from(&view.diagnosis.answers);
                shown.document = json.and_then(|json| Blob::new_with_u8_array_sequence(&Array::of1(&json)).ok());
            }
            (waiting, is_added)
        };
        match waiting {
            // It is shown already; now the worker can be asked about it.
            Some(waiting) => waiting.into_iter().for_each(|ask| self.ask(ask)),
            None => self.dispatch(Action::Finished(view, is_added)),
        }
    }

    /// `window.profilerDoctorJson()`: the JSON document of the present result, or nothing.
    fn offer_json(&self) {
        let Some(window) = browser::window() else { return };
        let session = self.clone();
        let give = Closure::<dyn Fn() -> Promise>::new(move || {
            let memory = session.0.memory.borrow();
            match memory.shown.as_ref().and_then(|shown| shown.document.as_ref()) {
                Some(json) => json.text(),
                None => Promise::resolve(&JsValue::NULL),
            }
        });
        // A window takes any property.
        let _ = Reflect::set(&window, &"profilerDoctorJson".into(), &give.into_js_value());
    }
}

fn save(name: &str, kind: &str, text: &str) {
    // It fails only where the document is going away.
    let _ = browser::download(name, kind, &text.into());
}
