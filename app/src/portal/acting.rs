//! For which customer somebody acts who serves several: shown above every page, and changed there.
//!
//! Another customer is another page: what was read or typed for the one goes with the page that showed it.

use domain::fields;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::session;
use crate::net::call;
use crate::shell::PORTAL;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::toast;
use crate::ui::unsaved;

/// Nothing for who serves one customer.
pub(super) fn switcher() -> AnyView {
    let Some(me) = session::me().get_untracked().filter(|me| me.contacts.len() > 1) else { return ().into_any() };
    let now = me.id;
    let item = |one: domain::session::ActsAs| {
        let item = MenuItem::new(one.customer_name, move || {
            if one.contact != now {
                unsaved::then(move || act_as(one.contact.0));
            }
        });
        if one.contact == now { item.icon(Icon::Check) } else { item }
    };
    let items: Vec<MenuItem> = me.contacts.into_iter().map(item).collect();
    view! {
        <div class="portal-acting screen-only" role="group" aria-label=t(fields::CUSTOMER)>
            <span class="muted" aria-hidden="true">{t(fields::CUSTOMER)}</span>
            <Menu items=items label=me.customer_name small=true />
        </div>
    }
    .into_any()
}

fn act_as(contact: i64) {
    spawn_local(async move {
        match call(Endpoint::PortalActAs).at(contact).done().await {
            Ok(()) => {
                let _ = location().set_href(PORTAL.home);
            }
            Err(problem) => toast::bad(problem.title),
        }
    });
}
