//! Invoices in every state, numbered in the order they were issued, and their payments.

use super::{
    INVOICES, PAYMENTS,
    bookings::{Seeder, Written},
    company::{EXEMPT, GOODS, PEOPLE, tax_name},
    customers::{FRUIT, HOTEL, SCHOOL},
};
use crate::{
    Result,
    seed::{
        journal::{Entry, change},
        numbers::Numbers,
        row::{Row, Stamp},
    },
};
use chrono::Days;
use domain::{
    bookings::progress::BookingStatus,
    id::{BookingId, CustomerId},
    money::{
        TaxRate,
        invoice::{InvoiceDraft, InvoiceLine, Party, taxes, totals},
        payment::PaymentMethod,
        unit_price::UnitPrice,
    },
    notice::Notice,
    people::staff::Access,
    time::{DAY, HOUR, MINUTE},
};
use std::collections::BTreeMap;

struct Bill {
    customer: usize,
    lines: Vec<InvoiceLine>,
    notes: &'static str,
    created: i64,
    issued: Option<i64>,
    cancelled: Option<(i64, &'static str)>,
    settled: Settled,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    Not,
    /// So many percent, at.
    Partly(i64, i64),
    Fully(i64),
    /// Entered twice as large as received, reversed, entered rightly.
    Corrected(i64),
}

struct Paid {
    /// What goes to which: its id, its number, minor units.
    invoices: Vec<(i64, String, i64)>,
    customer: usize,
    at: i64,
    method: PaymentMethod,
    reference: String,
    /// Takes back the payment before it.
    reverses: bool,
}

/// The greengrocer's trips of a month stand on one invoice, issued with the last of them.
fn by_the_month(seeder: &Seeder, bills: Vec<Bill>) -> Vec<Bill> {
    let mut all: Vec<Bill> = Vec::with_capacity(bills.len());
    let is_plain = |bill: &Bill| {
        let whole = matches!(bill.settled, Settled::Not | Settled::Fully(_)) && bill.cancelled.is_none();
        bill.customer == FRUIT && whole && bill.lines.iter().all(|line| line.booking.is_some())
    };
    let month = |bill: &Bill| Some(seeder.clock.date(bill.issued?).format("%Y-%m").to_string());
    for mut bill in bills {
        let with =
            all.iter().position(|other| is_plain(other) && month(other).is_some() && month(other) == month(&bill));
        if let (Some(at), true) = (with, is_plain(&bill)) {
            let other = all.remove(at);
            bill.lines.splice(0..0, other.lines);
        }
        all.push(bill);
    }
    all
}

/// The hotel pays what falls into the same fortnight at once.
fn together(payments: Vec<Paid>) -> Vec<Paid> {
    let mut all: Vec<Paid> = Vec::with_capacity(payments.len());
    let ids = |paid: &Paid| paid.invoices.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
    let corrected: Vec<i64> = payments.iter().filter(|paid| paid.reverses).flat_map(ids).collect();
    for paid in payments {
        let is_plain = |paid: &Paid| {
            let corrected = ids(paid).iter().any(|id| corrected.contains(id));
            paid.customer == HOTEL && !corrected && paid.method == PaymentMethod::Transfer
        };
        let apart =
            |other: &Paid| other.invoices.iter().all(|(id, ..)| paid.invoices.iter().all(|(own, ..)| own != id));
        let with = all.iter().rposition(|other| other.customer == paid.customer);
        let with = with.filter(|at| {
            all.get(*at).is_some_and(|other| {
                is_plain(&paid) && is_plain(other) && apart(other) && paid.at - other.at < 14 * DAY
            })
        });
        match with {
            Some(at) => {
                let mut other = all.remove(at);
                other.invoices.extend(paid.invoices);
                other.at = paid.at;
                all.push(other);
            }
            None => all.push(paid),
        }
    }
    all
}

/// At a price of so many minor units.
fn line(description: &str, quantity: i64, price: i64, tax: TaxRate) -> InvoiceLine {
    let unit_price = UnitPrice::of_amount(price);
    let (description, tax_name) = (description.to_owned(), tax_name(tax).to_owned());
    InvoiceLine { booking: None, description, quantity, unit_price, tax, tax_name }
}

pub fn write(seeder: &mut Seeder, bookings: &[Written]) -> Result<()> {
    let mut bills = Vec::with_capacity(bookings.len());
    for booking in bookings {
        seeder.bill(booking, &mut bills);
    }
    without_booking(seeder, &mut bills);
    bills.sort_by_key(|bill| (bill.issued.unwrap_or(i64::MAX), bill.created));
    let mut bills = by_the_month(seeder, bills);
    // Drafts last: they have no number.
    bills.sort_by_key(|bill| (bill.issued.unwrap_or(i64::MAX), bill.created));

    let mut numbers = Numbers::new("invoices", &seeder.company.invoice_prefix, 4);
    let mut payments = Vec::new();
    for (id, bill) in (INVOICES + 1..).zip(&bills) {
        let number = bill.issued.map(|at| numbers.next(seeder.clock.year(at)));
        seeder.invoice(id, number.as_deref(), bill, &mut payments)?;
    }
    numbers.write(seeder.connection)?;
    payments.sort_by_key(|paid| paid.at);
    seeder.payments(&together(payments))
}

impl Seeder<'_> {
    /// What a booking is billed, if its time has come.
    fn bill(&mut self, booking: &Written, bills: &mut Vec<Bill>) {
        let planned = booking.planned;
        let of_it = |line| InvoiceLine { booking: Some(BookingId(booking.id)), ..line };
        let mut lines = vec![of_it(line(&planned.subject, 1_000, planned.amount, planned.journey.tax()))];
        let of = |created, issued, lines| Bill {
            customer: planned.customer,
            lines,
            notes: "",
            created,
            issued,
            cancelled: None,
            settled: Settled::Not,
        };
        match planned.status {
            BookingStatus::Approved if !planned.trips.is_empty() && booking.id % 9 == 0 => {
                bills.push(of(planned.answered + HOUR, None, lines));
            }
            // Paid before the trip.
            BookingStatus::Approved if !planned.trips.is_empty() && booking.id % 9 == 4 => {
                let issued = planned.answered + 10 * MINUTE;
                let at = issued + (self.clock.now - issued) / 2;
                bills.push(Bill { settled: Settled::Fully(at), ..of(planned.answered, Some(issued), lines) });
            }
            BookingStatus::Cancelled if planned.was_approved && booking.id % 3 == 0 => {
                let issued = planned.answered + MINUTE;
                let cancelled = Some((planned.closed, planned.reason));
                bills.push(Bill { cancelled, ..of(planned.answered, Some(issued), lines) });
            }
            BookingStatus::Completed => {
                if self.chance.percent(12) {
                    lines.push(of_it(line("Horas de espera", 1_500, 2_850, planned.journey.tax())));
                }
                if planned.journey.kilometres > 150 {
                    lines.push(of_it(line("Peajes", 1_000, 100 * planned.journey.kilometres / 12, EXEMPT)));
                }
                let date = self.clock.date(planned.closed + self.chance.between(0, 3) * DAY);
                let date = date.checked_add_days(Days::new(1)).unwrap_or(date);
                let issued = self.clock.at(date, 9, 0) + self.chance.between(0, 480) * MINUTE;
                if issued < self.clock.now {
                    self.issue(of(issued - 20 * MINUTE, Some(issued), lines), bills);
                } else if planned.closed + HOUR < self.clock.now && self.chance.percent(60) {
                    bills.push(of(planned.closed + HOUR, None, lines));
                }
            }
            _ => {}
        }
    }

