//! Icons drawn on a 16-unit grid with one stroke. They decorate a word that is there as well, so they are hidden from
//! screen readers.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $path:literal)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($name),* }

        impl Icon {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

icons! {
    Plus "M8 3v10M3 8h10"
    Minus "M3 8h10"
    Close "M4 4l8 8M12 4l-8 8"
    Check "M3 8.5l3.2 3.2L13 5"
    Search "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7L14 14"
    Down "M4 6l4 4 4-4"
    Up "M4 10l4-4 4 4"
    Left "M10 4L6 8l4 4"
    Right "M6 4l4 4-4 4"
    ArrowUp "M8 13V3M4 7l4-4 4 4"
    ArrowDown "M8 3v10M4 9l4 4 4-4"
    ArrowRight "M3 8h10M9 4l4 4-4 4"
    Sort "M5 6l3-3 3 3M5 10l3 3 3-3"
    More "M3.5 8h.01M8 8h.01M12.5 8h.01"
    Menu "M2.5 4.5h11M2.5 8h11M2.5 11.5h11"
    Grip "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01"
    Info "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5h.01"
    Warn "M8 2.5l6 10.8H2zM8 6.5v3.2M8 11.3h.01"
    Good "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.4 8.2l1.9 1.9 3.4-3.7"
    Bad "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6 6l4 4M10 6l-4 4"
    Calendar "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2v3M10.5 2.2v3"
    Clock "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.3 1.6"
    Truck "M1.5 4h8v7.5h-8zM9.5 6.5h2.8l2.2 2.5v2.5h-5M4.5 13.2a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11.5 13.2a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z"
    Person "M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.8 13.8c.5-2.6 2.6-4 5.2-4s4.7 1.4 5.2 4"
    People "M6 7.3a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM1.6 13.2c.4-2.4 2.1-3.7 4.4-3.7s4 1.3 4.4 3.7M10.6 2.8a2.4 2.4 0 0 1 0 4.3M12 9.9c1.3.5 2.2 1.6 2.5 3.3"
    File "M4 1.8h5l3 3v9.4H4zM9 1.8v3h3"
    Camera "M2 5h2.6l1-1.6h4.8l1 1.6H14v8H2zM8 11.3a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z"
    Book "M3 12.2V3.4A1.4 1.4 0 0 1 4.4 2H13v9.5H4.2a1.2 1.2 0 0 0 0 2.5H13v-2.5M6 5h4"
    Download "M8 2v8M4.5 6.8L8 10.2l3.5-3.4M2.5 13.5h11"
    Upload "M8 10.2V2.5M4.5 5.8L8 2.4l3.5 3.4M2.5 13.5h11"
    Trash "M3 4.5h10M6.3 4.5V2.8h3.4v1.7M4.3 4.5l.6 9h6.2l.6-9M6.7 7v4M9.3 7v4"
    Edit "M3 13l.6-2.8L10.8 3 13 5.2l-7.2 7.2zM9.4 4.4l2.2 2.2"
    Archive "M2 3h12v3H2zM3 6v7.2h10V6M6.3 8.8h3.4"
    Bell "M8 2a4 4 0 0 0-4 4c0 4-1.5 5-1.5 5h11S12 10 12 6a4 4 0 0 0-4-4zM6.6 13.2a1.5 1.5 0 0 0 2.8 0"
    Star "M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z"
    Filter "M2.5 4h11M4.5 8h7M6.5 12h3"
    Wrench "M9.9 2.3a3.6 3.6 0 0 0-3.4 4.8L2.2 11.4a1.55 1.55 0 0 0 2.2 2.2l4.3-4.3a3.6 3.6 0 0 0 4.8-4.2l-2.2 2.1-2-.5-.5-2z"
    Money "M1.8 4h12.4v8H1.8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 6.2h.01M12 9.8h.01"
    Mail "M2 3.8h12v8.5H2zM2.3 4.2L8 8.8l5.7-4.6"
    Settings "M2 5h6.8M12.2 5H14M2 11h1.8M7.2 11H14M10.5 6.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5.5 12.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"
    Home "M2.2 7.4L8 2.4l5.8 5M3.8 6.4v7.1h8.4V6.4"
    Undo "M5.5 3L2.5 6l3 3M2.8 6h6.7a3.7 3.7 0 0 1 0 7.4H6"
    Refresh "M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.8V6H9.8"
    Sun "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"
    Moon "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z"
    Phone "M4 2h2.3l1.1 3-1.5 1.1a8 8 0 0 0 4 4L11 8.6l3 1.1V12a1.8 1.8 0 0 1-2 1.8A10.5 10.5 0 0 1 2.2 4 1.8 1.8 0 0 1 4 2z"
    Pin "M8 14s4.6-4.2 4.6-7.4a4.6 4.6 0 0 0-9.2 0C3.4 9.8 8 14 8 14zM8 8.2A1.6 1.6 0 1 0 8 5a1.6 1.6 0 0 0 0 3.2z"
    Play "M5 3l8 5-8 5z"
    Stop "M4 4h8v8H4z"
    Print "M4.5 5.5V2h7v3.5M4.5 11.5H2.2V5.8h11.6v5.7h-2.3M4.5 9.5h7V14h-7z"
    SignOut "M6 2.5H3v11h3M10.5 11l3-3-3-3M13.2 8H6.5"
    External "M9 2.5h4.5V7M13.2 2.8L7.5 8.5M11.5 9v4.5h-9v-9H7"
    Gauge "M3 12.6a6 6 0 1 1 10 0M8 9.5l2.6-3.6"
    Lock "M3.5 7h9v6.5h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2"
    Fuel "M2.5 14V2.8h6.2V14M1.5 14h8.2M4.2 5h2.8v2.2H4.2zM8.7 8.5h1.2c.7 0 1.2.5 1.2 1.2v1.6a1.2 1.2 0 0 0 2.4 0V6L11.4 3.8"
    Alert "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8v4M8 11h.01"
    Key "M5 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM7.2 7.9L13 2.2M10.5 4.7l2 2"
    Eye "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
    Server "M2.5 2.8h11v4.4h-11zM2.5 8.8h11v4.4h-11zM5 5h.01M5 11h.01"
    Chart "M2.5 13.5h11M4.5 13.5V9M8 13.5V3M11.5 13.5V6.5"
    Command "M6 6h4v4H6zM6 6H4.4A1.9 1.9 0 1 1 6 4.4zM10 6V4.4A1.9 1.9 0 1 1 11.6 6zM10 10h1.6a1.9 1.9 0 1 1-1.6 1.6zM6 10v1.6A1.9 1.9 0 1 1 4.4 10z"
}

impl Icon {
    pub fn view(self) -> AnyView {
        view! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d=self.path() />
            </svg>
        }
        .into_any()
    }
}

/// An icon if there is one.
pub(super) fn maybe(icon: Option<Icon>) -> AnyView {
    match icon {
        Some(icon) => icon.view(),
        None => ().into_any(),
    }
}
