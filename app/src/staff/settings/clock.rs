//! The clock's page: each job with its next turn, what it did last, and a button that runs it now.

use domain::clock::{JobRun, JobView};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::net::call;
use crate::net::fetch::{Resource, resource};
use crate::text::{amount, date, fill, notices as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Size};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::toast;
use crate::ui::tone::Tone;

type Jobs = Resource<Vec<JobView>>;

/// `/admin/settings/clock`
pub(super) fn clock_page() -> AnyView {
    let jobs: Jobs = resource(|| Some(call(Endpoint::GetClock).fresh()));
    view! {
        <p class="muted">{t(words::CLOCK_HELP)}</p>
        {jobs.view(move |all| all.into_iter().map(|job| card(job, jobs)).collect_view().into_any())}
    }
    .into_any()
}

fn card(job: JobView, jobs: Jobs) -> AnyView {
    let busy = RwSignal::new(false);
    let name = job.name;
    let run = move |()| {
        busy.set(true);
        spawn_local(async move {
            match call(Endpoint::RunJob).at(name.code()).send::<JobView>().await {
                Ok(_) => toast::good(t(words::JOB_RAN)),
                Err(problem) => toast::bad(problem.title),
            }
            busy.try_set(false);
            jobs.reload();
        });
    };
    let next = match job.next_run_at {
        Some(at) if at > date::now() => date::relative(at),
        _ => t(words::WHEN_NEXT_MINUTE).to_owned(),
    };
    let last = job.last_run_at.map_or_else(|| t(words::NEVER).to_owned(), date::relative);
    let outcome = job.last_outcome.map(|outcome| view! { <Badge label=t(outcome.label()) tone=outcome.tone() /> });
    let refused = job.running.then(|| t(words::JOB_RUNS).to_owned());
    let runs = (!job.runs.is_empty()).then(|| {
        let lines = job.runs.into_iter().map(line).collect_view();
        view! { <details><summary>{t(words::RUNS)}</summary><ul class="sessions">{lines}</ul></details> }
    });
    view! {
        <Card title=t(name.label())>
            <dl class="facts">
                <div class="fact"><dt>{t(words::LAST_RUN)}</dt><dd>{last} " " {outcome}</dd></div>
                <div class="fact"><dt>{t(words::NEXT_RUN)}</dt><dd>{next}</dd></div>
            </dl>
            <div class="actions">
                <Button label=t(words::RUN_NOW) icon=Icon::Play size=Size::Small busy=busy disabled_reason=Signal::stored(refused) on_press=run />
            </div>
            {runs}
        </Card>
    }
    .into_any()
}

fn line(run: JobRun) -> AnyView {
    let did = fill(
        words::RUN_DID,
        &[("outcome", t(run.outcome.label())), ("count", &amount::number(run.done)), ("ms", &amount::number(run.took))],
    );
    let by_hand = run.by_hand.then(|| view! { <Badge label=t(words::RUN_BY_HAND) tone=Tone::Neutral /> });
    view! {
        <li class="session">
            <span class="cell-two"><span>{did}</span><span class="cell-second">{run.error_message}</span></span>
            <span title=date::instant(run.started_at)>{date::relative(run.started_at)} " " {by_hand}</span>
        </li>
    }
    .into_any()
}
