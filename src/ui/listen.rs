//! What the whole window listens for: a drop or a paste anywhere is taken, Escape stops.

use super::browser;
use super::give::{as_file, dropped};
use super::made::Handed;
use super::session::Session;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, KeyboardEvent};
use yew::prelude::*;

/// Listens until the listeners are dropped.
pub(super) fn listen(
    session: &Rc<Session>,
    over: &UseStateHandle<bool>,
    on_files: &Callback<Handed>,
    is_working: &Rc<RefCell<bool>>,
) -> Vec<EventListener> {
    let Some(window) = browser::window() else { return Vec::new() };
    let active = EventListenerOptions::enable_prevent_default();
    let on = |name: &'static str, act: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(&window, name, active, move |event| act(event))
    };
    let enter = || {
        let over = over.setter();
        Box::new(move |event: &Event| {
            event.prevent_default();
            // Text that is dragged is taken, too, but it is mostly dragged from here to there in a field.
            over.set(transfer(event).is_some_and(|transfer| holds_files(&transfer)));
        })
    };
    // Only a drag that leaves the window has nothing under it.
    let leave = {
        let over = over.setter();
        Box::new(move |event: &Event| {
            if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                over.set(false);
            }
        })
    };
    // While something is dragged, no browser tells of the mouse itself.
    let end = || {
        let over = over.clone();
        Box::new(move |_: &Event| over.set(false))
    };
    let drop = {
        let (over, on_files) = (over.setter(), on_files.clone());
        Box::new(move |event: &Event| {
            event.prevent_default();
            over.set(false);
            if let Some(transfer) = transfer(event) {
                take(&transfer, &on_files);
            }
        })
    };
    let paste = {
        let on_files = on_files.clone();
        Box::new(move |event: &Event| {
            let in_a_field = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| is_field(&element));
            let transfer = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            if let Some(transfer) = transfer.filter(|_| !in_a_field) {
                event.prevent_default();
                take(&transfer, &on_files);
            }
        })
    };
    let key = {
        let (session, over, is_working) = (Rc::clone(session), over.setter(), Rc::clone(is_working));
        Box::new(move |event: &Event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
                over.set(false);
                if *is_working.borrow() {
                    session.cancel();
                }
            }
        })
    };
    let address = {
        let session = Rc::clone(session);
        Box::new(move |_: &Event| session.open_address())
    };
    vec![
        on("dragenter", enter()),
        on("dragover", enter()),
        on("dragleave", leave),
        on("dragend", end()),
        on("mousemove", end()),
        on("blur", end()),
        on("drop", drop),
        on("paste", paste),
        on("keydown", key),
        on("hashchange", address),
    ]
}

fn transfer(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer)
}

fn holds_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// Whether a paste belongs to the element itself.
fn is_field(element: &Element) -> bool {
    let name = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    name == "TEXTAREA" || (name == "INPUT" && !matches!(kind.as_str(), "radio" | "checkbox" | "file"))
}

/// Takes files, or else text, out of a drop or a paste.
fn take(transfer: &DataTransfer, on_files: &Callback<Handed>) {
    let given = dropped(transfer);
    if given.is_empty() {
        on_files.emit(as_file(&given.text).into_iter().collect::<Vec<_>>().into());
        return;
    }
    let on_files = on_files.clone();
    yew::platform::spawn_local(async move { on_files.emit(given.handed().await) });
}