    fn issue(&mut self, bill: Bill, bills: &mut Vec<Bill>) {
        let Some(issued) = bill.issued else { return };
        let now = self.clock.now;
        let due = issued + self.company.due_days * DAY;
        let fate = self.chance.between(0, 100);
        let paid = issued + self.chance.between(2 * DAY, 33 * DAY);
        let settled = match fate {
            _ if paid >= now && due >= now => Settled::Not,
            0..=2 => Settled::Corrected(paid.min(now - 3 * HOUR)),
            3..=5 => Settled::Partly(self.chance.between(3, 8) * 10, paid.min(now - HOUR)),
            6..=8 => Settled::Not,
            _ => Settled::Fully(paid.min(now - HOUR)),
        };
        // Now and then the first one is wrong.
        if fate == 50 && issued + DAY + HOUR < now {
            let cancelled = Some((issued + DAY, "Datos de facturación equivocados."));
            bills.push(Bill { lines: bill.lines.clone(), cancelled, settled: Settled::Not, ..bill });
            let issued = issued + DAY + HOUR;
            bills.push(Bill { created: issued - 10 * MINUTE, issued: Some(issued), settled: Settled::Not, ..bill });
        } else {
            bills.push(Bill { settled, ..bill });
        }
    }

    fn invoice(&mut self, id: i64, number: Option<&str>, bill: &Bill, payments: &mut Vec<Paid>) -> Result<()> {
        let customer = &self.customers[bill.customer];
        let issued_on = bill.issued.map(|at| self.clock.date(at));
        let due_on = issued_on.and_then(|date| date.checked_add_days(Days::new(self.company.due_days.unsigned_abs())));
        let asked = InvoiceDraft {
            customer: Some(CustomerId(customer.id)),
            due_on: None,
            lines: bill.lines.clone(),
            notes: bill.notes.into(),
        };
        let draft = InvoiceDraft { due_on, ..asked.clone() };
        let sums = totals(&draft.lines);
        let cancelled = bill.cancelled.map(|(at, _)| at);
        let last = cancelled.or(bill.issued).unwrap_or(bill.created);
        let steps = i64::from(bill.issued.is_some()) + i64::from(cancelled.is_some());
        let mut row = Row::record("invoices", id, Stamp::new(bill.created).changed(last, steps), &draft)?;
        row = row.text("currency", &self.company.currency).with("subtotal", sums.subtotal).with("tax", sums.tax);
        row = row.with("total", sums.total).json("taxes", &taxes(&draft.lines))?.with("cancelled_at", cancelled);
        row = row.text("reason", bill.cancelled.map_or("", |(_, reason)| reason));
        if let (Some(number), Some(date)) = (number, issued_on) {
            row = row.text("number", number).with("issued_at", bill.issued).with("issued_on", date.to_string());
            row = row.json("issuer", &self.issuer())?.json("billed_to", &customer.party())?;
        }
        row.insert(self.connection)?;

        self.journal.find_by("invoices", id, &[number.unwrap_or_default()]);
        let who = self.office.accounting.clone();
        self.journal.created("invoices", id, bill.created, &who, &asked)?;
        if let (Some(number), Some(at)) = (number, bill.issued) {
            let due_on = due_on.map(|date| date.to_string());
            let changes = vec![change("number", None::<String>, number), change("due_on", None::<String>, due_on)];
            self.journal.note(Entry { kind: "invoices", record: id, at, who: &who, act: "issued", changes })?;
            for contact in customer.contacts.iter().filter(|contact| contact.access == Access::Active) {
                self.notify_about(("portal", contact.id), Notice::InvoiceIssued, at, ("invoices", id, number));
            }
            self.settle(id, number, bill, sums.total, payments);
        }
        if let Some((at, reason)) = bill.cancelled {
            let changes = vec![change("reason", "", reason)];
            self.journal.note(Entry { kind: "invoices", record: id, at, who: &who, act: "cancelled", changes })?;
        }
        Ok(())
    }

