//! The invoice on its booking's page: the one there is, or the button that drafts it.

use domain::bookings::booking::Booking;
use domain::permission::{Act, Area, Permission};
use domain::record::{Created, RecordKind};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::nav;
use crate::net::{call, new_key};
use crate::records::detail::Shown;
use crate::session;
use crate::text::{amount, bookings as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::toast;

pub(super) fn card(shown: Shown, known: Signal<Option<Booking>>) -> AnyView {
    let busy = RwSignal::new(false);
    // One key while the page lives: pressed twice, drafted once.
    let key = StoredValue::new(new_key());
    let draft = move |()| {
        busy.set(true);
        spawn_local(async move {
            let outcome = call(Endpoint::DraftInvoice).at(shown.id).key(&key.get_value()).send::<Created>().await;
            busy.try_set(false);
            match outcome {
                Ok(created) => {
                    toast::good(crate::records::done(crate::text::records::CREATED, RecordKind::Invoice, ""));
                    nav::go(&nav::record(RecordKind::Invoice, created.id));
                }
                Err(problem) => toast::bad(problem.title),
            }
        });
    };
    let refused = Signal::derive(move || {
        let may = session::refused(Permission::In(Area::Money, Act::Create));
        may.or_else(|| {
            let situation = known.get()?.facts.situation;
            let billable =
                situation.amount.is_some() && !matches!(situation.status.code(), "new" | "rejected" | "cancelled");
            (!billable).then(|| t(words::NOT_BILLABLE).to_owned())
        })
    });
    let body = move || {
        let booking = known.get()?;
        let live = booking
            .facts
            .invoice
            .filter(|invoice| invoice.status.code() != "cancelled" && invoice.status.code() != "credited");
        Some(match live {
            Some(invoice) => {
                let name = invoice.number.clone().unwrap_or_else(|| t(invoice.status.label()).to_owned());
                view! {
                    <p class="invoice-link">
                        <a href=nav::record(RecordKind::Invoice, invoice.id)>{name}</a>
                        <Badge label=t(invoice.status.label()) tone=invoice.status.tone() />
                        <span class="cell-number">{amount::amount(invoice.total)}</span>
                    </p>
                }
                .into_any()
            }
            None => view! {
                <p class="muted">{t(words::NO_INVOICE)}</p>
                <Button label=t(words::DRAFT_INVOICE) icon=Icon::Money busy=busy disabled_reason=refused on_press=draft />
            }
            .into_any(),
        })
    };
    view! { <Card title=t(RecordKind::Invoice.singular())>{body}</Card> }.into_any()
}
