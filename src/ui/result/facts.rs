//! What is known about a run.

use crate::diagnosis::{Fact, Facts};
use crate::report::words;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct FactsProps {
    pub facts: Facts<String>,
    /// Names of the sources of the run.
    pub sources: Vec<String>,
}

#[component]
pub(crate) fn FactsView(props: &FactsProps) -> Html {
    let facts = &props.facts;
    let named = [
        ("Release", &facts.release),
        ("Operating system", &facts.os),
        ("Architecture", &facts.arch),
        ("Runtime", &facts.runtime),
        ("Debug logs", &facts.debug),
        ("Installation", &facts.install),
    ];
    html! {
        <details class="facts">
            <summary><h3>{ "Facts" }</h3><span class="glance">{ glance(facts) }</span></summary>
            <dl>{ for named.into_iter().map(|(name, fact)| entry(name, fact, "not known")) }</dl>
            if !facts.settings.is_empty() {
                <h4>{ "Settings" }</h4>
                <dl class="settings">{ for facts.settings.iter().map(|(name, fact)| entry(name, fact, "not set")) }</dl>
            }
            if !props.sources.is_empty() {
                <h4>{ "Files of this run" }</h4>
                <ul class="names">{ for props.sources.iter().map(|name| html! { <li>{ name }</li> }) }</ul>
            }
        </details>
    }
}

fn entry(name: &str, fact: &Fact<String>, otherwise: &'static str) -> Html {
    html! {
        <div>
            <dt>{ name }</dt>
            <dd>
                { words::fact(fact).unwrap_or_else(|| otherwise.to_owned()) }
                if let Some(how) = &fact.how {
                    <span class="how">{ how }</span>
                }
            </dd>
        </div>
    }
}

/// The facts that are asked for first.
fn glance(facts: &Facts<String>) -> String {
    let known = [&facts.release, &facts.os, &facts.arch, &facts.runtime].into_iter().filter_map(words::fact);
    known.collect::<Vec<_>>().join(" · ")
}