    fn issuer(&self) -> Party {
        Party {
            name: self.company.name.clone(),
            tax_id: self.company.tax_id.clone(),
            address: self.company.address.clone(),
            phone: self.company.phone.clone(),
            email: self.company.email.clone(),
            payment_details: self.company.payment_details.clone(),
        }
    }

    fn settle(&mut self, invoice: i64, number: &str, bill: &Bill, total: i64, payments: &mut Vec<Paid>) {
        let method = match self.chance.between(0, 10) {
            0 => PaymentMethod::Cash,
            1 | 2 => PaymentMethod::Card,
            _ => PaymentMethod::Transfer,
        };
        let reference = match method {
            PaymentMethod::Transfer => format!("Transferencia {number}"),
            PaymentMethod::Card => format!("TPV {:06}", self.chance.between(0, 1_000_000)),
            PaymentMethod::Cash | PaymentMethod::Online => String::new(),
        };
        let customer = bill.customer;
        let mut pay = |amount, at, reverses: bool, reference: &str| {
            let (invoices, reference) = (vec![(invoice, number.to_owned(), amount)], reference.to_owned());
            payments.push(Paid { invoices, customer, at, method, reference, reverses });
        };
        match bill.settled {
            Settled::Not => {}
            Settled::Fully(at) => pay(total, at, false, &reference),
            Settled::Partly(percent, at) => pay(total * percent / 100, at, false, &reference),
            Settled::Corrected(at) => {
                pay(total / 2, at, false, &reference);
                pay(-(total / 2), at + HOUR, true, "Apuntado en la factura equivocada");
                pay(total, at + 2 * HOUR, false, &reference);
            }
        }
    }

