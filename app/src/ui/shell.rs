//! The frames both apps stand in: the staff's sidebar with top bar, the customer's single column; on a phone both have a
//! bottom bar. Links are plain links; whoever routes listens for them.

use super::icon::Icon;
use super::offline::OfflineBanner;
use super::words;
use crate::text::t;
use leptos::{html, oco::Oco, prelude::*};
use web_sys::{HtmlElement, wasm_bindgen::JsCast};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavLink {
    pub href: String,
    pub label: String,
    pub icon: Option<Icon>,
}

impl NavLink {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), icon: None }
    }

    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// The links of one area; without a title they stand alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavGroup {
    pub title: String,
    pub links: Vec<NavLink>,
}

#[component]
pub fn StaffShell(
    /// The company's name.
    #[prop(into)]
    brand: Signal<String>,
    #[prop(into)] home: Oco<'static, str>,
    #[prop(into)] nav: Signal<Vec<NavGroup>>,
    /// The four things this person does most, for the phone.
    #[prop(into)]
    bottom: Signal<Vec<NavLink>>,
    /// The path now.
    #[prop(into)]
    current: Signal<String>,
    /// Opens the palette; looks like a search box.
    #[prop(into)]
    on_search: Callback<()>,
    /// At the end of the top bar: notifications, person.
    #[prop(into)]
    tools: ViewFn,
    #[prop(optional, into)] unreachable: Signal<bool>,
    children: Children,
) -> AnyView {
    let drawer = RwSignal::new(false);
    let (toggle, sidebar) = (NodeRef::<html::Button>::new(), NodeRef::<html::Nav>::new());
    // Following a link closes the drawer.
    Effect::new(move || {
        current.track();
        drawer.set(false);
    });
    // Where one is stands in sight, also at the end of a long sidebar.
    Effect::new(move || {
        current.track();
        request_animation_frame(move || {
            let Some(nav) = sidebar.try_get_untracked().flatten() else { return };
            let Some(here) = nav.query_selector("[aria-current]").ok().flatten() else { return };
            let here = here.unchecked_into::<HtmlElement>();
            let (top, bottom) = (here.offset_top(), here.offset_top() + here.offset_height());
            if top < nav.scroll_top() || bottom > nav.scroll_top() + nav.client_height() {
                nav.set_scroll_top(top - nav.client_height() / 2);
            }
        });
    });
    let close = move || {
        drawer.set(false);
        if let Some(toggle) = toggle.get_untracked() {
            let _ = toggle.focus();
        }
    };
    // Focus goes with the drawer: into it, and back to what opened it.
    let flip = move || {
        drawer.update(|open| *open = !*open);
        if drawer.get_untracked() {
            request_animation_frame(move || {
                if let Some(first) =
                    sidebar.try_get_untracked().flatten().and_then(|nav| nav.query_selector("a").ok().flatten())
                {
                    let _ = first.unchecked_into::<HtmlElement>().focus();
                }
            });
        }
    };
    let home_again = home.clone();
    view! {
        <a class="skip-link" href="#content">{t(words::SKIP)}</a>
        <div
            class="staff"
            data-drawer=move || drawer.get().then_some("open")
            on:keydown=move |e| if e.key() == "Escape" && drawer.get_untracked() {
                e.prevent_default();
                close();
            }
        >
            <header class="topbar">
                <span class="topbar-menu">
                    <button
                        type="button"
                        class="button"
                        data-kind="quiet"
                        data-icon-only="true"
                        aria-label=t(words::OPEN_MENU)
                        aria-expanded=move || if drawer.get() { "true" } else { "false" }
                        aria-controls="sidebar"
                        on:click=move |_| flip()
                        node_ref=toggle
                    >
                        {Icon::Menu.view()}
                    </button>
                </span>
                <a class="topbar-brand" href=home_again>{move || brand.get()}</a>
                <button type="button" class="topbar-search" on:click=move |_| on_search.run(())>
                    {Icon::Search.view()}
                    <span>{t(words::SEARCH)}</span>
                    <kbd>{crate::device::command_key()}" K"</kbd>
                </button>
                <div class="topbar-tools">{tools.run()}</div>
            </header>
            <div class="staff-shade" on:click=move |_| close()></div>
            <nav class="sidebar" id="sidebar" aria-label=t(words::SECTIONS) node_ref=sidebar>
                <a class="sidebar-brand" href=home>{move || brand.get()}</a>
                {move || nav.get().into_iter().map(|group| nav_group(group, current)).collect_view()}
            </nav>
            <main class="content" id="content" tabindex="-1">
                <OfflineBanner unreachable=unreachable />
                {children()}
            </main>
            <BottomBar links=bottom current=current />
        </div>
    }
    .into_any()
}

