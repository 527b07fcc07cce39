//! An invoice's lines as they are typed: description, quantity, price and tax, with what they come to.

use domain::bookings::booking::BookingRow;
use domain::id::BookingId;
use domain::money::invoice::{InvoiceBooking, InvoiceLine, bookings, taxes, totals};
use domain::money::tax_word;
use domain::money::unit_price::UnitPrice;
use domain::record::{RecordKind, Verb};
use domain::settings::NamedTaxRate;
use leptos::portal::Portal;
use leptos::prelude::*;
use serde_json::Value;

use super::to_invoice;
use crate::nav;
use crate::print_view::tax_on;
use crate::records::field::{Custom, Field};
use crate::records::form::FormState;
use crate::records::names;
use crate::records::{from_json, to_json};
use crate::session;
use crate::text::measure::{Measure, Measured as _};
use crate::text::{amount, fields as labels, fill, money as words, print_view as print_words, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::number::{MoneyInput, NumberInput, minor_units_of};
use crate::ui::numeral::why_unread;
use crate::ui::select::Select;

pub(super) const LINES: Custom = Custom { control, group: true, show };

fn read(value: &Value) -> Vec<InvoiceLine> {
    from_json(value)
}

/// As plain words: each line's booking, description and net amount.
fn show(value: &Value) -> String {
    let one = |line: &InvoiceLine| {
        let booking = line.booking.map(|id| names::name(RecordKind::Booking, id.0).get()).unwrap_or_default();
        let space = if booking.is_empty() { "" } else { " " };
        [booking.as_str(), space, &line.description, " ", &amount::amount(line.net())].concat()
    };
    read(value).iter().map(one).collect::<Vec<_>>().join("; ")
}

/// One line while it is typed; what can't be read counts as zero, which the draft's check refuses.
#[derive(Clone, Copy)]
struct Typed {
    /// Tells lines apart while some are taken away.
    key: usize,
    /// Its booking's id; empty for none.
    booking: RwSignal<String>,
    description: RwSignal<String>,
    quantity: RwSignal<String>,
    /// In whole ten-thousandths of a minor unit, as `MoneyInput` keeps it.
    price: RwSignal<String>,
    /// The place of its rate in [`rates`].
    tax: RwSignal<String>,
    rates: StoredValue<Vec<NamedTaxRate>>,
}

impl Typed {
    fn new(key: usize, line: &InvoiceLine) -> Self {
        let own = NamedTaxRate { name: line.tax_name.clone(), rate: line.tax };
        let (rates, at) = rates(own);
        let price = if line.unit_price.0 == 0 { String::new() } else { line.unit_price.0.to_string() };
        Self {
            key,
            booking: RwSignal::new(line.booking.map(|id| id.0.to_string()).unwrap_or_default()),
            description: RwSignal::new(line.description.clone()),
            quantity: RwSignal::new(Measure::Quantity.to_input(line.quantity)),
            price: RwSignal::new(price),
            tax: RwSignal::new(at.to_string()),
            rates: StoredValue::new(rates),
        }
    }

    fn booking(self) -> Option<BookingId> {
        self.booking.with(|id| id.parse().ok()).map(BookingId)
    }

    /// Whether nobody has typed into it.
    fn is_blank(self) -> bool {
        let empty = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        empty(self.booking) && empty(self.description) && empty(self.price)
    }

    fn line(self) -> InvoiceLine {
        let at = self.tax.with(|text| text.parse::<usize>().ok());
        let tax = self.rates.with_value(|rates| rates.get(at?).cloned()).unwrap_or_default();
        InvoiceLine {
            booking: self.booking(),
            description: self.description.get(),
            quantity: self.quantity.with(|text| Measure::Quantity.parse_input(text)).unwrap_or_default(),
            unit_price: UnitPrice(self.price.with(|text| minor_units_of(text))),
            tax: tax.rate,
            tax_name: tax.name,
        }
    }

    /// What of it can't be read, by the field's name, and why.
    fn unread(self) -> impl Iterator<Item = (&'static str, String)> {
        let why = |name, text: RwSignal<String>| Some((name, text.with(|text| why_unread(text).map(str::to_owned))?));
        [why("quantity", self.quantity), why("unit_price", self.price)].into_iter().flatten()
    }
}

fn default_tax() -> NamedTaxRate {
    let first = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.tax_rates.first().cloned()));
    first.unwrap_or_default()
}

