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
    ($($name:ident $(of $record:ident)? $(as $kind:ident)? $(: $about:literal)?;)+) => {$(
        // With a description an id would have a schema of its own, where it is but an integer.
        $(#[cfg_attr(not(feature = "schema"), doc = concat!("Identifies a [`RecordKind::", stringify!($record), "`]."))])?
        $(#[cfg_attr(not(feature = "schema"), doc = $about)])?
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
            const KIND: Kind = Kind::Reference(RecordKind::$record);
        })?
        $(impl Value for $name {
            const KIND: Kind = Kind::$kind;
        })?
    )+};
}

ids! {
    StaffId of Staff;
    RoleId of Role;
    DriverId of Driver;
    CustomerId of Customer;
    ContactId of Contact;
    VehicleId of Vehicle;
    VehicleTypeId of VehicleType;
    VehicleGroupId of VehicleGroup;
    MailAppId of MailApp;
    MailServerId of MailServer;
    MailAccountId of MailAccount;
    BookingId of Booking;
    LogbookId of Logbook;
    InvoiceId of Invoice;
    PictureId as Picture: "Identifies an uploaded picture: a photo, the company's logo.";
    FileId as Files: "Identifies a [`File`](crate::file::File).";
    SessionId: "Identifies one sign-in of one person at one browser. It is no secret; the token in the cookie is.";
    PortalUserId: "Identifies who signs in to the portal, whichever [`Contact`](crate::people::contact::Contact) they act as.";
}
