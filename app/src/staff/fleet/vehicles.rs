//! Vehicles: identity, life, purchase and specifications, with who has them and how their state changed.

use domain::fleet::vehicle::{DriveType, FuelType, GearboxType, Ownership, StatusChange, VehicleDraft, VehicleStatus};
use domain::fleet::vin::tidied;
use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use crate::nav;
use crate::records::detail::Shown;
use crate::records::field::{Custom, UNTITLED};
use crate::records::form::FormState;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
    history, status,
};
use crate::session;
use crate::text::measure::Measure;
use crate::text::{capitals, date, fields, fleet as words, records as record_words, t};
use crate::ui::button::{Button, LinkButton};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::timeline::{Timeline, TimelineEvent};

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Vehicle, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

const STATUS: Kind = Kind::State(choices::<VehicleStatus>);
const TYPE: Kind = Kind::Reference(RecordKind::VehicleType, "type_name");
const GROUP: Kind = Kind::Reference(RecordKind::VehicleGroup, "group_name");
const DISTANCE: Kind = Kind::Measure(Measure::Distance);

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Vehicle,
    columns: &[
        Column::new("name", fields::NAME, Kind::Line).title().sortable(),
        Column::new("plate", fields::PLATE, Kind::Line).sortable(),
        Column::new("status", fields::STATUS, STATUS).state(),
        Column::new("type_name", fields::VEHICLE_TYPE, Kind::Line),
        Column::new("make", fields::MAKE, Kind::Line).wide(),
        Column::new("model", fields::MODEL, Kind::Line).wide(),
        Column::new("year", fields::YEAR, Kind::Year).wide(),
        Column::new("seats", fields::SEATS, Kind::Whole).wide(),
    ],
    filters: &[
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<VehicleStatus>)),
        Filter::new("vehicle_type", fields::VEHICLE_TYPE, By::Record(RecordKind::VehicleType)),
        Filter::new("vehicle_group", fields::VEHICLE_GROUP, By::Record(RecordKind::VehicleGroup)),
    ],
    empty: words::NO_VEHICLES,
    icon: Icon::Truck,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleDraft>(RecordKind::Vehicle, "name", SECTIONS);

const IDENTITY: Section = Section::new(
    words::IDENTITY,
    &[
        Field::new("name", fields::NAME, Kind::Line).required(),
        Field::new("plate", fields::PLATE, Kind::Capitals),
        Field::new("vehicle_type", fields::VEHICLE_TYPE, TYPE).required(),
        Field::new("vehicle_group", fields::VEHICLE_GROUP, GROUP),
        Field::new("make", fields::MAKE, Kind::Line),
        Field::new("model", fields::MODEL, Kind::Line),
        Field::new("trim", fields::TRIM, Kind::Line),
        Field::new("year", fields::YEAR, Kind::Year),
        Field::new("vin", fields::VIN, Kind::Custom(VIN)),
        Field::new("chassis_number", fields::CHASSIS_NUMBER, Kind::Line).help(words::CHASSIS_NUMBER_HELP),
        Field::new("colour", fields::COLOUR, Kind::Line),
        Field::new("registration_region", fields::REGISTRATION_REGION, Kind::Line),
        Field::new("body_type", fields::BODY_TYPE, Kind::Line),
        Field::new("body_subtype", fields::BODY_SUBTYPE, Kind::Line),
        Field::new("seats", fields::SEATS, Kind::Whole),
        Field::new("payload", fields::PAYLOAD, Kind::Measure(Measure::Weight)),
        Field::new("photo", fields::PHOTO, Kind::Picture),
    ],
);

/// A VIN, put right when it was typed or scanned, with a word on what was changed.
const VIN: Custom = Custom { control: vin, group: false, show: text_of };

fn vin(state: FormState, field: &'static Field) -> AnyView {
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    let note = RwSignal::new("");
    Effect::new(move |before: Option<()>| {
        let typed = value.get();
        if before.is_some() {
            state.set(field.name, Value::String(capitals(&typed)));
        }
    });
    let put_right = move |()| {
        let (vin, done) = tidied(&value.get_untracked());
        note.set(match (done.leading_i, done.separators) {
            (true, _) => t(words::VIN_WITHOUT_I),
            (false, true) => t(words::VIN_WITHOUT_SPACES),
            (false, false) => "",
        });
        value.set(vin);
    };
    view! {
        <TextInput value=value on_commit=Callback::new(put_right) />
        <span class="field-help" role="status">{note}</span>
    }
    .into_any()
}

