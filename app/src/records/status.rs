//! What a state's colour says: one table for every state's code, since one word means one thing everywhere.

use crate::ui::tone::Tone;

pub(crate) fn tone(code: &str) -> Tone {
    match code {
        "active" | "available" | "valid" | "completed" | "paid" | "sent" | "connected" => Tone::Good,
        "processing" | "approved" | "issued" | "invited" | "sending" => Tone::Info,
        "new" | "soon" | "in_shop" | "on_leave" | "partly_paid" | "waiting" | "partly_sent" | "perhaps_sent" => {
            Tone::Warn
        }
        "overdue" | "expired" | "rejected" | "out_of_service" | "disabled" | "needs_sign_in" | "error" | "failed" => {
            Tone::Bad
        }
        _ => Tone::Neutral,
    }
}