    fn payments(&mut self, payments: &[Paid]) -> Result<()> {
        let who = self.office.accounting.clone();
        let mut latest = BTreeMap::new();
        let mut balances: BTreeMap<i64, i64> = BTreeMap::new();
        for (id, paid) in (PAYMENTS + 1..).zip(payments) {
            let customer = &self.customers[paid.customer];
            let latest_of = |(invoice, ..): &(i64, String, i64)| latest.get(invoice).copied();
            let reverses = if paid.reverses { paid.invoices.first().and_then(latest_of) } else { None::<i64> };
            let amount: i64 = paid.invoices.iter().map(|(.., amount)| amount).sum();
            let row = Row::new("payments").with("id", id).with("created_at", paid.at).with("updated_at", paid.at);
            let row = row.with("customer", customer.id).text("currency", &self.company.currency);
            let row = row.with("amount", amount).with("at", paid.at).text("method", paid.method.code());
            let row = row.text("reference", &paid.reference).with("reverses", reverses).text("who", &who.name);
            row.insert(self.connection)?;
            self.journal.find_by("payments", id, &[&paid.reference]);
            for (invoice, _, amount) in &paid.invoices {
                latest.insert(*invoice, id);
                // A reversal takes them back by itself.
                if !paid.reverses {
                    let allocation = Row::new("payment_allocations").with("payment", id).with("invoice", *invoice);
                    allocation.with("amount", *amount).insert(self.connection)?;
                }
                let balance = balances.entry(*invoice).or_default();
                let changes = vec![change("paid", *balance, *balance + amount)];
                *balance += amount;
                let act = if paid.reverses { "payment_reversed" } else { "payment_recorded" };
                self.journal.note(Entry {
                    kind: "invoices",
                    record: *invoice,
                    at: paid.at,
                    who: &who,
                    act,
                    changes,
                })?;
            }
            if let (false, Some((first, ..))) = (paid.reverses, paid.invoices.first()) {
                let numbers: Vec<&str> = paid.invoices.iter().map(|(_, number, _)| number.as_str()).collect();
                let numbers = numbers.join(", ");
                for contact in customer.contacts.iter().filter(|contact| contact.access == Access::Active) {
                    let about = ("invoices", *first, numbers.as_str());
                    self.notify_about(("portal", contact.id), Notice::PaymentReceived, paid.at, about);
                }
            }
        }
        Ok(())
    }
}

/// Bills without a booking: three rates in one, halves of a cent to round, one still a draft, one long overdue. Two are
/// paid in part, one in time and one not.
fn without_booking(seeder: &mut Seeder, bills: &mut Vec<Bill>) {
    let mut add = |customer, day, lines, issued: bool, notes| {
        let at = seeder.clock.at(seeder.clock.day(day), 12, 0);
        let (created, issued) = (at, issued.then_some(at + 5 * MINUTE));
        let settled = if issued.is_some() { Settled::Partly(40, at + 12 * DAY) } else { Settled::Not };
        bills.push(Bill { customer, lines, notes, created, issued, cancelled: None, settled });
    };
    let mixed = vec![
        line("Lanzaderas del congreso, por trayecto", 33_000, 1_855, PEOPLE),
        InvoiceLine {
            unit_price: UnitPrice(348_500),
            ..line("Transporte de material, por kilogramo", 427_500, 0, GOODS)
        },
        line("Tasas de aparcamiento", 3_000, 1_195, EXEMPT),
    ];
    add(HOTEL, -16, mixed, true, "Según presupuesto aceptado.");
    add(SCHOOL, -75, vec![line("Monitora en ruta, abril", 12_250, 1_645, PEOPLE)], true, "");
    add(FRUIT, -1, vec![line("Alquiler de remolque frigorífico, por día", 4_500, 5_995, GOODS)], false, "");
}
