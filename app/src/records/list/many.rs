//! What is done with all chosen rows: for each the call that its own page would make, one after the other, so that every rule holds
//! and each row's outcome is told. And which columns are shown. Both stand in a part of their own.

use domain::list::ListQuery;
use domain::problem::{Problem, ProblemKind};
use domain::record::{RecordKind, Verb};
use domain::route::{self, Endpoint};
use domain::text::Text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::columns::{self, Choosing};
use super::selection::Selection;
use crate::nav::part::Find;
use crate::nav::{self, Screen, find_screen};
use crate::net::{call, call_at};
use crate::records::document::{Fields, NULL};
use crate::records::field::{Field, Kind};
use crate::records::picker;
use crate::records::rights::refused;
use crate::text::{fill, records as words, small, t};
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton, Size};
use crate::ui::choice::Choice;
use crate::ui::combobox::Combobox;
use crate::ui::confirm::{self, Ask};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field as Labelled;
use crate::ui::icon::Icon;
use crate::ui::table::Row;
use crate::ui::toast;

/// No addresses anybody could go to: the names of the part's screens.
pub(super) const SELECTED: &str = "(selected)";
pub(super) const COLUMNS: &str = "(columns)";

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &[SELECTED, COLUMNS];

/// Called when the part is here.
pub fn open() -> Find {
    |path| find_screen(const { &[Screen::new(SELECTED, selected), Screen::new(COLUMNS, choosing)] }, path)
}

fn selected() -> AnyView {
    use_context::<Selection>().map(|selection| bar(Acts::of(selection))).into_any()
}

fn choosing() -> AnyView {
    use_context::<Choosing>().map(columns::dialog).into_any()
}

/// What is done with each of them.
#[derive(Clone)]
enum Act {
    Move(Verb),
    /// Gives a field of the draft a value.
    Set(&'static Field, Value),
}

impl Act {
    fn label(&self) -> Text {
        match self {
            Self::Move(Verb::Restore) => words::RESTORE,
            Self::Move(_) => words::ARCHIVE,
            Self::Set(field, _) => field.label,
        }
    }
}

/// A row that an act is for, or was refused of.
#[derive(Clone)]
struct Chosen {
    id: String,
    name: String,
}

/// What came of an act, where not every row went well.
#[derive(Clone)]
struct Outcome {
    act: Text,
    all: usize,
    /// How each row that was done is taken back.
    undo: Vec<(Chosen, Act)>,
    /// With why.
    refused: Vec<(Chosen, String)>,
}

#[derive(Clone, Copy)]
struct Acts {
    selection: Selection,
    outcome: RwSignal<Option<Outcome>>,
    /// The field that is about to be set.
    setting: RwSignal<Option<&'static Field>>,
}

impl Acts {
    fn of(selection: Selection) -> Self {
        Self { selection, outcome: RwSignal::new(None), setting: RwSignal::new(None) }
    }

    /// In the order in which they stand.
    fn chosen(self) -> Vec<Chosen> {
        let chosen = |row: &Row| {
            let is_chosen = self.selection.ids.with_untracked(|ids| ids.contains(&row.id));
            is_chosen.then(|| Chosen { id: row.id.clone(), name: row.name.clone() })
        };
        self.selection.rows.with_untracked(|rows| rows.iter().flatten().filter_map(chosen).collect())
    }

    fn ask(self, verb: Verb) {
        let count = self.selection.ids.with_untracked(Vec::len).to_string();
        let (question, consequence, label) = match verb {
            Verb::Restore => return self.begin(&Act::Move(verb)),
            _ => (words::ARCHIVE_MANY_QUESTION, words::ARCHIVE_CONSEQUENCE, words::ARCHIVE),
        };
        let question = fill(question, &[("count", &count)]);
        confirm::ask(Ask::new(question, t(consequence), t(label), move || self.begin(&Act::Move(verb))));
    }

    fn begin(self, act: &Act) {
        self.run(act.label(), self.chosen().into_iter().map(|row| (row, act.clone())).collect());
    }

