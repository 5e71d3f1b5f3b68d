//! How far reading has come, and the way to stop it.

use crate::ui::text;
use crate::worker::protocol::Progress;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// The analysis tells how far it has come ten times a second; after so many milliseconds without a word that is told.
const SILENCE: u32 = 4_500;

#[derive(Properties, PartialEq)]
pub(crate) struct ReadingProps {
    pub progress: Progress,
    pub on_cancel: Callback<()>,
}

#[component]
pub(crate) fn Reading(props: &ReadingProps) -> Html {
    let progress = &props.progress;
    let percent = text::percent(progress).to_string();
    let is_silent = use_state(|| false);
    {
        let is_silent = is_silent.clone();
        use_effect_with(progress.clone(), move |_| {
            is_silent.set(false);
            let timer = Timeout::new(SILENCE, move || is_silent.set(true));
            move || drop(timer)
        });
    }
    html! {
        <section class="reading card" aria-labelledby="reading-title">
            <h2 id="reading-title">{ "Reading the logs" }</h2>
            <progress max="100" value={percent} aria-labelledby="reading-title"></progress>
            <p class="amount">{ text::progress(progress) }</p>
            <p class="file">{ &progress.file }</p>
            if *is_silent {
                <p class="silent" role="status">{ "It has not said anything for some seconds. It may be drawing its conclusions from very many logs, or the browser may have stopped it. Cancel keeps what was here before." }</p>
            }
            <button type="button" data-action="cancel" onclick={props.on_cancel.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
        </section>
    }
}
