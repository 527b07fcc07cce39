//! The apps' pages: a navigation that is no file gets the page of the app it belongs to.
//!
//! Files are served before the Worker is asked, so only deep links such as `/admin/bookings` and paths that do not
//! exist arrive here. Pages come through the `ASSETS` binding and bring the headers of `public/_headers` along.
//! Invariant: a path that names a file is never answered with a page, or a stale link would be cached as HTML.

use worker::{Env, Headers, Request, RequestInit, Response, Result};

/// The page of the app that `path` belongs to; none for a path that names a file.
#[must_use]
pub fn page_of(path: &str) -> Option<&'static str> {
    let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if names_a_file || path.starts_with("/assets/") {
        None
    } else if path == "/admin" || path.starts_with("/admin/") {
        Some("/admin/")
    } else {
        Some("/")
    }
}

/// Answers a navigation with the page that [`page_of`] named.
///
/// # Errors
/// When the files can't be asked.
pub async fn serve(request: &Request, page: &str, env: &Env) -> Result<Response> {
    let headers = Headers::new();
    if let Some(tag) = request.headers().get("if-none-match")? {
        headers.set("if-none-match", &tag)?;
    }
    let mut init = RequestInit::new();
    init.with_method(request.method()).with_headers(headers);
    // The binding wants an address and looks only at its path.
    env.assets("ASSETS")?.fetch(format!("https://assets{page}"), Some(init)).await
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn a_deep_link_gets_its_apps_page_and_a_file_gets_none() {
        assert_eq!(page_of("/admin/bookings/12"), Some("/admin/"));
        assert_eq!(page_of("/admin"), Some("/admin/"));
        assert_eq!(page_of("/administration"), Some("/"));
        assert_eq!(page_of("/bookings"), Some("/"));
        assert_eq!(page_of("/assets/gone-1234.js"), None);
        assert_eq!(page_of("/favicon.ico"), None);
    }
}
