//! Ids: one type per record, so that a vehicle's can't be given where a driver's belongs.
//!
//! An id is a random integer of 53 bits, drawn by the edge, so that a batch can refer to a row it is about to write and
//! JavaScript keeps it exact.
//!
//! Invariant: nothing is read from an id; it has no order, no time and no kind inside.

/// Ids stay below 2^53, the first integer JavaScript can't tell from its neighbour.
pub const MAX_ID: i64 = (1 << 53) - 1;

#[macro_export]
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
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
    )+};
}

ids! {
    StaffId; RoleId; DriverId; CustomerId; ContactId;
    VehicleId; VehicleTypeId; VehicleGroupId; AssignmentId; DocumentId;
    MailAppId; MailAccountId;
    BookingId; LogbookId; TimeCardId; RatingId;
    InvoiceId; PaymentId;
    PictureId; FileId; SessionId; NotificationId;
}
