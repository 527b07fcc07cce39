//! One specimen of every kind of record, for the tests that hold of all of them.
//!
//! Invariant: a kind that is missing here fails [`all`], so a new record can't be forgotten.

use crate::{
    Company, client,
    making::{AMOUNT, assign, hours_from, payment, tomorrow},
    now, unique,
};
use domain::{
    bookings::{booking::Booking, rating::RatingDraft, time_card::TimeCardDraft},
    check::Draft,
    field::{Kind, Row},
    fleet::{
        assignment::AssignmentDraft,
        document::{DocumentDraft, DocumentType},
        vehicle_group::VehicleGroupDraft,
        vehicle_type::VehicleTypeDraft,
    },
    id::{CustomerId, DriverId, LogbookId, MailAppId, MailServerId, VehicleGroupId, VehicleId, VehicleTypeId},
    list::{Filter, Page, Sort},
    mail::{
        account::MailAccountDraft,
        app::MailAppDraft,
        outbox::{ComposeDraft, MessageDraft, Recipient},
        server::{Engine, MailServerDraft},
        template::MailTemplateDraft,
    },
    money::{
        TaxRate,
        invoice::{InvoiceDraft, InvoiceLine},
        unit_price::UnitPrice,
    },
    people::{
        contact::Contact,
        leave::LeaveDraft,
        role::RoleDraft,
        vendor::{Supply, VendorDraft},
    },
    record::{Created, Record, RecordKind, Verb, Wire, WithTypes},
    time::{DAY, HOUR, Instant},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Parsed<T> = Result<T, serde_json::Error>;

pub struct Specimen {
    pub kind: RecordKind,
    /// Makes one, however that is done for this kind.
    pub make: fn(&Company) -> i64,
    /// A draft that may be kept, another one each time; for kinds that the generic route creates.
    pub draft: Option<fn(&Company) -> Value>,
    /// A field that can be changed at any time, and another value for it.
    pub change: (&'static str, &'static str),
    /// Makes something that refers to the record, so that it can't be deleted any more; its collection.
    pub refer: Option<fn(&Company, i64) -> &'static str>,
    /// A field that the list's search looks into; empty for lists without one.
    pub searched: &'static str,
}

impl Specimen {
    #[must_use]
    pub fn has(&self, verb: Verb) -> bool {
        self.kind.verbs().contains(&verb)
    }

    #[must_use]
    pub fn types(&self) -> Types {
        types_of(self.kind)
    }

    /// The names of the list's orders.
    pub fn sorts(&self) -> impl Iterator<Item = &'static str> {
        self.types().sorts.iter().map(|sort| sort.name)
    }

    #[must_use]
    pub fn collection(&self) -> String {
        format!("/api/{}", self.kind.collection())
    }

    /// Brings a record to where it may be archived: what still has to be done may not disappear.
    pub fn settle(&self, company: &Company, id: i64) {
        if self.kind == RecordKind::Booking {
            let version = crate::making::version(&company.owner, self.kind, id);
            company.owner.act(&format!("/api/bookings/{id}/cancel"), version, &json!({})).done();
        }
    }

    /// Makes one through the generic route and gives it with its draft.
    pub fn create(&self, company: &Company) -> Option<(Created, Value)> {
        let draft = self.draft?(company);
        Some((company.owner.create(self.kind, &draft), draft))
    }
}

/// Runs a check on every kind that offers a verb, and tells of all that fail, not just the first.
///
/// # Panics
/// When any of them fails.
pub fn each(verb: Verb, check: impl Fn(&Specimen)) {
    let failed: Vec<&str> = all()
        .iter()
        .filter(|specimen| specimen.has(verb))
        .filter(|specimen| catch_unwind(AssertUnwindSafe(|| check(specimen))).is_err())
        .map(|specimen| specimen.kind.collection())
        .collect();
    assert!(failed.is_empty(), "fails for {}", failed.join(", "));
}

