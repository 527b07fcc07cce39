//! Vehicles: identity, life, purchase and specifications, with who has them and how their state changed.

use domain::fleet::document::DocumentType;
use domain::fleet::vehicle::VehicleRow;
use domain::fleet::vehicle::{StatusChange, VehicleDraft, VehicleStatus};
use domain::fleet::vin::normalize_vin;
use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use domain::time::Instant;
use leptos::prelude::*;
use serde_json::Value;

use crate::nav;
use crate::records::detail::Shown;
use crate::records::field::{Custom, UNTITLED};
use crate::records::form::FormState;
use crate::records::from_json;
use crate::records::value::{ends, has_ended, thumbnail};
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, history};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::session;
use crate::staff::next_trip;
use crate::text::measure::Measure;
use crate::text::{capitals, date, fields, fleet as words, records as record_words, t};
use crate::ui::badge::plate;
use crate::ui::button::LinkUnless;
use crate::ui::cell::Cell;
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::table::Fit;
use crate::ui::timeline::{Timeline, TimelineEvent};
use crate::ui::tone::Tone;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Vehicle, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

const TYPE: Kind = Kind::Reference(RecordKind::VehicleType, "type_name");
const GROUP: Kind = Kind::Reference(RecordKind::VehicleGroup, "group_name");
const DISTANCE: Kind = Kind::Measure(Measure::Distance);

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Vehicle,
    columns: columns![VehicleRow:
        NAME.shown(Kind::Shown(name)).title(),
        PLATE.shown(Kind::Shown(plated)).fit(Fit::Medium),
        TYPE_NAME.shown(Kind::Shown(model)).widest(),
        SEATS.fit(Fit::Small).wide(),
        YEAR.wide().on_demand(),
        STATUS.shown(Kind::Shown(standing)).state(),
        DRIVER_NAME.table(),
        NEXT_TRIP_AT.shown(Kind::Shown(next_trip_at)).fit(Fit::Medium),
        FIRST_END.shown(Kind::Shown(first_end)),
    ],
    filters: VehicleRow::FILTERS,
    many: &[Field::of_draft(VehicleDraft::VEHICLE_GROUP).shown(GROUP)],
    empty: words::NO_VEHICLES,
    icon: Icon::Truck,
    row: None,
};

/// With its picture, or the place for one.
fn name(of: &dyn Fields) -> Cell {
    thumbnail(of.field("cover").as_i64(), Icon::Truck, text_of(of.field("name")))
}

fn plated(of: &dyn Fields) -> Cell {
    let text = text_of(of.field("plate"));
    if text.is_empty() { Cell::Empty } else { Cell::View(ViewFn::from(move || plate(text.clone()))) }
}

/// What it is, by type and model.
fn model(of: &dyn Fields) -> Cell {
    let [of_type, make, model] = ["type_name", "make", "model"].map(|name| text_of(of.field(name)));
    let model = [make.as_str(), &model].join(" ").trim().to_owned();
    if model.is_empty() { Cell::text(of_type) } else { Cell::Two(of_type, model) }
}

/// When it ends, and which paper that is.
fn first_end(of: &dyn Fields) -> Cell {
    let paper = of.field("first_end_type").as_str().and_then(|code| code.parse::<DocumentType>().ok());
    match (ends(of.field("first_end")), paper) {
        (Cell::Empty, _) => Cell::Empty,
        (end, None) => end,
        (end, Some(paper)) => Cell::View(ViewFn::from(move || {
            let paper = t(paper.label());
            view! { <span class="cell-two" title=paper><span>{end.clone().view()}</span><span class="cell-second">{paper}</span></span> }
                .into_any()
        })),
    }
}

fn next_trip_at(of: &dyn Fields) -> Cell {
    of.field("next_trip_at").as_i64().map_or(Cell::Empty, |at| Cell::Fixed(next_trip::begins(Instant(at))))
}

/// As its row says, or its page's next trip.
fn is_on_trip(of: &dyn Fields) -> bool {
    [Some(of.field("on_trip")), of.field("next_trip").get("is_running")].contains(&Some(&Value::Bool(true)))
}

/// What may not drive is never shown as ready.
fn standing(of: &dyn Fields) -> Cell {
    let status = of.field("status").as_str().and_then(|code| code.parse::<VehicleStatus>().ok());
    match status {
        Some(VehicleStatus::Active) if has_ended(of.field("first_end")) => {
            Cell::Badge(Tone::Overdue, t(words::PAPERS_EXPIRED).to_owned())
        }
        Some(VehicleStatus::Active) if is_on_trip(of) => Cell::Badge(Tone::Running, t(fields::ON_TRIP).to_owned()),
        Some(VehicleStatus::Active) => Cell::Badge(Tone::Free, t(words::FREE).to_owned()),
        Some(status) => Cell::Badge(status.tone(), t(status.label()).to_owned()),
        None => Cell::Empty,
    }
}

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleDraft>(RecordKind::Vehicle, "name", SECTIONS);

