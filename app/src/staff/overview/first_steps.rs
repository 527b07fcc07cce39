//! What a company does first, while not all of it is done.

use domain::overview::FirstStep;
use domain::record::RecordKind;
use leptos::prelude::*;

use crate::device::DEVICE;
use crate::nav;
use crate::text::{amount, fill, overview as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;

/// Set once somebody wants to see no more of it on this device.
const HIDDEN: &str = "volante.first-steps";

fn href(step: FirstStep) -> String {
    let new = |kind: RecordKind| [nav::list(kind).as_str(), "/new"].concat();
    match step {
        FirstStep::Company => "/admin/settings/company".to_owned(),
        FirstStep::Vehicle => new(RecordKind::Vehicle),
        FirstStep::Driver => new(RecordKind::Driver),
        FirstStep::Customer => new(RecordKind::Customer),
        FirstStep::MailAccount => new(RecordKind::MailAccount),
        FirstStep::Booking => new(RecordKind::Booking),
    }
}

/// `done` of all there are; the first that isn't is what comes next.
pub(super) fn view(done: &[FirstStep]) -> Option<AnyView> {
    if DEVICE.kept(HIDDEN).is_some() {
        return None;
    }
    let shown = RwSignal::new(true);
    let hide = move |()| {
        DEVICE.keep(HIDDEN, "1");
        shown.set(false);
    };
    let [count, all] = [done.len(), FirstStep::ALL.len()].map(|number| amount::number(number as i64));
    let progress = fill(words::STEPS_DONE, &[("done", &count), ("all", &all)]);
    let next = FirstStep::ALL.iter().find(|step| !done.contains(step)).copied();
    let steps = FirstStep::ALL.iter().map(|step| {
        let is_done = done.contains(step);
        let label = t(step.label());
        let text = if is_done {
            view! { <span class="muted">{label}<span class="hidden-text">" ("{t(words::STEP_DONE)}")"</span></span> }.into_any()
        } else {
            view! { <a href=href(*step)>{label}</a> }.into_any()
        };
        let current = (next == Some(*step)).then_some("step");
        view! { <li data-done=is_done.then_some("true") aria-current=current>{is_done.then(|| Icon::Check.view())}{text}</li> }
    });
    let steps = steps.collect_view();
    let actions = ViewFn::from(move || {
        let progress = progress.clone();
        view! {
            <span class="muted">{progress}</span>
            <Button label=t(words::HIDE_STEPS) kind=ButtonKind::Plain on_press=hide />
        }
        .into_any()
    });
    let card = view! { <Card title=t(words::FIRST_STEPS) actions=actions><ol class="first-steps">{steps}</ol></Card> };
    Some(view! { <div class="first-steps-card" hidden=move || !shown.get()>{card}</div> }.into_any())
}