/// # Panics
/// When a kind has no specimen.
#[must_use]
pub fn all() -> Vec<Specimen> {
    let wanted = wanted();
    RecordKind::ALL.iter().filter(|kind| wanted.is_none_or(|only| only == **kind)).map(|kind| of(*kind)).collect()
}

/// The one kind that `cargo xtask test record` is about; none is all of them.
fn wanted() -> Option<RecordKind> {
    let only = std::env::var("VOLANTE_RECORD").ok()?;
    Some(RecordKind::from_collection(&only).unwrap_or_else(|| panic!("{only} is no kind of record")))
}

/// What the types of a kind tell of it.
pub struct Types {
    /// What the list can be sorted by.
    pub sorts: &'static [Sort],
    /// What people narrow it by.
    pub filters: &'static [Filter],
    /// An empty draft: every field there is, by name.
    pub draft: Value,
    /// The draft's fields that name other records: which kind, and whether it is a list of them.
    pub references: Vec<(&'static str, RecordKind, bool)>,
    /// Reads a page into the kind's rows.
    pub rows: fn(&str) -> Parsed<usize>,
    /// Reads a record into the kind's type.
    pub record: fn(&str) -> Parsed<()>,
}

struct TypesOf;

impl WithTypes for TypesOf {
    type Out = Types;

    fn run<D: Draft + Wire, F: Wire, R: Row + Wire>(self) -> Types {
        Types {
            sorts: R::SORTS,
            filters: R::FILTERS,
            draft: json!(D::default()),
            references: D::FIELDS
                .iter()
                .filter_map(|field| match field.kind {
                    Kind::Reference(kind) => Some((field.name, kind, false)),
                    Kind::References(kind) => Some((field.name, kind, true)),
                    _ => None,
                })
                .collect(),
            rows: |body| serde_json::from_str::<Page<R>>(body).map(|page| page.rows.len()),
            record: |body| serde_json::from_str::<Record<D, F>>(body).map(drop),
        }
    }
}

/// What a kind's types tell.
#[must_use]
pub fn types_of(kind: RecordKind) -> Types {
    kind.with_types(TypesOf)
}

fn value(draft: &impl Serialize) -> Value {
    serde_json::to_value(draft).expect("a draft is JSON")
}

/// A booking that owns what it needs.
fn booking(company: &Company) -> i64 {
    company.booking(company.customer(), tomorrow()).id
}

fn assignment(vehicle: i64, driver: i64) -> AssignmentDraft {
    let from = now() + i64::try_from(unique()).unwrap_or_default() * HOUR;
    AssignmentDraft {
        vehicle: Some(VehicleId(vehicle)),
        driver: Some(DriverId(driver)),
        from: Some(Instant(from)),
        to: Some(Instant(from + HOUR)),
        ..AssignmentDraft::default()
    }
}

fn leave(driver: i64) -> LeaveDraft {
    let from = now() + i64::try_from(unique()).unwrap_or_default() * HOUR;
    LeaveDraft {
        driver: Some(DriverId(driver)),
        from: Some(Instant(from)),
        to: Some(Instant(from + HOUR)),
        ..LeaveDraft::default()
    }
}

fn document(company: &Company) -> DocumentDraft {
    DocumentDraft {
        vehicle: Some(VehicleId(company.vehicle())),
        document_type: Some(DocumentType::Permit),
        title: format!("Permit {}", unique()),
        ..DocumentDraft::default()
    }
}

fn assigned(company: &Company, vehicle: i64, driver: i64) -> &'static str {
    company.owner.create(RecordKind::Assignment, &assignment(vehicle, driver));
    "assignments"
}

fn time_card(logbook: i64, from: i64) -> TimeCardDraft {
    TimeCardDraft {
        logbook: Some(LogbookId(logbook)),
        from: Some(Instant(from)),
        to: Some(Instant(from + HOUR)),
        notes: String::new(),
    }
}

