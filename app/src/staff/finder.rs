//! The palette: every page, every "new", and every record found by its words.

use domain::overview::Hit;
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::frame;
use crate::nav;
use crate::net::{self, call};
use crate::records;
use crate::text::{fill, records as record_words, shell as words, small, t};
use crate::ui::icon::Icon;
use crate::ui::palette::{Command, Palette};
use crate::ui::{toast, unsaved};

/// Letters typed before the edge is asked.
const PAUSE: Duration = Duration::from_millis(160);

pub(super) fn view(open: RwSignal<bool>) -> AnyView {
    let query = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Hit>::new());
    let busy = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        let typed = query.get();
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        if typed.trim().is_empty() {
            hits.set(Vec::new());
            busy.set(false);
            return;
        }
        busy.set(true);
        timer.set_value(set_timeout_with_handle(move || ask(typed, query, hits, busy), PAUSE).ok());
    });
    let commands = Signal::derive(move || {
        let wanted = small(query.get().trim());
        let mut all = found(&hits.get());
        all.extend(pages().into_iter().filter(|command| small(&command.label).contains(&wanted)));
        all
    });
    view! {
        <Palette open=open query=query commands=commands busy=busy on_pick=move |id: String| unsaved::then(move || nav::go(&id)) />
    }
    .into_any()
}

fn ask(typed: String, query: RwSignal<String>, hits: RwSignal<Vec<Hit>>, busy: RwSignal<bool>) {
    spawn_local(async move {
        let found = call(Endpoint::Search).query(net::search_query(&typed)).send::<Vec<Hit>>().await;
        // Only the answer to what stands there now.
        if query.get_untracked() == typed {
            hits.set(found.unwrap_or_else(|problem| {
                toast::bad(problem.title);
                Vec::new()
            }));
            busy.set(false);
        }
    });
}

fn found(hits: &[Hit]) -> Vec<Command> {
    let command = |hit: &Hit| Command {
        id: nav::record(hit.kind, hit.id),
        label: hit.label.clone(),
        detail: hit.hint.clone(),
        group: t(hit.kind.plural()).to_owned(),
        icon: None,
    };
    let mut all: Vec<Command> = hits.iter().map(command).collect();
    // Those of one kind stand together, in the order in which the kinds were first found.
    let order: Vec<String> = all.iter().map(|command| command.group.clone()).collect();
    all.sort_by_key(|command| order.iter().position(|group| *group == command.group));
    all
}

/// What can be gone to or begun without asking the edge.
fn pages() -> Vec<Command> {
    let go = frame::entries().map(|entry| Command {
        id: entry.path.to_owned(),
        label: t(entry.label).to_owned(),
        detail: ["g ", &entry.key.to_string()].concat(),
        group: t(words::GO_TO).to_owned(),
        icon: Some(entry.icon),
    });
    let makes = RecordKind::ALL
        .iter()
        .filter(|kind| kind.verbs().contains(&Verb::Create) && records::refused(**kind, Verb::Create).is_none());
    let make = makes.map(|kind| Command {
        id: [nav::list(*kind).as_str(), "/new"].concat(),
        label: fill(record_words::NEW, &[("thing", &small(t(kind.accusative())))]),
        detail: String::new(),
        group: t(words::KEY_NEW).to_owned(),
        icon: Some(Icon::Plus),
    });
    go.chain(make).collect()
}
