//! Asks before something that can't be taken back. The question names the thing and the consequence, the button says what
//! it does.
//!
//! Anyone may call [`ask`]; the one `<Confirms/>` at the root shows it.

use super::button::{Button, Kind};
use super::dialog::{Dialog, title_of};
use super::words;
use crate::text::t;
use leptos::prelude::*;
use std::sync::Arc;

#[derive(Clone)]
pub struct Ask {
    title: String,
    consequence: String,
    action: String,
    dismiss: Option<String>,
    danger: bool,
    on_yes: Arc<dyn Fn() + Send + Sync>,
}

impl Ask {
    /// `title` names the thing ("Archive vehicle 4821 KLM?"), `consequence` what follows, `action` is the button.
    pub fn new(
        title: impl Into<String>,
        consequence: impl Into<String>,
        action: impl Into<String>,
        on_yes: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            consequence: consequence.into(),
            action: action.into(),
            dismiss: None,
            danger: false,
            on_yes: Arc::new(on_yes),
        }
    }

    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Other words than "Cancel", where that would be ambiguous.
    #[must_use]
    pub fn dismiss(mut self, label: impl Into<String>) -> Self {
        self.dismiss = Some(label.into());
        self
    }
}

thread_local! {
    // Outlives every component, so that asking works from anywhere, also after an await.
    static ASKED: ArcRwSignal<Option<Ask>> = ArcRwSignal::new(None);
}

fn asked() -> ArcRwSignal<Option<Ask>> {
    ASKED.with(Clone::clone)
}

pub fn ask(question: Ask) {
    asked().set(Some(question));
}

/// Whether something was asked and waits to be answered.
pub fn is_asked() -> Signal<bool> {
    let asked = asked();
    Signal::derive(move || asked.with(Option::is_some))
}

/// Shows what is asked; stands once, at the root.
#[component]
pub fn Confirms() -> AnyView {
    let current = RwSignal::from(asked());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(current.with(Option::is_some)));
    let close = move || {
        open.set(false);
        current.set(None);
    };
    let part = move |part: fn(&Ask) -> String| title_of(current, part);
    view! {
        <Dialog open=open title=part(|ask| ask.title.clone()) on_close=move |()| close()>
            <p>{part(|ask| ask.consequence.clone())}</p>
            <div class="actions" data-at="end">
                <Button
                    label=part(|ask| ask.dismiss.clone().unwrap_or_else(|| t(words::CANCEL).to_owned()))
                    on_press=move |()| close()
                />
                {move || {
                    let danger = current.with_untracked(|ask| ask.as_ref().is_some_and(|ask| ask.danger));
                    let yes = move |()| {
                        let on_yes = current.with_untracked(|ask| ask.as_ref().map(|ask| ask.on_yes.clone()));
                        close();
                        if let Some(on_yes) = on_yes {
                            on_yes();
                        }
                    };
                    view! {
                        <Button
                            label=part(|ask| ask.action.clone())
                            kind=if danger { Kind::Danger } else { Kind::Primary }
                            on_press=yes
                        />
                    }
                }}
            </div>
        </Dialog>
    }
    .into_any()
}