#[component]
pub fn PortalShell(
    #[prop(into)] brand: Signal<String>,
    #[prop(into)] home: Oco<'static, str>,
    #[prop(into)] links: Signal<Vec<NavLink>>,
    #[prop(into)] current: Signal<String>,
    #[prop(optional, into)] tools: ViewFn,
    #[prop(optional, into)] unreachable: Signal<bool>,
    children: Children,
) -> AnyView {
    view! {
        <a class="skip-link" href="#content">{t(words::SKIP)}</a>
        <div class="portal">
            <header class="portal-head">
                <a class="topbar-brand" href=home>{move || brand.get()}</a>
                <nav class="portal-nav" aria-label=t(words::SECTIONS)>
                    {move || links.get().into_iter().map(|link| nav_link(link, current)).collect_view()}
                </nav>
                <div class="topbar-tools">{tools.run()}</div>
            </header>
            <main class="content" id="content" tabindex="-1">
                <OfflineBanner unreachable=unreachable />
                {children()}
            </main>
            <BottomBar links=links current=current />
        </div>
    }
    .into_any()
}

/// A page before anyone has signed in: one box in the middle.
#[component]
pub fn SignInShell(#[prop(into)] brand: Signal<String>, children: Children) -> AnyView {
    view! {
        <div class="sign-in">
            <header class="sign-in-brand">{move || brand.get()}</header>
            <main class="sign-in-box" id="content">{children()}</main>
        </div>
    }
    .into_any()
}

#[component]
fn BottomBar(links: Signal<Vec<NavLink>>, current: Signal<String>) -> AnyView {
    view! {
        <nav class="bottom-bar" aria-label=t(words::QUICK)>
            {move || links.get().into_iter().map(|link| nav_link(link, current)).collect_view()}
        </nav>
    }
    .into_any()
}

fn nav_group(group: NavGroup, current: Signal<String>) -> AnyView {
    let title = (!group.title.is_empty()).then(|| view! { <p class="nav-title">{group.title}</p> });
    let links = group.links.into_iter().map(|link| view! { <li>{nav_link(link, current)}</li> }).collect_view();
    view! { <div class="nav-group">{title}<ul>{links}</ul></div> }.into_any()
}

fn nav_link(link: NavLink, current: Signal<String>) -> AnyView {
    let NavLink { href, label, icon } = link;
    let target = href.clone();
    let here = move || current.with(|path| is_under(path, &target)).then_some("page");
    view! {
        <a class="nav-link" href=href aria-current=here>
            {super::icon::maybe(icon)}
            <span class="nav-label">{label}</span>
        </a>
    }
    .into_any()
}

/// Whether a path is the link's page or one below it. The roots of the apps are only themselves.
fn is_under(path: &str, href: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/');
    let href = href.split(['?', '#']).next().unwrap_or(href).trim_end_matches('/');
    path == href
        || (!matches!(href, "" | "/admin") && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::is_under;

    #[test]
    fn a_link_is_current_on_its_page_and_below() {
        assert!(is_under("/admin/fleet/vehicles/7?tab=life", "/admin/fleet/vehicles"));
        assert!(is_under("/admin/", "/admin"));
        assert!(!is_under("/admin/fleet", "/admin"));
        assert!(!is_under("/admin/fleet/vehicles-old", "/admin/fleet/vehicles"));
        assert!(!is_under("/invoices", "/"));
    }
}
