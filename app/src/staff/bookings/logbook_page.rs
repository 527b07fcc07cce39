//! A logbook's own page: the same acts as on its booking's.

use domain::bookings::logbook::Logbook;
use domain::bookings::progress::LogbookStatus;
use domain::permission::{Act, Area, Permission};
use domain::route::Endpoint;
use leptos::prelude::*;

use super::assign::logbook_form;
use super::steps::{ask_to_withdraw, odometer_form};
use crate::records::detail::Shown;
use crate::session;
use crate::text::{bookings as words, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::icon::Icon;

#[derive(Clone, Copy)]
enum Open {
    Change,
    Odometer(Endpoint),
}

/// Start or finish, edit, withdraw: those that its state has.
pub(super) fn actions(shown: Shown) -> AnyView {
    let known: Memo<Option<Logbook>> =
        Memo::new(move |_| shown.record.value.with(|record| serde_json::from_value(record.clone()?).ok()));
    let open = RwSignal::new(None::<Open>);
    let visible = RwSignal::new(false);
    let show = move |what: Open| {
        open.set(Some(what));
        visible.set(true);
    };
    let buttons = move || {
        let logbook = known.get()?;
        let status = logbook.facts.status;
        let driver = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.driver));
        let mine = driver.is_some() && driver == logbook.fields.driver;
        let edits = session::refused(Permission::In(Area::Bookings, Act::Edit));
        let drives = Signal::stored(if mine { None } else { edits.clone() });
        let edits = Signal::stored(edits);
        let step = match status {
            LogbookStatus::New => Some((words::START_DRIVING, Icon::Play, Endpoint::StartLogbook)),
            LogbookStatus::Processing => Some((words::FINISH_DRIVING, Icon::Stop, Endpoint::FinishLogbook)),
            _ => None,
        };
        let of = (logbook.id, logbook.version);
        let number = logbook.facts.number;
        let withdraw = matches!(status, LogbookStatus::New | LogbookStatus::Processing).then(|| {
            let press = move |()| ask_to_withdraw(shown, of, &number);
            view! { <Button label=t(words::WITHDRAW) kind=ButtonKind::Quiet disabled_reason=edits on_press=press /> }
        });
        Some(view! {
            {step.map(|(label, icon, endpoint)| view! {
                <Button label=t(label) kind=ButtonKind::Primary icon=icon disabled_reason=drives on_press=move |()| show(Open::Odometer(endpoint)) />
            })}
            {status.is_active().then(|| view! {
                <Button label=t(records::EDIT) icon=Icon::Edit disabled_reason=edits on_press=move |()| show(Open::Change) />
            })}
            {withdraw}
        })
    };
    let title = Signal::derive(move || {
        let text = match open.get() {
            Some(Open::Odometer(Endpoint::StartLogbook)) => words::START_DRIVING,
            Some(Open::Odometer(_)) => words::FINISH_DRIVING,
            _ => words::CHANGE_ASSIGNMENT,
        };
        t(text).to_owned()
    });
    let form = move || {
        let (what, logbook) = (open.get()?, known.get_untracked()?);
        let of = (logbook.id, logbook.version);
        Some(match what {
            Open::Odometer(endpoint) => odometer_form(shown, endpoint, of, visible),
            Open::Change => {
                let done = Callback::new(move |()| shown.record.reload());
                logbook_form(logbook.fields, Some((of, logbook.facts.status)), visible, done)
            }
        })
    };
    view! {
        {buttons}
        <Dialog open=visible title=title kind=DialogKind::Side>{form}</Dialog>
    }
    .into_any()
}