fn invoice(customer: i64) -> InvoiceDraft {
    let line = InvoiceLine {
        description: "Transfer".into(),
        quantity: 1_000,
        unit_price: UnitPrice::of_amount(AMOUNT),
        tax: TaxRate(21_000),
        tax_name: "IVA".into(),
        booking: None,
    };
    InvoiceDraft { customer: Some(CustomerId(customer)), lines: vec![line], ..InvoiceDraft::default() }
}

fn of(kind: RecordKind) -> Specimen {
    match kind {
        RecordKind::Staff => Specimen {
            kind,
            make: |company| company.staff_member("viewer"),
            draft: Some(|company| value(&company.staff_draft("viewer"))),
            change: ("job_title", "Coordinadora"),
            refer: Some(|company, staff| {
                company.owner.create(RecordKind::Driver, &company.driver_draft(staff));
                "drivers"
            }),
            searched: "name",
        },
        RecordKind::Role => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Role, &role()).id,
            draft: Some(|_| value(&role())),
            change: ("description", "Only looks"),
            refer: Some(|company, role| {
                let draft = company.staff_draft("viewer");
                let holder = domain::people::staff::StaffDraft { roles: vec![domain::id::RoleId(role)], ..draft };
                company.owner.create(RecordKind::Staff, &holder);
                "staff"
            }),
            searched: "name",
        },
        RecordKind::Driver => Specimen {
            kind,
            make: |company| company.driver().id,
            draft: Some(|company| value(&company.driver_draft(company.staff_member("driver")))),
            change: ("licence_number", "X-1234567"),
            refer: Some(|company, driver| assigned(company, company.vehicle(), driver)),
            searched: "licence_number",
        },
        RecordKind::Leave => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Leave, &leave(company.driver().id)).id,
            draft: Some(|company| value(&leave(company.driver().id))),
            change: ("reason", "Moves house"),
            refer: None,
            searched: "",
        },
        RecordKind::Customer => Specimen {
            kind,
            make: Company::customer,
            draft: Some(|company| value(&company.customer_draft())),
            change: ("notes", "Pays late."),
            refer: Some(|company, customer| {
                let _ = company.booking(customer, tomorrow());
                "bookings"
            }),
            searched: "company",
        },
        RecordKind::Vendor => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Vendor, &vendor()).id,
            draft: Some(|_| value(&vendor())),
            change: ("notes", "Closed on Saturdays"),
            refer: None,
            searched: "name",
        },
        RecordKind::Contact => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Contact, &company.contact_draft(company.customer())).id,
            draft: Some(|company| value(&company.contact_draft(company.customer()))),
            change: ("position", "Recepción"),
            refer: Some(|company, contact| {
                let of: Contact = company.owner.find(RecordKind::Contact, contact);
                let customer = of.fields.customer.unwrap_or_default().0;
                let mut draft = company.booking_draft(customer, tomorrow());
                draft.contact = Some(domain::id::ContactId(contact));
                company.owner.create(RecordKind::Booking, &draft);
                "bookings"
            }),
            searched: "name",
        },
        RecordKind::Vehicle => Specimen {
            kind,
            make: Company::vehicle,
            draft: Some(|company| value(&company.vehicle_draft())),
            change: ("make", "Mercedes"),
            refer: Some(|company, vehicle| assigned(company, vehicle, company.driver().id)),
            searched: "name",
        },
        RecordKind::VehicleType => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::VehicleType, &vehicle_type()).id,
            draft: Some(|_| value(&vehicle_type())),
            change: ("description", "Up to nine seats"),
            refer: Some(|company, of| {
                let mut draft = company.vehicle_draft();
                draft.vehicle_type = Some(VehicleTypeId(of));
                company.owner.create(RecordKind::Vehicle, &draft);
                "vehicles"
            }),
            searched: "name",
        },
        RecordKind::VehicleGroup => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::VehicleGroup, &vehicle_group()).id,
            draft: Some(|_| value(&vehicle_group())),
            change: ("description", "Stands in Getafe"),
            refer: Some(|company, of| {
                let mut draft = company.vehicle_draft();
                draft.vehicle_group = Some(VehicleGroupId(of));
                company.owner.create(RecordKind::Vehicle, &draft);
                "vehicles"
            }),
            searched: "name",
        },
        RecordKind::Assignment => Specimen {
            kind,
            make: |company| {
                let draft = assignment(company.vehicle(), company.driver().id);
                company.owner.create(RecordKind::Assignment, &draft).id
            },
            draft: Some(|company| value(&assignment(company.vehicle(), company.driver().id))),
            change: ("notes", "With both keys"),
            refer: None,
            searched: "",
        },
        RecordKind::Document => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Document, &document(company)).id,
            draft: Some(|company| value(&document(company))),
            change: ("notes", "The original is in the safe"),
            refer: None,
            searched: "title",
        },
        RecordKind::Booking => Specimen {
            kind,
            make: booking,
            draft: Some(|company| {
                let from = now() + i64::try_from(unique()).unwrap_or_default() * HOUR;
                value(&company.booking_draft(company.customer(), hours_from(from, 2)))
            }),
            change: ("load", "Four passengers"),
            refer: Some(|company, booking| {
                let now_kept: Booking = company.owner.find(RecordKind::Booking, booking);
                let approval = json!({ "amount": AMOUNT });
                company.owner.act(&format!("/api/bookings/{booking}/approve"), now_kept.version, &approval).done();
                let (from, to) =
                    (now_kept.fields.pickup_at.unwrap_or_default(), now_kept.fields.ends_at.unwrap_or_default());
                let draft = assign(booking, company.vehicle(), company.driver().id, domain::time::Span { from, to });
                company.owner.keyed("/api/logbooks", &draft).expect(201);
                "logbooks"
            }),
            searched: "subject",
        },
        RecordKind::Logbook => Specimen {
            kind,
            make: |company| company.trip(company.customer(), tomorrow()).logbook,
            draft: None,
            change: ("description", ""),
            refer: None,
            searched: "",
        },
        RecordKind::TimeCard => Specimen {
            kind,
            make: |company| {
                let logbook = company.trip(company.customer(), tomorrow()).logbook;
                company.owner.create(RecordKind::TimeCard, &time_card(logbook, now() + DAY)).id
            },
            draft: Some(|company| {
                let logbook = company.trip(company.customer(), tomorrow()).logbook;
                value(&time_card(logbook, now() + DAY))
            }),
            change: ("notes", "With a break"),
            refer: None,
            searched: "",
        },
        RecordKind::Rating => Specimen { kind, make: rating, draft: None, change: ("", ""), refer: None, searched: "" },
        RecordKind::Invoice => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::Invoice, &invoice(company.customer())).id,
            draft: Some(|company| value(&invoice(company.customer()))),
            change: ("notes", "Thank you."),
            refer: None,
            searched: "",
        },
        RecordKind::Payment => Specimen {
            kind,
            make: |company| {
                company.owner.create(RecordKind::Payment, &payment(&company.issued(company.customer()), 100)).id
            },
            draft: Some(|company| value(&payment(&company.issued(company.customer()), 100))),
            change: ("reference", "By hand"),
            refer: None,
            searched: "",
        },
        RecordKind::MailApp => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::MailApp, &mail_app()).id,
            draft: Some(|_| value(&mail_app())),
            change: ("description", "Registered in March"),
            refer: Some(|company, app| {
                let draft =
                    MailServerDraft { outgoing_engine: Engine::GraphApp, app: Some(MailAppId(app)), ..mail_server() };
                company.owner.create(RecordKind::MailServer, &draft);
                "mail-servers"
            }),
            searched: "name",
        },
        RecordKind::MailServer => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::MailServer, &mail_server()).id,
            draft: Some(|_| value(&mail_server())),
            change: ("outgoing_host", "smtp2.vega.example"),
            refer: Some(|company, server| {
                company.owner.create(RecordKind::MailAccount, &mail_account(server));
                "mail-accounts"
            }),
            searched: "name",
        },
        RecordKind::MailAccount => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::MailAccount, &new_mail_account(company)).id,
            draft: Some(|company| value(&new_mail_account(company))),
            change: ("sender_name", "Flota Vega"),
            refer: None,
            searched: "name",
        },
        RecordKind::MailTemplate => Specimen {
            kind,
            make: |company| company.owner.create(RecordKind::MailTemplate, &mail_template()).id,
            draft: Some(|_| value(&mail_template())),
            change: ("body", "Hasta pronto, {person}."),
            refer: None,
            searched: "name",
        },
        RecordKind::OutboxMail => Specimen {
            kind,
            make: |company| company.owner.keyed("/api/outbox", &message()).expect(201).json::<Created>().id,
            draft: None,
            change: ("", ""),
            refer: None,
            searched: "",
        },
    }
}

