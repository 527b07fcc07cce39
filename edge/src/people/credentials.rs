//! Passwords as they are kept, and what ends when one changes.

use domain::check::FieldCode;
use domain::time::Instant;
use serde::Deserialize;

use crate::db::{Statement, Value};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::io::password;

/// Common passwords in lower case, each between two line breaks (`build.rs`).
const COMMON: &str = include_str!(concat!(env!("OUT_DIR"), "/common_passwords.txt"));

fn is_common(word: &str) -> bool {
    COMMON.contains(&format!("\n{word}\n"))
}

/// Whose password it is to be, as `domain::password` compares it.
#[derive(Deserialize)]
pub struct Owner {
    pub name: String,
    pub email: String,
    /// The company's, and those of the customers that a portal user serves.
    pub companies: Vec<String>,
    /// The hash of the one they have.
    pub stored: Option<String>,
}

impl Owner {
    /// One for whom `whose` (SQL over `p`, one `?`) holds.
    pub(super) fn statement(kind: Kind, whose: &str, value: impl Into<Value>) -> Statement {
        let (people, person, companies) = match kind {
            Kind::Staff => ("staff p", "p.id", "json_array(c.name)"),
            Kind::Portal => {
                let names = "(SELECT json_group_array(company) FROM (SELECT c.name AS company UNION ALL SELECT u.company \
                     FROM contacts o JOIN customers u ON u.id = o.customer WHERE o.portal_user = p.portal_user))";
                ("contacts p", "p.portal_user", names)
            }
        };
        Statement::new(format!(
            "SELECT json_object('name', p.name, 'email', p.email, 'companies', {companies}, 'stored', (SELECT password_hash \
             FROM credentials WHERE kind = '{}' AND person = {person})) FROM {people} JOIN company c ON c.id = 1 WHERE {whose}",
            kind.code()
        ))
        .bind(value)
    }

    /// Refuses, at `password`, what somebody else would try first, and the one they have.
    ///
    /// # Errors
    /// 422 with the reason.
    pub fn check(&self, password: &str) -> Result<(), Refusal> {
        let companies: Vec<&str> = self.companies.iter().map(String::as_str).collect();
        let owner = domain::password::Owner { name: &self.name, email: &self.email, companies: &companies };
        let refused = domain::password::refusal(password, &owner, is_common);
        let as_before = || {
            let stored = self.stored.as_deref();
            stored.is_some_and(|stored| password::verify(password, Some(stored))).then_some(FieldCode::PasswordAsBefore)
        };
        match refused.or_else(as_before) {
            Some(code) => Err(Refusal::field("password", code)),
            None => Ok(()),
        }
    }
}

/// # Errors
/// 500 when hashing fails.
pub fn hash(password: &str) -> Result<String, Refusal> {
    password::hash(password).ok_or_else(|| Refusal::internal("no password hash"))
}

/// In place of the one before.
pub fn keep(kind: Kind, person: i64, hash: &str, now: Instant) -> Statement {
    Statement::new(
        "INSERT INTO credentials (kind, person, password_hash, changed_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at",
    )
    .bind(kind.code())
    .bind(person)
    .bind(hash)
    .bind(now)
}

/// All but the session that stays; 0 for none.
pub(super) fn end_sessions(kind: Kind, person: i64, but: i64) -> Statement {
    Statement::new("DELETE FROM sessions WHERE kind = ? AND person = ? AND id <> ?")
        .bind(kind.code())
        .bind(person)
        .bind(but)
}

/// Those by which a password can be set anew. A portal user's invitations to further customers stay: they set none.
pub(super) fn end_links(kind: Kind, person: i64) -> Statement {
    let which = if kind == Kind::Portal { " AND purpose = 'reset'" } else { "" };
    Statement::new(format!("DELETE FROM links WHERE kind = ? AND person = ?{which}")).bind(kind.code()).bind(person)
}

/// Counts a try at a signed-in person's own password.
///
/// # Errors
/// 429 after too many.
pub(super) async fn try_once(call: &Call, kind: Kind, person: i64) -> Result<Limit, Refusal> {
    let limit = Limit::new(Act::OwnPassword, &Actor { kind: kind.code(), id: person, name: String::new() });
    limit.take(call).await?;
    Ok(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_nobodys_password() {
        assert!(COMMON.lines().count() > 10_000);
        let owner = domain::password::Owner { name: "Olga Vega", email: "olga@vega.example", companies: &["Vega"] };
        let refused = |password| domain::password::refusal(password, &owner, is_common);
        for password in [
            "iloveyou123",
            "basketball",
            "realmadrid",
            "barcelona1",
            "football123",
            "1234567891",
            "123456789012",
            "qwerty1234",
            "q1w2e3r4t5",
            "asdfghjkl1",
            "contraseña123",
            "hola123456",
            "changeme123",
            "Welcome2026!",
            "P@ssw0rd2026",
            "password-password",
            "volante2026",
            "administrator",
            "haslo12345",
            "1qaz2wsx3edc",
        ] {
            assert_eq!(refused(password), Some(FieldCode::WeakPassword), "{password}");
        }
        for password in
            ["cuatro ruedas y un volante", "cV7-rtq!mZ2k", "ocho ejes y un remolque", "tres camiones azules salen"]
        {
            assert_eq!(refused(password), None, "{password}");
        }
    }
}
