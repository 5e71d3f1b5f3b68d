//! Warnings and errors that nobody here knows: said, never passed over.

use crate::diagnosis::UnknownMessage;
use crate::ui::text;
use yew::prelude::*;

/// Groups that are shown at once; the rest is folded.
const AT_ONCE: usize = 3;

#[derive(Properties, PartialEq)]
pub(crate) struct UnknownProps {
    pub messages: Vec<UnknownMessage<String>>,
}

#[component]
pub(crate) fn UnknownMessages(props: &UnknownProps) -> Html {
    if props.messages.is_empty() {
        return Html::default();
    }
    let (at_once, folded) = props.messages.split_at(props.messages.len().min(AT_ONCE));
    html! {
        <div class="unknown-messages" data-unknown-messages="">
            <h3>{ "Errors that are not known here" }</h3>
            { for at_once.iter().map(group) }
            if !folded.is_empty() {
                <details class="more">
                    <summary>{ format!("{} more", text::count(folded.len() as u64, "kind", "kinds")) }</summary>
                    { for folded.iter().map(group) }
                </details>
            }
        </div>
    }
}

fn group(message: &UnknownMessage<String>) -> Html {
    html! {
        <figure>
            <figcaption><span class="place">{ text::unknown_message(message) }</span></figcaption>
            <pre><code>{ &message.first.text }</code></pre>
        </figure>
    }
}
