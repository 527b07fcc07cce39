//! An invoice's lines as they are typed: description, quantity, price and tax, with what they come to.

use domain::money::invoice::{InvoiceLine, totals};
use domain::money::{TaxRate, parse_decimal};
use leptos::prelude::*;
use serde_json::Value;

use crate::records::field::{Custom, Field};
use crate::records::form::FormState;
use crate::session;
use crate::text::{amount, fields as labels, money as words, paper as on_paper, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::number::{MoneyInput, NumberInput};
use crate::ui::select::Select;

pub(super) const LINES: Custom = Custom { control, group: true, show };

fn read(value: &Value) -> Vec<InvoiceLine> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

/// As plain words: each line's description and net amount.
fn show(value: &Value) -> String {
    let one = |line: &InvoiceLine| [line.description.as_str(), " ", &amount::amount(line.net())].concat();
    read(value).iter().map(one).collect::<Vec<_>>().join("; ")
}

/// One line while it is typed; what can't be read counts as zero, which the draft's check refuses.
#[derive(Clone, Copy)]
struct Typed {
    /// Tells lines apart while some are taken away.
    key: usize,
    description: RwSignal<String>,
    quantity: RwSignal<String>,
    price: RwSignal<String>,
    tax: RwSignal<String>,
}

impl Typed {
    fn new(key: usize, line: &InvoiceLine) -> Self {
        let plain = |value: i64, digits: usize| {
            let text = format!("{value:0>width$}", width = digits + 1);
            let (whole, part) = text.split_at(text.len() - digits);
            let part = part.trim_end_matches('0');
            if part.is_empty() { whole.to_owned() } else { [whole, ".", part].concat() }
        };
        // In whole minor units, as `MoneyInput` keeps it.
        let price = if line.unit_price == 0 { String::new() } else { line.unit_price.to_string() };
        Self {
            key,
            description: RwSignal::new(line.description.clone()),
            quantity: RwSignal::new(plain(line.quantity, 3)),
            price: RwSignal::new(price),
            tax: RwSignal::new(line.tax.0.to_string()),
        }
    }

    fn line(self) -> InvoiceLine {
        InvoiceLine {
            description: self.description.get(),
            quantity: self.quantity.with(|text| parse_decimal(text, 3)).unwrap_or_default(),
            unit_price: self.price.with(|text| text.parse().unwrap_or_default()),
            tax: TaxRate(self.tax.with(|text| text.parse().unwrap_or_default())),
        }
    }
}

fn default_tax() -> TaxRate {
    let first = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.tax_rates.first().map(|tax| tax.rate)));
    first.unwrap_or_default()
}

/// The company's rates, and the line's own when it isn't among them any more.
fn rates(own: TaxRate) -> Vec<Choice> {
    let named = session::me().with_untracked(|me| me.as_ref().map(|me| me.tax_rates.clone()).unwrap_or_default());
    let mut choices: Vec<Choice> = named
        .iter()
        .map(|tax| Choice::new(tax.rate.0.to_string(), [tax.name.as_str(), " ", &amount::tax_rate(tax.rate)].concat()))
        .collect();
    if !named.iter().any(|tax| tax.rate == own) {
        choices.push(Choice::new(own.0.to_string(), amount::tax_rate(own)));
    }
    choices
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let blank = || InvoiceLine { quantity: 1_000, tax: default_tax(), ..InvoiceLine::default() };
    let mut first = read(&untrack(|| state.value(field.name)));
    if first.is_empty() {
        first.push(blank());
    }
    let next = StoredValue::new(first.len());
    let all = RwSignal::new(first.iter().enumerate().map(|(key, line)| Typed::new(key, line)).collect::<Vec<_>>());
    let typed = Memo::new(move |_| all.get().into_iter().map(Typed::line).collect::<Vec<_>>());
    Effect::new(move || {
        let lines = serde_json::to_value(typed.get()).unwrap_or_default();
        untrack(|| state.set(field.name, lines));
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        all.update(|all| all.push(Typed::new(key, &blank())));
    };
    let total = move || amount::amount(typed.with(|lines| totals(lines).total));
    view! {
        <div class="lines">
            <For each=move || all.get() key=|line| line.key let:line>
                {row(state, all, line)}
            </For>
            <div class="actions"><Button label=t(words::ADD_LINE) icon=Icon::Plus kind=ButtonKind::Plain on_press=add /></div>
            <p class="lines-total">{t(on_paper::TOTAL)}" "{total}</p>
        </div>
    }
    .into_any()
}

fn row(state: FormState, all: RwSignal<Vec<Typed>>, line: Typed) -> AnyView {
    let (currency, exponent) = amount::currency();
    let place = move || all.with(|all| all.iter().position(|other| other.key == line.key)).unwrap_or_default();
    let error = move |part: &'static str| {
        // The position moves when a line above is taken away.
        Signal::derive(move || state.error_at(["lines.", &place().to_string(), ".", part].concat()).get())
    };
    let options = untrack(|| rates(line.line().tax));
    let remove = move |()| all.update(|all| all.retain(|other| other.key != line.key));
    let alone = Signal::derive(move || all.with(|all| (all.len() == 1).then(|| t(words::ONE_LINE_STAYS).to_owned())));
    let net = move || amount::amount(line.line().net());
    view! {
        <div class="line">
            <Frame label=t(labels::DESCRIPTION) error=error("description") required=true><TextInput value=line.description /></Frame>
            <Frame label=t(on_paper::QUANTITY) error=error("quantity") required=true><NumberInput value=line.quantity /></Frame>
            <Frame label=t(on_paper::UNIT_PRICE) error=error("unit_price") required=true>
                <MoneyInput value=line.price currency=currency exponent=exponent />
            </Frame>
            <Frame label=t(on_paper::TAX) error=error("tax")><Select value=line.tax options=options /></Frame>
            <Button label=t(records::DELETE) icon=Icon::Trash icon_only=true kind=ButtonKind::Quiet disabled_reason=alone on_press=remove />
            <span class="line-net">{net}</span>
        </div>
    }
    .into_any()
}