    fn run(self, label: Text, acts: Vec<(Chosen, Act)>) {
        if self.selection.progress.with_untracked(Option::is_some) || acts.is_empty() {
            return;
        }
        let (kind, all) = (self.selection.spec.kind, acts.len());
        self.selection.progress.set(Some((0, all)));
        spawn_local(async move {
            let mut outcome = Outcome { act: label, all, undo: Vec::new(), refused: Vec::new() };
            let mut stopped = None;
            for (place, (row, act)) in acts.into_iter().enumerate() {
                let done = match &stopped {
                    Some(why) => Err(String::clone(why)),
                    None => one(kind, &row.id, &act).await.map_err(|problem| {
                        let why = reason(&problem);
                        // What can't be reached for one can't be for the rest.
                        if problem.known() == Some(ProblemKind::Unavailable) {
                            stopped = Some(why.clone());
                        }
                        why
                    }),
                };
                match done {
                    Ok(undo) => outcome.undo.push((row, undo)),
                    Err(why) => outcome.refused.push((row, why)),
                }
                self.selection.progress.try_set(Some((place + 1, all)));
            }
            self.selection.progress.try_set(None);
            self.selection.ids.try_set(outcome.refused.iter().map(|(row, _)| row.id.clone()).collect());
            self.selection.reload.try_run(());
            self.tell(outcome);
        });
    }

    fn tell(self, outcome: Outcome) {
        let sentence = sentence(&outcome);
        if !outcome.refused.is_empty() && self.outcome.try_with_untracked(|_| ()).is_some() {
            self.outcome.set(Some(outcome));
        } else if outcome.undo.is_empty() {
            toast::bad(sentence);
        } else {
            toast::undo(sentence, move || self.take_back(&outcome));
        }
    }

    fn take_back(self, outcome: &Outcome) {
        self.run(words::UNDONE, outcome.undo.clone());
    }
}

/// `Archive: done for 3 of 4`
fn sentence(outcome: &Outcome) -> String {
    let (done, all) = (outcome.undo.len().to_string(), outcome.all.to_string());
    fill(words::DONE_OF_ALL, &[("act", t(outcome.act)), ("done", &done), ("all", &all)])
}

/// Does it to one record as it is now; what takes it back.
async fn one(kind: RecordKind, id: &str, act: &Act) -> Result<Act, Problem> {
    let record: Value = call(Endpoint::Record(kind, Verb::Get)).at(id).fresh().send().await?;
    let version = record.get("version").and_then(Value::as_i64).unwrap_or_default();
    let to = |verb| call_at(&route::record(kind, verb)).at(id).version(version);
    match act {
        Act::Move(verb) => {
            to(*verb).done().await?;
            Ok(Act::Move(if *verb == Verb::Archive { Verb::Restore } else { Verb::Archive }))
        }
        Act::Set(field, value) => {
            let mut draft = record.get("fields").cloned().unwrap_or(NULL);
            let before = draft.field(field.name).clone();
            if let Value::Object(draft) = &mut draft {
                draft.insert(field.name.to_owned(), value.clone());
            }
            to(Verb::Update).body(&draft).done().await?;
            Ok(Act::Set(field, before))
        }
    }
}

/// Of what stands in the way so much is named; the record's page says the rest.
const NAMED: usize = 1;

/// What a refusal says, with what stands in the way.
fn reason(problem: &Problem) -> String {
    let errors = problem.errors.iter().map(|error| error.message.as_str());
    let obstacles = problem.obstacles.iter().map(|obstacle| obstacle.label.as_str());
    let mut more = errors.chain(obstacles).take(NAMED).collect::<Vec<_>>().join("; ");
    let further = (problem.errors.len() + problem.obstacles.len()).saturating_sub(NAMED);
    if further > 0 {
        more.push_str(&[" +", &further.to_string()].concat());
    }
    let title = problem.title.trim_end_matches('.');
    if more.is_empty() { problem.title.clone() } else { [title, ": ", &more].concat() }
}

fn bar(acts: Acts) -> AnyView {
    let Acts { selection, setting, .. } = acts;
    let Selection { spec, state, progress, .. } = selection;
    let busy = Signal::derive(move || progress.with(Option::is_some));
    let told = move || match progress.get() {
        Some((done, all)) => fill(words::DOING, &[("done", &done.to_string()), ("all", &all.to_string())]),
        None => fill(words::SELECTED, &[("count", &selection.ids.with(Vec::len).to_string())]),
    };
    let sheet = Signal::derive(move || {
        let mut query = ListQuery { cursor: String::new(), q: String::new(), limit: 0, ..state.asked() };
        query.filters = [("id".to_owned(), selection.ids.with(|ids| ids.join(",")))].into();
        [Endpoint::Record(spec.kind, Verb::Export).path("").as_str(), "?", &query.to_query()].concat()
    });
    let export = spec.offers(Verb::Export).then(|| {
        let name = [spec.kind.collection(), ".csv"].concat();
        view! { <LinkButton label=t(words::EXPORT) href=sheet size=Size::Small icon=Icon::Download download=name /> }
    });
    let set = move |field: &'static Field| {
        let refusal = Signal::stored(refused(spec.kind, Verb::Update));
        let press = move |()| setting.set(Some(field));
        let label = [t(field.label), "…"].concat();
        view! { <Button label=label size=Size::Small icon=Icon::Edit busy=busy disabled_reason=refusal on_press=press /> }
    };
    let move_by = move |verb: Verb, label, icon| {
        spec.offers(verb).then(|| {
            let refusal = Signal::stored(refused(spec.kind, verb));
            let press = move |()| acts.ask(verb);
            view! { <Button label=t(label) size=Size::Small icon=icon busy=busy disabled_reason=refusal on_press=press /> }
        })
    };
    let moves = move || {
        if state.query.with(|query| query.archived) {
            return move_by(Verb::Restore, words::RESTORE, Icon::Undo).into_any();
        }
        let sets = spec.many.iter().map(set).collect_view();
        view! { {sets}{move_by(Verb::Archive, words::ARCHIVE, Icon::Archive)} }.into_any()
    };
    view! {
        <div class="selection-acts" role="toolbar" aria-label=t(words::SELECTION)>
            <strong role="status">{told}</strong>
            {export}
            {moves}
            <Button label=t(words::CLEAR_SELECTION) kind=ButtonKind::Quiet size=Size::Small icon=Icon::Close on_press=move |()| selection.clear() />
        </div>
        {setting_dialog(acts)}
        {outcome_dialog(acts)}
    }
    .into_any()
}

