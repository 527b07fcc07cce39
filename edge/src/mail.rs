//! Mail going out: app registrations, accounts with their tokens, and the outbox.
//!
//! Other areas enter by [`outbox::put`], in the batch of what the mail tells of, with [`links::seal`] for a mail that carries a
//! single-use link; the clock enters by [`posting::send_waiting`],
//! [`drafts::throw_away_left`], [`resealing::reseal`] and [`upkeep::refresh_idle`].
//!
//! Invariant: nothing is sent but what stands in the outbox, under the one Message-ID that its row was made with.

pub mod accounts;
pub mod apps;
pub mod callback;
mod consent;
mod desk;
pub mod drafts;
mod grants;
pub mod links;
pub mod outbox;
pub mod posting;
pub mod resealing;
mod sending;
mod smtp;
pub mod templates;
mod trying;
pub mod upkeep;
mod verdict;
mod writing;

use domain::route::Endpoint;

use crate::http::answer::Answer;
use crate::http::request::Call;

/// # Errors
/// As the handlers say.
pub async fn answer(call: &Call) -> Answer {
    match call.route.endpoint {
        Endpoint::SetAppSecret => apps::set_secret(call).await,
        Endpoint::TestApp => trying::test_app(call).await,
        Endpoint::ConsentForApp => consent::for_app(call).await,
        Endpoint::SetAccountPassword => accounts::set_password(call).await,
        Endpoint::AuthoriseAccount => consent::for_account(call).await,
        Endpoint::ConfirmAccount => accounts::confirm(call).await,
        Endpoint::ValidateAccount => trying::validate(call).await,
        Endpoint::SendTestMail => trying::send_test(call).await,
        Endpoint::GetWritingDesk => writing::desk(call).await,
        Endpoint::ListMailsAbout => writing::mails(call).await,
        Endpoint::ComposeMail => outbox::compose(call).await,
        Endpoint::ResendMail => outbox::resend(call).await,
        Endpoint::MailArrived => outbox::arrived(call).await,
        _ => outbox::cancel(call).await,
    }
}
