//! Shares of a whole. For few parts; the legend says the numbers, so colour is not needed to read it.

use super::super::tone::Tone;
use super::super::words;
use super::hue;
use crate::text::t;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    pub label: String,
    /// Not negative.
    pub value: i64,
    /// Where the part is a state; otherwise the series' colours.
    pub tone: Option<Tone>,
    pub href: Option<String>,
}

/// The ring's length in its own units.
const ROUND: i64 = 1000;

#[component]
pub fn Donut(
    #[prop(into)] label: String,
    #[prop(into)] slices: Signal<Vec<Slice>>,
    #[prop(into)] format: Callback<i64, String>,
) -> AnyView {
    let whole = move || slices.with(|all| all.iter().map(|s| s.value.max(0)).sum::<i64>());
    let ring = move || {
        let total = whole().max(1);
        let mut start = 0;
        let arcs = slices.get().into_iter().enumerate().map(|(at, slice)| {
            let length = slice.value.max(0).saturating_mul(ROUND) / total;
            let gap = if length > 12 { 6 } else { 0 };
            let dash = [(length - gap).to_string().as_str(), " ", &(ROUND - length + gap).to_string()].concat();
            let offset = (-start).to_string();
            start += length;
            view! {
                <circle
                    class="donut-arc"
                    data-series=hue(at)
                    data-tone=slice.tone.map(Tone::name)
                    cx="60" cy="60" r="48" pathLength="1000"
                    stroke-dasharray=dash
                    stroke-dashoffset=offset
                />
            }
        });
        arcs.collect_view()
    };
    let row = move |(at, slice): (usize, Slice)| {
        let name = match slice.href {
            Some(href) => view! { <a href=href>{slice.label}</a> }.into_any(),
            None => slice.label.into_any(),
        };
        view! {
            <tr>
                <th scope="row">
                    <span class="chart-swatch" data-series=hue(at) data-tone=slice.tone.map(Tone::name)></span>
                    {name}
                </th>
                <td>{format.run(slice.value)}</td>
            </tr>
        }
    };
    view! {
        <figure class="donut">
            <div class="donut-ring">
                <svg viewBox="0 0 120 120" aria-hidden="true">
                    <circle class="donut-ground" cx="60" cy="60" r="48" />
                    <g transform="rotate(-90 60 60)">{ring}</g>
                </svg>
                <p class="donut-total"><strong>{move || format.run(whole())}</strong><span>{t(words::TOTAL)}</span></p>
            </div>
            <table class="donut-legend">
                <caption class="hidden-text">{label}</caption>
                <tbody>{move || slices.get().into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </figure>
    }
    .into_any()
}
