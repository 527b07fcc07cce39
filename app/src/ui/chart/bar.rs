//! Bars side by side, one group per label.

use super::scale::Scale;
use super::{Series, WIDTH, frame, hue, spoken};
use leptos::prelude::*;

#[component]
pub fn BarChart(
    /// Says what is shown; the caption of the table.
    #[prop(into)]
    label: String,
    #[prop(into)] labels: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(into)] format: Callback<i64, String>,
    /// The numbers at the axis, if shorter.
    #[prop(optional, into)]
    axis: Option<Callback<i64, String>>,
) -> AnyView {
    frame(label, labels, series, format, axis.unwrap_or(format), draw)
}

fn draw(labels: &[String], series: &[Series], scale: Scale, format: Callback<i64, String>) -> AnyView {
    let groups = i64::try_from(labels.len().max(1)).unwrap_or(1);
    let bars = i64::try_from(series.len().max(1)).unwrap_or(1);
    let group = WIDTH / groups;
    let bar = (group * 7 / 10 / bars).clamp(2, WIDTH / 16);
    let zero = scale.y(0);
    let mut shapes = Vec::new();
    let mut left = (WIDTH - group * groups) / 2;
    for (at, label) in labels.iter().enumerate() {
        let mut x = left + (group - bar * bars) / 2;
        for (which, one) in series.iter().enumerate() {
            if let Some(value) = one.values.get(at) {
                let y = scale.y(*value);
                shapes.push(view! {
                    <rect
                        class="chart-bar"
                        data-series=hue(which)
                        x=(x + bar / 12).to_string()
                        y=y.min(zero).to_string()
                        width=(bar - bar / 6).max(1).to_string()
                        height=(y - zero).abs().to_string()
                    >
                        <title>{spoken(one, label, *value, format)}</title>
                    </rect>
                });
            }
            x += bar;
        }
        left += group;
    }
    shapes.into_any()
}
