//! The frame round every control: label, control, help, error.
//!
//! A control inside takes its id, its description and its error state from here ([`Control::current`]), so a label can't
//! miss its control. The frame's `name` is how a form's error summary finds the field.

use super::icon::Icon;
use super::id;
use leptos::{context::Provider, oco::Oco, prelude::*};

/// What a control needs to know of the field it stands in.
#[derive(Clone, Copy)]
pub(super) struct Control {
    id: StoredValue<String>,
    pub required: bool,
    help: bool,
    error: Signal<Option<String>>,
    /// Set by a control that found what was typed unreadable; shown like any other error.
    own_error: RwSignal<Option<String>>,
    pub disabled_reason: Signal<Option<String>>,
}

impl Control {
    /// The field this control stands in, or a nameless one.
    pub fn current() -> Self {
        use_context()
            .unwrap_or_else(|| Self::new(id::unique("control"), false, false, Signal::default(), Signal::default()))
    }

    fn new(
        id: String,
        required: bool,
        help: bool,
        error: Signal<Option<String>>,
        disabled_reason: Signal<Option<String>>,
    ) -> Self {
        Self { id: StoredValue::new(id), required, help, error, own_error: RwSignal::new(None), disabled_reason }
    }

    pub fn id(self) -> String {
        self.id.get_value()
    }

    pub fn part(self, part: &str) -> String {
        let mut id = self.id();
        id.push('-');
        id.push_str(part);
        id
    }

    pub fn message(self) -> Option<String> {
        self.error.get().or_else(|| self.own_error.get())
    }

    /// A control's own complaint about what was typed; `None` takes it back.
    pub fn complain(self, about: Option<String>) {
        self.own_error.set(about);
    }

    pub fn invalid(self) -> Option<&'static str> {
        (self.error.with(Option::is_some) || self.own_error.with(Option::is_some)).then_some("true")
    }

    pub fn disabled(self) -> bool {
        self.disabled_reason.with(Option::is_some)
    }

    /// For `aria-describedby`: error first, so that it is heard first.
    pub fn described_by(self) -> Option<String> {
        let mut ids = String::new();
        let mut push = |part: &str| {
            if !ids.is_empty() {
                ids.push(' ');
            }
            ids.push_str(&self.part(part));
        };
        if self.invalid().is_some() {
            push("error");
        }
        if self.help || self.disabled() {
            push("help");
        }
        (!ids.is_empty()).then_some(ids)
    }
}

#[component]
pub fn Field(
    #[prop(into)] label: Oco<'static, str>,
    /// The field's name in its draft; the error summary jumps to it.
    #[prop(optional, into)]
    name: Oco<'static, str>,
    #[prop(optional, into)] help: Oco<'static, str>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Why this can't be changed now; takes the help's place.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Takes a whole row of the form's grid.
    #[prop(optional)]
    wide: bool,
    /// The control is several controls (stars, files, checkboxes): label them as a group.
    #[prop(optional)]
    group: bool,
    children: Children,
) -> AnyView {
    let control = Control::new(id::unique("field"), required, !help.is_empty(), error, disabled_reason);
    let label_id = control.part("label");
    // The star is drawn by the stylesheet, so that it is no part of the name; `required` on the control says it.
    let caption = if group {
        view! { <span class="field-label" data-required=required id=label_id.clone()>{label}</span> }.into_any()
    } else {
        view! { <label class="field-label" data-required=required id=label_id.clone() for=control.id()>{label}</label> }
            .into_any()
    };
    let hint = Signal::derive(move || disabled_reason.get().unwrap_or_else(|| help.to_string()));
    view! {
        <div
            class="field"
            data-name=(!name.is_empty()).then_some(name)
            data-wide=wide
            data-invalid=move || control.invalid()
            role=group.then_some("group")
            aria-labelledby=group.then_some(label_id)
        >
            {caption}
            <Provider value=control>{children()}</Provider>
            <p class="field-error" id=control.part("error") hidden=move || control.message().is_none()>
                {Icon::Alert.view()}
                <span>{move || control.message()}</span>
            </p>
            <p class="field-help" id=control.part("help") hidden=move || hint.with(String::is_empty)>
                {move || hint.get()}
            </p>
        </div>
    }
    .into_any()
}
