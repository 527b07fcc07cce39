//! Archiving, restoring and deleting, from any record's page.

use domain::problem::{Problem, ProblemKind};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::decide;
use super::super::names::done;
use super::super::rights::refused;
use super::super::shown::Shown;
use crate::nav;
use crate::net::call;
use crate::text::{count, fill, records as words, t};
use crate::ui::confirm::{self, Ask};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::toast;

/// The three dots at the end of a page's head.
pub(crate) fn menu(shown: Shown) -> AnyView {
    menu_until(shown, || None)
}

/// The same, of a record that may be `closed`: the reason why it stays as it is.
pub(super) fn menu_until(shown: Shown, closed: impl Fn() -> Option<String> + Copy + Send + Sync + 'static) -> AnyView {
    if !offers(shown, Verb::Archive) && !offers(shown, Verb::Delete) {
        return ().into_any();
    }
    view! { <Menu items=Signal::derive(move || items(shown, closed)) /> }.into_any()
}

fn offers(shown: Shown, verb: Verb) -> bool {
    shown.kind.verbs().contains(&verb)
}

/// What the menu offers, for a page that has more to offer in it.
pub(crate) fn items(shown: Shown, closed: impl Fn() -> Option<String>) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if shown.is_archived() {
        let restore = MenuItem::new(t(words::RESTORE), move || act(shown, Verb::Restore, ""));
        items.push(restore.icon(Icon::Undo).disabled(refused(shown.kind, Verb::Restore)));
    } else if offers(shown, Verb::Archive) {
        let archive = MenuItem::new(t(words::ARCHIVE), move || ask(shown, Verb::Archive));
        items.push(archive.icon(Icon::Archive).disabled(refused(shown.kind, Verb::Archive).or_else(&closed)));
    }
    if offers(shown, Verb::Delete) {
        let delete = MenuItem::new(t(words::DELETE), move || ask(shown, Verb::Delete));
        items.push(delete.icon(Icon::Trash).danger().disabled(refused(shown.kind, Verb::Delete).or_else(&closed)));
    }
    items
}

fn ask(shown: Shown, verb: Verb) {
    let name = untrack(|| shown.name());
    let archives = verb == Verb::Archive;
    let (question, consequence, action) = if archives {
        (words::ARCHIVE_QUESTION, words::ARCHIVE_CONSEQUENCE, words::ARCHIVE)
    } else {
        (words::DELETE_QUESTION, words::DELETE_CONSEQUENCE, words::DELETE)
    };
    let ask = Ask::new(fill(question, &[("name", &name)]), t(consequence), t(action), move || act(shown, verb, ""));
    confirm::ask(if archives { ask } else { ask.danger() });
}

/// `query` answers what it was refused for.
fn act(shown: Shown, verb: Verb, query: &'static str) {
    let (kind, id) = (shown.kind, shown.id);
    let (name, version) = untrack(|| (shown.name(), shown.version()));
    spawn_local(async move {
        let outcome =
            decide::settled(call(Endpoint::Record(kind, verb)).at(id).version(version).query(query.to_owned())).await;
        match outcome {
            Ok(settled) => {
                shown.refusal.try_set(None);
                match verb {
                    Verb::Delete => {
                        toast::good(fill(words::DELETED_TOAST, &[("name", &name)]));
                        nav::go(&nav::list(kind));
                    }
                    Verb::Archive => {
                        match settled.released.map(i64::try_from) {
                            // Trips don't come back with what is restored.
                            Some(Ok(trips @ 1..)) => toast::good(count(trips, words::ARCHIVED_AND_RELEASED)),
                            Some(_) => toast::good(done(words::ARCHIVED, kind, &name)),
                            None => {
                                toast::undo(done(words::ARCHIVED, kind, &name), move || act(shown, Verb::Restore, ""));
                            }
                        }
                        shown.record.reload();
                    }
                    _ => {
                        toast::good(done(words::RESTORED, kind, &name));
                        shown.record.reload();
                    }
                }
            }
            Err(problem) => {
                if problem.status == 409 {
                    shown.record.reload();
                }
                if problem.known() == Some(ProblemKind::TakenMeanwhile) && kind == RecordKind::Customer {
                    ask_of_branch(shown, &problem);
                }
                if let Some(problem) = shown.refusal.try_set(Some(problem)).flatten() {
                    toast::bad(problem.title);
                }
            }
        }
    });
}

/// A customer's tax number may be another's too, as creating asks.
fn ask_of_branch(shown: Shown, problem: &Problem) {
    let message = problem.errors.first().map_or(&problem.title, |error| &error.message).clone();
    confirm::ask(Ask::new(message, t(words::RESTORE_AS_BRANCH_DETAIL), t(words::RESTORE_AS_BRANCH), move || {
        act(shown, Verb::Restore, "shares_tax_id=true");
    }));
}