/// The company's rates, and the line's own when it isn't among them any more; with the place of that.
fn rates(own: NamedTaxRate) -> (Vec<NamedTaxRate>, usize) {
    let mut all = untrack(|| session::of_me(|me| me.tax_rates.clone()));
    let at = all.iter().position(|rate| *rate == own).unwrap_or(all.len());
    if at == all.len() {
        all.push(own);
    }
    (all, at)
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let blank = || {
        let tax = default_tax();
        InvoiceLine { quantity: 1_000, tax: tax.rate, tax_name: tax.name, ..InvoiceLine::default() }
    };
    let mut first = read(&untrack(|| state.value(field.name)));
    if first.is_empty() {
        first.push(blank());
    }
    let known = serde_json::from_value::<Vec<InvoiceBooking>>(untrack(|| state.fact("bookings")));
    for booking in known.iter().flatten() {
        names::learn(RecordKind::Booking, booking.id.0, &booking.number);
    }
    let next = StoredValue::new(first.len());
    let all = RwSignal::new(first.iter().enumerate().map(|(key, line)| Typed::new(key, line)).collect::<Vec<_>>());
    let typed = Memo::new(move |_| all.get().into_iter().map(Typed::line).collect::<Vec<_>>());
    Effect::new(move |before: Option<()>| {
        let lines = to_json(&typed.get());
        untrack(|| if before.is_some() { state.set(field.name, lines) } else { state.settle(field.name, lines) });
    });
    Effect::new(move || {
        let path = |at: usize, part: &str| [field.name, ".", &at.to_string(), ".", part].concat();
        let all = all.get();
        let of = |(at, line): (usize, &Typed)| line.unread().map(move |(part, why)| (path(at, part), why));
        let unread = all.iter().enumerate().flat_map(of).collect::<Vec<_>>();
        untrack(|| state.leave_unread(field.name, unread));
    });
    // Else a line would end with the dialog that its booking was chosen in.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let push = move |line: &InvoiceLine| {
        let key = next.get_value();
        next.set_value(key + 1);
        let line = owner.with_value(|owner| owner.with(|| Typed::new(key, line)));
        all.update(|all| all.push(line));
    };
    let add = move |()| push(&blank());
    let bookings = Memo::new(move |_| typed.with(|lines| bookings(lines)));
    let customer = Memo::new(move |_| state.value("customer").as_i64());
    let asking = RwSignal::new(untrack(|| customer.get().is_some() && nav::query().get().contains(to_invoice::ASKS)));
    let chosen = Callback::new(move |rows: Vec<BookingRow>| {
        all.update(|all| all.retain(|line| !line.is_blank()));
        for row in rows {
            names::learn(RecordKind::Booking, row.id, &row.number);
            let amount = row.amount.unwrap_or_default();
            push(&InvoiceLine::of_booking(BookingId(row.id), &row.subject, amount, default_tax()));
        }
    });
    let had = Signal::derive(move || bookings.get().into_iter().map(|id| id.0).collect::<Vec<_>>());
    let unasked = Signal::derive(move || {
        let without = || customer.get().is_none().then(|| t(words::CHOOSE_CUSTOMER).to_owned());
        session::refused(RecordKind::Booking.needs(Verb::List)).or_else(without)
    });
    let sum = |label: String, value: i64| view! { <div><dt>{label}</dt><dd>{amount::amount(value)}</dd></div> };
    let sums = move || {
        let (taxes, totals) = typed.with(|lines| (taxes(lines), totals(lines)));
        let currency = amount::currency().0;
        view! {
            {sum(t(print_words::SUBTOTAL).to_owned(), totals.subtotal)}
            {taxes.iter().map(|of| sum(tax_on(of, &currency), of.tax)).collect_view()}
            {sum(t(print_words::TOTAL).to_owned(), totals.total)}
        }
    };
    view! {
        <div class="lines">
            <For each=move || all.get() key=|line| line.key let:line>
                {row(state, all, bookings, line)}
            </For>
            <div class="actions">
                <Button label=t(words::ADD_LINE) icon=Icon::Plus kind=ButtonKind::Plain on_press=add />
                <Button label=t(words::ADD_BOOKINGS) icon=Icon::Plus kind=ButtonKind::Plain disabled_reason=unasked
                    on_press=move |()| asking.set(true) />
            </div>
            <dl class="lines-total">{sums}</dl>
        </div>
        // Outside of the form: a press in it is no change.
        <Portal>{to_invoice::dialog(asking, customer, had, chosen)}</Portal>
    }
    .into_any()
}

