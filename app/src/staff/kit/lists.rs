//! Lists: filters, table, pages; loading, empty, failed.

use super::{fields, sample};
use crate::ui::button::{Button, Kind, Size};
use crate::ui::cell::Cell;
use crate::ui::choice::Choice;
use crate::ui::empty::EmptyState;
use crate::ui::failure::{ErrorState, Failure};
use crate::ui::filters::{Chosen, Filter, FilterBar, FilterKind};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Place, Row, Sort, Table};
use crate::ui::toast;
use crate::ui::tone::Tone;
use leptos::prelude::*;

fn columns() -> Vec<Column> {
    vec![
        Column::new("number", "Booking").place(Place::Title).sortable(),
        Column::new("customer", "Customer").sortable(),
        Column::new("pickup", "Pick-up").sortable(),
        Column::new("vehicle", "Vehicle").place(Place::Wide),
        Column::new("amount", "Amount").number().sortable().place(Place::Wide),
        Column::new("status", "Status").place(Place::State),
    ]
}

fn rows() -> Vec<Row> {
    let one =
        |n: &str, subject: &str, customer: &str, when: &str, vehicle: &str, amount: &str, tone, status: &str| Row {
            id: n.to_owned(),
            name: n.to_owned(),
            href: Some(["#", n].concat()),
            cells: vec![
                Cell::Two(subject.into(), n.into()),
                Cell::text(customer),
                Cell::Exact(when.into(), "29 March 2026 03:15 CEST".into()),
                Cell::text(vehicle),
                if amount.is_empty() { Cell::Empty } else { Cell::Number(amount.into()) },
                Cell::Badge(tone, status.into()),
            ],
            muted: status == "Cancelled",
            head: None,
        };
    vec![
        one("BK-2026-00121", "Airport transfer", "Hotel Miramar", "tomorrow 06:15", "", "", Tone::New, "New"),
        one(
            "BK-2026-00120",
            "School trip to Toledo",
            "Colegio San José",
            "Fri 08:00",
            "4821 KLM",
            "€1,250.00",
            Tone::Approved,
            "Approved",
        ),
        one(
            "BK-2026-00118",
            "Pallets, cold chain",
            "Frutas del Sur S.L.",
            "today 14:30",
            "9914 JKT",
            "€480.00",
            Tone::Running,
            "Processing",
        ),
        one(
            "BK-2026-00117",
            "Congress shuttle with a subject so long that it has to wrap",
            "Asociación Española de Cardiología",
            "yesterday",
            "7730 LBC",
            "€12,900.00",
            Tone::Completed,
            "Completed",
        ),
        one("BK-2026-00115", "Wedding", "Bodas Alhambra", "12 March", "", "€900.00", Tone::Cancelled, "Cancelled"),
    ]
}

fn filters() -> Vec<Filter> {
    let states = ["New", "Approved", "Processing", "Completed"].map(|s| Choice::new(s.to_lowercase(), s)).to_vec();
    vec![
        Filter { key: "status", label: "Status", kind: FilterKind::AnyOf(states) },
        Filter { key: "pickup", label: "Pick-up", kind: FilterKind::Dates },
        Filter { key: "vehicle", label: "Vehicle", kind: FilterKind::Search(Callback::new(fields::vehicles)) },
        Filter {
            key: "archived",
            label: "Show",
            kind: FilterKind::OneOf(vec![Choice::new("live", "Live"), Choice::new("archived", "Archived")]),
        },
    ]
}

pub(super) fn lists_samples() -> AnyView {
    view! {
        {sample("List", living())}
        <div class="tiles" data-size="large">
            <Card title="Table, before the first answer" flush=true>
                <Table label="Bookings" columns=columns() rows=None expected=4 />
            </Card>
            <Card title="Table, nothing there" flush=true>
                <Table label="Bookings" columns=columns() rows=Some(Vec::new()) empty=nothing />
            </Card>
            <Card title="In a narrow place" flush=true>
                <div class="kit-narrow">
                    <Table label="Bookings" columns=columns() rows=Some(rows().into_iter().take(3).collect()) selected=Some(RwSignal::new(vec!["BK-2026-00120".to_owned()])) />
                </div>
            </Card>
            <Card title="Failed" flush=true>
                <ErrorState failure=failure() on_retry=|()| toast::info("Trying again") />
            </Card>
        </div>
    }
    .into_any()
}

fn failure() -> Failure {
    Failure {
        title: "The bookings could not be loaded".into(),
        detail: "The server took too long to answer. Your filters are kept.".into(),
        request_id: Some("8f14e45f-ceea-467f".into()),
        ..Failure::default()
    }
}

fn nothing() -> AnyView {
    view! {
        <EmptyState title="No bookings yet" detail="What customers request in the portal appears here at once." icon=Icon::Calendar>
            <Button label="New booking" kind=Kind::Primary icon=Icon::Plus />
        </EmptyState>
    }
    .into_any()
}

fn living() -> AnyView {
    let chosen =
        RwSignal::new(vec![Chosen { key: "status".into(), value: "new,approved".into(), shown: String::new() }]);
    let (query, sort) =
        (RwSignal::new(String::new()), RwSignal::new(Some(Sort { key: "pickup".into(), descending: true })));
    let (roomy, busy, selected) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(Vec::new()));
    let change = move |new: Chosen| {
        chosen.update(|all| {
            all.retain(|one| one.key != new.key);
            if !new.value.is_empty() {
                all.push(new);
            }
        });
    };
    let flip = |signal: RwSignal<bool>| move |()| signal.update(|on| *on = !*on);
    view! {
        <FilterBar
            filters=filters()
            chosen=chosen
            on_change=change
            query=query
            on_query=move |q| query.set(q)
            on_clear=move |()| chosen.set(Vec::new())
        >
            <Button label="Comfortable" size=Size::Small kind=Kind::Quiet pressed=move || Some(roomy.get()) on_press=flip(roomy) />
            <Button label="Loading" size=Size::Small kind=Kind::Quiet pressed=move || Some(busy.get()) on_press=flip(busy) />
            <Button label="CSV" size=Size::Small icon=Icon::Download />
        </FilterBar>
        <Table
            label="Bookings"
            columns=columns()
            rows=Some(rows())
            busy=busy
            sort=sort
            on_sort=move |new| sort.set(Some(new))
            selected=Some(selected)
            roomy=roomy
        />
        <Pages shown="1–5 of 312" previous=None next=Some("#next".to_owned()) />
    }
    .into_any()
}
