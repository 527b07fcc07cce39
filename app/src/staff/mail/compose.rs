//! Writing a mail: from whom, to whom, from a template or not, with files; about the record that the address names.
//!
//! Invariant: what is typed is checked as the message that it becomes, by the edge's own rules.

use domain::check::{Check, Draft};
use domain::field::Described;
use domain::id::{FileId, MailAccountId};
use domain::mail::outbox::{ComposeDraft, MessageDraft, Recipient};
use domain::mail::template::ComposeOptions;
use domain::permission::{NamedAct, Permission};
use domain::problem::Problem;
use domain::record::{Created, RecordKind};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::about;
use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::field::{Custom, UNTITLED};
use crate::records::form::files::FILES;
use crate::records::form::{FormState, Shape, Sheet, no_form, send_with, sheet};
use crate::records::{Field, Kind, Section};
use crate::records::{from_json, text_of, to_json};
use crate::session;
use crate::text::{count_of, fields as labels, mail as words, records, t};
use crate::ui::button::Button;
use crate::ui::choice::Choice;
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::select::Select;
use crate::ui::toast;

/// A mail as it is typed: addresses in a line.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Writing {
    account: Option<MailAccountId>,
    to: String,
    cc: String,
    bcc: String,
    /// What it began with.
    template: Option<i64>,
    subject: String,
    text: String,
    attachments: Vec<FileId>,
}

impl Writing {
    fn message(&self) -> MessageDraft {
        MessageDraft {
            to: Recipient::list(&self.to),
            cc: Recipient::list(&self.cc),
            bcc: Recipient::list(&self.bcc),
            subject: self.subject.clone(),
            text: self.text.clone(),
            attachments: self.attachments.clone(),
            ..MessageDraft::default()
        }
    }
}

impl Described for Writing {
    const FIELDS: &'static [domain::field::Field] = &[];
    fn check_fields(&self, _: &mut Check) {}
}

impl Draft for Writing {
    fn rules(&self, check: &mut Check) {
        for error in self.message().errors() {
            check.refuse(&error.field, error.code);
        }
    }
}

const ACCOUNT: Custom = Custom { control: account, group: false, show: text_of };
const TEMPLATE: Custom = Custom { control: template, group: false, show: text_of };

pub(super) static SHAPE: Shape = Shape::new::<Writing>(&[Section::new(
    UNTITLED,
    &[
        Field::new("account", words::FROM, Kind::Custom(ACCOUNT)).required(),
        Field::new("template", RecordKind::MailTemplate.singular(), Kind::Custom(TEMPLATE)),
        Field::new("to", words::TO, Kind::Line).required().wide().help(words::TO_HELP),
        Field::new("cc", words::CC, Kind::Line),
        Field::new("bcc", words::BCC, Kind::Line),
        Field::new("subject", labels::SUBJECT, Kind::Line).required().wide(),
        Field::new("text", words::TEXT, Kind::Paragraph).required().wide(),
        Field::new("attachments", labels::FILES, Kind::Custom(FILES)).wide(),
    ],
)]);

fn compose_options() -> StoredValue<ComposeOptions> {
    use_context().unwrap_or_else(|| StoredValue::new(ComposeOptions::default()))
}

fn account(state: FormState, field: &'static Field) -> AnyView {
    let options = compose_options().with_value(|options| {
        let choice = |one: &domain::mail::template::Sender| {
            Choice::new(one.id.to_string(), one.name.clone()).detail(one.address.clone())
        };
        options.senders.iter().map(choice).collect::<Vec<_>>()
    });
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    let choose = move |id: String| state.set(field.name, id.parse::<i64>().map_or(Value::Null, Value::from));
    view! { <Select value=value options=options on_change=choose /> }.into_any()
}

/// Choosing one puts its words in the place of what was there.
fn template(state: FormState, field: &'static Field) -> AnyView {
    let stored = compose_options();
    let options = stored.with_value(|options| {
        options.templates.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect::<Vec<_>>()
    });
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    let choose = move |id: String| {
        let chosen =
            stored.with_value(|options| options.templates.iter().find(|one| one.id.to_string() == id).cloned());
        let mut draft = state.draft.get_untracked();
        if let Value::Object(fields) = &mut draft {
            fields.insert(field.name.to_owned(), chosen.as_ref().map_or(Value::Null, |one| one.id.into()));
            if let Some(chosen) = chosen {
                fields.insert("subject".to_owned(), chosen.subject.into());
                fields.insert("text".to_owned(), chosen.text.into());
            }
        }
        state.replace(draft);
    };
    view! { <Select value=value options=options empty=t(words::NO_TEMPLATE) on_change=choose /> }.into_any()
}

/// The record that the address names.
fn named() -> (String, Option<(RecordKind, i64)>) {
    let query = untrack(|| nav::query().get());
    let of = |name: &str| nav::parameter(&query, name);
    let kind = RecordKind::from_collection(&of("record_kind"));
    let about = kind.and_then(|kind| Some((kind, of("record").parse().ok()?)));
    (about.map(|(kind, id)| about::query(kind, id)).unwrap_or_default(), about)
}

