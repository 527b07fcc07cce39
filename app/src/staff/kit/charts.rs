//! Charts, each with its table.

use domain::bookings::progress::BookingStatus;

use super::sample;
use crate::text::t;
use crate::ui::chart::{BarChart, Donut, LineChart, Series, Slice};
use leptos::prelude::*;

fn months() -> Vec<String> {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map(str::to_owned).to_vec()
}

fn series(name: &str, values: &[i64]) -> Series {
    Series { name: name.into(), values: values.to_vec() }
}

fn euros(value: i64) -> String {
    let mut out = String::from("€");
    out.push_str(&(value / 1000).to_string());
    out.push('k');
    out
}

pub(super) fn charts_samples() -> AnyView {
    let money = || {
        vec![
            series(
                "Invoiced",
                &[31_000, 36_500, 48_210, 42_000, 39_900, 51_000, 58_300, 22_000, 47_000, 52_500, 49_000, 61_000],
            ),
            series(
                "Collected",
                &[28_000, 33_000, 41_000, 44_000, 35_000, 47_500, 51_000, 30_000, 39_000, 50_000, 47_000, 52_000],
            ),
        ]
    };
    let profit =
        vec![series("Result", &[4_000, -2_500, 6_000, 3_200, -800, 7_500, 9_000, -5_000, 4_400, 6_100, 5_000, 8_800])];
    let slice = |state: &BookingStatus| Slice {
        label: t(state.label()).to_owned(),
        value: 7 + 13 * *state as i64,
        tone: Some(state.tone()),
        href: Some("#bookings".into()),
    };
    let states: Vec<Slice> = BookingStatus::ALL.iter().map(slice).collect();
    view! {
        <div class="tiles" data-size="large">
            {sample("Bars", view! { <BarChart label="Invoiced and collected by month" labels=months() series=money() format=euros /> })}
            {sample("Lines", view! { <LineChart label="Invoiced and collected by month" labels=months() series=money() format=euros /> })}
            {sample("Bars below zero", view! { <BarChart label="Result by month" labels=months() series=profit format=euros /> })}
            {sample("Donut", view! { <Donut label="Bookings by status" slices=states format=|n: i64| n.to_string() /> })}
        </div>
    }
    .into_any()
}
