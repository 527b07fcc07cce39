//! An address that leads nowhere.

use leptos::prelude::*;

use super::AppSpec;
use crate::text::{shell as words, t};
use crate::ui::button::{Kind, LinkButton};
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;

pub(crate) fn not_found_page(app: &'static AppSpec) -> AnyView {
    view! {
        <PageHeader title=t(words::NOTHING_FOUND) />
        <EmptyState title=t(words::NOTHING_FOUND_DETAIL) icon=Icon::Search>
            <LinkButton label=t(words::BACK_HOME) href=app.home.to_owned() kind=Kind::Primary />
        </EmptyState>
    }
    .into_any()
}
