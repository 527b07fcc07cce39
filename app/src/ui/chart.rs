//! Charts as SVG, each with the same numbers as a table behind it.
//!
//! Values are whole numbers (minor units, counts), so nothing here formats a float; the screen says them in words through
//! `format`. The drawing stretches with its box (`preserveAspectRatio="none"`) while words are HTML beside it, so text
//! keeps its size at any width. Every size is an SVG attribute.

mod bar;
mod donut;
mod line;
mod scale;

pub use bar::BarChart;
pub use donut::{Donut, Slice};
pub use line::LineChart;

use super::words;
use crate::text::t;
use leptos::prelude::*;
use scale::Scale;

/// The drawing's own units; the browser stretches them.
const WIDTH: i64 = 1000;
const HEIGHT: i64 = 400;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    /// One per label.
    pub values: Vec<i64>,
}

/// Turns labels and series into shapes.
type Draw = fn(&[String], &[Series], Scale, Callback<i64, String>) -> AnyView;

/// What bars and lines share: axis, legend, table; `draw` fills the SVG.
fn frame(
    label: String,
    labels: Signal<Vec<String>>,
    series: Signal<Vec<Series>>,
    format: Callback<i64, String>,
    axis: Callback<i64, String>,
    draw: Draw,
) -> AnyView {
    let plot = move || {
        let (labels, series) = (labels.get(), series.get());
        let scale = Scale::fit(series.iter().flat_map(|s| s.values.iter().copied()));
        let ticks: Vec<i64> = scale.ticks().collect();
        let lines = ticks.iter().map(|tick| {
            let y = scale.y(*tick).to_string();
            view! { <line class="chart-grid" x1="0" x2=WIDTH.to_string() y1=y.clone() y2=y data-zero=*tick == 0 /> }
        });
        let lines = lines.collect_view();
        let drawn = draw(&labels, &series, scale, format);
        view! {
            <div class="chart-axis-y">
                {ticks.iter().rev().map(|tick| view! { <span>{axis.run(*tick)}</span> }).collect_view()}
            </div>
            <svg class="chart-plot" viewBox="0 0 1000 400" preserveAspectRatio="none" aria-hidden="true">{lines}{drawn}</svg>
            <div class="chart-axis-x">{labels.into_iter().map(|label| view! { <span>{label}</span> }).collect_view()}</div>
        }
    };
    let names = move || series.get().into_iter().map(|s| s.name).collect::<Vec<_>>();
    let table = move || numbers(label.clone(), &labels.get(), &series.get(), format);
    view! {
        <figure class="chart">
            <div class="chart-frame">{plot}</div>
            {move || legend(names())}
            {table}
        </figure>
    }
    .into_any()
}

fn legend(names: Vec<String>) -> AnyView {
    if names.len() < 2 {
        return ().into_any();
    }
    let one = |(at, name)| view! { <li><span class="chart-swatch" data-series=hue(at)></span>{name}</li> };
    view! { <ul class="chart-legend" aria-hidden="true">{names.into_iter().enumerate().map(one).collect_view()}</ul> }
        .into_any()
}

fn numbers(label: String, labels: &[String], series: &[Series], format: Callback<i64, String>) -> AnyView {
    let head = series.iter().map(|s| view! { <th scope="col">{s.name.clone()}</th> }).collect_view();
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let cells = series.iter().map(|s| view! { <td>{s.values.get(at).map(|v| format.run(*v))}</td> }).collect_view();
        view! { <tr><th scope="row">{label.clone()}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <details class="chart-data">
            <summary>{t(words::SHOW_AS_TABLE)}</summary>
            <table>
                <caption class="hidden-text">{label}</caption>
                <thead><tr><td></td>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// Series colours repeat after six.
fn hue(at: usize) -> &'static str {
    const HUES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
    HUES.get(at % HUES.len()).copied().unwrap_or("1")
}

/// The words a pointer finds on a shape.
fn spoken(series: &Series, label: &str, value: i64, format: Callback<i64, String>) -> String {
    [label, " · ", &series.name, ": ", &format.run(value)].concat()
}
