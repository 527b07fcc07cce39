//! Light, dark, or as the system says. `boot.js` reads the choice before the first paint.

use leptos::prelude::*;

use crate::device::DEVICE;

const STORED: &str = "volante.theme";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

pub(crate) fn choose(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    if theme == Theme::System {
        let _ = root.remove_attribute("data-theme");
        DEVICE.forget(STORED);
    } else {
        let _ = root.set_attribute("data-theme", theme.name());
        DEVICE.keep(STORED, theme.name());
    }
}

pub(crate) fn chosen() -> Theme {
    let root = document().document_element();
    match root.and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}
