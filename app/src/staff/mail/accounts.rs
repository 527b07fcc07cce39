//! Mail accounts: the record, its light, its passwords that only go in, validation and the test mail.

use domain::mail::account::MailAccountRow;
use domain::mail::account::{AccountKind, AccountState, Attempt, MailAccountDraft, PasswordDraft, TestMailDraft};
use domain::mail::failure::MailFailure;
use domain::mail::server::{Engine, MailServer};
use domain::permission::{NamedAct, Permission};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::text::Text;
use domain::tone::states;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::servers::BY_SMTP;
use super::{apps, attempt};
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::{FormState, Shape, Sheet, send_with, sheet};
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{choices, to_json};
use crate::records::{columns, fields};
use crate::session;
use crate::text::{fields as labels, mail as words, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::MailAccount, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::MailAccount,
    columns: columns![MailAccountRow:
        NAME.title(),
        ADDRESS,
        SERVER_NAME.wide(),
        IS_DEFAULT,
        STATE.state(),
    ],
    filters: MailAccountRow::FILTERS,
    many: &[],
    empty: words::NO_ACCOUNTS,
    icon: Icon::Mail,
    row: None,
};

const MAILBOX: Section = Section::new(
    UNTITLED,
    fields![MailAccountDraft:
        NAME,
        ADDRESS,
        SERVER.only("active=true").help(words::SERVER_HELP),
        LOGIN.help(words::LOGIN_HELP).only_if("engine", BY_SMTP),
        SEPARATE_OUTGOING.help(words::SEPARATE_HELP).only_if("engine", BY_SMTP),
        OUTGOING_LOGIN.required().help(words::OUTGOING_LOGIN_HELP).only_if("separate_outgoing", &["true"]),
    ],
)
.noting(about_server);

const USE: Section = Section::new(
    words::USE,
    fields![MailAccountDraft:
        SENDER_NAME.help(words::SENDER_NAME_HELP),
        KIND,
        OWNER.only_if("kind", &["personal"]),
        PEOPLE.help(words::PEOPLE_HELP).only_if("kind", &["corporate"]),
        IS_DEFAULT.help(words::IS_DEFAULT_HELP).only_if("kind", &["corporate"]),
        ACTIVE,
    ],
);

const SECTIONS: &[Section] = &[MAILBOX, USE];

/// What its server says of how mail goes out.
const SENDING: Section = Section::new(
    words::SENDING,
    &[
        Field::new("engine", labels::OUTGOING_ENGINE, Kind::Choice(choices::<Engine>)),
        Field::new("host", labels::OUTGOING_HOST, Kind::Line),
        Field::new("app", labels::APP, Kind::Reference(RecordKind::MailApp, "app_name")),
    ],
);

static FORM: FormSpec = FormSpec::new::<MailAccountDraft>(RecordKind::MailAccount, "name", SECTIONS);

/// What the chosen server is, what has to be done once the account is kept, and what another server would take from it.
fn about_server(state: FormState) -> AnyView {
    let chosen = Memo::new(move |_| state.value("server").as_i64());
    let found = resource::<MailServer>(move || {
        Some(call(Endpoint::Record(RecordKind::MailServer, Verb::Get)).at(chosen.get()?))
    });
    let server = Memo::new(move |_| {
        found.value.with(|server| {
            let server = server.as_ref().filter(|server| Some(server.id) == chosen.get())?;
            Some((server.fields.outgoing_engine, server.fields.outgoing_host.clone()))
        })
    });
    Effect::new(move || {
        if let Some((engine, _)) = server.get() {
            state.learn("engine", engine.code().into());
        }
    });
    let has = move |name: &'static str| state.fact(name).as_bool() == Some(true);
    let signed_in =
        Memo::new(move |_| ["authorised", "unconfirmed", "has_password", "has_outgoing_password"].into_iter().any(has));
    view! {
        {move || server.get().map(|(engine, host)| {
            let place = if engine.needs_host() { [t(engine.label()), " · ", &host].concat() } else { t(engine.label()).to_owned() };
            view! { <Note><p>{place}</p><p>{t(next_step(engine))}</p></Note> }
        })}
        {move || (signed_in.get() && state.changed("server")).then(|| view! { <Note tone=Tone::Warn>{t(words::OTHER_PLACE)}</Note> })}
    }
    .into_any()
}

/// What an account at such a server wants before it can send.
const fn next_step(engine: Engine) -> Text {
    match engine {
        Engine::Graph | Engine::Gmail | Engine::SmtpOAuth => words::THEN_AUTHORISE,
        Engine::GraphApp => words::THEN_NOTHING,
        Engine::SmtpPassword => words::THEN_PASSWORD,
    }
}

