//! The provider's own steps before an app can be filled in: what to press there, what to paste, what to copy; told apart for
//! permission that people give and permission that the app has by itself.

use domain::mail::app::Provider;
use domain::mail::server::Engine;
use domain::text::Text;
use leptos::prelude::*;

use crate::nav;
use crate::text::{fill, mail as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::heading::Card;
use crate::ui::input::TextInput;
use crate::ui::select::Select;
use crate::ui::toast;

/// What somebody wants to connect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Graph,
    GraphApp,
    Google,
    Oidc,
}

const WAYS: [Way; 4] = [Way::Graph, Way::GraphApp, Way::Google, Way::Oidc];

impl Way {
    fn code(self) -> &'static str {
        match self {
            Self::Graph => Engine::Graph.code(),
            Self::GraphApp => Engine::GraphApp.code(),
            Self::Google => Provider::Google.code(),
            Self::Oidc => Provider::Oidc.code(),
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Graph => Engine::Graph.label(),
            Self::GraphApp => Engine::GraphApp.label(),
            Self::Google => Provider::Google.label(),
            Self::Oidc => Provider::Oidc.label(),
        }
    }

    fn provider(self) -> Provider {
        match self {
            Self::Graph | Self::GraphApp => Provider::Microsoft,
            Self::Google => Provider::Google,
            Self::Oidc => Provider::Oidc,
        }
    }

    fn steps(self) -> Text {
        match self {
            Self::Graph => words::STEPS_GRAPH,
            Self::GraphApp => words::STEPS_GRAPH_APP,
            Self::Google => words::STEPS_GOOGLE,
            Self::Oidc => words::STEPS_OIDC,
        }
    }

    /// As the provider's own pages name them; what only some need is said beside them.
    fn permissions(self) -> (&'static [&'static str], Option<Text>) {
        match self {
            Self::Graph => (
                &[
                    "Mail.Send",
                    "User.Read",
                    "offline_access",
                    "openid",
                    "profile",
                    "email",
                    "Mail.ReadWrite",
                    "SMTP.Send",
                    "Mail.Send.Shared",
                ],
                Some(words::PERMISSIONS_MORE),
            ),
            Self::GraphApp => (&["Mail.Send", "Mail.ReadWrite"], Some(words::PERMISSIONS_MORE_APP)),
            Self::Google => (
                &[
                    "https://www.googleapis.com/auth/gmail.send",
                    "https://mail.google.com/",
                    "openid",
                    "profile",
                    "email",
                ],
                None,
            ),
            Self::Oidc => (&["openid", "profile", "email", "offline_access"], None),
        }
    }

    fn page(self) -> Option<&'static str> {
        match self {
            Self::Graph | Self::GraphApp => {
                Some("https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade")
            }
            Self::Google => Some("https://console.cloud.google.com/apis/credentials"),
            Self::Oidc => None,
        }
    }
}

/// A choice of ways with the steps of the one chosen; those of a provider, if it is known already. `after` stands below them.
pub(super) fn guide(provider: Option<Provider>, after: AnyView) -> AnyView {
    let ways: Vec<Way> = WAYS.into_iter().filter(|way| provider.is_none_or(|known| way.provider() == known)).collect();
    let first = ways.first().map_or("", |way| way.code());
    let chosen = RwSignal::new(first.to_owned());
    let options: Vec<Choice> = ways.iter().map(|way| Choice::new(way.code(), t(way.name()))).collect();
    let choice = (options.len() > 1)
        .then(|| view! { <Frame label=t(words::GUIDE_FOR)><Select value=chosen options=options /></Frame> });
    view! {
        <Card title=t(words::SET_UP)>
            {choice}
            {move || WAYS.into_iter().find(|way| chosen.get() == way.code()).map(steps)}
            {after}
        </Card>
    }
    .into_any()
}

fn steps(way: Way) -> AnyView {
    let origin = nav::origin();
    let redirect = [origin.as_str(), way.provider().redirect_path()].concat();
    let (permissions, more) = way.permissions();
    let copies = permissions.iter().map(|name| {
        view! { <Button label=*name kind=ButtonKind::Quiet on_press=move |()| copy((*name).to_owned()) /> }
    });
    view! {
        {way.page().map(|page| view! {
            <p><a href=page target="_blank" rel="noreferrer">{t(words::GUIDE_OPEN)}</a></p>
        })}
        <ol class="steps">{t(way.steps()).split('|').map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
        {to_copy(words::REDIRECT, redirect)}
        <p class="muted">{fill(words::REDIRECT_HELP, &[("origin", &origin)])}</p>
        <p>{t(words::PERMISSIONS)}</p>
        <div class="actions">{copies.collect_view()}</div>
        {more.map(|more| view! { <p><small>{t(more)}</small></p> })}
    }
    .into_any()
}

fn copy(value: String) {
    let _ = window().navigator().clipboard().write_text(&value);
    toast::good(t(words::COPIED));
}

fn to_copy(label: Text, value: String) -> AnyView {
    let address = RwSignal::new(value);
    view! {
        <Frame label=t(label)><TextInput value=address /></Frame>
        <div class="actions" data-at="end">
            <Button label=t(words::COPY) kind=ButtonKind::Quiet on_press=move |()| copy(address.get_untracked()) />
        </div>
    }
    .into_any()
}
