//! Lines over time, one point per label.

use super::scale::Scale;
use super::{Series, WIDTH, frame, hue, spoken};
use leptos::prelude::*;

#[component]
pub fn LineChart(
    /// Says what is shown; the caption of the table.
    #[prop(into)]
    label: String,
    #[prop(into)] labels: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(into)] format: Callback<i64, String>,
) -> AnyView {
    frame(label, labels, series, format, format, draw)
}

fn draw(labels: &[String], series: &[Series], scale: Scale, format: Callback<i64, String>) -> AnyView {
    let count = i64::try_from(labels.len().max(1)).unwrap_or(1);
    let one = |(which, series): (usize, &Series)| {
        let mut points = String::new();
        let mut dots = Vec::new();
        let mut x = WIDTH / count / 2;
        for (value, label) in series.values.iter().zip(labels) {
            let (px, py) = (x.to_string(), scale.y(*value).to_string());
            points.push_str(&[&px, ",", &py, " "].concat());
            // A line of no length with round ends: a dot that keeps its shape when the drawing is stretched.
            let dot = ["M", &px, " ", &py, "h0.01"].concat();
            dots.push(view! {
                <path class="chart-dot" data-series=hue(which) d=dot><title>{spoken(series, label, *value, format)}</title></path>
            });
            x += WIDTH / count;
        }
        view! {
            <polyline class="chart-line" data-series=hue(which) points=points />
            {dots}
        }
    };
    series.iter().enumerate().map(one).collect_view().into_any()
}
