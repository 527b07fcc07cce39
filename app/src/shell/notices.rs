//! Notifications: a bell with how many are unread, and a panel with what they tell, which stands in a part: nobody sees it before
//! the bell is pressed.

use domain::notice::Notice;
use domain::record::RecordKind;
use domain::session::{NoticeAbout, Notification};
use domain::text::Text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::AppSpec;
use crate::nav::{Screens, part};
use crate::net::call_at;
use crate::net::fetch::{Resource, resource};
use crate::text::{amount, date, fill, shell as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::empty::EmptyState;
use crate::ui::icon::Icon;

/// What can be read from an answer and kept.
pub(crate) trait Read: DeserializeOwned + Clone + Send + Sync + 'static {}
impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Read for T {}

/// What a notification gathered, below it; the panel is to be closed by what leads away. An app that shows none of it takes it as
/// `serde::de::IgnoredAny`.
pub(crate) type Lines<L> = fn(RwSignal<bool>, Option<RecordKind>, L) -> AnyView;

/// What there is to do about a notification, in a word, and what the address of its page says besides for that.
pub(crate) type Acts = fn(Notice) -> Option<(Text, &'static str)>;

/// No address anybody could go to: the name of the panel.
pub(crate) const PAGE: &str = "(notices)";

/// What the bell and its panel share.
#[derive(Clone, Copy)]
struct Bell {
    unread: RwSignal<i64>,
    open: RwSignal<bool>,
}

/// `unread` is counted at sign-in; reading the list brings it up to date.
pub(crate) fn bell(unread: RwSignal<i64>) -> AnyView {
    let open = RwSignal::new(false);
    provide_context(Bell { unread, open });
    let label = Signal::derive(move || match unread.get() {
        0 => t(words::NOTIFICATIONS).to_owned(),
        many => [t(words::NOTIFICATIONS), ": ", &fill(words::UNREAD, &[("count", &amount::number(many))])].concat(),
    });
    view! {
        <span class="bell" data-unread=move || (unread.get() > 0).then_some("true")>
            <Button label=label kind=ButtonKind::Quiet icon=Icon::Bell icon_only=true on_press=move |()| open.set(true) />
        </span>
        <Dialog open=open title=t(words::NOTIFICATIONS) kind=DialogKind::Side>
            {move || view! { <Screens find=|_| part::lookup(PAGE) not_found=|| ().into_any() /> }}
        </Dialog>
    }
    .into_any()
}

/// What, whose and when.
fn about(about: NoticeAbout) -> String {
    let when = about.at.map(date::near).unwrap_or_default();
    [about.title, about.who, when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `href` says where a notification leads.
pub(crate) fn panel<L: Read>(
    app: &'static AppSpec,
    href: fn(RecordKind, i64) -> Option<String>,
    acts: Acts,
    lines: Lines<L>,
) -> AnyView {
    let Some(Bell { unread, open }) = use_context() else { return ().into_any() };
    let list: Resource<Vec<Notification<L>>> = resource(move || Some(call_at(&app.notifications)));
    Effect::new(move || {
        if let Some(all) = list.value.get() {
            unread.set(all.iter().map(|one| i64::from(!one.read)).sum());
        }
    });
    let read_all = move |()| {
        spawn_local(async move {
            if call_at(&app.read_notifications).done().await.is_ok() {
                unread.try_set(0);
                list.reload();
            }
        });
    };
    let one = move |one: Notification<L>| {
        let kind = RecordKind::from_collection(&one.kind);
        // About several at once: how many, and each below.
        let number = if one.subject == 0 { ["× ", &one.label].concat() } else { one.label };
        let label = one.about.map_or_else(|| number.clone(), about);
        let told = label.clone();
        let target = kind.and_then(|kind| href(kind, one.subject));
        // What was read has been seen to, or was meant to be left.
        let act = acts(one.notice).filter(|_| !one.read && one.subject != 0).zip(target.clone()).map(|((label, query), target)| {
            let about = [t(label), ": ", &told].concat();
            view! { <a class="button" data-kind="plain" data-size="small" href=[target.as_str(), query].concat() aria-label=about on:click=move |_| open.set(false)>{t(label)}</a> }
        });
        view! {
            <li class="notice" data-unread=(!one.read).then_some("true")>
                <a href=target on:click=move |_| open.set(false)>
                    <span class="notice-title">{t(one.notice.label())}</span>
                    <span class="notice-label" title=number>{label}</span>
                    <time class="notice-when" title=date::instant(one.at)>{date::relative(one.at)}</time>
                </a>
                {act}
                {lines(open, kind, one.lines)}
            </li>
        }
    };
    list.view(move |all| {
        if all.is_empty() {
            return view! { <EmptyState title=t(words::NO_ACTIVITY) detail=t(words::NO_ACTIVITY_DETAIL) icon=Icon::Bell /> }.into_any();
        }
        view! {
            {all.iter().any(|one| !one.read).then(|| view! {
                <div class="actions" data-at="end"><Button label=t(words::ALL_READ) size=Size::Small on_press=read_all /></div>
            })}
            <ul class="notices">{all.into_iter().map(one).collect_view()}</ul>
        }
        .into_any()
    })
}
