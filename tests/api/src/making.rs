//! What a test needs around its subject, each made through the API and belonging to nobody else.

use crate::{Client, Company, Contact, Driver, now, unique};
use domain::{
    address::Address,
    bookings::{
        booking::{Booking, BookingDraft, BookingRequest, TransitionDraft},
        logbook::{AssignDraft, Logbook, LogbookDraft, OdometerDraft},
    },
    fleet::vehicle::VehicleDraft,
    id::{BookingId, ContactId, CustomerId, DriverId, InvoiceId, StaffId, VehicleId, VehicleTypeId},
    money::{
        invoice::Invoice,
        payment::{Allocation, PaymentDraft},
    },
    people::{contact::ContactDraft, customer::CustomerDraft, driver::DriverDraft},
    record::{Created, RecordKind},
    time::{DAY, Date, HOUR, Instant, Span},
};

/// Minor units that a booking is approved with unless the test says otherwise.
pub const AMOUNT: i64 = 12_345;

/// Tomorrow, two hours.
#[must_use]
pub fn tomorrow() -> Span {
    hours_from(now() + DAY, 2)
}

/// The date this many days from today.
#[must_use]
pub fn day(days: i64) -> Option<Date> {
    Instant(now() + days * DAY).utc_date()
}

#[must_use]
pub fn hours_from(from: i64, hours: i64) -> Span {
    Span { from: Instant(from), to: Instant(from + hours * HOUR) }
}

/// A logbook that was made, with everything it stands on.
#[derive(Clone, Copy, Debug)]
pub struct Trip {
    pub booking: i64,
    pub logbook: i64,
    pub vehicle: i64,
    pub driver: Driver,
}

impl Company {
    #[must_use]
    pub fn vehicle_draft(&self) -> VehicleDraft {
        let number = unique();
        VehicleDraft {
            name: format!("Van {number}"),
            plate: format!("{number:04} VGA"),
            vehicle_type: Some(VehicleTypeId(self.vehicle_type)),
            ..VehicleDraft::default()
        }
    }

    #[must_use]
    pub fn vehicle(&self) -> i64 {
        self.owner.create(RecordKind::Vehicle, &self.vehicle_draft()).id
    }

    #[must_use]
    pub fn driver_draft(&self, staff: i64) -> DriverDraft {
        DriverDraft {
            staff: Some(StaffId(staff)),
            licence_number: format!("L-{staff}"),
            licence_expires_on: Date::from_ymd_opt(2099, 1, 1),
            ..DriverDraft::default()
        }
    }

    #[must_use]
    pub fn driver(&self) -> Driver {
        let staff = self.staff_member("driver");
        Driver { id: self.owner.create(RecordKind::Driver, &self.driver_draft(staff)).id, staff }
    }

    #[must_use]
    pub fn customer_draft(&self) -> CustomerDraft {
        let number = unique();
        CustomerDraft {
            company: format!("Customer {number} S.L."),
            tax_id: format!("B{number:08}"),
            billing_address: Address {
                street: "Calle Mayor 1".into(),
                postcode: "28013".into(),
                city: "Madrid".into(),
                ..Address::default()
            },
            ..CustomerDraft::default()
        }
    }

    #[must_use]
    pub fn customer(&self) -> i64 {
        self.owner.create(RecordKind::Customer, &self.customer_draft()).id
    }

    #[must_use]
    pub fn contact_draft(&self, customer: i64) -> ContactDraft {
        let number = unique();
        ContactDraft {
            customer: Some(CustomerId(customer)),
            name: format!("Contact {number}"),
            email: format!("contact{number}@customer.example"),
            ..ContactDraft::default()
        }
    }

    /// A new customer's contact, signed in to the portal.
    #[must_use]
    pub fn contact(&self) -> Contact {
        self.contact_of(self.customer())
    }

    #[must_use]
    pub fn contact_of(&self, customer: i64) -> Contact {
        let draft = self.contact_draft(customer);
        let id = self.owner.create(RecordKind::Contact, &draft).id;
        Contact { id, customer, email: draft.email, portal: self.invite_contact(id) }
    }

    #[must_use]
    pub fn booking_draft(&self, customer: i64, span: Span) -> BookingDraft {
        let request = request(span);
        BookingDraft {
            customer: Some(CustomerId(customer)),
            contact: None,
            subject: request.subject,
            pickup_address: request.pickup_address,
            pickup_at: request.pickup_at,
            delivery_address: request.delivery_address,
            ends_at: request.ends_at,
            phone: request.phone,
            ..BookingDraft::default()
        }
    }

    /// A new booking.
    #[must_use]
    pub fn booking(&self, customer: i64, span: Span) -> Created {
        self.owner.create(RecordKind::Booking, &self.booking_draft(customer, span))
    }

