//! The worker's end: hears what the page asks, and answers from its desk.

use super::desk::Desk;
use super::protocol::{Ask, Numbered, Reply};
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// The way back to the page, for one job.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    /// The number of what was asked.
    pub(super) job: u32,
}

impl Answer {
    /// Says something.
    pub(super) fn say(self, message: Reply) {
        self.send(message, &JsValue::UNDEFINED);
    }

    /// Says something and hands a document over.
    pub(super) fn say_with(self, message: Reply, document: &str) {
        self.send(message, &Uint8Array::from(document.as_bytes()));
    }

    fn send(self, message: Reply, document: &JsValue) {
        let Some(scope) = scope() else { return };
        let Ok(json) = serde_json::to_string(&Numbered { job: self.job, message }) else { return };
        let transfer = document.dyn_ref::<Uint8Array>().map(Uint8Array::buffer).into_iter().collect::<Array>();
        // Only a value that cannot be cloned is refused, and these can.
        let _ = scope.post_message_with_transfer(&Array::of2(&json.into(), document), &transfer);
    }
}

/// Warms up, then waits for the page.
pub fn start() {
    let Some(scope) = scope() else { return };
    let desk = match Desk::new() {
        Ok(desk) => Rc::new(desk),
        // The page hears it as the end of the worker.
        Err(mistake) => wasm_bindgen::throw_str(&mistake.to_string()),
    };
    let hears = {
        let desk = Rc::clone(&desk);
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hear(&desk, &event.data()))
    };
    scope.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hears.forget();
    desk.warm_up();
    Answer { job: 0 }.say(Reply::Ready);
}

fn hear(desk: &Rc<Desk>, data: &JsValue) {
    let parts = Array::from(data);
    let Some(text) = parts.get(0).as_string() else { return };
    let Ok(Numbered { job, message }) = serde_json::from_str::<Numbered<Ask>>(&text) else { return };
    let answer = Answer { job };
    desk.turn_to(job);
    let files: Vec<File> = Array::from(&parts.get(1)).iter().filter_map(|file| file.dyn_into().ok()).collect();
    let desk = Rc::clone(desk);
    wasm_bindgen_futures::spawn_local(async move {
        match message {
            Ask::Read { paths, unread, symptom, keep, answers } => {
                if !keep {
                    desk.begin_anew(answers);
                }
                desk.read(paths.into_iter().zip(files).collect(), &unread, symptom, answer).await;
            }
            Ask::Diagnose { symptom } => desk.diagnose(symptom, answer),
            Ask::Answer { question, answer: said } => desk.hear(question, said, answer),
            Ask::Share { details } => desk.share(details, answer),
            Ask::Why { run } => desk.why(run.as_deref(), answer),
            Ask::Save { form, redact } => desk.save(form, redact, answer),
            Ask::Open { fragment } => desk.open(fragment, answer),
        }
    });
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
