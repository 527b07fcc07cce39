//! The question before anything that can't be taken back, which no first page asks: it stands in a part.

use leptos::prelude::*;

use crate::nav::{Screens, part};
use crate::ui::confirm;

/// No address anybody could go to: the name of that part's screen.
pub(crate) const PAGE: &str = "(question)";

/// Shows what is asked, as soon as the part is here.
pub(crate) fn over() -> AnyView {
    let asked = confirm::is_asked();
    (move || asked.get().then(|| view! { <Screens find=|_| part::lookup(PAGE) not_found=|| ().into_any() /> }))
        .into_any()
}
