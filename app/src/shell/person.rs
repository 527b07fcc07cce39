//! The menu of whoever is signed in: profile, language, theme, signing out.

use domain::text::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::theme::{self, Theme};
use super::{AppSpec, profile};
use crate::net::call_at;
use crate::text::{self, shell as words, t};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::unsaved;

pub(crate) fn menu(app: &'static AppSpec, name: Signal<String>) -> AnyView {
    let chosen = RwSignal::new(theme::chosen());
    let items = Signal::derive(move || {
        let now = chosen.get();
        let mut items = vec![MenuItem::link(t(words::PROFILE), app.path("/profile")).icon(Icon::Person)];
        for (theme, label, icon) in [
            (Theme::System, words::SYSTEM_THEME, Icon::Settings),
            (Theme::Light, words::LIGHT, Icon::Sun),
            (Theme::Dark, words::DARK, Icon::Moon),
        ] {
            let pick = move || {
                theme::choose(theme);
                chosen.set(theme);
            };
            items.push(MenuItem::new(t(label), pick).icon(if now == theme { Icon::Check } else { icon }));
        }
        for language in Language::ALL {
            let language = *language;
            let item = MenuItem::new(t(language.label()), move || unsaved::then(move || profile::speak(app, language)));
            items.push(if language == text::language() { item.icon(Icon::Check) } else { item });
        }
        items.push(MenuItem::new(t(words::SIGN_OUT), move || unsaved::then(move || sign_out(app))).icon(Icon::SignOut));
        items
    });
    view! {
        {move || {
            let label = name.get();
            view! { <Menu items=items label=label icon=Icon::Person small=true /> }
        }}
    }
    .into_any()
}

pub(crate) fn sign_out(app: &'static AppSpec) {
    spawn_local(async move {
        // Signed out already is signed out.
        let _ = call_at(&app.sign_out).quietly().done().await;
        super::forget_signed_in();
        let _ = location().set_href(app.home);
    });
}
