//! The macros that declare an ordinary struct with its fields beside it.

/// Declares what people fill in: an ordinary struct, and its fields beside it.
///
/// ```ignore
/// crate::draft! {
///     #[derive(Debug)]
///     pub struct GarageDraft {
///         pub name: String = line(80).required();
///         pub vendor: Option<VendorId>;                      // the type says all
///         pub from: Option<Instant> as SINCE;                // its label is another than its name
///         pub active: bool, begins true;                     // what an empty form begins with
///     }
/// }
/// ```
///
/// `GarageDraft::NAME` is then the field, and `domain::fields::NAME` its label, which has to exist.
#[macro_export]
macro_rules! draft {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$about:meta])* pub $field:ident: $type:ty $(as $label:ident)? $(= $spec:expr)? $(, begins $begins:expr)?;)*
    }) => {
        $crate::pastey::paste! {
            $(#[$meta])*
            #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(default, deny_unknown_fields)]
            pub struct $name {
                $($(#[$about])*
                #[cfg_attr(not(feature = "schema"), doc = "")]
                #[cfg_attr(not(feature = "schema"), doc = "Described by [`" $name "::" $field:upper "`].")]
                pub $field: $type,)*
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::draft!(@begins $($begins)?),)* }
            }
        }

        $crate::described! { filled_in $name { $($field: $type [$($label)?] [$($spec)?])* } }

        impl $crate::field::Described for $name {
            const FIELDS: &'static [$crate::field::Field] = Self::ALL_FIELDS;

            fn check_fields(&self, check: &mut $crate::check::Check) {
                $crate::pastey::paste! { $(Self::[<$field:upper>].check(&self.$field, check);)* }
            }
        }

        impl $crate::field::Value for $name {
            const KIND: $crate::field::Kind = $crate::field::Kind::Special;

            fn check(&self, field: &$crate::field::Field, check: &mut $crate::check::Check) {
                check.nested(field.name, |check| $crate::check::Draft::check(self, check));
            }

            fn check_at(&self, place: usize, check: &mut $crate::check::Check) {
                check.nested(&place.to_string(), |check| $crate::check::Draft::check(self, check));
            }
        }
    };
    (@begins) => { Default::default() };
    (@begins $begins:expr) => { $begins };
}

/// Declares a list's row: an ordinary struct that begins with its id, and its fields beside it.
///
/// ```ignore
/// crate::row! {
///     pub struct GarageRow {
///         pub name: String;
///         pub vendor_name: String as VENDOR;                 // called as the vendor is
///         pub balance: i64 = money();                        // not any whole number
///     }
///     sorts: rising("name"), falling("created_at");          // as the edge's list has them
///     filters: Filter::new("vendor", fields::VENDOR, By::Record(RecordKind::Vendor));
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$about:meta])* pub $field:ident: $type:ty $(as $label:ident)? $(= $spec:expr)?;)*
    } $(sorts: $($sort:expr),+;)? $(filters: $($filter:expr),+;)?) => {
        $crate::pastey::paste! {
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            pub struct $name {
                /// The record's.
                pub id: i64,
                $($(#[$about])*
                #[cfg_attr(not(feature = "schema"), doc = "")]
                #[cfg_attr(not(feature = "schema"), doc = "Described by [`" $name "::" $field:upper "`].")]
                pub $field: $type,)*
            }
        }

        $crate::described! { new $name { id: i64 [UNLABELLED] [] $($field: $type [$($label)?] [$($spec)?])* } }

        impl $crate::field::Row for $name {
            const FIELDS: &'static [$crate::field::Field] = Self::ALL_FIELDS;
            const SORTS: &'static [$crate::list::Sort] = Self::SORTS;
            const FILTERS: &'static [$crate::list::Filter] = Self::FILTERS;
        }

        impl $name {
            /// The orders that its list has; the first is the list's own.
            pub const SORTS: &'static [$crate::list::Sort] = {
                #[allow(unused_imports)]
                use $crate::list::{falling, rising};
                &[$($($sort),+)?]
            };
            /// What people narrow its list by.
            pub const FILTERS: &'static [$crate::list::Filter] = &[$($($filter),+)?];
        }
    };
}

/// A constant for each field of a struct, and all of them in order.
#[doc(hidden)]
#[macro_export]
macro_rules! described {
    ($new:ident $name:ident { $($field:ident: $type:ty [$($label:ident)?] [$($spec:expr)?])* }) => {
        $crate::pastey::paste! {
            impl $name {
                $(
                    #[doc = "What is known of `" $field "`."]
                    $(#[doc = "Its label is [`" $label "`](crate::fields::" $label ")."])?
                    $(#[doc = concat!("It is declared as `", stringify!($spec), "`.")])?
                    pub const [<$field:upper>]: $crate::field::Field = {
                        #[allow(unused_imports)]
                        use $crate::field::spec::*;
                        $crate::field::Field::$new::<$type>(
                            stringify!($field),
                            $crate::described!(@label [<$field:upper>] $($label)?),
                            $crate::described!(@spec $($spec)?),
                        )
                    };
                )*
                const ALL_FIELDS: &'static [$crate::field::Field] = &[$(Self::[<$field:upper>]),*];
            }
        }
    };
    (@label $own:ident) => { $crate::fields::$own };
    (@label $own:ident $label:ident) => { $crate::fields::$label };
    (@spec) => { $crate::field::Spec::PLAIN };
    (@spec $spec:expr) => { $spec };
}
