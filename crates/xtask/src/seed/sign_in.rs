//! Who can sign in to the seeded data, and with what: one password for everybody, because it is public anyway.

use super::{Data, SignIn, row::Row};
use crate::Result;
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, Version,
    password_hash::{Salt, SaltString},
};
use rusqlite::{Connection, OptionalExtension};

pub const PASSWORD: &str = "volante-demo-2026";

pub const OWNER: &str = "ana@vega.example";
pub const DISPATCHER: &str = "diego@vega.example";
pub const WORKSHOP: &str = "teresa@vega.example";
pub const ACCOUNTING: &str = "carmen@vega.example";
pub const DRIVER: &str = "luis@vega.example";
pub const VIEWER: &str = "victor@vega.example";
pub const SPANISH: &str = "marta@hotelmirasierra.example";
pub const POLISH: &str = "agnieszka@wislatravel.example";
pub const ITALIAN: &str = "giulia@lombardaeventi.example";
/// Serves two customers with one sign-in.
pub const AGENT: &str = "beatriz@viajesretiro.example";

const fn staff(who: &'static str, email: &'static str) -> SignIn {
    SignIn { app: "staff", who, email, password: PASSWORD }
}

const fn portal(who: &'static str, email: &'static str) -> SignIn {
    SignIn { app: "portal", who, email, password: PASSWORD }
}

const DEMO: &[SignIn] = &[
    staff("owner", OWNER),
    staff("dispatcher", DISPATCHER),
    staff("workshop", WORKSHOP),
    staff("accounting", ACCOUNTING),
    staff("driver", DRIVER),
    staff("viewer", VIEWER),
    portal("Spanish", SPANISH),
    portal("Polish", POLISH),
    portal("Italian", ITALIAN),
    portal("two customers", AGENT),
];

pub const LARGE: &[SignIn] = &[
    staff("owner", "owner@large.example"),
    staff("dispatcher", "dispatcher@large.example"),
    staff("driver", "driver1@large.example"),
    portal("customer", "contact1@large.example"),
];

pub fn sign_ins_of(data: Data) -> &'static [SignIn] {
    match data {
        Data::Demo => DEMO,
        Data::Large => LARGE,
        Data::Empty => &[],
    }
}

/// Hashed once and given to everybody: hashing is slow on purpose.
pub struct Password(String);

impl Password {
    /// Argon2id with the edge's parameters, as a PHC string. The salt is fixed so that the data repeats itself.
    pub fn hash() -> Result<Self> {
        let refused = |error: argon2::password_hash::Error| error.to_string();
        let argon2 = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?,
        );
        let salt = SaltString::encode_b64(b"Transportes Vega").map_err(refused)?;
        let hash = argon2.hash_password(PASSWORD.as_bytes(), Salt::from(&salt)).map_err(refused)?;
        Ok(Self(hash.to_string()))
    }

    pub fn give(&self, connection: &Connection, kind: &str, person: i64, at: i64) -> Result<()> {
        let row = Row::new("credentials").text("kind", kind).with("person", person);
        row.text("password_hash", &self.0).with("changed_at", at).insert(connection)
    }
}

/// Ids of portal users begin here, so that none is taken for a contact's.
const PORTAL_USERS: i64 = 500_000;

/// Who signs in to the portal with this address: made for its first contact, with the password once one of them is active.
pub fn portal_user(
    connection: &Connection,
    (contact, email, at): (i64, &str, i64),
    password: Option<&Password>,
) -> Result<i64> {
    let known = "SELECT id FROM portal_users WHERE email = ?";
    let known = connection.prepare_cached(known)?.query_row([email], |row| row.get(0)).optional()?;
    let id = known.unwrap_or(PORTAL_USERS + contact);
    if known.is_none() {
        let row = Row::new("portal_users").with("id", id).text("email", email).with("created_at", at);
        row.with("confirmed_at", password.map(|_| at)).insert(connection)?;
        if let Some(password) = password {
            password.give(connection, "portal", id, at)?;
        }
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{PasswordHash, PasswordVerifier};

    #[test]
    fn the_password_opens_and_is_one_the_product_would_take() -> Result<()> {
        let kept = Password::hash()?.0;
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let hash = PasswordHash::new(&kept).map_err(|error| error.to_string())?;
        assert!(Argon2::default().verify_password(PASSWORD.as_bytes(), &hash).is_ok());
        let mut check = domain::check::Check::default();
        domain::password::check(&mut check, "password", PASSWORD);
        assert!(check.into_errors().is_empty());
        Ok(())
    }
}
