//! A role's permissions as a grid: a row for each area, a column for each act, and the named acts below. Only what anything asks for
//! has a box ([`Area::acts`]).

use domain::permission::{Act, Area, NamedAct, Permission};
use leptos::prelude::*;
use serde_json::Value;

use crate::records::field::{Custom, Field};
use crate::records::form::FormState;
use crate::records::{Kind, from_json};
use crate::session;
use crate::text::{people as words, small, t};

pub(super) const PERMISSIONS: Kind = Kind::Custom(Custom { control, group: true, show });

fn label(permission: Permission) -> String {
    match permission {
        Permission::In(area, act) => [t(area.label()), ": ", &small(t(act.label()))].concat(),
        Permission::To(named) => t(named.label()).to_owned(),
    }
}

/// `Bookings: view, edit; Fleet: view; Approve bookings`: each area is named once.
fn show(value: &Value) -> String {
    let codes = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut text = String::new();
    let mut last = None;
    for permission in codes.filter_map(Permission::parse).filter(|permission| permission.is_asked_for()) {
        let area = if let Permission::In(area, _) = permission { Some(area) } else { None };
        match permission {
            Permission::In(_, act) if area == last => {
                text.push_str(", ");
                text.push_str(&small(t(act.label())));
            }
            _ => {
                if !text.is_empty() {
                    text.push_str("; ");
                }
                text.push_str(&label(permission));
            }
        }
        last = area;
    }
    text
}

/// A box for one permission. What one doesn't hold oneself can't be granted, and says so.
fn tick(state: FormState, field: &'static Field, permission: Permission) -> AnyView {
    let code = permission.code();
    let known = code.clone();
    let on = Memo::new(move |_| {
        state.value(field.name).as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == Some(&known)))
    });
    let change = move |_| {
        let mut all: Vec<Value> = from_json(&state.value(field.name));
        if on.get_untracked() {
            all.retain(|one| one.as_str() != Some(&code));
        } else {
            all.push(Value::String(code.clone()));
        }
        state.set(field.name, Value::Array(all));
    };
    let foreign = !session::permissions().grantable().has(permission);
    let title =
        if foreign { [label(permission).as_str(), " – ", t(words::NOT_YOURS)].concat() } else { label(permission) };
    view! {
        <input
            type="checkbox"
            aria-label=title.clone()
            title=title
            prop:checked=on
            disabled=move || foreign && !on.get()
            on:change=change
        />
    }
    .into_any()
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let areas = || Area::ALL.iter().copied().filter(|area| !area.acts().is_empty());
    let acts = || Act::ALL.iter().copied().filter(|act| areas().any(|area| area.acts().contains(act)));
    let heads = acts().map(|act| view! { <th scope="col">{t(act.label())}</th> }).collect_view();
    let row = |area: Area| {
        let ticks = acts()
            .map(|act| {
                let offered = area.acts().contains(&act).then(|| tick(state, field, Permission::In(area, act)));
                view! { <td class="table-tick">{offered}</td> }
            })
            .collect_view();
        view! { <tr><th scope="row">{t(area.label())}</th>{ticks}</tr> }
    };
    let named = NamedAct::ALL.iter().filter(|act| act.is_asked_for()).map(|act| {
        view! { <li><label class="checkbox">{tick(state, field, Permission::To(*act))}{t(act.label())}</label></li> }
    });
    view! {
        <div class="permissions">
            <table>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{areas().map(row).collect_view()}</tbody>
            </table>
            <ul>{named.collect_view()}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_area_is_named_once() {
        let all = serde_json::json!([
            "bookings.view",
            "bookings.edit",
            "fleet.view",
            "tickets.view",
            "approve_bookings",
            "manage_mail"
        ]);
        let text = super::show(&all);
        assert_eq!(text.matches(domain::permission::Area::Bookings.label().0[0]).count(), 1, "{text}");
        assert_eq!(text.matches("; ").count(), 3, "{text}");
    }
}
