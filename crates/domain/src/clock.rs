//! The clock's jobs, as its page shows them.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

crate::choice! {
    /// What the clock does.
    pub enum JobName {
        WarnExpiringDocuments = "warn_expiring_documents": "Avisar de documentos por caducar", "Warn of expiring documents", "Avvisare dei documenti in scadenza", "Ostrzeganie o wygasających dokumentach";
        WarnOverdueInvoices = "warn_overdue_invoices": "Avisar de facturas vencidas", "Warn of overdue invoices", "Avvisare delle fatture scadute", "Ostrzeganie o fakturach po terminie";
        WarnExpiringSecrets = "warn_expiring_secrets": "Avisar de secretos de correo por caducar", "Warn of expiring mail secrets", "Avvisare dei segreti di posta in scadenza", "Ostrzeganie o wygasających sekretach poczty";
        AnswerResets = "answer_reset_requests": "Atender contraseñas olvidadas", "Answer forgotten passwords", "Rispondere alle password dimenticate", "Obsługa zapomnianych haseł";
        WriteMails = "write_mails": "Escribir los correos de los avisos", "Write notice mails", "Scrivere le e-mail degli avvisi", "Pisanie e-maili z powiadomieniami";
        SendMails = "send_mails": "Enviar el correo pendiente", "Send waiting mail", "Inviare la posta in attesa", "Wysyłanie oczekującej poczty";
        RefreshTokens = "refresh_tokens": "Renovar los accesos al correo", "Renew access to mail", "Rinnovare gli accessi alla posta", "Odnawianie dostępu do poczty";
        ResealSecrets = "reseal_secrets": "Cifrar los secretos con la clave nueva", "Encrypt secrets with the new key", "Cifrare i segreti con la nuova chiave", "Szyfrowanie sekretów nowym kluczem";
        CleanUp = "clean_up_what_expired": "Borrar lo caducado", "Clean up what expired", "Eliminare ciò che è scaduto", "Usuwanie tego, co wygasło";
    }
}

crate::states! {
    /// How a run ended.
    pub enum RunOutcome {
        Done = "done" Completed: "Hecho", "Done", "Fatto", "Wykonano";
        More = "more" Approved: "Queda trabajo", "More is left", "Resta altro lavoro", "Pozostało więcej do zrobienia";
        Failed = "failed" Rejected: "Fallo", "Failed", "Non riuscito", "Niepowodzenie";
    }
}

/// One run of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobRun {
    /// When it took its lease.
    pub started_at: Instant,
    /// Milliseconds.
    pub took: i64,
    /// Whether all of it was done, more is left for the next run, or it failed.
    pub outcome: RunOutcome,
    /// How many of what the job is about.
    pub done: i64,
    /// What failed, in the server's words.
    pub error_message: String,
    /// Whether somebody asked for it (`RunJob`) rather than the clock.
    pub by_hand: bool,
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobView {
    /// What it does; its code is what `RunJob` is called with.
    pub name: JobName,
    /// Milliseconds from one run to the next.
    pub every: i64,
    /// When the clock wakes it next; empty before the clock has ever run.
    pub next_run_at: Option<Instant>,
    /// When its last run began; empty while it has never run.
    pub last_run_at: Option<Instant>,
    /// How that run ended; empty while it has never ended.
    pub last_outcome: Option<RunOutcome>,
    /// Whether a run holds its lease now.
    pub running: bool,
    /// The last ones worth telling, newest first.
    pub runs: Vec<JobRun>,
}
