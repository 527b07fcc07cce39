//! Which columns a list shows: each person takes away and adds what they like, and finds it so the next time.

use leptos::prelude::*;

use super::super::rights::visibility;
use crate::records::spec::list::{Column, ListSpec};
use crate::session;
use crate::text::{records as words, t};
use crate::ui::button::{Button, Kind};
use crate::ui::check::Checkbox;
use crate::ui::dialog::Dialog;
use crate::ui::table::Place;

/// The columns of one list.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    spec: &'static ListSpec,
    /// Names of those that are otherwise than the list begins with: columns that come later begin as they are meant to.
    turned: RwSignal<Vec<String>>,
}

fn kept_as(spec: &ListSpec) -> String {
    ["columns:", spec.kind.collection()].concat()
}

impl Columns {
    pub fn of(spec: &'static ListSpec) -> Self {
        let kept = session::preference(&kept_as(spec)).unwrap_or_default();
        let turned = kept.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Self { spec, turned: RwSignal::new(turned) }
    }

    /// Follows what is chosen.
    pub fn shows(self, column: &Column) -> bool {
        let turned = self.turned.with(|turned| turned.iter().any(|name| name == column.name));
        column.place == Place::Title || column.begins_shown != turned
    }

    fn turn(self, column: &Column) {
        self.turned.update(|turned| {
            let before = turned.len();
            turned.retain(|name| name != column.name);
            if turned.len() == before {
                turned.push(column.name.to_owned());
            }
        });
        self.keep();
    }

    fn keep(self) {
        session::prefer(kept_as(self.spec), self.turned.with_untracked(|turned| turned.join(",")));
    }

    /// Whether there is anything to choose.
    pub fn offers(self) -> bool {
        self.choices().count() > 1
    }

    /// Those that may come and go.
    fn choices(self) -> impl Iterator<Item = &'static Column> {
        let seen = visibility(self.spec.kind);
        self.spec.columns.iter().filter(move |column| column.place != Place::Title && seen.shows(column.name))
    }
}

/// The columns of a list, and whether they are about to be chosen.
#[derive(Clone, Copy)]
pub(super) struct Choosing {
    pub columns: Columns,
    pub open: RwSignal<bool>,
}

/// The list of them, each to be ticked.
pub(super) fn dialog(Choosing { columns, open }: Choosing) -> AnyView {
    let one = move |column: &'static Column| {
        let shown = RwSignal::new(untrack(|| columns.shows(column)));
        view! { <Checkbox value=shown label=t(column.label) on_change=move |_| columns.turn(column) /> }
    };
    let reset = move |()| {
        columns.turned.set(Vec::new());
        columns.keep();
        open.set(false);
    };
    view! {
        <Dialog open=open title=t(words::COLUMNS)>
            <div class="columns">{columns.choices().map(one).collect_view()}</div>
            <div class="actions" data-at="end">
                <Button label=t(words::COLUMNS_RESET) kind=Kind::Quiet on_press=reset />
                <Button label=t(words::CLOSE) kind=Kind::Primary on_press=move |()| open.set(false) />
            </div>
        </Dialog>
    }
    .into_any()
}
