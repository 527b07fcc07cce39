//! The outbox: what waits, what went, what failed and why; to send again or to cancel. A part of its own, with what is written there.

use domain::mail::failure::MailFailure;
use domain::mail::outbox::MessageDraft;
use domain::mail::outbox::OutboxRow;
use domain::mail::outbox::{
    BEING_SENT, CarriedLink, LINK_GONE, LeftOut, OutboxKind, OutboxMail, OutboxStatus, PERHAPS_SENT, QUEUED_BEHIND,
    Recipient,
};
use domain::permission::{NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::{Endpoint, Route};
use domain::text::Text;
use domain::time::Instant;
use domain::tone::states;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::{attempt, compose};
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::net::call_at;
use crate::records::columns;
use crate::records::detail::{Shown, facts};
use crate::records::field::{Custom, UNTITLED};
use crate::records::files;
use crate::records::{Body, Detail, DetailSpec, Field, Kind, ListSpec, Record, Section, Tab, choices};
use crate::records::{Fields, from_json};
use crate::session;
use crate::text::{date, fields as labels, fill, mail as words, records, t};
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["outbox/"];

pub(crate) static RECORDS: &[Record] = &[RECORD];

/// Called when the part is here.
pub fn open() -> Find {
    crate::records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(const { &[Screen::new("outbox/new", compose::compose_page)] }, path)
        .or_else(|| crate::records::find(RECORDS, path))
}

pub(crate) const RECORD: Record = Record { kind: RecordKind::OutboxMail, form: None, detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::OutboxMail,
    columns: columns![OutboxRow:
        SUBJECT.title(),
        TO,
        CREATED_AT,
        KIND.wide(),
        ACCOUNT_NAME.wide(),
        STATUS.state(),
    ],
    filters: OutboxRow::FILTERS,
    many: &[],
    empty: words::NO_MAILS,
    icon: Icon::Mail,
    row: None,
};

/// Only shown: a mail in the outbox is not changed any more.
const PARTIES: Custom = Custom { control: |_, _| ().into_any(), group: false, show: parties };

fn parties(all: &Value) -> String {
    let all: Vec<Recipient> = from_json(all);
    all.iter().map(Recipient::written).collect::<Vec<_>>().join(", ")
}

const FACTS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::of_draft(MessageDraft::SUBJECT).wide(),
        Field::of_draft(MessageDraft::TO).shown(Kind::Custom(PARTIES)).wide(),
        Field::of_draft(MessageDraft::CC).shown(Kind::Custom(PARTIES)).wide(),
        Field::of_draft(MessageDraft::BCC).shown(Kind::Custom(PARTIES)).wide(),
        Field::of_draft(MessageDraft::TEXT).wide(),
        Field::new("kind", words::KIND, Kind::Choice(choices::<OutboxKind>)),
        Field::new("account_name", RecordKind::MailAccount.singular(), Kind::Line),
        Field::new("attempts", words::ATTEMPTS, Kind::Whole),
        Field::new("sent_at", words::SENT_AT, Kind::Instant),
        Field::new("server_message", words::SERVER_MESSAGE, Kind::Line).wide(),
        Field::new("message_id", words::MESSAGE_ID, Kind::Line).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::OutboxMail,
    form: None,
    subtitle: None,
    state: Some(Field::new("status", labels::STATUS, Kind::State(states::<OutboxStatus>))),
    head: &[],
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
        {move || status_view(shown)}
        {move || unsent().map(|why| view! { <Note tone=Tone::Info>{why}</Note> })}
        <div class="cards">{files::card(shown)}</div>
        {facts(shown, FACTS)}
    }
    .into_any()
}

fn moment(shown: Shown, field: &str) -> Option<Instant> {
    shown.number(field).map(Instant).filter(|at| *at < Instant::LATEST)
}

fn at(text: Text, when: Instant) -> String {
    fill(text, &[("time", &date::near(when))])
}

/// What it waits for, whom it didn't reach, or that nobody knows whether it went.
fn status_view(shown: Shown) -> Option<AnyView> {
    let next = moment(shown, "next_at").filter(|next| *next > date::now());
    let held = moment(shown, "held_until");
    match shown.text("status").parse().ok()? {
        OutboxStatus::PerhapsSent => Some(
            view! {
                <Note tone=Tone::Warn>
                    <p>{t(PERHAPS_SENT)}</p>
                    {next.map(|next| view! { <p>{at(words::ONCE_MORE, next)}</p> })}
                </Note>
            }
            .into_any(),
        ),
        OutboxStatus::Sending => held.map(|held| view! { <Note tone=Tone::Info>{at(BEING_SENT, held)}</Note> }.into_any()),
        OutboxStatus::Sent | OutboxStatus::Cancelled => None,
        _ => Some(view! { {left_out(shown, next)} {held.map(|held| view! { <Note tone=Tone::Info>{at(QUEUED_BEHIND, held)}</Note> })} }.into_any()),
    }
}

