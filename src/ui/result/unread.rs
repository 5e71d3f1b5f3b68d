//! What was given and could not be read, first of all: what stands in it may change everything.

use crate::ui::text;
use crate::worker::View;
use std::rc::Rc;
use yew::prelude::*;

/// Things that are listed at most.
const LISTED: usize = 20;

#[derive(Properties, PartialEq)]
pub(crate) struct UnreadProps {
    pub view: Rc<View>,
}

#[component]
pub(crate) fn Unread(props: &UnreadProps) -> Html {
    let capture = &props.view.diagnosis.capture;
    if capture.unread.is_empty() && capture.notices.is_empty() {
        return Html::default();
    }
    let item = |unread: &crate::diagnosis::Unread<String>| {
        html! { <li><code>{ &unread.name }</code><span>{ &unread.why }</span></li> }
    };
    let more = capture.unread.len().saturating_sub(LISTED);
    html! {
        <section class="unread card" aria-labelledby="unread-title" data-unread={capture.unread.len().to_string()}>
            <h2 id="unread-title" tabindex="-1">{ text::unread(capture.unread.len()) }</h2>
            { for capture.notices.iter().map(|notice| html! { <p>{ notice }</p> }) }
            if !capture.unread.is_empty() {
                <ul>{ for capture.unread.iter().take(LISTED).map(item) }</ul>
                if more > 0 {
                    <p>{ format!("And {}; the JSON document names them.", text::count(more as u64, "other", "others")) }</p>
                }
                <p class="quiet">{ "The command line reads the same files, with more memory and with your permissions." }</p>
            }
        </section>
    }
}
