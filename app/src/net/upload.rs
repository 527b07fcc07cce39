//! Sending a file with its progress, which `fetch` doesn't tell: the one place that uses `XMLHttpRequest`.
//!
//! Invariant: nothing of the portal's comes here, so none of it is in the file that customers download.

use std::cell::Cell;
use std::rc::Rc;

use domain::problem::{Problem, ProblemKind};
use leptos::prelude::Callable;
use leptos::prelude::Callback;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::{Call, method, problem_of, state, unreachable, wait};
use crate::text;

/// Sends the file as the call's body; `progress` is told per cent. A session that ended meanwhile is waited for.
pub(crate) async fn send(call: &Call, file: &File, progress: Callback<u8>) -> Result<String, Problem> {
    loop {
        match once(call, file, progress).await {
            Err(problem) if problem.known() == Some(ProblemKind::SignInNeeded) => {
                state::end_session();
                wait::signed_in().await;
            }
            outcome => return outcome,
        }
    }
}

async fn once(call: &Call, file: &File, progress: Callback<u8>) -> Result<String, Problem> {
    let Ok(request) = XmlHttpRequest::new() else { return Err(unreachable()) };
    let watch = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress.run(percent(event.loaded(), event.total()));
    });
    // It lives until the request has ended; nobody is told after that.
    let ended = Rc::new(Cell::new(None));
    let end = Rc::clone(&ended);
    let over = js_sys::Promise::new(&mut |resolve, _| {
        let done = Closure::once(move || {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        });
        request.set_onloadend(Some(done.as_ref().unchecked_ref()));
        end.set(Some(done));
    });
    let started = request
        .upload()
        .map(|upload| upload.set_onprogress(Some(watch.as_ref().unchecked_ref())))
        .and_then(|()| request.open_with_async(method(call.method).as_ref(), &call.address(), true))
        .and_then(|()| request.set_request_header("Accept", "application/json"))
        .and_then(|()| request.set_request_header("Accept-Language", text::language().code()))
        .and_then(|()| request.send_with_opt_blob(Some(file)));
    if started.is_err() || JsFuture::from(over).await.is_err() {
        return Err(unreachable());
    }
    drop(ended);
    let status = match request.status() {
        Ok(status) if status > 0 => status,
        _ => return Err(unreachable()),
    };
    state::set_unreachable(false);
    let answer = request.response_text().ok().flatten().unwrap_or_default();
    if (200..300).contains(&status) { Ok(answer) } else { Err(problem_of(status, &answer)) }
}

/// The last per cent is the answer's.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(loaded: f64, total: f64) -> u8 {
    if total > 0.0 { (loaded * 99.0 / total) as u8 } else { 0 }
}