/// Who didn't get it and why; and when they are asked again.
fn left_out(shown: Shown, next: Option<Instant>) -> Option<AnyView> {
    let all = shown.record.value.with(|record| record.as_ref().map(|record| record.field("left_out").clone()));
    let all: Vec<LeftOut> = serde_json::from_value(all?).ok().filter(|all: &Vec<_>| !all.is_empty())?;
    let later: Vec<&str> = all.iter().filter(|one| one.later).map(|one| one.address.as_str()).collect();
    let later = later.join(", ");
    let again = next.filter(|_| !later.is_empty());
    let again = again.map(|next| fill(words::ASKED_AGAIN, &[("who", &later), ("time", &date::near(next))]));
    let rows = all.into_iter().map(|one| {
        let why = t(one.failure.label());
        view! { <li><strong>{one.address}</strong>" · "{why}<br /><small>{one.server_message}</small></li> }
    });
    Some(
        view! {
            <Note tone=Tone::Warn>
                <p>{t(words::LEFT_OUT)}</p>
                <ul>{rows.collect_view()}</ul>
                {again.map(|again| view! { <p>{again}</p> })}
            </Note>
        }
        .into_any(),
    )
}

/// Why it can't go again, if a single-use link is why.
fn link_gone(shown: Shown) -> Option<String> {
    let link = shown.text("link").parse::<CarriedLink>().ok()?;
    (!link.may_go()).then(|| t(LINK_GONE).to_owned())
}

/// Why it has not gone, as far as is known.
fn trouble(shown: Shown) -> AnyView {
    (move || match shown.text("failure").parse::<MailFailure>().ok() {
        Some(failure) => attempt::kept(shown, failure),
        None => view! { <p>{t(words::NO_TROUBLE)}</p> }.into_any(),
    })
    .into_any()
}

fn actions(shown: Shown) -> AnyView {
    let refused = Signal::derive(move || session::refused(Permission::To(NamedAct::SendMail)));
    let being_sent = move || {
        let sending = shown.text("status") == OutboxStatus::Sending.code();
        sending.then(|| at(BEING_SENT, moment(shown, "held_until").unwrap_or_else(date::now)))
    };
    let not_again = Signal::derive(move || refused.get().or_else(being_sent).or_else(|| link_gone(shown)));
    let busy = RwSignal::new(false);
    let act = move |route: Route| {
        let version = untrack(|| shown.version());
        busy.set(true);
        spawn_local(async move {
            match call_at(&route).at(shown.id).version(version).send::<OutboxMail>().await {
                Ok(mail) => {
                    if route.endpoint == Endpoint::ResendMail {
                        toast::info(
                            mail.facts
                                .held_until
                                .map_or_else(|| t(words::WILL_GO).to_owned(), |held| at(QUEUED_BEHIND, held)),
                        );
                    }
                    shown.record.reload();
                }
                Err(problem) => {
                    shown.refusal.try_set(Some(problem));
                    shown.record.reload();
                }
            }
            busy.try_set(false);
        });
    };
    let status = move || shown.text("status").parse::<OutboxStatus>().ok();
    // Of what went, or may have gone, only a further try can be called off.
    let goes_by_itself = move || {
        let over = matches!(status(), Some(OutboxStatus::PartlySent | OutboxStatus::PerhapsSent));
        !over || moment(shown, "next_at").is_some()
    };
    view! {
        {move || status().is_some_and(OutboxStatus::may_have_arrived).then(|| view! {
            <Button label=t(words::ARRIVED) icon=Icon::Check disabled_reason=refused busy=busy
                on_press=move |()| act(Endpoint::MailArrived.route()) />
        })}
        {move || status().is_some_and(|status| status.may_resend() || status == OutboxStatus::Sending).then(|| view! {
            <Button label=t(words::RESEND) icon=Icon::Refresh disabled_reason=not_again busy=busy
                on_press=move |()| act(Endpoint::ResendMail.route()) />
        })}
        {move || (status().is_some_and(OutboxStatus::may_cancel) && goes_by_itself()).then(|| view! {
            <Button label=t(words::CANCEL) icon=Icon::Close disabled_reason=refused busy=busy
                on_press=move |()| act(Endpoint::CancelMail.route()) />
        })}
    }
    .into_any()
}