/// Asks for the record that the field is to name.
fn setting_dialog(acts: Acts) -> AnyView {
    let setting = acts.setting;
    let open = RwSignal::new(false);
    Effect::new(move || open.set(setting.with(Option::is_some)));
    let title = Signal::derive(move || setting.get().map(|field| t(field.label).to_owned()).unwrap_or_default());
    let body = move || {
        let field = setting.get()?;
        let Kind::Reference(kind, _) = field.kind else { return None };
        let choice = RwSignal::new(None::<Choice>);
        let give = move |value: Value| {
            setting.set(None);
            acts.begin(&Act::Set(field, value));
        };
        let id = move || choice.with(|choice| choice.as_ref().and_then(|choice| choice.id.parse::<i64>().ok()));
        let missing = Signal::derive(move || id().is_none().then(|| t(words::CHOOSE_FIRST).to_owned()));
        let without = fill(words::LEAVE_WITHOUT, &[("thing", &small(t(field.label)))]);
        Some(view! {
            <Labelled label=t(field.label)>
                <Combobox value=choice search=picker::search(kind) />
            </Labelled>
            <div class="actions" data-at="end">
                <Button label=without kind=ButtonKind::Quiet on_press=move |()| give(NULL) />
                <Button label=t(words::APPLY) kind=ButtonKind::Primary disabled_reason=missing on_press=move |()| give(id().into()) />
            </div>
        })
    };
    let body = StoredValue::new(body);
    view! {
        <Dialog open=open title=title on_close=move |()| setting.set(None)>{move || body.with_value(|body| body())}</Dialog>
    }
    .into_any()
}

/// Names the rows that were refused, each with its reason and the way to it.
fn outcome_dialog(acts: Acts) -> AnyView {
    let outcome = acts.outcome;
    let open = RwSignal::new(false);
    Effect::new(move || open.set(outcome.with(Option::is_some)));
    let title = Signal::derive(move || outcome.with(|outcome| outcome.as_ref().map(sentence)).unwrap_or_default());
    let kind = acts.selection.spec.kind;
    let line = move |(row, why): &(Chosen, String)| {
        let href = row.id.parse().ok().map(|id: i64| nav::record(kind, id));
        let (name, why) = (row.name.clone(), why.clone());
        view! { <li><a href=href>{name}</a>" "<span class="muted">{why}</span></li> }
    };
    let body = move || {
        let told = outcome.get()?;
        let lines = told.refused.iter().map(line).collect_view();
        let done = told.undo.len();
        let close = move |()| outcome.set(None);
        let undo = move |()| {
            outcome.set(None);
            acts.take_back(&told);
        };
        Some(view! {
            <p>{t(words::NOT_DONE_FOR)}</p>
            <ul class="outcome">{lines}</ul>
            <div class="actions" data-at="end">
                {(done > 0).then(|| view! { <Button label=t(words::UNDO_DONE) kind=ButtonKind::Quiet on_press=undo /> })}
                <Button label=t(words::UNDERSTOOD) kind=ButtonKind::Primary on_press=close />
            </div>
        })
    };
    let body = StoredValue::new(body);
    view! {
        <Dialog open=open title=title on_close=move |()| outcome.set(None)>{move || body.with_value(|body| body())}</Dialog>
    }
    .into_any()
}
