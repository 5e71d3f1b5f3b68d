//! The whole page.

use super::browser;
use super::give::{Panel, Symptoms, as_file, dropped};
use super::parts::{Foot, Reading, TroubleBox};
use super::result::{ResultView, Rules};
use super::session::{Session, Store};
use super::state::{Action, Stage};
use super::text;
use crate::worker::client::Given;
use gloo::events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element};
use yew::prelude::*;

/// Puts the page into the document.
pub(super) fn mount() {
    if let Some(place) = browser::document().and_then(|document| document.get_element_by_id("page")) {
        yew::Renderer::<App>::with_root(place).render();
    }
}

#[component]
fn App() -> Html {
    let store = use_reducer(Store::default);
    let state = &store.0;
    let session = use_memo((), |()| Session::new(store.dispatcher()));
    let over = use_state(|| false);
    // What listeners on the window need of the state when they are called.
    let present = use_mut_ref(|| (state.symptom, false));
    *present.borrow_mut() = (state.symptom, state.keep && state.can_keep());

    let on_files = {
        let (session, present) = (Rc::clone(&session), Rc::clone(&present));
        use_callback((), move |files: Vec<Given>, ()| {
            let (symptom, keep) = *present.borrow();
            if files.is_empty() { session.nothing_given() } else { session.read(&files, symptom, keep) }
        })
    };
    {
        let (session, over, on_files) = (Rc::clone(&session), over.clone(), on_files.clone());
        use_effect_with((), move |()| {
            let listeners = listen(&session, &over, &on_files);
            session.open_address();
            move || drop(listeners)
        });
    }
    {
        let session = Rc::clone(&session);
        use_effect_with((state.symptom, state.is_outdated()), move |(symptom, outdated)| {
            if *outdated {
                session.diagnose(*symptom);
            }
        });
    }
    use_effect_with(state.stage.word(), |word| match *word {
        "done" => browser::focus("result-title"),
        "error" => browser::focus("trouble-title"),
        _ => {}
    });

    let on_again = {
        let session = Rc::clone(&session);
        use_callback((), move |(), ()| session.again())
    };
    let choose = |make: fn(_) -> Action| {
        let session = Rc::clone(&session);
        Callback::from(move |value| session.dispatch(make(value)))
    };
    let idle = state.stage == Stage::Idle;
    let opened = state.view().is_some_and(|view| view.opened);
    html! {
        <>
            <header class="top">
                <div class="width">
                    <svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
                        <rect x="1" y="1" width="30" height="30" rx="8" /><path d="M5 18h6l3-9 5 15 3-6h5" />
                    </svg>
                    <h1>{ "profiler-doctor" }</h1>
                    <p>{ "Nothing leaves this page" }</p>
                </div>
            </header>
            <main data-state={state.stage.word()} class="width" aria-busy={matches!(state.stage, Stage::Working(_)).to_string()}>
                if idle {
                    <div class="hero">
                        <p class="question">{ "Why are my .NET profiles missing in Datadog?" }</p>
                        <p>{ "Give the logs of the service. You get the cause, the lines that prove it, what to do, and what is still open. They are read in this browser and stay on this machine." }</p>
                    </div>
                }
                if let Stage::Error(trouble) = &state.stage {
                    <TroubleBox trouble={trouble.clone()} />
                }
                <Symptoms chosen={state.symptom} fixed={opened} on_choose={choose_symptom(&session)} />
                <Panel
                    large={idle || matches!(state.stage, Stage::Error(_))}
                    over={*over}
                    keep={state.can_keep().then_some(state.keep)}
                    on_files={on_files}
                    on_keep={choose(Action::Keep)}
                    on_again={(!idle).then(|| on_again.clone())}
                />
                { match &state.stage {
                    Stage::Working(progress) => html! { <Reading progress={progress.clone()} on_cancel={on_again} /> },
                    Stage::Idle | Stage::Error(_) => Html::default(),
                    Stage::Done(view) => html! {
                        <ResultView
                            view={Rc::clone(view)}
                            share={state.share.clone()}
                            details={state.details}
                            why={state.why.clone()}
                            session={(*session).clone()}
                        />
                    },
                } }
                if !matches!(state.stage, Stage::Working(_)) {
                    <Rules why={state.why(None)} session={(*session).clone()} />
                }
                <p class="unseen" role="status">{ text::announcement(&state.stage) }</p>
            </main>
            <Foot />
            if *over {
                <div class="veil" aria-hidden="true"><p>{ "Drop to read" }</p></div>
            }
        </>
    }
}

fn choose_symptom(session: &Rc<Session>) -> Callback<crate::diagnosis::Symptom> {
    let session = Rc::clone(session);
    Callback::from(move |symptom| session.dispatch(Action::Suffers(symptom)))
}

/// Listens on the whole window: a drop or a paste anywhere is taken.
fn listen(session: &Rc<Session>, over: &UseStateHandle<bool>, on_files: &Callback<Vec<Given>>) -> Vec<EventListener> {
    let Some(window) = browser::window() else { return Vec::new() };
    let active = EventListenerOptions::enable_prevent_default();
    let on = |name: &'static str, act: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(&window, name, active, move |event| act(event))
    };
    let set_over = |value: bool| {
        let over = over.setter();
        Box::new(move |event: &Event| {
            event.prevent_default();
            over.set(value);
        })
    };
    let left = {
        let over = over.setter();
        // Only a drag that leaves the window has nothing under it.
        Box::new(move |event: &Event| {
            if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                over.set(false);
            }
        })
    };
    let drop = {
        let (over, on_files) = (over.setter(), on_files.clone());
        Box::new(move |event: &Event| {
            event.prevent_default();
            over.set(false);
            if let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) {
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
    let address = {
        let session = Rc::clone(session);
        Box::new(move |_: &Event| session.open_address())
    };
    vec![
        on("dragenter", set_over(true)),
        on("dragover", set_over(true)),
        on("dragleave", left),
        on("drop", drop),
        on("paste", paste),
        on("hashchange", address),
    ]
}

/// Whether a paste belongs to the element itself.
fn is_field(element: &Element) -> bool {
    let name = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    name == "TEXTAREA" || (name == "INPUT" && !matches!(kind.as_str(), "radio" | "checkbox" | "file"))
}

/// Takes files, or else text, out of a drop or a paste.
fn take(transfer: &web_sys::DataTransfer, on_files: &Callback<Vec<Given>>) {
    let given = dropped(transfer);
    if given.is_empty() {
        on_files.emit(as_file(&given.text).into_iter().collect());
        return;
    }
    let on_files = on_files.clone();
    yew::platform::spawn_local(async move { on_files.emit(given.files().await) });
}
