//! Access: a single-use link made for somebody, on its way by mail or to be passed on; and taking a contact's access away.

use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::session::{Link, LinkDraft, LinkPurpose};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::nav;
use crate::net::call;
use crate::records::detail::Shown;
use crate::session;
use crate::staff::mail;
use crate::text::{date, fill, people as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton};
use crate::ui::confirm::{self, Ask};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field as Frame;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

/// "Invite": an invitation, or a reset for who has signed in before. It goes by mail, or is shown to be passed on.
pub(super) fn link_button(shown: Shown) -> AnyView {
    let area = if shown.kind == RecordKind::Contact { Area::Customers } else { Area::People };
    let made = RwSignal::new(None::<Link>);
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = Signal::derive(move || session::refused(Permission::In(area, Act::Edit)));
    let label = Signal::derive(move || {
        let known = matches!(shown.text("access").as_str(), "active" | "disabled");
        t(if known { words::RESET_LINK } else { words::INVITE }).to_owned()
    });
    let make = Callback::new(move |by_hand: bool| {
        busy.set(true);
        spawn_local(async move {
            let endpoint =
                if shown.kind == RecordKind::Contact { Endpoint::InviteContact } else { Endpoint::InviteStaff };
            let outcome = call(endpoint).at(shown.id).body(&LinkDraft { by_hand }).send::<Link>().await;
            busy.try_set(false);
            match outcome {
                Ok(link) => {
                    made.set(Some(link));
                    open.set(true);
                    shown.record.reload();
                }
                Err(problem) => {
                    open.try_set(false);
                    shown.refusal.try_set(Some(problem));
                }
            }
        });
    });
    view! {
        <Button label=label icon=Icon::Key busy=busy disabled_reason=refused on_press=move |()| make.run(false) />
        <Dialog open=open title=t(words::LINK_TITLE).to_owned()>
            {move || made.get().map(|link| match link.mail {
                Some(_) => link_by_mail(shown, &link, busy, make),
                None => link_to_copy(shown, link),
            })}
        </Dialog>
    }
    .into_any()
}

/// Where the link's mail is seen, and the second way.
fn link_by_mail(shown: Shown, link: &Link, busy: RwSignal<bool>, make: Callback<bool>) -> AnyView {
    // A contact's mails stand with its customer's.
    let about = match shown.kind {
        RecordKind::Contact => untrack(|| shown.number("customer")).map(|id| nav::record(RecordKind::Customer, id)),
        kind => Some(nav::record(kind, shown.id)),
    };
    let mails = about.map(|record| [record.as_str(), "/", mail::about::MAILS].concat());
    let sent = fill(words::MAIL_SENT, &[("email", &link.email)]);
    let expires = fill(words::MAIL_EXPIRES, &[("when", &date::instant(link.expires_at))]);
    view! {
        <Note tone=Tone::Good>{sent}</Note>
        <p>{expires}</p>
        <p class="muted">{t(words::COPY_INSTEAD_HELP)}</p>
        <div class="actions" data-at="end">
            <Button label=t(words::COPY_INSTEAD) busy=busy on_press=move |()| make.run(true) />
            {mails.map(|href| view! {
                <LinkButton label=t(words::SEE_MAIL) href=href kind=ButtonKind::Primary icon=Icon::Mail />
            })}
        </div>
    }
    .into_any()
}

fn link_to_copy(shown: Shown, link: Link) -> AnyView {
    // Without one in the settings, where this page is reached has to do.
    let site = if link.site.is_empty() { nav::origin() } else { link.site };
    let address = RwSignal::new([site.as_str(), &link.path].concat());
    let copy = move |()| {
        let _ = window().navigator().clipboard().write_text(&address.get_untracked());
        toast::good(t(words::COPIED));
    };
    let help = if link.purpose == LinkPurpose::Invite { words::INVITE_HELP } else { words::RESET_HELP };
    let name = untrack(|| shown.name());
    view! {
        {link.unmailed.map(|why| view! { <Note tone=Tone::Warn>{t(why.label())}</Note> })}
        <p>{fill(help, &[("name", &name)])}</p>
        <Frame label=t(words::LINK) help=fill(words::LINK_EXPIRES, &[("when", &date::instant(link.expires_at))])>
            <TextInput value=address />
        </Frame>
        <div class="actions" data-at="end"><Button label=t(words::COPY) kind=ButtonKind::Primary on_press=copy /></div>
    }
    .into_any()
}

/// "Take portal access away", while there is some.
pub(super) fn disable_button(shown: Shown) -> AnyView {
    let refused = Signal::derive(move || session::refused(Permission::In(Area::Customers, Act::Edit)));
    let ask = move |()| {
        let name = untrack(|| shown.name());
        let ask = Ask::new(
            fill(words::DISABLE_QUESTION, &[("name", &name)]),
            t(words::DISABLE_CONSEQUENCE),
            t(words::DISABLE),
            move || disable(shown),
        );
        confirm::ask(ask.danger());
    };
    (move || {
        matches!(shown.text("access").as_str(), "active" | "invited")
            .then(|| view! { <Button label=t(words::DISABLE) icon=Icon::Lock disabled_reason=refused on_press=ask /> })
    })
    .into_any()
}

fn disable(shown: Shown) {
    spawn_local(async move {
        match call(Endpoint::DisableContact).at(shown.id).done().await {
            Ok(()) => toast::good(t(words::DISABLED)),
            Err(problem) => toast::bad(problem.title),
        }
        shown.record.reload();
    });
}