fn row(state: FormState, all: RwSignal<Vec<Typed>>, bookings: Memo<Vec<BookingId>>, line: Typed) -> AnyView {
    let (currency, exponent) = amount::currency();
    let tax = default_tax().name;
    let tax = Some(tax_word(&tax)).filter(|tax| !tax.is_empty());
    let price = tax.map_or_else(|| t(words::NET_PRICE).to_owned(), |tax| fill(words::PRICE_BEFORE, &[("tax", tax)]));
    let place = move || all.with(|all| all.iter().position(|other| other.key == line.key));
    let error = move |part: &'static str| {
        // The position moves when a line above is taken away.
        Signal::derive(move || state.error_at(["lines.", &place()?.to_string(), ".", part].concat()).get())
    };
    let option =
        |(at, tax): (usize, &NamedTaxRate)| Choice::new(at.to_string(), amount::named_tax(&tax.name, tax.rate));
    let options = line.rates.with_value(|rates| rates.iter().enumerate().map(option).collect::<Vec<_>>());
    // Whatever is charged beside a booking's own line can be said to be for it, too.
    let of_some = Memo::new(move |_| bookings.with(|all| !all.is_empty()));
    let of_a_booking = move || {
        of_some.get().then(|| {
            let option = |id: BookingId| Choice::new(id.0.to_string(), names::name(RecordKind::Booking, id.0).get());
            let options = Signal::derive(move || bookings.get().into_iter().map(option).collect::<Vec<_>>());
            view! {
                <div class="line-booking">
                    <Frame label=t(labels::BOOKING) error=error("booking")>
                        <Select value=line.booking options=options empty=t(words::NO_BOOKING) />
                    </Frame>
                </div>
            }
        })
    };
    let remove = move |()| all.update(|all| all.retain(|other| other.key != line.key));
    let alone = Signal::derive(move || all.with(|all| (all.len() == 1).then(|| t(words::ONE_LINE_STAYS).to_owned())));
    let net = move || amount::amount(line.line().net());
    view! {
        <div class="line">
            <Frame label=t(labels::DESCRIPTION) error=error("description") required=true><TextInput value=line.description /></Frame>
            <Frame label=t(print_words::QUANTITY) error=error("quantity") required=true><NumberInput value=line.quantity places=Measure::Quantity.places() /></Frame>
            <Frame label=price error=error("unit_price") required=true>
                <MoneyInput value=line.price currency=currency exponent=exponent finer=UnitPrice::DECIMALS one_reading=true />
            </Frame>
            <Frame label=t(print_words::TAX) error=error("tax")><Select value=line.tax options=options /></Frame>
            <Button label=t(records::DELETE) icon=Icon::Trash icon_only=true kind=ButtonKind::Quiet disabled_reason=alone on_press=remove />
            {of_a_booking}
            <span class="line-net">{net}</span>
        </div>
    }
    .into_any()
}
