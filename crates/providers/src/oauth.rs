//! Getting and keeping permission: authorise, consent, exchange, refresh, client credentials.
//!
//! `oauth2` writes the requests and reads the answers; what is ours are the providers' peculiarities: where they listen, what
//! their errors mean, which scopes belong together, and who consented. The functions take any async closure as HTTP client.
//! Verifier, state and "now" are arguments; the verifier has to be kept beside the state until the code comes back.
//!
//! Invariant: a grant that lacks a permission it was asked for is refused here, and never becomes a connection.

mod app;
mod authorise;
mod callback;
mod identity;
mod scopes;
mod token;

pub(crate) use app::SEGMENT;
pub use app::{App, Endpoints, Kind};
pub use authorise::{ConsentRequest, Prompt, admin_consent_url, authorise_url};
pub use callback::{AdminConsent, Callback};
pub use identity::{Match, Who, me, read_me};
pub use scopes::{Grant, lets_large_files};
pub use token::{CredentialTest, Granted, client_credentials, exchange, refresh, test_credentials};
