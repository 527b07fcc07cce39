//! Passwords: Argon2id in PHC strings, so that the cost can rise without touching what is stored.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{log, random};

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
const COST: Params = match Params::new(19 * 1024, 2, 1, None) {
    Ok(cost) => cost,
    Err(_) => panic!("Argon2 has no such cost"),
};

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, COST)
}

/// A hash of nobody's password, of the same cost as everybody's: checked when the address is unknown, so that the time taken
/// doesn't tell.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbA$fRz5/GUWuqEyIHQl54YECHzX3FtDU/1hHDh6lfCWHRY";

/// `None` only when hashing itself is impossible, which is logged.
#[must_use]
pub fn hash(password: &str) -> Option<String> {
    let salt = SaltString::encode_b64(&random::bytes::<16>());
    let hashed = salt.and_then(|salt| hasher().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string()));
    hashed.inspect_err(|error| log::error("-", &format!("password hash: {error}"))).ok()
}

/// Whether it is the password; without a stored hash it takes as long and is not.
#[must_use]
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    let matches = |phc: &str| {
        PasswordHash::new(phc).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
    };
    match stored {
        Some(phc) => matches(phc),
        None => {
            core::hint::black_box(matches(NOBODYS));
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_hash_knows_its_password() {
        let salt = SaltString::encode_b64(b"a salt of sixteen").ok();
        let hash = salt.and_then(|salt| hasher().hash_password(b"cuatro ruedas", &salt).map(|h| h.to_string()).ok());
        assert!(verify("cuatro ruedas", hash.as_deref()));
        assert!(!verify("cinco ruedas", hash.as_deref()));
        assert!(!verify("cuatro ruedas", None));
    }

    #[test]
    fn nobodys_hash_costs_what_everybodys_does() {
        let hash = PasswordHash::new(NOBODYS).ok();
        let params = hash.as_ref().and_then(|hash| Params::try_from(hash).ok());
        assert_eq!(params.map(|p| (p.m_cost(), p.t_cost(), p.p_cost())), Some((19 * 1024, 2, 1)));
    }
}
