//! Every control in its field: plain, with help, wrong, not to be changed.

use super::sample;
use crate::ui::check::{Checkbox, Switch};
use crate::ui::choice::{Choice, Search};
use crate::ui::combobox::Combobox;
use crate::ui::date::{DateInput, DateTimeInput};
use crate::ui::field::Field;
use crate::ui::file_drop::{FileDrop, Upload, UploadState};
use crate::ui::form::FormSection;
use crate::ui::input::{TextArea, TextInput, TextKind};
use crate::ui::multi_select::MultiSelect;
use crate::ui::number::{DurationInput, MoneyInput, NumberInput};
use crate::ui::select::Select;
use crate::ui::stars::{StarInput, Stars};
use crate::ui::toast;
use leptos::prelude::*;
use std::time::Duration;

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

/// Answers like a server: a little later.
pub(super) fn vehicles(search: Search) {
    let all = [
        ("v1", "Mercedes Sprinter", "4821 KLM"),
        ("v2", "Mercedes Sprinter", "7730 LBC"),
        ("v3", "Iveco Daily", "0152 MNP"),
        ("v4", "Volvo FH 500", "9914 JKT"),
    ];
    let query = search.query.to_lowercase();
    let found = all
        .iter()
        .filter(|(_, name, plate)| name.to_lowercase().contains(&query) || plate.to_lowercase().contains(&query))
        .map(|(id, name, plate)| Choice::new(*id, *name).detail(*plate))
        .collect();
    set_timeout(move || search.set_choices(Ok(found)), Duration::from_millis(200));
}

pub(super) fn fields_samples() -> AnyView {
    view! {
        {sample("Text", texts())}
        {sample("Numbers and lengths", numbers())}
        {sample("Days and times", dates())}
        {sample("Choices", choices())}
        {sample("Files and stars", files())}
    }
    .into_any()
}

fn texts() -> AnyView {
    let wrong = || Some("Say what the booking is about".to_owned());
    let locked = || Some("Fixed once the invoice is issued".to_owned());
    view! {
        <div class="form">
            <FormSection>
                <Field label="Subject" required=true help="What the customer sees first">
                    <TextInput value=text("Airport transfer, 12 people") />
                </Field>
                <Field label="Subject" required=true error=wrong()><TextInput value=text("") /></Field>
                <Field label="Number" disabled_reason=locked()><TextInput value=text("BK-2026-00012") /></Field>
                <Field label="E-mail"><TextInput value=text("") kind=TextKind::Email placeholder="name@company.com" /></Field>
                <Field label="Password"><TextInput value=text("correct horse") kind=TextKind::Password /></Field>
                <Field label="Phone"><TextInput value=text("+34 600 123 456") kind=TextKind::Phone /></Field>
                <Field label="New password" help="At least 12 characters"><TextInput value=text("") kind=TextKind::NewPassword /></Field>
                <Field label="Set-up code"><TextInput value=text("") kind=TextKind::Code max_length=8 /></Field>
                <Field label="Colour"><TextInput value=text("#3450d0") kind=TextKind::Colour /></Field>
                <Field label="Note" wide=true help="The customer sees this"><TextArea value=text("Two child seats, please.") /></Field>
            </FormSection>
        </div>
    }
    .into_any()
}

fn numbers() -> AnyView {
    let wrong = || Some("Lower than the last reading, 184,220 km".to_owned());
    view! {
        <div class="form">
            <FormSection>
                <Field label="Seats"><NumberInput value=text("12") places=0 /></Field>
                <Field label="Odometer" error=wrong()><NumberInput value=text("18422") unit="km" places=0 /></Field>
                <Field label="Amount" required=true><MoneyInput value=text("125050") currency="EUR" /></Field>
                <Field label="Amount in yen"><MoneyInput value=text("12000") currency="JPY" exponent=0 /></Field>
                <Field label="Duration" help="Hours and minutes"><DurationInput value=text("95") /></Field>
                <Field label="Duration"><DurationInput value=text("") /></Field>
            </FormSection>
        </div>
    }
    .into_any()
}

