//! The portal's lists: cards, a page at a time, their whole state in the address.

use domain::list::{ListQuery, Page};
use domain::money::invoice::InvoiceStatus;
use domain::route::Route;
use leptos::prelude::*;
use serde_json::Value;

use crate::nav;
use crate::net::call_at;
use crate::net::fetch::{self, Resource};
use crate::records::Line;
use crate::text::{portal as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind, LinkButton};
use crate::ui::icon::Icon;

pub(super) type Query = Memo<ListQuery>;

/// What the address asks for.
pub(super) fn query() -> Query {
    let address = nav::query();
    Memo::new(move |_| address.with(|query| nav::list_query(query)))
}

pub(super) fn show(path: &str, query: &ListQuery) {
    nav::replace_query(&[path, "?", &query.to_query()].concat());
}

/// A page of a list. Its rows are read by column name: their types would weigh more than all that is shown of them.
pub(super) type Rows = Page<Vec<Value>>;

pub(super) fn resource(route: Route, query: Query) -> Resource<Rows> {
    fetch::resource(move || Some(call_at(&route).query(query.with(ListQuery::to_query))))
}

/// An invoice's state as who pays it calls it.
pub(super) fn payer(status: InvoiceStatus) -> AnyView {
    let status = if status == InvoiceStatus::PartlyPaid { InvoiceStatus::Issued } else { status };
    let label = if status == InvoiceStatus::Issued { words::TO_PAY } else { status.label() };
    view! { <Badge label=t(label) tone=status.tone() /> }.into_any()
}

/// The page's rows as cards, and the way to the next one. Back leads to the one before.
pub(super) fn view(
    path: &'static str,
    query: Query,
    found: Resource<Rows>,
    row: fn(&Line) -> AnyView,
    empty: fn(Query) -> AnyView,
) -> AnyView {
    found.view(move |page| {
        if page.rows.is_empty() {
            return empty(query);
        }
        let rows = page.rows.iter().map(|values| view! { <li>{row(&Line::of(&page, values))}</li> }).collect_view();
        let next = page.next.map(|cursor| {
            let next = query.with_untracked(|query| ListQuery { cursor, ..query.clone() });
            view! { <Button label=t(words::MORE_ROWS) icon=Icon::Down kind=Kind::Plain on_press=move |()| show(path, &next) /> }
        });
        let first = query.with_untracked(|query| {
            (!query.cursor.is_empty()).then(|| {
                let first = ListQuery { cursor: String::new(), ..query.clone() };
                let href = [path, "?", &first.to_query()].concat();
                view! { <LinkButton label=t(words::FIRST_ROWS) href=href kind=Kind::Quiet icon=Icon::Up /> }
            })
        });
        view! { <ul class="portal-cards">{rows}</ul><div class="actions">{first}{next}</div> }.into_any()
    })
}
