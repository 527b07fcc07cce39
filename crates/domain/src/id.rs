//! Ids: one type per record, so that a vehicle's can't be given where a driver's belongs.
//!
//! An id is a random integer of 53 bits, drawn by the edge, so that a batch can refer to a row it is about to write and
//! JavaScript keeps it exact.
//!
//! Invariant: nothing is read from an id; it has no order, no time and no kind inside.

use crate::field::{Kind, Value};
use crate::record::RecordKind;

/// Ids stay below 2^53, the first integer JavaScript can't tell from its neighbour.
pub const MAX_ID: i64 = (1 << 53) - 1;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident $(of $kind:expr)?;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { self.0.fmt(f) }
        }

        impl core::str::FromStr for $name {
            type Err = core::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }

        $(impl Value for $name {
            const KIND: Kind = $kind;
        })?
    )+};
}

const fn record(kind: RecordKind) -> Kind {
    Kind::Reference(kind)
}

ids! {
    StaffId of record(RecordKind::Staff);
    RoleId of record(RecordKind::Role);
    DriverId of record(RecordKind::Driver);
    CustomerId of record(RecordKind::Customer);
    ContactId of record(RecordKind::Contact);
    VehicleId of record(RecordKind::Vehicle);
    VehicleTypeId of record(RecordKind::VehicleType);
    VehicleGroupId of record(RecordKind::VehicleGroup);
    AssignmentId of record(RecordKind::Assignment);
    DocumentId of record(RecordKind::Document);
    MailAppId of record(RecordKind::MailApp);
    MailAccountId of record(RecordKind::MailAccount);
    BookingId of record(RecordKind::Booking);
    LogbookId of record(RecordKind::Logbook);
    TimeCardId of record(RecordKind::TimeCard);
    RatingId of record(RecordKind::Rating);
    InvoiceId of record(RecordKind::Invoice);
    PaymentId of record(RecordKind::Payment);
    PictureId of Kind::Picture;
    FileId of Kind::Files;
    SessionId;
    NotificationId;
}