fn role() -> RoleDraft {
    RoleDraft { name: format!("Role {}", unique()), ..RoleDraft::default() }
}

/// An app that nobody has set a secret for.
#[must_use]
pub fn mail_app() -> MailAppDraft {
    MailAppDraft {
        name: format!("App {}", unique()),
        tenant: "vega.example".into(),
        client_id: "1b6b05a2-0000-4000-8000-000000000000".into(),
        secret_expires_on: domain::time::read_date("2028-01-31"),
        ..MailAppDraft::default()
    }
}

/// A server by SMTP with passwords.
#[must_use]
pub fn mail_server() -> MailServerDraft {
    MailServerDraft {
        name: format!("Server {}", unique()),
        outgoing_engine: Engine::SmtpPassword,
        outgoing_host: "smtp.vega.example".into(),
        outgoing_port: Some(587),
        ..MailServerDraft::default()
    }
}

fn server(company: &Company) -> i64 {
    company.owner.create(RecordKind::MailServer, &mail_server()).id
}

/// An account at a server, without a password yet.
#[must_use]
pub fn mail_account(server: i64) -> MailAccountDraft {
    MailAccountDraft {
        name: format!("Account {}", unique()),
        server: Some(MailServerId(server)),
        address: "flota@vega.example".into(),
        ..MailAccountDraft::default()
    }
}

