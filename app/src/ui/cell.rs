//! A value as it stands in a table or a description list: data instead of a view, so that one compiled body draws all of
//! them.

use super::badge::Badge;
use super::icon::Icon;
use super::stars::Stars;
use super::tone::Tone;
use super::words;
use crate::text::t;
use leptos::prelude::*;

#[derive(Clone, Default)]
pub enum Cell {
    /// Shown as a dash.
    #[default]
    Empty,
    Text(String),
    /// Never broken over two lines: a number, a time.
    Fixed(String),
    /// Right-aligned where it stands in a column, with tabular figures.
    Number(String),
    /// A main line and a muted second one.
    Two(String, String),
    Badge(Tone, String),
    /// Shown text with the exact value as its title: relative times.
    Exact(String, String),
    Link {
        href: String,
        text: String,
    },
    Yes(bool),
    Stars {
        tenths: u32,
        shown: String,
    },
    /// Anything else.
    View(ViewFn),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) | Self::Fixed(text) | Self::Number(text) => text.is_empty(),
            _ => false,
        }
    }

    /// So short that a break in it would only tear it apart: a plate, a name; or one `word`, which has no place to break at
    /// but its hyphens: an invoice's number.
    pub fn short(&self) -> Option<&'static str> {
        let (Self::Text(text) | Self::Link { text, .. }) = self else { return None };
        (text.chars().count() <= 14).then(|| if text.contains(' ') { "words" } else { "word" })
    }

    /// All of it, as the tip of a column too narrow for it.
    pub fn whole(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Link { text, .. } if text.chars().count() > 14 => Some(text.clone()),
            Self::Two(first, second) => Some([first, " · ", second].concat()),
            _ => None,
        }
    }

    pub fn view(self) -> AnyView {
        match self {
            Self::Empty => view! { <span class="cell-empty" aria-hidden="true">"–"</span> }.into_any(),
            Self::Text(text) => text.into_any(),
            Self::Fixed(text) => view! { <span class="cell-fixed">{text}</span> }.into_any(),
            Self::Number(text) => view! { <span class="cell-number">{text}</span> }.into_any(),
            Self::Two(first, second) => view! {
                <span class="cell-two">
                    <span>{first}</span>
                    <span class="cell-second">{second}</span>
                </span>
            }
            .into_any(),
            Self::Badge(tone, label) => view! { <Badge tone=tone label=label /> }.into_any(),
            Self::Exact(text, exact) => view! { <span title=exact>{text}</span> }.into_any(),
            Self::Link { href, text } => view! { <a href=href>{text}</a> }.into_any(),
            Self::Yes(true) => {
                view! { <span class="cell-yes">{Icon::Check.view()}<span class="hidden-text">{t(words::YES)}</span></span> }
                    .into_any()
            }
            Self::Yes(false) => Self::Empty.view(),
            Self::Stars { tenths, shown } => view! { <Stars tenths=tenths shown=shown /> }.into_any(),
            Self::View(view) => view.run(),
        }
    }
}
