//! What no log answers, asked one at a time; and what was answered, to be taken back.

use crate::diagnosis::{Need, Run};
use crate::report::{Outline, words};
use crate::ui::parts::Prose;
use crate::ui::session::Session;
use crate::worker::{Asked, View};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct QuestionsProps {
    pub run: Run<String>,
    pub view: Rc<View>,
    pub session: Session,
}

#[component]
pub(crate) fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { run, view, session } = props;
    let skipped = use_state(Vec::<String>::new);
    let outline = Outline::of(run);
    let needs = outline.needs();
    let open = needs.iter().filter_map(|(need, _)| match need {
        Need::Question { question } => view.questions.iter().find(|asked| asked.id == *question),
        Need::Artifact { .. } | Need::Setting { .. } => None,
    });
    let open: Vec<&Asked> = open.filter(|asked| !skipped.contains(&asked.id)).collect();
    let answered = view.questions.iter().filter_map(|asked| Some((asked, view.diagnosis.answers.get(&asked.id)?)));
    let said: Vec<Html> = answered.map(|(asked, answer)| heard(asked, answer, session)).collect();
    if open.is_empty() && said.is_empty() {
        return Html::default();
    }
    let skip = |asked: &Asked| {
        let (skipped, id) = (skipped.clone(), asked.id.clone());
        Callback::from(move |_: MouseEvent| skipped.set(skipped.iter().cloned().chain([id.clone()]).collect()))
    };
    html! {
        <div class="questions">
            <h3>{ "What only you can know" }</h3>
            if !said.is_empty() {
                <ul>{ for said }</ul>
            }
            if let Some(asked) = open.first() {
                <fieldset class="question" key={asked.id.clone()} data-question={asked.id.clone()}>
                    <legend>{ words::question(&asked.id) }</legend>
                    <p class="quiet"><Prose text={asked.how.clone()} /></p>
                    { answers(asked, session) }
                    <button type="button" data-action="skip" onclick={skip(asked)}>{ "I do not know" }</button>
                    if open.len() > 1 {
                        <span class="quiet">{ format!(" {} more after this one", open.len() - 1) }</span>
                    }
                </fieldset>
            }
        </div>
    }
}

/// Buttons where there is a choice, else a field.
fn answers(asked: &Asked, session: &Session) -> Html {
    let say = |answer: String| {
        let (session, id) = (session.clone(), asked.id.clone());
        Callback::from(move |_: MouseEvent| session.answer(&id, Some(answer.clone())))
    };
    if !asked.options.is_empty() {
        let button = |option: &crate::pack::Choice| {
            html! {
                <button type="button" data-answer={option.value.clone()} onclick={say(option.value.clone())}>{ &option.label }</button>
            }
        };
        return html! { { for asked.options.iter().map(button) } };
    }
    let onsubmit = {
        let (session, id) = (session.clone(), asked.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: web_sys::Element = event.target_unchecked_into();
            let field = form.query_selector("input").ok().flatten();
            let answer = field.map(|field| wasm_bindgen::JsCast::unchecked_into::<HtmlInputElement>(field).value());
            if let Some(answer) = answer.filter(|answer| !answer.trim().is_empty()) {
                session.answer(&id, Some(answer.trim().to_owned()));
            }
        })
    };
    html! {
        <form {onsubmit}>
            <input
                type={if asked.time { "datetime-local" } else { "text" }}
                step={asked.time.then_some("1")}
                maxlength="200"
                autocomplete="off"
                aria-label={words::question(&asked.id).to_owned()}
            />
            <button type="submit">{ "Answer" }</button>
        </form>
    }
}

/// What was answered.
fn heard(asked: &Asked, answer: &str, session: &Session) -> Html {
    let label = asked.options.iter().find(|option| option.value == answer).map_or(answer, |option| &option.label);
    let onclick = {
        let (session, id) = (session.clone(), asked.id.clone());
        Callback::from(move |_: MouseEvent| session.answer(&id, None))
    };
    html! {
        <li data-answered={asked.id.clone()}>
            <span>{ words::question(&asked.id) }{ " " }<strong>{ label }</strong></span>
            <button type="button" data-action="take-back" {onclick}>{ "Change" }<span class="unseen">{ " this answer" }</span></button>
        </li>
    }
}
