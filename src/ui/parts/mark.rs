//! A verdict as a shape: it can be told apart without colour.

use crate::diagnosis::Verdict;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct MarkProps {
    pub verdict: Verdict,
}

#[component]
pub(crate) fn Mark(props: &MarkProps) -> Html {
    let (name, outline, sign) = match props.verdict {
        Verdict::Pass => ("pass", CIRCLE, "M6 10.2 8.8 13 14 7.4"),
        Verdict::Fail => ("fail", CIRCLE, "M7 7 13 13M13 7 7 13"),
        Verdict::Warn => ("warn", "M10 2.2 18.6 17H1.4Z", "M10 7.6v4.2M10 14.2v.2"),
        Verdict::Info => ("info", CIRCLE, "M10 9.2v4.6M10 6.2v.2"),
        Verdict::Unknown => ("unknown", CIRCLE, "M7.6 8a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .7-1 1.5M10 14v.2"),
        Verdict::NotApplicable => ("not-applicable", CIRCLE, "M6.8 10h6.4"),
    };
    html! {
        <svg class={classes!("mark", name)} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path class="outline" d={outline} />
            <path class="sign" d={sign} />
        </svg>
    }
}

const CIRCLE: &str = "M10 1.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17Z";
