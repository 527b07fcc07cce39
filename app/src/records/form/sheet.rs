//! A form drawn from its shape, sent wherever `send` says.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::problem::{Problem, ProblemKind};
use domain::text::Text;
use domain::visibility::Visibility;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen::JsCast;

use super::conflict::{Conflict, Saves, Theirs};
use super::standing::{errors, try_it};
use super::{FormState, Shape, autosave, control, more};
use crate::device::TAB;
use crate::net;
use crate::text::{records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::form::{FieldError, Form, FormSection};
use crate::ui::note::Note;

/// A filled-in form on its way.
pub(crate) struct Sending {
    pub draft: Value,
    /// The version it was made from.
    pub version: i64,
    /// The same however often it is pressed.
    pub key: String,
}

type Sent = Pin<Box<dyn Future<Output = Result<Value, Problem>>>>;
pub(crate) type Send = Arc<dyn Fn(Sending) -> Sent + std::marker::Send + Sync>;

/// Boxes an async closure: `send_with(|sending| async move { call(…).body(&sending.draft).send().await })`.
pub(crate) fn send_with<F>(send: impl Fn(Sending) -> F + std::marker::Send + Sync + 'static) -> Send
where
    F: Future<Output = Result<Value, Problem>> + 'static,
{
    Arc::new(move |sending| Box::pin(send(sending)))
}

pub(crate) struct Sheet {
    pub shape: &'static Shape,
    /// The draft to begin with.
    pub start: Value,
    /// A record's `facts`: the names of what the draft refers to.
    pub facts: Value,
    pub version: i64,
    /// What the person sees of the draft; the rest has no control.
    pub visibility: Visibility,
    /// What the button says.
    pub submit: String,
    pub send: Send,
    /// With the edge's answer.
    pub done: Callback<Value>,
    pub cancel: Option<Callback<()>>,
    /// Where what is typed is kept until it is saved; `None` for what must not be kept, such as passwords.
    pub keep: Option<String>,
    /// Whether the record is kept already.
    pub existing: bool,
    /// Shows both versions of a stale save; without it that is told like any other refusal. Handed in, so that it stands
    /// only in the parts whose forms have it.
    pub conflict: Option<Conflict>,
    /// Who saved meanwhile, and when.
    pub saves: Option<Saves>,
    /// The form lies over another one: closing it must not ask about that one's changes.
    pub over: bool,
    /// Leaving with something typed asks first; not worth it for an address and a password.
    pub guarded: bool,
    /// Follows whether something was typed.
    pub dirty: Option<RwSignal<bool>>,
    /// One big button, for a phone.
    pub big: bool,
    /// What the button beside it says, over another form.
    pub back: Text,
    /// Asks first only what it can't do without.
    pub brief: bool,
    /// What stands below the fields.
    pub below: Option<Arc<dyn Fn(FormState) -> AnyView + std::marker::Send + Sync>>,
}

impl Sheet {
    pub fn new(shape: &'static Shape, submit: impl Into<String>, send: Send, done: Callback<Value>) -> Self {
        Self {
            shape,
            start: (shape.blank)(),
            facts: Value::Null,
            version: 0,
            visibility: Visibility::FULL,
            submit: submit.into(),
            send,
            done,
            cancel: None,
            keep: None,
            existing: false,
            conflict: None,
            saves: None,
            over: false,
            guarded: true,
            dirty: None,
            big: false,
            back: words::CANCEL,
            brief: false,
            below: None,
        }
    }
}

pub(crate) fn sheet(sheet: Sheet) -> AnyView {
    let shape = sheet.shape;
    let state = FormState::new((shape.blank, shape.check), sheet.visibility, (sheet.start, sheet.facts), sheet.version);
    let came_back = sheet.keep.clone().is_some_and(|key| autosave::keep(state, key));
    let conflict = RwSignal::new(None::<Theirs>);
    let key = RwSignal::new(net::new_key());
    let (send, done, keep, existing, both) = (sheet.send, sheet.done, sheet.keep, sheet.existing, sheet.conflict);
    let saves = sheet.saves;
    let submit = move |()| {
        if !untrack(|| try_it(state, shape)) {
            return;
        }
        state.busy.set(true);
        let sending = Sending {
            draft: state.draft.get_untracked(),
            version: state.version.get_untracked(),
            key: key.get_untracked(),
        };
        let sent = sending.draft.clone();
        let names: Vec<_> = shape.fields().map(|field| field.name).collect();
        let (outcome, keep) = (send(sending), keep.clone());
        spawn_local(async move {
            let outcome = outcome.await;
            if state.busy.try_set(false).is_some() {
                return; // the form is gone
            }
            match outcome {
                Ok(answer) => {
                    state.base.set(sent);
                    if let Some(key) = keep {
                        TAB.forget(&key);
                    }
                    key.set(net::new_key());
                    done.run(answer);
                }
                Err(problem) => {
                    let stale = problem.known() == Some(ProblemKind::Stale);
                    match problem.current.as_ref().filter(|_| stale && both.is_some()).and_then(Theirs::read) {
                        Some(theirs) => conflict.set(Some(theirs)),
                        None => state.refuse(&problem, &names),
                    }
                }
            }
        });
    };
    let submit_again = submit.clone();
    let dirty = state.dirty();
    if let Some(follower) = sheet.dirty {
        Effect::new(move || follower.set(dirty.get()));
    }
    // A field's errors show once it was left.
    let left = move |event: leptos::ev::FocusEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let name = field
            .and_then(|field| field.closest("[data-name]").ok().flatten())
            .and_then(|frame| frame.get_attribute("data-name"));
        if let Some(name) = name {
            state.touch(name);
        }
    };
    let restored = RwSignal::new(came_back);
    let start_over = move |()| {
        restored.set(false);
        state.replace(state.base.get_untracked());
    };
    let cancel_over = sheet.over.then_some(sheet.cancel).flatten();
    let extra = cancel_over.map(|cancel| {
        ViewFn::from(move || view! { <Button label=t(sheet.back) kind=ButtonKind::Quiet on_press=cancel /> }.into_any())
    });
    let below = sheet.below;
    let visibility = sheet.visibility;
    let content = move || {
        state.epoch.track();
        if let Some(folded) = more::folded(state, shape, (visibility, existing, sheet.brief)) {
            return folded;
        }
        let sections = shape.sections.iter().map(|section| {
            let seen = section.fields.iter().filter(|field| visibility.shows(field.name));
            let fields = seen.map(|field| control::framed(state, field, existing)).collect_view();
            let note = section.note.map(|note| note(state));
            view! { <FormSection title=t(section.title)>{fields}</FormSection>{note} }
        });
        sections.collect_view().into_any()
    };
    let form = view! {
        <div class="sheet" on:focusout=left hidden=move || conflict.with(Option::is_some)>
            {move || restored.get().then(|| view! {
                <Note>
                    {t(words::KEPT_DRAFT)}" "
                    <Button label=t(words::START_OVER) size=Size::Small kind=ButtonKind::Quiet on_press=start_over />
                </Note>
            })}
            <FormOf
                state=state
                errors=errors(state, shape)
                submit=sheet.submit
                on_submit=Callback::new(submit)
                on_cancel=if sheet.over { None } else { sheet.cancel }
                extra=extra
                big=sheet.big
                guarded=sheet.guarded
            >
                {content}
                {below.map(|below| below(state))}
            </FormOf>
        </div>
    };
    let resolved = Callback::new(move |()| {
        conflict.set(None);
        submit_again(());
    });
    view! {
        {form}
        {move || both.zip(conflict.get()).map(|(both, theirs)| both((state, shape), theirs, saves.clone(), resolved))}
    }
    .into_any()
}

/// The kit's form takes optional callbacks by presence; this chooses.
#[component]
fn FormOf(
    state: FormState,
    errors: Signal<Vec<FieldError>>,
    submit: String,
    on_submit: Callback<()>,
    on_cancel: Option<Callback<()>>,
    extra: Option<ViewFn>,
    big: bool,
    guarded: bool,
    children: Children,
) -> AnyView {
    let (busy, failure) = (state.busy, state.failure);
    let dirty = if guarded { state.dirty() } else { Signal::stored(false) };
    let extra = extra.unwrap_or_else(|| ViewFn::from(|| ().into_any()));
    match on_cancel {
        Some(on_cancel) => view! {
            <Form
                busy=busy
                submit_error=failure
                submit=submit
                on_submit=on_submit
                on_cancel=on_cancel
                errors=errors
                dirty=dirty
                big=big
                extra=extra
            >
                {children()}
            </Form>
        }
        .into_any(),
        None => view! {
            <Form
                busy=busy
                submit_error=failure
                submit=submit
                on_submit=on_submit
                errors=errors
                dirty=dirty
                big=big
                extra=extra
            >
                {children()}
            </Form>
        }
        .into_any(),
    }
}
