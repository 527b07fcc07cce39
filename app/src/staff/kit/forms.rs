//! Forms: as they are filled in, refused, on their way, and closed; and the files of one.

use super::sample;
use crate::ui::failure::Failure;
use crate::ui::field::Field;
use crate::ui::file_drop::{FileDrop, Upload, UploadState};
use crate::ui::form::{FieldError, Form, FormAnchors, FormMore, FormSection};
use crate::ui::input::{TextArea, TextInput};
use crate::ui::number::MoneyInput;
use crate::ui::toast;
use leptos::prelude::*;
use std::time::Duration;

pub(super) fn forms_samples() -> AnyView {
    view! {
        {sample("Form", living())}
        {sample("Long form", long())}
        <div class="tiles" data-size="large">
            {sample("Form, refused", refused())}
            {sample("Form, on its way", busy())}
        </div>
    }
    .into_any()
}

/// Try it: leave the subject empty and save.
fn living() -> AnyView {
    let (subject, amount, note) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |name: &'static str| {
        move || errors.with(|all| all.iter().find(|e| e.name == name).map(|e| e.message.clone()))
    };
    let need = |name: &str, label: &str, message: &str| FieldError {
        name: name.into(),
        label: label.into(),
        message: message.into(),
    };
    let save = move |()| {
        let mut found = Vec::new();
        if subject.with(|s| s.trim().is_empty()) {
            found.push(need("subject", "Subject", "Say what the booking is about"));
        }
        if amount.with(|a| a.parse::<u64>().unwrap_or(0) == 0) {
            found.push(need("amount", "Amount", "More than zero"));
        }
        errors.set(found);
        if errors.with_untracked(Vec::is_empty) {
            busy.set(true);
            set_timeout(
                move || {
                    busy.set(false);
                    toast::good("Booking saved");
                },
                Duration::from_secs(1),
            );
        }
    };
    view! {
        <Form busy=busy submit_error=None submit="Save booking" on_submit=save on_cancel=|()| () errors=errors>
            <FormSection title="Booking" help="What, and for how much.">
                <Field label="Subject" name="subject" required=true error=error_of("subject")><TextInput value=subject /></Field>
                <Field label="Amount" name="amount" required=true error=error_of("amount")>
                    <MoneyInput value=amount currency="EUR" />
                </Field>
                <Field label="Note" name="note" wide=true><TextArea value=note /></Field>
            </FormSection>
        </Form>
    }
    .into_any()
}

/// What may be left out is folded, and opens by itself where something stands in it.
fn long() -> AnyView {
    let field = |label: &'static str, value: &str| {
        let value = RwSignal::new(value.to_owned());
        view! { <Field label=label><TextInput value=value /></Field> }
    };
    view! {
        <Form busy=false submit_error=None submit="Save vehicle" on_submit=|()| ()>
            <FormAnchors titles=vec!["Identity", "Engine", "Life"] />
            <FormSection title="Identity">
                {field("Name", "Van 01")}
                <FormMore label="More details (2)" open=true>{field("Make", "Ford")}{field("Model", "Transit")}</FormMore>
            </FormSection>
            <FormSection title="Engine">
                <FormMore label="More details (1)" open=false>{field("Power", "")}</FormMore>
            </FormSection>
            <FormSection title="Life">
                <FormMore label="More details (1)" open=false>{field("Resale value", "")}</FormMore>
            </FormSection>
        </Form>
    }
    .into_any()
}

fn refused() -> AnyView {
    let failure = Failure {
        title: "Someone else changed this booking".into(),
        detail: "Compare both versions, then save again.".into(),
        request_id: Some("8f14e45f-ceea".into()),
        ..Failure::default()
    };
    view! {
        <Form busy=false submit_error=failure submit="Save booking" on_submit=|()| ()>
            <FormSection>
                <Field label="Subject" wide=true><TextInput value=RwSignal::new("School trip".to_owned()) /></Field>
            </FormSection>
        </Form>
    }
    .into_any()
}

fn busy() -> AnyView {
    view! {
        <Form busy=true submit_error=None submit="Reject booking" danger=true on_submit=|()| () on_cancel=|()| ()>
            <FormSection>
                <Field label="Reason" wide=true required=true help="Mailed to the customer">
                    <TextArea value=RwSignal::new("No coach is free that day.".to_owned()) />
                </Field>
            </FormSection>
        </Form>
    }
    .into_any()
}

/// At the end of the page, where they move no other sample's picture.
pub(super) fn besides() -> AnyView {
    view! {
        <div class="tiles" data-size="large">
            {sample("Form, closed", closed())}
            {sample("Files to open, send again and photograph", files())}
        </div>
    }
    .into_any()
}

fn closed() -> AnyView {
    let reason = Some("It is issued and no longer changes".to_owned());
    view! {
        <Form busy=false submit_error=None submit="Save invoice" big=true on_submit=|()| () disabled_reason=reason>
            <FormSection>
                <Field label="Notes" wide=true><TextArea value=RwSignal::new("As agreed on the phone.".to_owned()) /></Field>
            </FormSection>
        </Form>
    }
    .into_any()
}

fn files() -> AnyView {
    let upload =
        |id: &str, name: &str, state| Upload { id: id.into(), name: name.into(), size: "1.2 MB".into(), state };
    let uploads = vec![
        upload("a", "itv-4821-klm.pdf", UploadState::Done),
        upload("b", "photo-front.jpg", UploadState::Failed("The network is gone".into())),
    ];
    let toast = |what: &'static str| move |id: String| toast::info([what, " ", &id].concat());
    view! {
        <Field label="Documents" group=true>
            <FileDrop uploads=uploads on_files=|_| () on_remove=toast("Removed") on_retry=toast("Sent again") on_open=toast("Open") photo=true />
        </Field>
    }
    .into_any()
}
