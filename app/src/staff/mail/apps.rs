//! App registrations: the record, the guided set-up beside it, the secret that only goes in, consent and test.

use domain::mail::account::{Attempt, Departure};
use domain::mail::app::MailAppRow;
use domain::mail::app::{MailAppDraft, Provider, SecretDraft};
use domain::permission::{NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::{Endpoint, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::{attempt, guide};
use crate::net::{call, call_at};
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::{Shape, Sheet, new_page_after, send_with, sheet};
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::session;
use crate::text::{mail as words, records, t};
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::toast;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::MailApp, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::MailApp,
    columns: columns![MailAppRow:
        NAME.title(),
        PROVIDER,
        SECRET_EXPIRES_ON,
        ACTIVE,
    ],
    filters: MailAppRow::FILTERS,
    many: &[],
    empty: words::NO_APPS,
    icon: Icon::Key,
    row: None,
};

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![MailAppDraft:
            NAME,
            PROVIDER.required(),
            AUDIENCE.only_if("provider", &["microsoft"]),
            TENANT.help(words::TENANT_HELP).only_if("provider", &["microsoft"]),
            CLIENT_ID,
            AUTHORISE_URL.help(words::ADDRESS_HELP).only_if("provider", &["oidc"]),
            TOKEN_URL.help(words::ADDRESS_HELP).only_if("provider", &["oidc"]),
            SECRET_EXPIRES_ON.help(words::SECRET_EXPIRES_HELP),
            ACTIVE,
        ],
    ),
    Section::new(
        words::MORE,
        fields![MailAppDraft:
            ALLOWED_IPS.help(words::ALLOWED_IPS_HELP),
            DESCRIPTION,
        ],
    ),
];

static FORM: FormSpec = FormSpec::new::<MailAppDraft>(RecordKind::MailApp, "name", SECTIONS);

const FACTS: &[Section] = &[Section::new(
    words::SECRET,
    &[
        Field::new("has_secret", words::HAS_SECRET, Kind::Flag),
        Field::new("has_next_secret", words::HAS_NEXT_SECRET, Kind::Flag),
        Field::new("next_secret_expires_on", words::NEXT_SECRET_EXPIRES, Kind::Date),
        Field::new("consented_at", words::CONSENTED_AT, Kind::Instant),
        Field::new("tested_at", words::TESTED_AT, Kind::Instant),
        Field::new("server_message", words::SERVER_MESSAGE, Kind::Line).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::MailApp,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[
        Tab::new("", words::SET_UP, Body::View(guide)),
        Tab::new("data", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("secret", words::SECRET, Body::Facts(FACTS)),
        Tab::new("servers", RecordKind::MailServer.plural(), Body::List(&super::servers::LIST, "app")),
        Tab::new("accounts", RecordKind::MailAccount.plural(), Body::List(&super::accounts::LIST, "app")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

pub(super) static SECRET: Shape = Shape::new::<SecretDraft>(&[Section::new(
    UNTITLED,
    fields![SecretDraft:
        SECRET.shown(Kind::NewPassword).help(words::SECRET_HELP),
        EXPIRES_ON,
        NEXT.help(words::IS_NEXT_HELP),
    ],
)]);

fn refused() -> Signal<Option<String>> {
    Signal::derive(move || session::refused(Permission::To(NamedAct::ManageMail)))
}

fn actions(shown: Shown) -> AnyView {
    let (open, tested, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let result = RwSignal::new(None::<Attempt>);
    let test = move |()| {
        busy.set(true);
        spawn_local(async move {
            let outcome = call(Endpoint::TestApp).at(shown.id).send::<Attempt>().await;
            busy.try_set(false);
            match outcome {
                Ok(attempt) => {
                    result.set(Some(attempt));
                    tested.set(true);
                    shown.record.reload();
                }
                Err(problem) => drop(shown.refusal.try_set(Some(problem))),
            }
        });
    };
    view! {
        <Button label=t(words::TEST) icon=Icon::Play busy=busy disabled_reason=refused() on_press=test />
        <Button label=t(words::SET_SECRET) icon=Icon::Lock disabled_reason=refused() on_press=move |()| open.set(true) />
        <Dialog open=open title=t(words::SET_SECRET).to_owned()>{move || secret_form(shown, open)}</Dialog>
        <Dialog open=tested title=t(words::TEST).to_owned()>
            {move || result.get().map(|result| attempt::show(&result, words::TEST_WELL))}
        </Dialog>
    }
    .into_any()
}

fn secret_form(shown: Shown, open: RwSignal<bool>) -> AnyView {
    let version = untrack(|| shown.version());
    let send = send_with(move |sending| async move {
        call(Endpoint::SetAppSecret).at(shown.id).version(version).body(&sending.draft).send::<Value>().await
    });
    let done = Callback::new(move |_| {
        open.set(false);
        toast::good(t(words::SECRET_KEPT));
        shown.record.reload();
    });
    sheet(Sheet { guarded: false, ..Sheet::new(&SECRET, t(words::SET_SECRET), send, done) })
}

/// Sends the browser to the provider.
pub(super) fn depart(route: Route, shown: Shown, query: &'static str) {
    spawn_local(async move {
        match call_at(&route).at(shown.id).query(query).send::<Departure>().await {
            // The edge lets nothing else through; a script that poses as an address never gets this far.
            Ok(departure) if departure.url.starts_with("http") => drop(window().location().set_href(&departure.url)),
            Ok(_) => {}
            Err(problem) => drop(shown.refusal.try_set(Some(problem))),
        }
    });
}

/// The provider's own steps, for one that is kept already.
fn guide(shown: Shown) -> AnyView {
    let consent = move |()| depart(Endpoint::ConsentForApp.route(), shown, "");
    view! {
        {attempt::outcome()}
        {attempt::not_granted(shown)}
        {move || {
            let provider = shown.text("provider").parse::<Provider>().unwrap_or(Provider::Microsoft);
            let after = (provider == Provider::Microsoft).then(|| view! {
                <div class="actions">
                    <Button label=t(words::ADMIN_CONSENT) icon=Icon::Key disabled_reason=refused() on_press=consent />
                </div>
            });
            guide::guide(Some(provider), after.into_any())
        }}
    }
    .into_any()
}

/// A new one: first the steps, whose results the form below asks for.
pub(super) fn new_page() -> AnyView {
    new_page_after(&FORM, guide::guide(None, view! { <p>{t(words::GUIDE_FORM)}</p> }.into_any()))
}
