//! A record's history: who did what to it and when, and which fields that changed.
//!
//! Invariant: an act that nobody has words for doesn't compile.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

crate::choice! {
    /// What was done. The label follows the person's name.
    pub enum HistoryAct {
        Created = "created": "creó este registro", "created it", "ha creato", "– utworzenie";
        Updated = "updated": "hizo cambios", "made changes", "ha apportato modifiche", "– zmiana";
        Archived = "archived": "archivó este registro", "archived it", "ha archiviato", "– archiwizacja";
        Restored = "restored": "restauró este registro", "restored it", "ha ripristinato", "– przywrócenie";
        Deleted = "deleted": "eliminó este registro", "deleted it", "ha eliminato", "– usunięcie";
        Approved = "approved": "aprobó la reserva", "approved the booking", "ha approvato la prenotazione", "– zatwierdzenie rezerwacji";
        Rejected = "rejected": "rechazó la reserva", "rejected the booking", "ha rifiutato la prenotazione", "– odrzucenie rezerwacji";
        Cancelled = "cancelled": "canceló", "cancelled", "ha annullato", "– anulowanie";
        Started = "started": "inició el viaje", "started the trip", "ha iniziato il viaggio", "– rozpoczęcie przejazdu";
        Finished = "finished": "completó", "completed", "ha completato", "– zakończenie";
        Completed = "completed": "completó", "completed", "ha completato", "– zakończenie";
        Issued = "issued": "emitió la factura", "issued the invoice", "ha emesso la fattura", "– wystawienie faktury";
        PaymentRecorded = "payment_recorded": "registró un cobro", "recorded a payment", "ha registrato un incasso", "– zapisanie wpłaty";
        PaymentReversed = "payment_reversed": "anuló un cobro", "reversed a payment", "ha stornato un incasso", "– wycofanie wpłaty";
        Invited = "invited": "envió una invitación", "sent an invitation", "ha inviato un invito", "– wysłanie zaproszenia";
        SecretSet = "secret_set": "guardó un secreto", "set a secret", "ha salvato un segreto", "– zapisanie sekretu";
        NextSecretTaken = "next_secret_taken": "empezó a usar el secreto siguiente", "started using the next secret", "ha iniziato a usare il segreto successivo", "– użycie następnego sekretu";
        PasswordSet = "password_set": "guardó una contraseña", "set a password", "ha salvato una password", "– zapisanie hasła";
        Authorised = "authorised": "autorizó la cuenta", "authorised the account", "ha autorizzato l'account", "– autoryzacja konta";
        Confirmed = "confirmed": "confirmó quién la autorizó", "confirmed who authorised it", "ha confermato chi l'ha autorizzato", "– potwierdzenie autoryzującego";
        ServerMoved = "server_moved": "cambió el servidor de la cuenta, que hay que volver a autorizar", "changed the account's server, so it has to sign in again", "ha modificato il server dell'account, che va autorizzato di nuovo", "– zmiana serwera konta, które wymaga ponownej autoryzacji";
        Consented = "consented": "dio permiso para la organización", "consented for the organisation", "ha dato il consenso per l'organizzazione", "– zgoda organizacji";
        Resent = "resent": "pidió enviarlo otra vez", "asked to send it again", "ha chiesto un nuovo invio", "– prośba o ponowne wysłanie";
        Arrived = "arrived": "confirmó que llegó", "confirmed that it arrived", "ha confermato che è arrivata", "– potwierdzenie dostarczenia";
        LinkEnded = "link_ended": "no lo envió: su enlace ya no valía", "did not send it: its link had ended", "non l'ha inviato: il link non era più valido", "– nie wysłano: link wygasł";
        Rated = "rated": "valoró el viaje", "rated the trip", "ha valutato il viaggio", "– ocena przejazdu";
        Assigned = "assigned": "asignó vehículo y conductor", "assigned a vehicle and a driver", "ha assegnato veicolo e autista", "– przydzielenie pojazdu i kierowcy";
        Reassigned = "reassigned": "cambió la asignación", "changed the assignment", "ha modificato l'assegnazione", "– zmiana przydziału";
        TripMoved = "trip_moved": "movió el viaje con la reserva", "moved the trip with the booking", "ha spostato il viaggio con la prenotazione", "– przesunięcie przejazdu razem z rezerwacją";
        TripWithdrawn = "trip_withdrawn": "retiró la asignación", "withdrew the assignment", "ha rimosso l'assegnazione", "– wycofanie przydziału";
        TripsKept = "trips_kept": "dejó los viajes como estaban", "left the trips as they were", "ha lasciato i viaggi com'erano", "– pozostawienie przejazdów bez zmian";
        TripAccepted = "trip_accepted": "aceptó el viaje", "accepted the trip", "ha accettato il viaggio", "– przyjęcie przejazdu";
        TripDeclined = "trip_declined": "rechazó el viaje", "declined the trip", "ha rifiutato il viaggio", "– odrzucenie przejazdu";
        ChangeRequested = "change_requested": "pidió un cambio", "asked for a change", "ha chiesto una modifica", "– prośba o zmianę";
        CancellationRequested = "cancellation_requested": "pidió cancelar la reserva", "asked to cancel the booking", "ha chiesto di annullare la prenotazione", "– prośba o anulowanie rezerwacji";
        RequestWithdrawn = "request_withdrawn": "retiró la petición", "withdrew the request", "ha ritirato la richiesta", "– wycofanie prośby";
        RequestAccepted = "request_accepted": "aceptó la petición", "accepted the request", "ha accettato la richiesta", "– przyjęcie prośby";
        RequestDeclined = "request_declined": "rechazó la petición", "declined the request", "ha rifiutato la richiesta", "– odrzucenie prośby";
        InvitationAccepted = "invitation_accepted": "aceptó la invitación", "accepted the invitation", "ha accettato l'invito", "– przyjęcie zaproszenia";
        AccessDisabled = "access_disabled": "retiró el acceso", "revoked the access", "ha revocato l'accesso", "– odebranie dostępu";
    }
}

/// One save in a record's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryEntry {
    /// When it was saved.
    pub at: Instant,
    /// The person's name at that time; empty for the system.
    pub who: String,
    /// What was done; words for it are its label.
    pub act: HistoryAct,
    /// The fields that differ, in the order of their names; empty for an act that changes no field.
    pub changes: Vec<Change>,
}

/// One field's change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The field's name in the draft.
    pub field: String,
    /// Its value before; `null` when there was none.
    pub before: serde_json::Value,
    /// Its value since; `null` when there is none any more.
    pub after: serde_json::Value,
}

/// The fields in which two drafts differ, both given as JSON objects.
#[must_use]
pub fn changes(before: &serde_json::Value, after: &serde_json::Value) -> Vec<Change> {
    use serde_json::Value;
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return Vec::new() };
    let null = Value::Null;
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect();
    fields.sort();
    fields.dedup();
    fields
        .into_iter()
        .filter_map(|field| {
            let (old, new) = (before.get(field).unwrap_or(&null), after.get(field).unwrap_or(&null));
            (old != new).then(|| Change { field: field.clone(), before: old.clone(), after: new.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_history_names_only_the_fields_that_changed() {
        let found = changes(&json!({"a": 1, "b": "x", "c": null}), &json!({"a": 1, "b": "y", "c": null, "d": true}));
        let fields: Vec<_> = found.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(fields, ["b", "d"]);
    }
}
