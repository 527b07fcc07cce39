//! settings

/// # Errors
/// Until its handlers are here.
pub async fn answer(_call: &crate::http::request::Call) -> crate::http::answer::Answer {
    Err(domain::problem::ProblemKind::NotFound.into())
}
