//! A button that copies a text, and says that it did.

use crate::ui::browser;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct CopyProps {
    /// What is copied.
    pub text: AttrValue,
    /// What it is, for those who do not see where the button stands.
    pub what: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum Copied {
    Not,
    Yes,
    Refused,
}

#[component]
pub(crate) fn CopyButton(props: &CopyProps) -> Html {
    let copied = use_state(|| Copied::Not);
    let onclick = {
        let (copied, text) = (copied.clone(), props.text.to_string());
        Callback::from(move |_: MouseEvent| {
            let (copied, text) = (copied.clone(), text.clone());
            yew::platform::spawn_local(async move {
                copied.set(if browser::copy(text).await { Copied::Yes } else { Copied::Refused });
                Timeout::new(2500, move || copied.set(Copied::Not)).forget();
            });
        })
    };
    let word = match *copied {
        Copied::Not => "Copy",
        Copied::Yes => "Copied",
        Copied::Refused => "Select it and copy",
    };
    html! {
        <button type="button" class="copy" {onclick}>
            <span aria-live="polite">{ word }</span>
            <span class="unseen">{ format!(" {}", props.what) }</span>
        </button>
    }
}
