//! All runs at a glance.

use crate::ui::parts::Mark;
use crate::ui::text;
use crate::worker::{RUNS_IN_FULL, View};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct OverviewProps {
    pub view: Rc<View>,
}

#[component]
pub(crate) fn Overview(props: &OverviewProps) -> Html {
    let view = &props.view;
    let row = |(place, run): (usize, &crate::diagnosis::Run<String>)| {
        let headline = text::headline(run);
        html! {
            <tr key={run.id.clone()}>
                <th scope="row">
                    <Mark verdict={text::outcome(run.root_cause.as_deref())} />
                    if place < RUNS_IN_FULL {
                        <a href={format!("#run-{}", run.id)} onclick={show(run.id.clone())}>{ headline }</a>
                    } else {
                        { headline }
                    }
                </th>
                <td>{ run.app.as_deref().unwrap_or("not known") }</td>
                <td>{ run.pid.map_or_else(|| "not known".to_owned(), |pid| pid.to_string()) }</td>
                <td>{ text::period(run).unwrap_or_else(|| "not known".to_owned()) }</td>
            </tr>
        }
    };
    let left_out = view.runs_left_out();
    html! {
        <section class="overview card" aria-labelledby="overview-title">
            <h2 id="overview-title">{ text::count(view.runs as u64, "run", "runs") }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="List of runs">
                <table>
                    <thead><tr>
                        <th scope="col">{ "Cause" }</th><th scope="col">{ "Application" }</th>
                        <th scope="col">{ "Process" }</th><th scope="col">{ "Time" }</th>
                    </tr></thead>
                    <tbody>{ for view.diagnosis.runs.iter().enumerate().map(row) }</tbody>
                </table>
            </div>
            if left_out > 0 {
                <p class="quiet">{ format!("and {} more; the JSON file holds all of them", left_out) }</p>
            }
        </section>
    }
}

/// Opens a run and goes there. The fragment of the address stays free for results.
fn show(id: String) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        super::run::reveal(&id);
    })
}
