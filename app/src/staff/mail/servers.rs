//! Mail servers: set up once, with a preset that fills the form; accounts then only name one.

use domain::mail::preset::{PRESETS, Preset};
use domain::mail::server::{LEADS_TO, MailServerDraft, MailServerRow};
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use crate::records::field::{Custom, UNTITLED};
use crate::records::form::FormState;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{NULL, from_json, text_of};
use crate::records::{columns, fields};
use crate::text::{count, mail as words, records, t};
use crate::ui::choice::Choice;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::select::Select;
use crate::ui::tone::Tone;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::MailServer, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::MailServer,
    columns: columns![MailServerRow:
        NAME.title(),
        OUTGOING_ENGINE,
        OUTGOING_HOST.wide(),
        ACTIVE,
    ],
    filters: MailServerRow::FILTERS,
    many: &[],
    empty: words::NO_SERVERS,
    icon: Icon::Server,
    row: None,
};

/// Engines that are spoken to by SMTP.
pub(super) const BY_SMTP: &[&str] = &["smtp_oauth", "smtp_password"];

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![MailServerDraft:
            NAME,
            PRESET.shown(Kind::Custom(PRESET)).help(words::PRESET_HELP),
            ACTIVE,
        ],
    ),
    Section::new(
        words::SENDING,
        fields![MailServerDraft:
            OUTGOING_ENGINE.required(),
            APP.required().only_if("outgoing_engine", &["graph", "graph_app", "gmail", "smtp_oauth"]),
            OUTGOING_HOST.required().help(words::HOST_HELP).only_if("outgoing_engine", BY_SMTP),
            OUTGOING_PORT.required().help(words::PORT_HELP).only_if("outgoing_engine", BY_SMTP),
            OUTGOING_ENCRYPTION.only_if("outgoing_engine", BY_SMTP),
        ],
    )
    .noting(sign_in_again),
];

/// Choosing a provider fills in its server, and its name where none was typed.
const PRESET: Custom = Custom { control: preset, group: false, show: show_preset };

fn preset(state: FormState, field: &'static Field) -> AnyView {
    let options: Vec<Choice> = PRESETS.iter().map(|preset| Choice::new(preset.code, preset.name)).collect();
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    let choose = move |code: String| {
        let mut draft = state.draft.get_untracked();
        if let (Some(preset), Value::Object(fields)) = (Preset::find(&code), &mut draft) {
            fill_in(fields, preset);
        }
        if let Value::Object(fields) = &mut draft {
            fields.insert(field.name.to_owned(), code.into());
        }
        state.replace(draft);
    };
    view! { <Select value=value options=options empty=t(words::OTHER_SERVER) on_change=choose /> }.into_any()
}

fn fill_in(fields: &mut serde_json::Map<String, Value>, preset: &Preset) {
    let text = |name: &str| text_of(fields.get(name).unwrap_or(&NULL));
    let chosen = text("outgoing_engine").parse().ok().filter(|engine| preset.takes(*engine));
    let engine = chosen.unwrap_or_else(|| preset.engine());
    let is_nameless = text("name").is_empty();
    let mut put = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    if is_nameless {
        put("name", preset.name.into());
    }
    put("outgoing_engine", engine.code().into());
    put("outgoing_host", preset.smtp.host.into());
    put("outgoing_port", preset.smtp.port.into());
    put("outgoing_encryption", preset.smtp.encryption.code().into());
}

fn show_preset(code: &Value) -> String {
    let code = text_of(code);
    Preset::find(&code).map_or(code, |preset| preset.name.to_owned())
}

static FORM: FormSpec = FormSpec::new::<MailServerDraft>(RecordKind::MailServer, "name", SECTIONS);

/// How many accounts lose what they sign in with, while what was typed would take it from them.
fn sign_in_again(state: FormState) -> AnyView {
    let lost = Memo::new(move |_| {
        let signed_in: i64 = from_json(&state.fact("signed_in"));
        if LEADS_TO.iter().any(|name| state.changed(name)) { signed_in } else { 0 }
    });
    (move || {
        let lost = lost.get();
        (lost > 0).then(|| view! { <Note tone=Tone::Warn>{count(lost, words::SIGN_IN_AGAIN)}</Note> })
    })
    .into_any()
}

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::MailServer,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("accounts", RecordKind::MailAccount.plural(), Body::List(&super::accounts::LIST, "server")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: None,
};
