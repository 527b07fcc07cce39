//! Mail as it is before anybody has signed in: an app, two servers, and accounts there that wait for a person.

use crate::{
    Result,
    seed::{
        journal::{Journal, Who},
        row::{Row, Stamp},
    },
};
use domain::{
    id::{MailAppId, MailServerId, StaffId},
    mail::{
        account::{AccountKind, MailAccountDraft},
        app::MailAppDraft,
        preset::Preset,
        server::MailServerDraft,
    },
    record::RecordKind,
    time::Date,
};
use rusqlite::Connection;

const APP: i64 = 90_001;
const MICROSOFT: i64 = 90_101;
const OWN: i64 = 90_102;
const ACCOUNTS: i64 = 90_201;

/// What the office set up at `at`; one account is its own.
pub fn write(
    connection: &Connection,
    journal: &mut Journal,
    by: &Who,
    at: i64,
    secret_expires_on: Option<Date>,
) -> Result<()> {
    let app = MailAppDraft {
        name: "Volante en Microsoft 365".into(),
        tenant: "vega.example".into(),
        client_id: "5b0e6f4a-0000-4000-8000-00000000beef".into(),
        secret_expires_on,
        ..MailAppDraft::default()
    };
    Row::record("mail_apps", APP, Stamp::new(at), &app)?.insert(connection)?;
    noted(journal, (RecordKind::MailApp, APP), by, at, &app)?;
    journal.find_by("mail-apps", APP, &[&app.name, &app.description]);

    let microsoft = MailServerDraft { app: Some(MailAppId(APP)), ..at_preset("Microsoft 365", "microsoft365") };
    for (id, server) in [(MICROSOFT, microsoft), (OWN, at_preset("Buzones de vega.example", "ovh"))] {
        Row::record("mail_servers", id, Stamp::new(at), &server)?.insert(connection)?;
        noted(journal, (RecordKind::MailServer, id), by, at, &server)?;
        journal.find_by("mail-servers", id, &[&server.name, &server.outgoing_host]);
    }

    let account = |name: &str, address: &str, server: i64| MailAccountDraft {
        name: name.into(),
        address: address.into(),
        server: Some(MailServerId(server)),
        ..MailAccountDraft::default()
    };
    let own = MailAccountDraft {
        kind: AccountKind::Personal,
        owner: Some(StaffId(by.id)),
        ..account("Dirección", "direccion@vega.example", MICROSOFT)
    };
    let all = [
        account("Reservas", "reservas@vega.example", MICROSOFT),
        account("Facturación", "facturas@vega.example", OWN),
        own,
    ];
    for (id, account) in (ACCOUNTS..).zip(&all) {
        Row::record("mail_accounts", id, Stamp::new(at), account)?.insert(connection)?;
        noted(journal, (RecordKind::MailAccount, id), by, at, account)?;
        journal.find_by("mail-accounts", id, &[&account.name, &account.address]);
    }
    Ok(())
}

fn noted(
    journal: &mut Journal,
    (kind, id): (RecordKind, i64),
    by: &Who,
    at: i64,
    draft: &impl serde::Serialize,
) -> Result<()> {
    journal.created(kind.collection(), id, at, by, draft)
}

/// As the form is filled in by choosing a provider.
fn at_preset(name: &str, code: &str) -> MailServerDraft {
    let mut server = MailServerDraft { name: name.into(), preset: code.into(), ..MailServerDraft::default() };
    if let Some(preset) = Preset::find(code) {
        server.outgoing_engine = preset.engine();
        server.outgoing_host = preset.smtp.host.into();
        server.outgoing_port = Some(preset.smtp.port.into());
        server.outgoing_encryption = preset.smtp.encryption;
    }
    server
}