const STATE: Section = Section::new(
    words::STATE_AND_OWNERSHIP,
    &[
        Field::new("status", fields::STATUS, STATUS).required(),
        Field::new("ownership", fields::OWNERSHIP, Kind::Choice(choices::<Ownership>)).required(),
        Field::new("notes", fields::NOTES, Kind::Paragraph),
    ],
);

const LIFE: Section = Section::new(
    words::LIFE,
    &[
        Field::new("in_service_on", fields::IN_SERVICE_ON, Kind::Date),
        Field::new("in_service_odometer", fields::IN_SERVICE_ODOMETER, DISTANCE),
        Field::new("expected_life_months", fields::EXPECTED_LIFE_MONTHS, Kind::Measure(Measure::Months)),
        Field::new("expected_life_distance", fields::EXPECTED_LIFE_DISTANCE, DISTANCE),
        Field::new("resale_value", fields::RESALE_VALUE, Kind::Money),
        Field::new("out_of_service_on", fields::OUT_OF_SERVICE_ON, Kind::Date),
        Field::new("out_of_service_odometer", fields::OUT_OF_SERVICE_ODOMETER, DISTANCE),
    ],
);

const PURCHASE: Section = Section::new(
    words::PURCHASE,
    &[
        Field::new("purchase_vendor", fields::PURCHASE_VENDOR, Kind::Line),
        Field::new("purchased_on", fields::PURCHASED_ON, Kind::Date),
        Field::new("purchase_price", fields::PURCHASE_PRICE, Kind::Money),
        Field::new("purchase_odometer", fields::PURCHASE_ODOMETER, DISTANCE),
        Field::new("warranty_until", fields::WARRANTY_UNTIL, Kind::Date),
        Field::new("warranty_distance", fields::WARRANTY_DISTANCE, DISTANCE),
        Field::new("purchase_notes", fields::PURCHASE_NOTES, Kind::Paragraph),
    ],
);

const DIMENSIONS: Section = Section::new(
    words::DIMENSIONS,
    &[
        Field::new("length", fields::LENGTH, Kind::Measure(Measure::Length)),
        Field::new("width", fields::WIDTH, Kind::Measure(Measure::Length)),
        Field::new("height", fields::HEIGHT, Kind::Measure(Measure::Length)),
        Field::new("wheelbase", fields::WHEELBASE, Kind::Measure(Measure::Length)),
        Field::new("cargo_volume", fields::CARGO_VOLUME, Kind::Measure(Measure::Room)),
    ],
);

const WEIGHTS: Section = Section::new(
    words::WEIGHTS,
    &[
        Field::new("curb_weight", fields::CURB_WEIGHT, Kind::Measure(Measure::Weight)),
        Field::new("gross_weight", fields::GROSS_WEIGHT, Kind::Measure(Measure::Weight)),
        Field::new("towing_capacity", fields::TOWING_CAPACITY, Kind::Measure(Measure::Weight)),
    ],
);

const ENGINE: Section = Section::new(
    words::ENGINE_AND_DRIVE,
    &[
        Field::new("engine", fields::ENGINE, Kind::Line),
        Field::new("engine_displacement", fields::ENGINE_DISPLACEMENT, Kind::Measure(Measure::Displacement)),
        Field::new("engine_power", fields::ENGINE_POWER, Kind::Measure(Measure::Power)),
        Field::new("emission_class", fields::EMISSION_CLASS, Kind::Line),
        Field::new("gearbox", fields::GEARBOX, Kind::Choice(choices::<GearboxType>)),
        Field::new("gears", fields::GEARS, Kind::Whole),
        Field::new("drive", fields::DRIVE, Kind::Choice(choices::<DriveType>)),
    ],
);

const FUEL: Section = Section::new(
    words::FUEL_AND_ENERGY,
    &[
        Field::new("fuel_type", fields::FUEL_TYPE, Kind::Choice(choices::<FuelType>)),
        Field::new("tank_capacity", fields::TANK_CAPACITY, Kind::Measure(Measure::Volume)),
        Field::new("battery_capacity", fields::BATTERY_CAPACITY, Kind::Measure(Measure::Energy)),
        Field::new("consumption_city", fields::CONSUMPTION_CITY, Kind::Measure(Measure::Consumption)),
        Field::new("consumption_road", fields::CONSUMPTION_ROAD, Kind::Measure(Measure::Consumption)),
        Field::new("consumption_combined", fields::CONSUMPTION_COMBINED, Kind::Measure(Measure::Consumption)),
    ],
);

