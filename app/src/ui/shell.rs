//! The frames both apps stand in: the staff's sidebar with top bar, the customer's single column; on a phone both have a
//! bottom bar. Links are plain links; whoever routes listens for them.

use super::icon::Icon;
use super::offline::OfflineBanner;
use super::words;
use crate::device::DEVICE;
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

/// An area of the sidebar and its screens. With one screen it is that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavArea {
    pub title: String,
    pub icon: Icon,
    pub links: Vec<NavLink>,
}

/// How many wait at an address, as it is shown; nothing for none.
type Count = fn(&str) -> Option<String>;

/// What stays as it was left on this device: the areas that were opened by hand, and whether the sidebar is but icons.
const OPEN_AREAS: &str = "sidebar:open";
const COLLAPSED: &str = "sidebar:collapsed";

#[component]
pub fn StaffShell(
    /// The company's name.
    #[prop(into)]
    brand: Signal<String>,
    #[prop(into)] home: Oco<'static, str>,
    #[prop(into)] nav: Signal<Vec<NavArea>>,
    /// How many wait at a link's address.
    count: Count,
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
    let collapsed = RwSignal::new(DEVICE.kept(COLLAPSED).is_some());
    let opened = RwSignal::new(DEVICE.kept(OPEN_AREAS).unwrap_or_default());
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
            data-collapsed=move || collapsed.get().then_some("true")
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
                <a class="sidebar-brand" href=home title=move || brand.get()>{mark()}<span class="nav-label">{move || brand.get()}</span></a>
                <ul class="sidebar-areas">
                    {move || nav.get().into_iter().map(|area| nav_area(area, current, opened, count)).collect_view()}
                </ul>
                <button
                    type="button"
                    class="nav-link sidebar-collapse"
                    aria-pressed=move || if collapsed.get() { "true" } else { "false" }
                    title=t(words::COLLAPSE)
                    on:click=move |_| collapse(collapsed)
                >
                    {Icon::Collapse.view()}
                    <span class="nav-label">{t(words::COLLAPSE)}</span>
                </button>
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
                    {move || links.get().into_iter().map(|link| nav_link(link, current, |_| None)).collect_view()}
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
            {move || links.get().into_iter().map(|link| nav_link(link, current, |_| None)).collect_view()}
        </nav>
    }
    .into_any()
}

/// The product's mark.
fn mark() -> AnyView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5 6l7 13 7-13M9.5 6h5" /></svg>
    }
    .into_any()
}

fn collapse(collapsed: RwSignal<bool>) {
    collapsed.update(|is| *is = !*is);
    if collapsed.get_untracked() { DEVICE.keep(COLLAPSED, "1") } else { DEVICE.forget(COLLAPSED) }
}

/// The area of the page now is open; others are where they were opened by hand.
fn nav_area(area: NavArea, current: Signal<String>, opened: RwSignal<String>, count: Count) -> AnyView {
    let NavArea { title, icon, links } = area;
    let Some(first) = links.first().map(|link| link.href.clone()) else { return ().into_any() };
    // What stands alone is called by its own name.
    if let [link] = links.as_slice() {
        return view! { <li>{nav_link(link.clone(), current, count)}</li> }.into_any();
    }
    let hrefs: Vec<String> = links.iter().map(|link| link.href.clone()).collect();
    let is_here = Memo::new(move |_| current.with(|path| hrefs.iter().any(|href| is_under(path, href))));
    let name = first.clone();
    let by_hand = Memo::new(move |_| opened.with(|opened| opened.split(' ').any(|one| one == name)));
    let is_open = move || is_here.get() || by_hand.get();
    let id = ["area", &first.replace('/', "-")].concat();
    let target = first.clone();
    let fold = move |_| {
        opened.update(|opened| {
            let mut all: Vec<&str> = opened.split(' ').filter(|one| !one.is_empty() && *one != target).collect();
            if !by_hand.get_untracked() {
                all.push(&target);
            }
            *opened = all.join(" ");
        });
        opened.with_untracked(|opened| DEVICE.keep(OPEN_AREAS, opened));
    };
    let places: Vec<String> = links.iter().map(|link| link.href.clone()).collect();
    let waits = move || {
        let found = places.iter().find_map(|place| count(place));
        found.map(|count| view! { <span class="nav-count">{count}</span> })
    };
    let label = t(words::SCREENS_OF).replace("{area}", &title);
    let name_of = title.clone();
    let screens =
        links.into_iter().map(|link| view! { <li>{nav_link(NavLink { icon: None, ..link }, current, count)}</li> });
    view! {
        <li class="nav-area" data-open=move || is_open().then_some("true") data-here=move || is_here.get().then_some("true")>
            <div class="nav-area-line">
                <a class="nav-link" href=first title=name_of.clone()>
                    {icon.view()}
                    <span class="nav-label">{title}</span>
                    {move || (!is_open()).then(&waits)}
                </a>
                <button
                    type="button"
                    class="nav-fold"
                    aria-label=label
                    aria-expanded=move || if is_open() { "true" } else { "false" }
                    aria-controls=id.clone()
                    disabled=move || is_here.get()
                    on:click=fold
                >
                    {Icon::Down.view()}
                </button>
            </div>
            <ul class="nav-screens" id=id hidden=move || !is_open()>{screens.collect_view()}</ul>
        </li>
    }
    .into_any()
}

fn nav_link(link: NavLink, current: Signal<String>, count: Count) -> AnyView {
    let NavLink { href, label, icon } = link;
    let (target, place, name) = (href.clone(), href.clone(), label.clone());
    let here = move || current.with(|path| is_under(path, &target)).then_some("page");
    view! {
        <a class="nav-link" href=href aria-current=here title=name>
            {super::icon::maybe(icon)}
            <span class="nav-label">{label}</span>
            {move || count(&place).map(|count| view! { <span class="nav-count">{count}</span> })}
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