/// `/admin/outbox/new`, with `?record_kind=bookings&record=7`.
pub(super) fn compose_page() -> AnyView {
    let (query, about) = named();
    let asked = query.clone();
    let options =
        resource::<ComposeOptions>(move || Some(call(Endpoint::GetComposeOptions).query(asked.clone()).fresh()));
    let back = match about {
        Some((kind, id)) => (nav::record(kind, id), t(kind.singular()).to_owned()),
        None => (nav::list(RecordKind::OutboxMail), t(RecordKind::OutboxMail.plural()).to_owned()),
    };
    let subtitle = Signal::derive(move || {
        options
            .value
            .with(|options| options.as_ref().map(|options| options.what.clone()))
            .filter(|what| !what.is_empty())
    });
    let drawn = StoredValue::new(None::<ComposeOptions>);
    view! {
        <PageHeader title=t(words::WRITE) subtitle=subtitle up=back />
        {options.view(move |options| {
            // Reading it anew must not take away what is being typed.
            let first = drawn.get_value().unwrap_or(options);
            drawn.set_value(Some(first.clone()));
            form(first, about, &query)
        })}
    }
    .into_any()
}

fn form(options: ComposeOptions, about: Option<(RecordKind, i64)>, query: &str) -> AnyView {
    let start = Writing {
        account: options.senders.first().map(|one| MailAccountId(one.id)),
        to: options.to.iter().map(Recipient::written).collect::<Vec<_>>().join(", "),
        ..Writing::default()
    };
    let nobody = || options.senders.is_empty().then(|| t(words::NO_SENDERS).to_owned());
    if let Some(why) = session::refused(Permission::To(NamedAct::SendMail)).or_else(nobody) {
        let kind = about.map_or(RecordKind::OutboxMail, |(kind, _)| kind);
        let back = about.map_or_else(|| nav::list(kind), |(kind, id)| nav::record(kind, id));
        let label = t(if about.is_some() { kind.singular() } else { kind.plural() });
        return no_form(why, (back, label.to_owned()));
    }
    provide_context(StoredValue::new(options));
    let send = send_with(move |sending| async move {
        let writing: Writing = from_json(&sending.draft);
        let draft = ComposeDraft {
            account: writing.account,
            message: writing.message(),
            about: about.map(|(kind, _)| kind),
            record: about.map(|(_, id)| id),
        };
        call(Endpoint::ComposeMail).key(&sending.key).body(&draft).send().await.map_err(at_fields)
    });
    let leave = move || match about {
        Some((kind, id)) => nav::leave(&[nav::record(kind, id).as_str(), "/", about::MAILS].concat()),
        None => nav::leave(&nav::list(RecordKind::OutboxMail)),
    };
    let done = Callback::new(move |answer: Value| {
        toast::good(t(words::ON_ITS_WAY));
        match (about, serde_json::from_value::<Created>(answer)) {
            (None, Ok(made)) => nav::leave(&nav::record(RecordKind::OutboxMail, made.id)),
            _ => leave(),
        }
    });
    sheet(Sheet {
        start: to_json(&start),
        cancel: Some(Callback::new(move |()| leave())),
        keep: Some(["draft:/admin/outbox/new?", query].concat()),
        below: Some(std::sync::Arc::new(preview)),
        ..Sheet::new(&SHAPE, t(words::SEND), send, done)
    })
}

/// The edge names the message's fields inside the draft; here they are the form's own.
fn at_fields(mut problem: Problem) -> Problem {
    for error in &mut problem.errors {
        if let Some(own) = error.field.strip_prefix("message.") {
            error.field = own.to_owned();
        }
    }
    problem
}

/// The mail as it will read.
fn preview(state: FormState) -> AnyView {
    let open = RwSignal::new(false);
    let (stored, text) = (compose_options(), move |name: &str| text_of(&state.value(name)));
    let from = move || {
        let id = state.value("account").as_i64();
        stored
            .with_value(|options| {
                let one = options.senders.iter().find(|one| Some(one.id) == id)?;
                Some([one.name.as_str(), " <", &one.address, ">"].concat())
            })
            .unwrap_or_default()
    };
    let line = move |label: domain::text::Text, value: String| {
        (!value.is_empty()).then(|| view! { <p><span class="muted">{t(label)}": "</span>{value}</p> })
    };
    let files = move || state.value("attachments").as_array().map_or(0, Vec::len);
    view! {
        <div class="actions">
            <Button label=t(words::PREVIEW) icon=Icon::Eye on_press=move |()| open.set(true) />
        </div>
        <Dialog open=open title=t(words::PREVIEW).to_owned() kind=DialogKind::Wide>
            <article class="mail-preview">
                {move || line(words::FROM, from())}
                {move || line(words::TO, text("to"))}
                {move || line(words::CC, text("cc"))}
                {move || line(words::BCC, text("bcc"))}
                <strong>{move || text("subject")}</strong>
                <pre>{move || text("text")}</pre>
                {move || (files() > 0).then(|| view! { <p class="muted">{count_of(files(), records::FILES)}</p> })}
            </article>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_names_the_letters_errors_as_its_own() {
        let writing = Writing {
            to: "ana@vega.example, nobody".into(),
            subject: "x".into(),
            text: "x".into(),
            ..Writing::default()
        };
        let errors: Vec<_> = writing.errors().into_iter().map(|error| error.field).collect();
        assert_eq!(errors, ["to.1.address"]);
        let problem = Problem {
            errors: vec![domain::problem::ProblemField { field: "message.attachments".into(), ..problem_field() }],
            ..Problem::default()
        };
        assert_eq!(at_fields(problem).errors.first().map(|error| error.field.as_str()), Some("attachments"));
    }

    fn problem_field() -> domain::problem::ProblemField {
        let code = domain::check::FieldCode::NotFound;
        domain::problem::ProblemField { field: String::new(), code, message: String::new() }
    }
}
