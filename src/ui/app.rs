//! The whole page.

use super::browser;
use super::give::{Panel, Symptoms};
use super::listen::listen;
use super::made::Handed;
use super::parts::{Foot, Reading, TroubleBox};
use super::result::{ResultView, Rules};
use super::session::{Session, Store};
use super::state::{Action, Stage};
use super::text;
use crate::worker::protocol::Trouble;
use std::rc::Rc;
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
    let symptom = use_mut_ref(|| state.symptom);
    *symptom.borrow_mut() = state.symptom;
    let is_working = use_mut_ref(|| false);
    *is_working.borrow_mut() = matches!(state.stage, Stage::Working(_));

    let on_files = {
        let session = Rc::clone(&session);
        use_callback((), move |handed: Handed, ()| {
            if !handed.files.is_empty() || !handed.unread.is_empty() {
                session.read(&handed, *symptom.borrow());
                return;
            }
            session.refuse(handed.empty.into_iter().next().map_or(Trouble::NothingGiven, Trouble::EmptyFolder));
        })
    };
    {
        let (session, over, on_files) = (Rc::clone(&session), over.clone(), on_files.clone());
        use_effect_with((), move |()| {
            let listeners = listen(&session, &over, &on_files, &is_working);
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
        "done" => browser::focus(&["unread-title", "result-title"], ".actions + *"),
        "error" => browser::focus(&["trouble-title"], ".trouble"),
        _ => {}
    });

    let on_again = {
        let session = Rc::clone(&session);
        use_callback((), move |(), ()| session.again())
    };
    let on_cancel = {
        let session = Rc::clone(&session);
        use_callback((), move |(), ()| session.cancel())
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
                    <TroubleBox trouble={trouble.clone()} stays={state.view().is_some()} />
                }
                <Symptoms chosen={state.symptom} fixed={opened} on_choose={choose_symptom(&session)} />
                <Panel
                    large={idle || (matches!(state.stage, Stage::Error(_)) && state.view().is_none())}
                    over={*over}
                    adds={state.can_add()}
                    on_files={on_files}
                    on_again={(!idle).then(|| on_again.clone())}
                />
                if let Stage::Working(progress) = &state.stage {
                    <Reading progress={progress.clone()} {on_cancel} />
                } else if let Some(view) = state.view() {
                    <ResultView
                        view={Rc::clone(view)}
                        share={state.share.clone()}
                        details={state.details}
                        redact={state.redact}
                        can_go_back={state.earlier.is_some()}
                        why={state.why.clone()}
                        session={(*session).clone()}
                    />
                }
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
