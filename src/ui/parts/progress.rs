//! How far reading has come, and the way to stop it.

use crate::ui::text;
use crate::worker::protocol::Progress;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ReadingProps {
    pub progress: Progress,
    pub on_cancel: Callback<()>,
}

#[component]
pub(crate) fn Reading(props: &ReadingProps) -> Html {
    let progress = &props.progress;
    let percent = text::percent(progress).to_string();
    html! {
        <section class="reading card" aria-labelledby="reading-title">
            <h2 id="reading-title">{ "Reading the logs" }</h2>
            <progress max="100" value={percent} aria-labelledby="reading-title"></progress>
            <p class="amount">{ text::progress(progress) }</p>
            <p class="file">{ &progress.file }</p>
            <button type="button" data-action="cancel" onclick={props.on_cancel.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
        </section>
    }
}
