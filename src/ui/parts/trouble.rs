//! Why there is no result, and what to do.

use crate::ui::text;
use crate::worker::protocol::Trouble;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct TroubleProps {
    pub trouble: Trouble,
    /// Whether a result from before stays below.
    pub stays: bool,
}

#[component]
pub(crate) fn TroubleBox(props: &TroubleProps) -> Html {
    let (what, next) = text::trouble(&props.trouble);
    html! {
        <section class="trouble card" aria-labelledby="trouble-title">
            <h2 id="trouble-title" tabindex="-1">{ what }</h2>
            <p>{ next }</p>
            if props.stays {
                <p>{ "The result below is the one that was there before." }</p>
            }
            if let Trouble::Stopped(reason) | Trouble::Refused(reason) = &props.trouble {
                if !reason.is_empty() {
                    <p class="quiet">{ format!("Technical reason: {reason}") }</p>
                }
            }
        </section>
    }
}
