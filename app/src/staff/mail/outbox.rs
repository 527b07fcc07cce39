//! The outbox: what waits, what went, what failed and why; to send again or to cancel.

use domain::mail::failure::MailFailure;
use domain::mail::outbox::{CarriedLink, LINK_GONE, OutboxKind, OutboxStatus, Recipient};
use domain::permission::{NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::attempt;
use crate::net::call;
use crate::records::detail::{Shown, facts};
use crate::records::field::{Custom, UNTITLED};
use crate::records::files;
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::session;
use crate::text::{fields as labels, mail as words, records, t};
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::tone::Tone;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::OutboxMail, list: &LIST, form: None, detail: Some(Detail::Spec(&DETAIL)) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::OutboxMail,
    columns: &[
        Column::new("subject", labels::SUBJECT, Kind::Line).title(),
        Column::new("to", words::RECIPIENT, Kind::Email),
        Column::new("created_at", words::WRITTEN_AT, Kind::Instant).falling(),
        Column::new("kind", words::KIND, Kind::Choice(choices::<OutboxKind>)).wide(),
        Column::new("account_name", RecordKind::MailAccount.singular(), Kind::Line).wide(),
        Column::new("status", labels::STATUS, Kind::State(choices::<OutboxStatus>)).state(),
    ],
    filters: &[
        Filter::new("status", labels::STATUS, By::AnyOf(choices::<OutboxStatus>)),
        Filter::new("kind", words::KIND, By::OneOf(choices::<OutboxKind>)),
        Filter::new("created_at", words::WRITTEN_AT, By::Dates),
    ],
    empty: words::NO_MAILS,
    icon: Icon::Mail,
    row: None,
};

/// Only shown: a mail in the outbox is not changed any more.
const PARTIES: Custom = Custom { control: |_, _| ().into_any(), group: false, show: parties };

fn parties(all: &Value) -> String {
    let all: Vec<Recipient> = serde_json::from_value(all.clone()).unwrap_or_default();
    all.iter().map(Recipient::written).collect::<Vec<_>>().join(", ")
}

const FACTS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("subject", labels::SUBJECT, Kind::Line).wide(),
        Field::new("to", words::TO, Kind::Custom(PARTIES)).wide(),
        Field::new("cc", words::CC, Kind::Custom(PARTIES)).wide(),
        Field::new("bcc", words::BCC, Kind::Custom(PARTIES)).wide(),
        Field::new("text", words::TEXT, Kind::Paragraph).wide(),
        Field::new("kind", words::KIND, Kind::Choice(choices::<OutboxKind>)),
        Field::new("account_name", RecordKind::MailAccount.singular(), Kind::Line),
        Field::new("attempts", words::ATTEMPTS, Kind::Whole),
        Field::new("sent_at", words::SENT_AT, Kind::Instant),
        Field::new("said", words::SAID, Kind::Line).wide(),
        Field::new("message_id", words::MESSAGE_ID, Kind::Line).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::OutboxMail,
    form: None,
    subtitle: None,
    state: Some(Field::new("status", labels::STATUS, Kind::State(choices::<OutboxStatus>))),
    tabs: &[
        Tab::new("", words::GENERAL, Body::View(general)),
        Tab::new("trouble", words::TROUBLE, Body::View(trouble)),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

fn general(shown: Shown) -> AnyView {
    let unsent = move || link_gone(shown).filter(|_| shown.text("status") != OutboxStatus::Sent.code());
    view! {
        {move || unsent().map(|why| view! { <Note tone=Tone::Info>{why}</Note> })}
        <div class="cards">{files::card(shown)}</div>
        {facts(shown, FACTS)}
    }
    .into_any()
}

/// Why it can't go again, if a single-use link is why.
fn link_gone(shown: Shown) -> Option<String> {
    let link = shown.text("link").parse::<CarriedLink>().ok()?;
    (!link.may_go()).then(|| t(LINK_GONE).to_owned())
}

/// Why it has not gone, as far as is known.
fn trouble(shown: Shown) -> AnyView {
    (move || match MailFailure::parse(&shown.text("failure")) {
        Some(failure) => attempt::failed(failure, &shown.text("said")),
        None => view! { <p>{t(words::NO_TROUBLE)}</p> }.into_any(),
    })
    .into_any()
}

fn actions(shown: Shown) -> AnyView {
    let refused = Signal::derive(move || session::refused(Permission::To(NamedAct::SendMail)));
    let not_again = Signal::derive(move || refused.get().or_else(|| link_gone(shown)));
    let act = move |endpoint: Endpoint| {
        let version = untrack(|| shown.version());
        spawn_local(async move {
            match call(endpoint).at(shown.id).version(version).send::<Value>().await {
                Ok(_) => shown.record.reload(),
                Err(problem) => {
                    shown.refusal.try_set(Some(problem));
                    shown.record.reload();
                }
            }
        });
    };
    let status = move || shown.text("status").parse::<OutboxStatus>().ok();
    view! {
        {move || status().is_some_and(OutboxStatus::may_resend).then(|| view! {
            <Button label=t(words::RESEND) icon=Icon::Refresh disabled_reason=not_again
                on_press=move |()| act(Endpoint::ResendMail) />
        })}
        {move || status().is_some_and(OutboxStatus::may_cancel).then(|| view! {
            <Button label=t(words::CANCEL) icon=Icon::Close disabled_reason=refused
                on_press=move |()| act(Endpoint::CancelMail) />
        })}
    }
    .into_any()
}