const FACTS: &[Section] = &[MAILBOX, SENDING, USE];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::MailAccount,
    form: Some(&FORM),
    subtitle: None,
    state: Some(Field::new("state", labels::STATUS, Kind::State(states::<AccountState>))),
    head: &[],
    tabs: &[
        Tab::new("", words::ACCOUNT_STATUS, Body::View(status_view)),
        Tab::new("data", words::GENERAL, Body::Facts(FACTS)),
        Tab::new("outbox", RecordKind::OutboxMail.plural(), Body::List(&super::outbox::LIST, "account")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

const ONE_PASSWORD: Field =
    Field::of_draft(PasswordDraft::PASSWORD).shown(Kind::NewPassword).help(words::PASSWORD_HELP);

pub(super) static PASSWORD: Shape = Shape::new::<PasswordDraft>(&[Section::new(UNTITLED, &[ONE_PASSWORD])]);

/// Of an account that signs in otherwise for sending.
pub(super) static PASSWORDS: Shape = Shape::new::<PasswordDraft>(&[Section::new(
    UNTITLED,
    &[ONE_PASSWORD, Field::of_draft(PasswordDraft::OUTGOING).help(words::IS_OUTGOING_HELP)],
)]);

pub(super) static TEST: Shape = Shape::new::<TestMailDraft>(&[Section::new(
    UNTITLED,
    fields![TestMailDraft:
        TO,
        SUBJECT,
        TEXT,
    ],
)]);

fn refused(act: NamedAct) -> Signal<Option<String>> {
    Signal::derive(move || session::refused(Permission::To(act)))
}

/// Why this person may not try the account or consent for it: those may who manage mail, and the one whose it is.
fn refused_to_set_up(shown: Shown) -> Signal<Option<String>> {
    Signal::derive(move || {
        let me = session::me().get().map(|me| me.id.0);
        let personal = shown.text("kind") == AccountKind::Personal.code();
        let own = personal && me.is_some() && shown.number("owner") == me;
        if own { None } else { session::refused(Permission::To(NamedAct::ManageMail)) }
    })
}

/// What the engine needs: consent, or a password; and whether there is any.
fn status_view(shown: Shown) -> AnyView {
    let flag = move |name: &'static str| shown.flag(name);
    let confirm = move |()| {
        spawn_local(async move {
            match call(Endpoint::ConfirmAccount).at(shown.id).send::<Value>().await {
                Ok(_) => shown.record.reload(),
                Err(problem) => drop(shown.refusal.try_set(Some(problem))),
            }
        });
    };
    view! {
        {attempt::outcome()}
        {attempt::not_granted(shown)}
        {move || {
            let engine = shown.text("engine").parse::<Engine>().ok();
            engine.filter(|engine| engine.asks_person()).map(|_| {
                let green = flag("authorised");
                let (tone, words) = if green { (Tone::Good, words::GREEN) } else { (Tone::Bad, words::RED) };
                let (who, other) = (shown.text("who"), shown.text("unconfirmed_who"));
                // As the failure's next step calls it.
                let failure: Option<MailFailure> = shown.text("failure").parse().ok();
                let is_new = failure.is_none_or(|failure| failure == MailFailure::NotAuthorised);
                let again = if is_new { words::AUTHORISE } else { words::RECONNECT };
                view! {
                    <Note tone=tone><p><strong>{t(words)}</strong></p>{(!who.is_empty()).then(|| view! { <p>{who}</p> })}</Note>
                    <div class="actions">
                        <Button label=t(again) kind=ButtonKind::Primary icon=Icon::Key
                            disabled_reason=refused_to_set_up(shown)
                            on_press=move |()| apps::depart(Endpoint::AuthoriseAccount.route(), shown, "") />
                        {flag("unconfirmed").then(|| view! {
                            <span>{other}</span>
                            <Button label=t(words::CONFIRM) disabled_reason=refused(NamedAct::ManageMail) on_press=confirm />
                        })}
                    </div>
                }
            })
        }}
        {move || large_files(shown)}
        {move || {
            let failure = shown.text("failure").parse::<MailFailure>().ok();
            failure.map_or_else(|| untroubled(shown), |failure| attempt::kept(shown, failure))
        }}
    }
    .into_any()
}

/// Files too large for one request of Graph's need another permission, which is asked for when somebody needs it.
fn large_files(shown: Shown) -> AnyView {
    let by_graph = shown.text("engine") == Engine::Graph.code();
    match (by_graph && shown.flag("authorised"), shown.flag("large_files")) {
        (false, _) => ().into_any(),
        (true, true) => view! { <p>{t(words::LARGE_ALLOWED)}</p> }.into_any(),
        (true, false) => view! {
            <p>{t(words::LARGE_HELP)}</p>
            <div class="actions">
                <Button label=t(words::ALLOW_LARGE) disabled_reason=refused_to_set_up(shown)
                    on_press=move |()| apps::depart(Endpoint::AuthoriseAccount.route(), shown, "files=large") />
            </div>
        }
        .into_any(),
    }
}

/// How an account stands that nothing is known against.
fn untroubled(shown: Shown) -> AnyView {
    let separate = shown.flag("separate_outgoing");
    let has_password = shown.flag(if separate { "has_outgoing_password" } else { "has_password" });
    let (tone, words) = match (shown.text("engine").parse::<Engine>(), shown.text("state").parse::<AccountState>()) {
        (Ok(Engine::SmtpPassword), _) if !has_password => (Tone::Warn, words::NO_PASSWORD),
        (_, Ok(AccountState::Connected)) => (Tone::Good, words::ACCOUNT_WORKS),
        // What a person has to consent to is said above.
        (Ok(engine), _) if engine.asks_person() && !shown.flag("authorised") => return ().into_any(),
        _ => (Tone::Info, words::NOT_TRIED),
    };
    view! { <Note tone=tone>{t(words)}</Note> }.into_any()
}

fn actions(shown: Shown) -> AnyView {
    let (password, test, tried, busy) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let result = RwSignal::new(None::<Attempt>);
    let sent = RwSignal::new(None::<Attempt>);
    let validate = move |()| {
        busy.set(true);
        spawn_local(async move {
            let outcome = call(Endpoint::ValidateAccount).at(shown.id).send::<Attempt>().await;
            busy.try_set(false);
            match outcome {
                Ok(attempt) => {
                    result.set(Some(attempt));
                    tried.set(true);
                    shown.record.reload();
                }
                Err(problem) => drop(shown.refusal.try_set(Some(problem))),
            }
        });
    };
    let begin = move |()| {
        sent.set(None);
        test.set(true);
    };
    let by_password = move || shown.text("engine") == Engine::SmtpPassword.code();
    view! {
        <Button label=t(words::VALIDATE) icon=Icon::Check busy=busy disabled_reason=refused_to_set_up(shown) on_press=validate />
        <Button label=t(words::SEND_TEST) icon=Icon::Mail disabled_reason=refused_to_set_up(shown) on_press=begin />
        {move || by_password().then(|| view! {
            <Button label=t(words::SET_PASSWORD) icon=Icon::Lock disabled_reason=refused(NamedAct::ManageMail)
                on_press=move |()| password.set(true) />
        })}
        <Dialog open=password title=t(words::SET_PASSWORD).to_owned()>{move || password_form(shown, password)}</Dialog>
        <Dialog open=tried title=t(words::VALIDATE).to_owned()>
            {move || result.get().map(|result| attempt::show(&result, words::TEST_WELL))}
        </Dialog>
        <Dialog open=test title=t(words::SEND_TEST).to_owned()>
            {move || match sent.get() {
                Some(result) => attempt::show(&result, words::SENT_WELL),
                None => test_form(shown, sent),
            }}
        </Dialog>
    }
    .into_any()
}

fn password_form(shown: Shown, open: RwSignal<bool>) -> AnyView {
    let version = untrack(|| shown.version());
    let send = send_with(move |sending| async move {
        call(Endpoint::SetAccountPassword).at(shown.id).version(version).body(&sending.draft).send::<Value>().await
    });
    let done = Callback::new(move |_| {
        open.set(false);
        toast::good(t(words::SECRET_KEPT));
        shown.record.reload();
    });
    let separate = untrack(|| shown.flag("separate_outgoing"));
    let (shape, start) = if separate { (&PASSWORDS, true) } else { (&PASSWORD, false) };
    let start = serde_json::json!({ "password": "", "outgoing": start });
    sheet(Sheet { start, guarded: false, ..Sheet::new(shape, t(words::SET_PASSWORD), send, done) })
}

fn test_form(shown: Shown, sent: RwSignal<Option<Attempt>>) -> AnyView {
    let send = send_with(move |sending| async move {
        call(Endpoint::SendTestMail).at(shown.id).body(&sending.draft).send::<Value>().await
    });
    let done = Callback::new(move |answer: Value| {
        sent.set(serde_json::from_value(answer).ok());
        shown.record.reload();
    });
    let start = TestMailDraft {
        to: String::new(),
        subject: t(words::TEST_SUBJECT).to_owned(),
        text: t(words::TEST_TEXT).to_owned(),
    };
    sheet(Sheet { start: to_json(&start), guarded: false, ..Sheet::new(&TEST, t(words::SEND_TEST), send, done) })
}