    /// A booking approved with [`AMOUNT`].
    #[must_use]
    pub fn approved(&self, customer: i64, span: Span) -> i64 {
        let booking = self.booking(customer, span);
        let approval = TransitionDraft { amount: Some(AMOUNT), ..TransitionDraft::default() };
        self.owner.act(&format!("/api/bookings/{}/approve", booking.id), booking.version, &approval).done();
        booking.id
    }

    /// An approved booking of the customer with a vehicle and a driver of its own.
    #[must_use]
    pub fn trip(&self, customer: i64, span: Span) -> Trip {
        self.trip_with(customer, span, self.vehicle(), self.driver())
    }

    #[must_use]
    pub fn trip_with(&self, customer: i64, span: Span, vehicle: i64, driver: Driver) -> Trip {
        let booking = self.approved(customer, span);
        let created: Created =
            self.owner.keyed("/api/logbooks", &assign(booking, vehicle, driver.id, span)).expect(201).json();
        Trip { booking, logbook: created.id, vehicle, driver }
    }

    /// The same, driven to its end.
    #[must_use]
    pub fn completed(&self, customer: i64) -> Trip {
        let trip = self.trip(customer, hours_from(now() - DAY, 2));
        self.drive(&trip);
        trip
    }

    /// Starts and finishes a trip's logbook, and completes its booking.
    pub fn drive(&self, trip: &Trip) {
        self.step(trip, "start");
        self.step(trip, "finish");
        let booking: Booking = self.owner.find(RecordKind::Booking, trip.booking);
        let path = format!("/api/bookings/{}/complete", trip.booking);
        self.owner.act(&path, booking.version, &TransitionDraft::default()).done();
    }

    /// Starts or finishes a trip's logbook.
    pub fn step(&self, trip: &Trip, act: &str) {
        let logbook: Logbook = self.owner.find(RecordKind::Logbook, trip.logbook);
        let path = format!("/api/logbooks/{}/{act}", trip.logbook);
        self.owner.act(&path, logbook.version, &OdometerDraft::default()).done();
    }

    /// The draft invoice of an approved booking.
    #[must_use]
    pub fn invoice(&self, booking: i64) -> Created {
        let path = format!("/api/bookings/{booking}/invoice");
        self.owner.call("POST", &path).key(&crate::client::key()).send().expect(201).json()
    }

    /// Records a payment to one invoice.
    pub fn pay(&self, invoice: i64, amount: i64) -> crate::Answer {
        self.owner.keyed("/api/payments", &payment(&self.owner.find(RecordKind::Invoice, invoice), amount))
    }

    /// An invoice issued for a new approved booking of the customer.
    #[must_use]
    pub fn issued(&self, customer: i64) -> Invoice {
        let draft = self.invoice(self.approved(customer, tomorrow()));
        let path = format!("/api/invoices/{}/issue", draft.id);
        self.owner.call("POST", &path).version(draft.version).send().done();
        self.owner.find(RecordKind::Invoice, draft.id)
    }
}

/// A contact as a booking refers to it.
#[must_use]
pub fn contact_id(contact: &Contact) -> Option<ContactId> {
    Some(ContactId(contact.id))
}

/// What a customer asks for.
#[must_use]
pub fn request(span: Span) -> BookingRequest {
    BookingRequest {
        subject: format!("Transfer {}", unique()),
        pickup_address: "Calle de Alcalá 1, Madrid".into(),
        pickup_at: Some(span.from),
        delivery_address: "Aeropuerto T4, Madrid".into(),
        ends_at: Some(span.to),
        phone: "+34 600 111 222".into(),
        ..BookingRequest::default()
    }
}

#[must_use]
pub fn assign(booking: i64, vehicle: i64, driver: i64, span: Span) -> AssignDraft {
    let logbook = LogbookDraft {
        name: format!("Trip {}", unique()),
        booking: Some(BookingId(booking)),
        vehicle: Some(VehicleId(vehicle)),
        driver: Some(DriverId(driver)),
        from: Some(span.from),
        to: Some(span.to),
        ..LogbookDraft::default()
    };
    AssignDraft { logbook, despite_warnings: false }
}

/// A payment of so many minor units to one invoice.
#[must_use]
pub fn payment(invoice: &Invoice, amount: i64) -> PaymentDraft {
    PaymentDraft {
        customer: invoice.fields.customer,
        amount,
        at: Some(Instant(now())),
        allocations: vec![Allocation { invoice: Some(InvoiceId(invoice.id)), amount }],
        ..PaymentDraft::default()
    }
}

/// The version a record has now.
pub fn version(client: &Client, kind: RecordKind, id: i64) -> i64 {
    client.raw(kind, id)["version"].as_i64().unwrap_or_default()
}
