//! A payment of a customer, with its allocations: how much of it went to which invoice. Neither is ever edited; a mistake is
//! reversed by another payment, which takes back all the allocations of the first.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::id::{CustomerId, InvoiceId};
use crate::list::{By, Filter};
use crate::record::{Record, RecordKind};
use crate::text::Text;
use crate::time::Instant;

crate::choice! {
    /// How money came.
    pub enum PaymentMethod {
        Transfer = "transfer": "Transferencia", "Transfer", "Bonifico", "Przelew";
        Cash = "cash": "Efectivo", "Cash", "Contanti", "Gotówka";
        Card = "card": "Tarjeta", "Card", "Carta", "Karta";
        Online = "online": "En línea", "Online", "Online", "Online";
    }
}

crate::draft! {
    /// How much of a payment goes to an invoice.
    #[derive(Debug)]
    pub struct Allocation {
        pub invoice: Option<InvoiceId> = required();
        /// Minor units; at most the invoice's balance.
        pub amount: i64 = price();
    }
}

impl Draft for Allocation {}

crate::draft! {
    /// Money that came from a customer; it is never edited.
    #[derive(Debug)]
    pub struct PaymentDraft {
        pub customer: Option<CustomerId> = required();
        /// Minor units.
        pub amount: i64 = price();
        pub at: Option<Instant> as PAID_AT = required();
        pub method: PaymentMethod, begins PaymentMethod::Transfer;
        pub reference: String = line(120);
        /// Of the customer's open invoices, each once; together the amount.
        pub allocations: Vec<Allocation> = at_most(MOST_ALLOCATIONS).required();
    }
}

/// Invoices that one payment may go to.
pub const MOST_ALLOCATIONS: usize = 100;

const UNEQUAL: Text = crate::text!(
    "Lo imputado tiene que sumar el importe del cobro.{about}",
    "What is allocated has to add up to the payment's amount.{about}",
    "Quanto imputato deve corrispondere all'importo dell'incasso.{about}",
    "Suma rozliczeń musi być równa kwocie wpłaty.{about}"
);

impl Draft for PaymentDraft {
    fn rules(&self, check: &mut Check) {
        check.that("method", self.method != PaymentMethod::Online, FieldCode::NotAllowed);
        for (at, one) in self.allocations.iter().enumerate() {
            let again =
                one.invoice.is_some() && self.allocations.iter().take(at).any(|other| other.invoice == one.invoice);
            check.that(&format!("allocations.{at}.invoice"), !again, FieldCode::Duplicate);
        }
        let allocated: i128 = self.allocations.iter().map(|one| i128::from(one.amount)).sum();
        if !self.allocations.is_empty() && allocated != i128::from(self.amount) {
            check.say("allocations", FieldCode::OutOfRange, UNEQUAL, String::new());
        }
    }
}

/// An amount over invoices, in their order, each up to its balance: what is suggested for a payment.
#[must_use]
pub fn spread(amount: i64, balances: &[i64]) -> Vec<i64> {
    let mut left = amount.max(0);
    let share = |balance: &i64| {
        let share = left.min((*balance).max(0));
        left -= share;
        share
    };
    balances.iter().map(share).collect()
}

crate::draft! {
    /// What reversing takes.
    #[derive(Debug)]
    pub struct ReversalDraft {
        pub reason: String = line(300).required();
    }
}

impl Draft for ReversalDraft {}

/// What the edge knows of a payment beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentFacts {
    /// ISO 4217.
    pub currency: String,
    /// As the customer was called when it was recorded.
    pub customer_name: String,
    /// In the order of the draft's allocations.
    pub invoice_numbers: Vec<String>,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    /// The payment that reverses this one.
    pub reversed_by: Option<i64>,
    /// The name of who recorded it, at the time.
    pub who: String,
}

/// A payment as staff get it.
pub type Payment = Record<PaymentDraft, PaymentFacts>;

/// What of a payment went to the invoice that shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AllocationView {
    /// The payment's.
    pub id: i64,
    /// Minor units that went to this invoice; negative for a reversal.
    pub amount: i64,
    /// The whole payment's.
    pub payment_amount: i64,
    /// When the money came.
    pub at: Instant,
    /// How it came.
    pub method: PaymentMethod,
    /// What the bank or the receipt calls it; may be empty.
    pub reference: String,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    /// Whether another row took it back.
    pub reversed: bool,
    /// The name of who recorded it, at the time.
    pub who: String,
}

crate::row! {
    /// A payment in the staff's list.
    pub struct PaymentRow {
        pub at: Instant as PAID_AT;
        pub amount: i64 = money();
        pub currency: String;
        pub method: PaymentMethod;
        pub reference: String;
        pub customer: i64;
        pub customer_name: String as CUSTOMER;
        pub invoice_numbers: String as INVOICES;
        pub reverses: Option<i64> as UNLABELLED;
    }
    sorts: falling("at");
    filters:
        Filter::new("method", fields::METHOD, By::OneOf(choices::<PaymentMethod>)),
        Filter::new("customer", fields::CUSTOMER, By::Record(RecordKind::Customer)),
        Filter::new("at", fields::PAID_AT, By::Dates);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn draft(amount: i64, allocated: &[(i64, i64)]) -> PaymentDraft {
        let allocation =
            |(invoice, amount): &(i64, i64)| Allocation { invoice: Some(InvoiceId(*invoice)), amount: *amount };
        PaymentDraft {
            customer: Some(CustomerId(1)),
            amount,
            at: Some(Instant(1_790_000_000_000)),
            allocations: allocated.iter().map(allocation).collect(),
            ..PaymentDraft::default()
        }
    }

    fn refused(draft: &PaymentDraft) -> Vec<String> {
        draft.errors().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn allocations_add_up_to_the_amount_and_name_each_invoice_once() {
        assert_eq!(refused(&draft(300, &[(1, 100), (2, 200)])), [""; 0]);
        assert_eq!(refused(&draft(300, &[])), ["allocations"]);
        for allocated in [&[(1, 100), (2, 201)][..], &[(1, 299)], &[(1, 1_000), (2, 1_000)]] {
            let draft = draft(300, allocated);
            assert_eq!(refused(&draft), ["allocations"]);
            assert_eq!(
                draft.errors()[0].sentence(Language::En),
                "What is allocated has to add up to the payment's amount."
            );
        }
        assert_eq!(refused(&draft(300, &[(1, 100), (1, 200)])), ["allocations.1.invoice"]);
        assert_eq!(refused(&draft(100, &[(1, 100), (2, 0)])), ["allocations.1.amount"]);
        assert_eq!(refused(&draft(100, &[(1, 200), (2, -100)])), ["allocations.1.amount"]);
        let many: Vec<_> = (0..101).map(|invoice| (invoice, 1)).collect();
        assert_eq!(refused(&draft(101, &many)), ["allocations"]);
    }

    #[test]
    fn an_amount_is_spread_in_order_each_invoice_up_to_its_balance() {
        assert_eq!(spread(250, &[100, 200, 50]), [100, 150, 0]);
        assert_eq!(spread(1_000, &[100, 200]), [100, 200]);
        assert_eq!(spread(0, &[100]), [0]);
        assert_eq!(spread(-5, &[100]), [0]);
    }
}