const IDENTITY: Section = Section::new(
    words::IDENTITY,
    fields![VehicleDraft:
        NAME,
        PLATE.shown(Kind::Capitals),
        VEHICLE_TYPE.shown(TYPE),
        VEHICLE_GROUP.shown(GROUP),
        MAKE,
        MODEL,
        TRIM,
        YEAR,
        VIN.shown(Kind::Custom(VIN)),
        CHASSIS_NUMBER.help(words::CHASSIS_NUMBER_HELP),
        COLOUR,
        REGISTRATION_REGION,
        BODY_TYPE,
        BODY_SUBTYPE,
        SEATS,
        PAYLOAD,
        LICENCE_CLASS.help(words::LICENCE_CLASS_HELP),
        PHOTOS,
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
        let (vin, done) = normalize_vin(&value.get_untracked());
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
    fields![VehicleDraft:
        STATUS.required(),
        OWNERSHIP.required(),
        NOTES,
    ],
);

const LIFE: Section = Section::new(
    words::LIFE,
    fields![VehicleDraft:
        IN_SERVICE_ON,
        IN_SERVICE_ODOMETER,
        EXPECTED_LIFE_MONTHS.shown(Kind::Measure(Measure::Months)),
        EXPECTED_LIFE_DISTANCE,
        RESALE_VALUE,
        OUT_OF_SERVICE_ON,
        OUT_OF_SERVICE_ODOMETER,
    ],
);

const PURCHASE: Section = Section::new(
    words::PURCHASE,
    fields![VehicleDraft:
        PURCHASE_VENDOR,
        PURCHASED_ON,
        PURCHASE_PRICE,
        PURCHASE_ODOMETER,
        WARRANTY_UNTIL,
        WARRANTY_DISTANCE,
        PURCHASE_NOTES,
    ],
);

const DIMENSIONS: Section = Section::new(
    words::DIMENSIONS,
    fields![VehicleDraft:
        LENGTH,
        WIDTH,
        HEIGHT,
        WHEELBASE,
        CARGO_VOLUME,
    ],
);

const WEIGHTS: Section = Section::new(
    words::WEIGHTS,
    fields![VehicleDraft:
        CURB_WEIGHT,
        GROSS_WEIGHT,
        TOWING_CAPACITY,
    ],
);

const ENGINE: Section = Section::new(
    words::ENGINE_AND_DRIVE,
    fields![VehicleDraft:
        ENGINE,
        ENGINE_DISPLACEMENT,
        ENGINE_POWER,
        EMISSION_CLASS,
        GEARBOX,
        GEARS,
        DRIVE,
    ],
);

const FUEL: Section = Section::new(
    words::FUEL_AND_ENERGY,
    fields![VehicleDraft:
        FUEL_TYPE,
        TANK_CAPACITY,
        SECOND_FUEL_TYPE,
        SECOND_TANK_CAPACITY,
        CONSUMPTION_CITY,
        CONSUMPTION_ROAD,
        CONSUMPTION_COMBINED,
    ],
);

const WHEELS: Section = Section::new(
    words::WHEELS_AND_BRAKES,
    fields![VehicleDraft:
        WHEEL_SIZE,
        TYRE_SIZE,
        BRAKES,
    ],
);

const SECTIONS: &[Section] = &[IDENTITY, STATE, LIFE, PURCHASE, DIMENSIONS, WEIGHTS, ENGINE, FUEL, WHEELS];

const NOW: Section = Section::new(
    UNTITLED,
    &[Field::of_draft(VehicleDraft::OWNERSHIP), Field::of_draft(VehicleDraft::NOTES).shown(Kind::Line)],
);

const HEAD: &[Field] = &[
    next_trip::FIELD,
    Field::new("driver", words::CURRENT_DRIVER, Kind::Reference(RecordKind::Driver, "driver_name")),
    Field::new("odometer", fields::ODOMETER, DISTANCE),
    Field::new("first_end", fields::FIRST_END, Kind::Shown(first_end)),
];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Vehicle,
    form: Some(&FORM),
    subtitle: Some(subtitle),
    state: Some(Field::of_draft(VehicleDraft::STATUS).shown(Kind::Shown(standing))),
    head: HEAD,
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(&[NOW, IDENTITY])),
        Tab::new("life", words::LIFE, Body::Facts(&[LIFE])),
        Tab::new("purchase", words::PURCHASE, Body::Facts(&[PURCHASE])),
        Tab::new("specifications", words::SPECIFICATIONS, Body::Facts(&[DIMENSIONS, WEIGHTS, ENGINE, FUEL, WHEELS])),
        Tab::new("assignments", RecordKind::Assignment.plural(), Body::List(&super::assignments::LIST, "vehicle"))
            .counted(),
        Tab::new("documents", RecordKind::Document.plural(), Body::List(&super::documents::LIST, "vehicle")).counted(),
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
    let refused = session::refused(Permission::In(Area::Fleet, Act::Create));
    view! { <LinkUnless refused=refused label=t(words::ASSIGN_TO_DRIVER) href=href icon=Icon::Key /> }.into_any()
}

/// Changes of status and group by date, then everything else that changed.
fn with_changes(shown: Shown) -> AnyView {
    let changes = Signal::derive(move || {
        let listed =
            shown.record.value.with(|record| record.as_ref().map(|record| record.field("status_changes").clone()));
        let all = listed.map_or_else(Vec::new, |listed| from_json::<Vec<StatusChange>>(&listed));
        all.into_iter().map(event).collect::<Vec<_>>()
    });
    let version = Signal::derive(move || shown.version());
    view! {
        <div class="cards">
            <Card title=t(words::CHANGES)><Timeline events=changes /></Card>
            <Card title=t(record_words::HISTORY)>{history::of_record(RecordKind::Vehicle, shown.id, history::fields_of(SECTIONS), version)}</Card>
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
        tone: change.status.tone(),
        icon: Icon::Truck,
        ahead: false,
    }
}
