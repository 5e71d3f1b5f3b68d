//! What to do.

use crate::ui::parts::CopyButton;
use crate::ui::text::{Piece, pieces};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RemedyProps {
    pub text: AttrValue,
}

#[component]
pub(crate) fn RemedyView(props: &RemedyProps) -> Html {
    let show = |piece: Piece| match piece {
        Piece::Prose(text) => html! { <p>{ text }</p> },
        Piece::Copy(text) => html! {
            <div class="copyable">
                <pre><code>{ &text }</code></pre>
                <CopyButton {text} what="these lines" />
            </div>
        },
    };
    html! { <>{ for pieces(&props.text).into_iter().map(show) }</> }
}