const WHEELS: Section = Section::new(
    words::WHEELS_AND_BRAKES,
    &[
        Field::new("wheel_size", fields::WHEEL_SIZE, Kind::Line),
        Field::new("tyre_size", fields::TYRE_SIZE, Kind::Line),
        Field::new("brakes", fields::BRAKES, Kind::Line),
    ],
);

const SECTIONS: &[Section] = &[IDENTITY, STATE, LIFE, PURCHASE, DIMENSIONS, WEIGHTS, ENGINE, FUEL, WHEELS];

/// What is derived from trips and assignments.
const NOW: Section = Section::new(
    UNTITLED,
    &[
        Field::new("status", fields::STATUS, STATUS),
        Field::new("driver", words::CURRENT_DRIVER, Kind::Reference(RecordKind::Driver, "driver_name")),
        Field::new("odometer", fields::ODOMETER, DISTANCE),
        Field::new("ownership", fields::OWNERSHIP, Kind::Choice(choices::<Ownership>)),
        Field::new("notes", fields::NOTES, Kind::Line),
    ],
);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Vehicle,
    form: Some(&FORM),
    subtitle: Some(subtitle),
    state: Some(Field::new("status", fields::STATUS, STATUS)),
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(&[NOW, IDENTITY])),
        Tab::new("life", words::LIFE, Body::Facts(&[LIFE])),
        Tab::new("purchase", words::PURCHASE, Body::Facts(&[PURCHASE])),
        Tab::new("specifications", words::SPECIFICATIONS, Body::Facts(&[DIMENSIONS, WEIGHTS, ENGINE, FUEL, WHEELS])),
        Tab::new("assignments", RecordKind::Assignment.plural(), Body::List(&super::assignments::LIST, "vehicle")),
        Tab::new("documents", RecordKind::Document.plural(), Body::List(&super::documents::LIST, "vehicle")),
        Tab::new("history", record_words::HISTORY, Body::View(with_changes)),
    ],
    actions: Some(assign),
};

fn subtitle(record: &Value) -> String {
    let parts = ["plate", "make", "model", "year"].map(|name| text_of(record.field(name)));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn assign(shown: Shown) -> AnyView {
    let href = [nav::list(RecordKind::Assignment).as_str(), "/new?vehicle=", &shown.id.to_string()].concat();
    match session::refused(Permission::In(Area::Fleet, Act::Create)) {
        None => view! { <LinkButton label=t(words::ASSIGN_TO_DRIVER) href=href icon=Icon::Key /> }.into_any(),
        reason => {
            view! { <Button label=t(words::ASSIGN_TO_DRIVER) icon=Icon::Key disabled_reason=Signal::stored(reason) /> }
                .into_any()
        }
    }
}

/// Changes of status and group by date, then everything else that changed.
fn with_changes(shown: Shown) -> AnyView {
    let changes = Signal::derive(move || {
        let listed =
            shown.record.value.with(|record| record.as_ref().map(|record| record.field("status_changes").clone()));
        let all =
            listed.and_then(|listed| serde_json::from_value::<Vec<StatusChange>>(listed).ok()).unwrap_or_default();
        all.into_iter().map(event).collect::<Vec<_>>()
    });
    let version = Signal::derive(move || shown.version());
    view! {
        <div class="cards">
            <Card title=t(words::CHANGES)><Timeline events=changes /></Card>
            <Card title=t(record_words::HISTORY)>{history::of(RecordKind::Vehicle, shown.id, history::told(SECTIONS), version)}</Card>
        </div>
    }
    .into_any()
}

fn event(change: StatusChange) -> TimelineEvent {
    let group = if change.group_name.is_empty() { t(words::WITHOUT_GROUP).to_owned() } else { change.group_name };
    TimelineEvent {
        title: t(change.status.label()).to_owned(),
        detail: if change.who.is_empty() { group } else { [group.as_str(), " · ", &change.who].concat() },
        when: date::relative(change.at),
        exact: date::instant(change.at),
        tone: status::tone(change.status.code()),
        icon: Icon::Truck,
        ahead: false,
    }
}
