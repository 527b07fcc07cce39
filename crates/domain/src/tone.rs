//! The few meanings a colour may have. Colour never stands alone: a word or an icon always says the same.
//!
//! Invariant: a state's tone stands beside its words, in [`states!`](crate::states), so one word means one thing everywhere.

use crate::choice::Choice;
use crate::text::Text;

/// What a colour says: how something stands, or what a message is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing beyond the word it stands beside.
    #[default]
    Neutral,
    /// The product's own.
    Accent,
    /// A message: it went well.
    Good,
    /// A message: somebody has to look at it.
    Warn,
    /// A message: it went wrong, or too late.
    Bad,
    /// A message: good to know.
    Info,
    /// A state: nobody has answered yet.
    New,
    /// A state: agreed, and nothing is arranged.
    Approved,
    /// A state: arranged, or half done.
    Assigned,
    /// A state: under way now. The only one that is filled.
    Running,
    /// A state: done.
    Completed,
    /// A state: done, and nothing is owed any more.
    Paid,
    /// A state: refused, or it failed.
    Rejected,
    /// A state: too late.
    Overdue,
    /// A state: called off, or out of use.
    Cancelled,
    /// A state: somebody has to look at it. Nothing else is amber.
    Look,
    /// A state: as it should be, to be used.
    Free,
    /// A state: away for a while.
    Hold,
}

impl Tone {
    /// The word stylesheets select by, as `data-tone`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::New => "new",
            Self::Approved => "approved",
            Self::Assigned => "assigned",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
            Self::Overdue => "overdue",
            Self::Cancelled => "cancelled",
            Self::Look => "look",
            Self::Free => "free",
            Self::Hold => "hold",
        }
    }
}

/// A choice that says how something stands.
pub trait State: Choice {
    /// What its colour says.
    fn tone(self) -> Tone;
}

/// The codes, labels and tones of a set of states that isn't known by its type: [`states`].
pub type States = fn() -> Vec<(&'static str, Text, Tone)>;

/// Written `states::<VehicleStatus>` in a constant.
#[must_use]
pub fn states<S: State>() -> Vec<(&'static str, Text, Tone)> {
    S::ALL.iter().map(|state| (state.code(), state.label(), state.tone())).collect()
}

/// As [`choice!`](crate::choice!), with the tone of each behind its code.
#[macro_export]
macro_rules! states {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident = $code:literal $tone:ident: $es:literal, $en:literal, $it:literal, $pl:literal;)+
    }) => {
        $crate::choice! { @kind $crate::field::Kind::State($crate::tone::states::<Self>);
            $(#[$meta])* pub enum $name { $($(#[$vmeta])* $variant = $code: $es, $en, $it, $pl;)+ }
        }

        impl $name {
            /// What its colour says.
            #[must_use]
            pub const fn tone(self) -> $crate::tone::Tone {
                match self { $(Self::$variant => $crate::tone::Tone::$tone),+ }
            }
        }

        impl $crate::tone::State for $name {
            fn tone(self) -> $crate::tone::Tone { self.tone() }
        }
    };
}
