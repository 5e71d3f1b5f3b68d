//! The page's end: starts the worker, asks, and hears the answers.

use super::protocol::{Ask, Numbered, Reply, Trouble};
use crate::text::{LogText, Policy};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, File, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// A file with the path under which it was given.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its path, with the folder that was given in front.
    pub path: String,
    /// The file.
    pub file: File,
}

/// What the page hears: the reply, and the JSON document that may travel with it.
type Hears = Rc<dyn Fn(Reply, Option<Uint8Array>)>;

/// The one worker of the page.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    hears: Hears,
    worker: RefCell<Option<Live>>,
    /// Number of the last job that makes a result; answers to earlier ones come too late.
    job: Cell<u32>,
    /// How many workers were started.
    starts: Cell<u32>,
}

/// How long a worker may take until its first word, in milliseconds.
const PATIENCE: u32 = 4_500;

/// A worker, and what is to be said to it once it listens.
struct Live {
    worker: Worker,
    waiting: Option<Vec<JsValue>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Client {
    /// Starts the worker, so that it is warm when the first file comes.
    pub fn new(hears: impl Fn(Reply, Option<Uint8Array>) + 'static) -> Self {
        let inner =
            Inner { hears: Rc::new(hears), worker: RefCell::default(), job: Cell::new(0), starts: Cell::new(0) };
        let client = Self(Rc::new(inner));
        client.start();
        client
    }

    /// Asks for a result; what was asked before does not matter any more.
    pub fn ask(&self, ask: Ask, files: &[Given]) {
        self.0.job.set(self.0.job.get().wrapping_add(1));
        self.post(ask, files);
    }

    /// Asks for another form of the present result.
    pub fn ask_about(&self, ask: Ask) {
        self.post(ask, &[]);
    }

    /// Stops whatever goes on, at once: another worker takes the place of the one that may be in the middle of something.
    /// What was read is forgotten.
    pub fn cancel(&self) {
        self.0.job.set(self.0.job.get().wrapping_add(1));
        self.start();
    }

    /// Whether there is a worker that has not said anything yet.
    #[must_use]
    pub fn starts(&self) -> bool {
        self.0.worker.borrow().as_ref().is_some_and(|live| live.waiting.is_some())
    }

    fn post(&self, message: Ask, files: &[Given]) {
        if self.0.worker.borrow().is_none() {
            self.start();
        }
        let Ok(json) = serde_json::to_string(&Numbered { job: self.0.job.get(), message }) else { return };
        let files: Array = files.iter().map(|given| JsValue::from(given.file.clone())).collect();
        let message = Array::of2(&json.into(), &files).into();
        match self.0.worker.borrow_mut().as_mut() {
            Some(Live { waiting: Some(waiting), .. }) => waiting.push(message),
            Some(Live { worker, .. }) if worker.post_message(&message).is_err() => {
                (self.0.hears)(Reply::Failed(Trouble::Stopped("the files could not be handed over".into())), None);
            }
            // It was sent; or the worker did not start, which was said then.
            _ => {}
        }
    }

    /// Ends the worker there is, and starts another.
    fn start(&self) {
        let start = self.0.starts.get().wrapping_add(1);
        self.0.starts.set(start);
        drop(self.0.worker.take());
        match self.live() {
            Ok(live) => {
                self.0.worker.replace(Some(live));
                let client = self.clone();
                gloo::timers::callback::Timeout::new(PATIENCE, move || client.expect_word(start)).forget();
            }
            Err(why) => {
                let why = why.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into());
                (self.0.hears)(Reply::Failed(Trouble::Refused(published(&why))), None);
            }
        }
    }

    /// A worker that some server or browser refuses may never say a word.
    fn expect_word(&self, start: u32) {
        if self.starts() && self.0.starts.get() == start {
            (self.0.hears)(Reply::Failed(Trouble::Refused("the worker does not answer".into())), None);
        }
    }

    fn live(&self) -> Result<Live, JsValue> {
        let worker = bound_worker()?;
        let on_message = {
            let client = self.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| client.hear(&event.data()))
        };
        let on_error = {
            let client = self.clone();
            Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
                event.prevent_default();
                client.stopped(&event.message());
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // The module is compiled already, and its glue is at hand: nothing is fetched again.
        worker.post_message(&wasm_bindgen::module())?;
        Ok(Live { worker, waiting: Some(Vec::new()), _on_message: on_message, _on_error: on_error })
    }

    fn hear(&self, data: &JsValue) {
        let parts = Array::from(data);
        let Some(text) = parts.get(0).as_string() else { return };
        let Ok(Numbered { job, message }) = serde_json::from_str::<Numbered<Reply>>(&text) else { return };
        if message == Reply::Ready {
            self.listens();
        } else if job != self.0.job.get() {
            return;
        }
        (self.0.hears)(message, parts.get(1).dyn_into().ok());
    }

    /// The worker listens: say what had to wait.
    fn listens(&self) {
        if let Some(live) = self.0.worker.borrow_mut().as_mut() {
            for message in live.waiting.take().unwrap_or_default() {
                if live.worker.post_message(&message).is_err() {
                    return;
                }
            }
        }
    }

    /// The worker is lost; the next request starts another.
    fn stopped(&self, why: &str) {
        self.0.job.set(self.0.job.get().wrapping_add(1));
        let lost = self.0.worker.take();
        let listened = lost.as_ref().is_some_and(|live| live.waiting.is_none());
        // Its closures may be running right now.
        gloo::timers::callback::Timeout::new(0, move || drop(lost)).forget();
        let why = published(why);
        (self.0.hears)(Reply::Failed(if listened { Trouble::Stopped(why) } else { Trouble::Refused(why) }), None);
    }
}

/// Longest technical reason, in characters.
const LONGEST_REASON: usize = 300;

/// A reason from within the program or the browser: it may quote a log, so it is bounded and redacted.
fn published(why: &str) -> String {
    let bounded: String = why.chars().take(LONGEST_REASON).collect();
    LogText::from(bounded.as_str()).publish(Policy::Shared)
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A worker that the page's content policy binds: it inherits the policy by coming from a `blob:` address, where one
/// from a file would know only the headers of that file (<https://www.w3.org/TR/CSP3/#initialize-global-object-csp>).
fn bound_worker() -> Result<Worker, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let script = Array::of2(&glue()?, &include_str!("../../static/worker.js").into());
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&script, &kind)?)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&url, &options)
}

/// The script that goes with the module, as the start script keeps it.
fn glue() -> Result<JsValue, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let engine = document.get_element_by_id("engine").ok_or(JsValue::NULL)?;
    js_sys::Reflect::get(&engine, &"worker".into())
}
