//! What the user suffers from.

use crate::diagnosis::Symptom;
use crate::ui::text;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SymptomsProps {
    pub chosen: Symptom,
    /// A result from a link cannot be looked at in another way, for its logs are not here.
    pub fixed: bool,
    pub on_choose: Callback<Symptom>,
}

#[component]
pub(crate) fn Symptoms(props: &SymptomsProps) -> Html {
    let radio = |symptom: Symptom| {
        let onchange = props.on_choose.reform(move |_: Event| symptom);
        html! {
            <label class="choice">
                <input type="radio" name="symptom" value={symptom.id()} checked={symptom == props.chosen} {onchange} />
                <span>{ text::symptom(symptom) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="symptoms" disabled={props.fixed}>
            <legend>{ "What is wrong?" }</legend>
            { for Symptom::ALL.into_iter().map(radio) }
        </fieldset>
    }
}
