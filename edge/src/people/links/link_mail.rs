//! The message that a link goes by, and what it is written on.

use domain::mail::outbox::{OutboxKind, Recipient};
use domain::notice::{self, Notice};
use domain::session::Unmailed;
use domain::time::Instant;
use worker::Env;

use super::{NewLink, Person};
use crate::db::{Db, DbError, Rows, Statement};
use crate::io::intl;
use crate::io::seal::SealError;
use crate::io::zone::Zone;
use crate::mail::accounts;
use crate::mail::links::seal;
use crate::mail::outbox::{NewMail, put_as};
use crate::settings::mail_layout::{self, Company, MASK, Way};
use crate::settings::notices::Words;

pub(super) struct LinkMail {
    pub company: Company,
    words: Words,
    /// Why no message can go out now.
    pub unmailed: Option<Unmailed>,
}

impl LinkMail {
    pub fn statements() -> [Statement; 3] {
        [Company::statement(), Words::select(&[Notice::Invitation, Notice::NewPassword]), accounts::default_is_ready()]
    }

    /// What [`Self::statements`] found, from this place in the batch.
    ///
    /// # Errors
    /// When there is no company, which nobody who asks can be before.
    pub fn read(rows: &Rows, place: usize) -> Result<Self, DbError> {
        let company: Company = rows.json(place)?.ok_or_else(|| DbError::Broken("there is no company".to_owned()))?;
        let unmailed = match rows.text(place + 2).as_deref() {
            None => Some(Unmailed::NoAccount),
            Some("yes") if company.site.is_empty() => Some(Unmailed::SiteUnknown),
            Some("yes") => None,
            Some(_) => Some(Unmailed::AccountNotReady),
        };
        Ok(Self { company, words: Words::read(rows, place + 1)?, unmailed })
    }

    /// Puts the message with the link into the outbox as `mail`, if the link was made.
    ///
    /// # Errors
    /// 500 when the Worker has no sealing key.
    pub async fn mail(
        &self,
        (db, env, now): (&Db, &Env, Instant),
        person: &Person,
        link: &NewLink,
        mail: i64,
        by: Option<i64>,
    ) -> Result<Statement, SealError> {
        let (kind, language) = (link.purpose.notice(), person.language);
        let address = [self.company.site.as_str(), &link.path(MASK)].concat();
        let message = notice::mail_text(
            &self.words.wording(kind, language),
            &[
                ("company", self.company.name.as_str()),
                ("person", person.name.as_str()),
                ("link", address.as_str()),
                ("until", intl::instant(link.ends_at, Zone::or_utc(&self.company.zone), language).as_str()),
            ],
        );
        let head = self.company.head(language, Some(Way::to_link(address, kind)));
        let message = mail_layout::addressed(&message, &head, Recipient::new(&person.name, &person.email));
        Ok(put_as(
            mail,
            &NewMail {
                kind: OutboxKind::Notice,
                notice: None,
                account: None,
                message: &message,
                link: Some(&seal(db, env, mail, &link.token, link.ends_at).await?),
                about: Some(person.shown_on()),
                by,
                now,
            },
        ))
    }
}