/// An account at a server of its own, without a password yet.
#[must_use]
pub fn new_mail_account(company: &Company) -> MailAccountDraft {
    mail_account(server(company))
}

/// A template offered for any mail.
#[must_use]
pub fn mail_template() -> MailTemplateDraft {
    MailTemplateDraft {
        name: format!("Template {}", unique()),
        subject: "{what}".into(),
        body: "Hola, {person}:".into(),
        ..MailTemplateDraft::default()
    }
}

/// A mail that waits for the company to have an account.
#[must_use]
pub fn message() -> ComposeDraft {
    let message = MessageDraft {
        to: vec![Recipient::new("Ana", "ana@cliente.example")],
        subject: format!("Hola {}", unique()),
        text: "Hasta mañana.".into(),
        ..MessageDraft::default()
    };
    ComposeDraft { message, ..ComposeDraft::default() }
}

fn vehicle_type() -> VehicleTypeDraft {
    VehicleTypeDraft { name: format!("Type {}", unique()), ..VehicleTypeDraft::default() }
}

fn vendor() -> VendorDraft {
    VendorDraft { name: format!("Taller {}", unique()), supplies: vec![Supply::Service], ..VendorDraft::default() }
}

fn vehicle_group() -> VehicleGroupDraft {
    VehicleGroupDraft { name: format!("Group {}", unique()), ..VehicleGroupDraft::default() }
}

/// A booking requested in the portal, driven and rated.
fn rating(company: &Company) -> i64 {
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    let draft = RatingDraft { driver: Some(DriverId(trip.driver.id)), stars: 4, comment: String::new() };
    let call = contact.portal.call("POST", &path).key(&client::key());
    call.json(&draft).send().expect(201).json::<Created>().id
}