fn dates() -> AnyView {
    let wrong = || Some("Already expired".to_owned());
    let locked = || Some("Fixed once the invoice is issued".to_owned());
    let (start, end) = (text("2026-03-26T08:00"), text("2026-03-26T12:30"));
    view! {
        <div class="form">
            <FormSection>
                <Field label="Issued on"><DateInput value=text("2026-03-29") /></Field>
                <Field label="Expires on" required=true error=wrong()><DateInput value=text("2026-02-01") /></Field>
                <Field label="Due on" help="Within March"><DateInput value=text("") min="2026-03-01" max="2026-03-31" /></Field>
                <Field label="Paid on" disabled_reason=locked()><DateInput value=text("2026-03-20") /></Field>
                <Field label="Pick-up time"><DateTimeInput value=start /></Field>
                <Field label="Expected end" help="A time, or a length: +2h"><DateTimeInput value=end start=start /></Field>
            </FormSection>
        </div>
    }
    .into_any()
}

fn choices() -> AnyView {
    let kinds =
        || vec![Choice::new("van", "Van"), Choice::new("truck", "Truck"), Choice::new("coach", "Coach").detail("D1")];
    let vehicle = RwSignal::new(Some(Choice::new("v1", "Mercedes Sprinter").detail("4821 KLM")));
    let create = |name: String| toast::good(["Created ", &name].concat());
    view! {
        <div class="form">
            <FormSection>
                <Field label="Vehicle type"><Select value=text("truck") options=kinds() empty="Any" /></Field>
                <Field label="Vehicle type" disabled_reason=Some("The trip has begun".to_owned())>
                    <Select value=text("van") options=kinds() />
                </Field>
                <Field label="Vehicle" help="Type a name or a plate"><Combobox value=vehicle search=vehicles /></Field>
                <Field label="Customer" required=true>
                    <Combobox value=RwSignal::new(None) search=vehicles on_create=create placeholder="Search or create" />
                </Field>
                <Field label="Licence classes" group=true>
                    <MultiSelect value=RwSignal::new(vec!["van".to_owned()]) options=kinds() />
                </Field>
                <div class="stack" data-gap="small">
                    <Checkbox value=RwSignal::new(true) label="Active" />
                    <Checkbox value=RwSignal::new(false) label="Primary contact" />
                    <Switch value=RwSignal::new(true) label="Customers can request bookings" />
                    <Switch value=RwSignal::new(false) label="Send reminders" />
                </div>
            </FormSection>
        </div>
    }
    .into_any()
}

fn files() -> AnyView {
    let upload =
        |id: &str, name: &str, state| Upload { id: id.into(), name: name.into(), size: "1.2 MB".into(), state };
    let uploads = RwSignal::new(vec![
        upload("a", "itv-4821-klm.pdf", UploadState::Done),
        upload("b", "photo-front.jpg", UploadState::Sending(62)),
        upload("c", "video.mov", UploadState::Failed("Larger than 10 MB".into())),
    ]);
    let add = move |files: Vec<web_sys::File>| {
        uploads
            .update(|all| all.extend(files.iter().map(|file| upload(&file.name(), &file.name(), UploadState::Done))));
    };
    let remove = move |id: String| uploads.update(|all| all.retain(|one| one.id != id));
    view! {
        <div class="form">
            <FormSection>
                <Field label="Documents" group=true help="PDF or pictures, up to 10 MB each">
                    <FileDrop uploads=uploads on_files=add on_remove=remove />
                </Field>
                <Field label="How was the driver?" group=true required=true><StarInput value=RwSignal::new(4) /></Field>
                <div class="stack" data-gap="small">
                    <Stars tenths=43 shown="4.3 · 27 ratings" />
                    <Stars tenths=35 shown="3.5 · 4 ratings" />
                    <Stars tenths=0 shown="no ratings yet" />
                </div>
            </FormSection>
        </div>
    }
    .into_any()
}
