//! Ties the state to the worker: what is done in the page becomes a request, what is heard an action.

use super::browser;
use super::state::{Action, State};
use crate::diagnosis::Symptom;
use crate::worker::client::{Client, Given};
use crate::worker::protocol::{Ask, Reply, Trouble};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
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

/// The JSON document of the present result. It is never unpacked here, for it can be large.
type Document = Rc<RefCell<Option<Blob>>>;

/// Everything that can be done in the page.
#[derive(Clone)]
pub(super) struct Session {
    client: Client,
    dispatch: UseReducerDispatcher<Store>,
    document: Document,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.client == other.client
    }
}

impl Session {
    pub(super) fn new(dispatch: UseReducerDispatcher<Store>) -> Self {
        let document = Document::default();
        let client = {
            let (dispatch, document) = (dispatch.clone(), Rc::clone(&document));
            Client::new(move |reply, json| hear(reply, json, &dispatch, &document))
        };
        offer_json(Rc::clone(&document));
        Self { client, dispatch, document }
    }

    /// Reads files; those of before go unless `keep`.
    pub(super) fn read(&self, files: &[Given], symptom: Symptom, keep: bool) {
        self.document.take();
        browser::forget_fragment();
        self.dispatch.dispatch(Action::Began);
        let paths = files.iter().map(|given| given.path.clone()).collect();
        self.client.ask(Ask::Read { paths, symptom, keep }, files);
    }

    /// Looks at the present logs with another symptom.
    pub(super) fn diagnose(&self, symptom: Symptom) {
        self.client.ask_about(Ask::Diagnose { symptom });
    }

    /// Shows what the address holds, if it holds a result.
    pub(super) fn open_address(&self) {
        let fragment = browser::fragment();
        if !fragment.is_empty() {
            self.document.take();
            self.client.ask(Ask::Open { fragment }, &[]);
        }
    }

    /// Answers a question, or takes the answer back.
    pub(super) fn answer(&self, question: &str, answer: Option<String>) {
        self.client.ask_about(Ask::Answer { question: question.to_owned(), answer });
    }

    /// Makes a link.
    pub(super) fn share(&self, details: bool) {
        self.dispatch.dispatch(Action::WantsLink);
        self.client.ask_about(Ask::Share { details });
    }

    /// Asks for everything about the rules, and why each fired in a run or did not.
    pub(super) fn why(&self, run: Option<&str>) {
        self.client.ask_about(Ask::Why { run: run.map(str::to_owned) });
    }

    /// Saves the result as Markdown.
    pub(super) fn save_markdown(&self) {
        self.client.ask_about(Ask::Markdown);
    }

    /// Saves the result as JSON.
    pub(super) fn save_json(&self) {
        if let Some(json) = self.document.borrow().as_ref() {
            save("profiler-doctor.json", "application/json", json);
        }
    }

    /// Says that there was nothing in what was given.
    pub(super) fn nothing_given(&self) {
        self.dispatch.dispatch(Action::Failed(Trouble::NothingGiven));
    }

    /// Stops, forgets, and goes back to the beginning.
    pub(super) fn again(&self) {
        self.client.cancel();
        self.document.take();
        browser::forget_fragment();
        self.dispatch.dispatch(Action::Reset);
    }

    pub(super) fn dispatch(&self, action: Action) {
        self.dispatch.dispatch(action);
    }
}

fn hear(reply: Reply, json: Option<Uint8Array>, dispatch: &UseReducerDispatcher<Store>, document: &Document) {
    match reply {
        Reply::Ready => {}
        Reply::Progress(progress) => dispatch.dispatch(Action::Read(progress)),
        Reply::Done(view) => {
            *document.borrow_mut() = json.and_then(|json| Blob::new_with_u8_array_sequence(&Array::of1(&json)).ok());
            dispatch.dispatch(Action::Finished(view));
        }
        Reply::Link(fragment) => dispatch.dispatch(Action::Linked(browser::address_with(&fragment))),
        Reply::Why(why) => dispatch.dispatch(Action::Explained(why)),
        Reply::Markdown(text) => save("profiler-doctor.md", "text/markdown", &text.into()),
        Reply::Failed(trouble) => dispatch.dispatch(Action::Failed(trouble)),
    }
}

fn save(name: &str, kind: &str, content: &JsValue) {
    // It fails only where the document is going away.
    let _ = browser::download(name, kind, content);
}

/// `window.profilerDoctorJson()`: the JSON document of the present result, or nothing.
fn offer_json(document: Document) {
    let Some(window) = browser::window() else { return };
    let give = Closure::<dyn Fn() -> Promise>::new(move || match document.borrow().as_ref() {
        Some(json) => json.text(),
        None => Promise::resolve(&JsValue::NULL),
    });
    // A window takes any property.
    let _ = Reflect::set(&window, &"profilerDoctorJson".into(), &give.into_js_value());
}
