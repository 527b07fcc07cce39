//! App registrations: the record, the guided set-up beside it, the secret that only goes in, consent and test.

use domain::mail::account::{Attempt, Departure};
use domain::mail::app::{Audience, MailAppDraft, Provider, SecretDraft};
use domain::permission::{NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::attempt;
use crate::net::call;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::session;
use crate::text::{fields as labels, fill, mail as words, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field as Frame;
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::toast;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::MailApp, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

static LIST: ListSpec = ListSpec {
    kind: RecordKind::MailApp,
    columns: &[
        Column::new("name", labels::NAME, Kind::Line).title().sortable(),
        Column::new("provider", words::PROVIDER, Kind::Choice(choices::<Provider>)),
        Column::new("secret_expires_on", words::SECRET_EXPIRES, Kind::Date).sortable(),
        Column::new("active", labels::ACTIVE, Kind::Flag),
    ],
    filters: &[Filter::new("provider", words::PROVIDER, By::OneOf(choices::<Provider>))],
    empty: words::NO_APPS,
    icon: Icon::Key,
    row: None,
};

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        &[
            Field::new("name", labels::NAME, Kind::Line).required(),
            Field::new("provider", words::PROVIDER, Kind::Choice(choices::<Provider>)).required(),
            Field::new("audience", words::AUDIENCE, Kind::Choice(choices::<Audience>))
                .only_if("provider", &["microsoft"]),
            Field::new("tenant", words::TENANT, Kind::Line)
                .help(words::TENANT_HELP)
                .only_if("provider", &["microsoft"]),
            Field::new("client_id", words::CLIENT_ID, Kind::Line).required(),
            Field::new("authorise_url", words::AUTHORISE_URL, Kind::Line).only_if("provider", &["oidc"]),
            Field::new("token_url", words::TOKEN_URL, Kind::Line).only_if("provider", &["oidc"]),
            Field::new("secret_expires_on", words::SECRET_EXPIRES, Kind::Date)
                .required()
                .help(words::SECRET_EXPIRES_HELP),
            Field::new("active", labels::ACTIVE, Kind::Flag),
        ],
    ),
    Section::new(
        words::MORE,
        &[
            Field::new("allowed_ips", words::ALLOWED_IPS, Kind::Paragraph).help(words::ALLOWED_IPS_HELP),
            Field::new("description", labels::DESCRIPTION, Kind::Paragraph),
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
        Field::new("said", words::SAID, Kind::Line).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::MailApp,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    tabs: &[
        Tab::new("", words::SET_UP, Body::View(guide)),
        Tab::new("data", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("secret", words::SECRET, Body::Facts(FACTS)),
        Tab::new("accounts", RecordKind::MailAccount.plural(), Body::List(&super::accounts::LIST, "app")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

pub(super) static SECRET: Shape = Shape::of::<SecretDraft>(&[Section::new(
    UNTITLED,
    &[
        Field::new("secret", words::SECRET, Kind::Password).required().help(words::SECRET_HELP),
        Field::new("expires_on", words::SECRET_EXPIRES, Kind::Date).required(),
        Field::new("next", words::IS_NEXT, Kind::Flag).help(words::IS_NEXT_HELP),
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
            {move || result.get().map(|result| attempt::show(&result, words::APP_WORKS))}
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
pub(super) fn depart(endpoint: Endpoint, shown: Shown) {
    spawn_local(async move {
        match call(endpoint).at(shown.id).send::<Departure>().await {
            Ok(departure) => drop(window().location().set_href(&departure.url)),
            Err(problem) => drop(shown.refusal.try_set(Some(problem))),
        }
    });
}

/// The provider's own steps, with what to copy and paste at each.
fn guide(shown: Shown) -> AnyView {
    let provider = move || shown.text("provider").parse::<Provider>().unwrap_or(Provider::Microsoft);
    let consent = move |()| depart(Endpoint::ConsentForApp, shown);
    view! {
        {attempt::outcome()}
        {move || {
            let provider = provider();
            let origin = window().location().origin().unwrap_or_default();
            let redirect = [origin.as_str(), provider.redirect_path()].concat();
            let steps = if provider == Provider::Google { words::STEPS_GOOGLE } else { words::STEPS_MICROSOFT };
            view! {
                <Card title=t(words::SET_UP)>
                    <ol class="steps">{t(steps).split('|').map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
                    {to_copy(words::REDIRECT, redirect)}
                    <p class="muted">{fill(words::REDIRECT_HELP, &[("origin", &origin)])}</p>
                    {to_copy(words::PERMISSIONS, provider.permissions().to_owned())}
                    {(provider == Provider::Microsoft).then(|| view! {
                        <div class="actions">
                            <Button label=t(words::ADMIN_CONSENT) icon=Icon::Key disabled_reason=refused() on_press=consent />
                        </div>
                    })}
                </Card>
            }
        }}
    }
    .into_any()
}

fn to_copy(label: domain::text::Text, value: String) -> AnyView {
    let address = RwSignal::new(value);
    let copy = move |()| {
        let _ = window().navigator().clipboard().write_text(&address.get_untracked());
        toast::good(t(words::COPIED));
    };
    view! {
        <Frame label=t(label)><TextInput value=address /></Frame>
        <div class="actions" data-at="end"><Button label=t(words::COPY) kind=ButtonKind::Quiet on_press=copy /></div>
    }
    .into_any()
}
