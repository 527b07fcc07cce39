//! What Volante says in a mail, in four languages. A company may put its own words in their place.

use super::Notice;
use crate::text::Text;

crate::text::texts! {
    REQUESTED: "Nueva reserva {what}: {subject}", "New booking {what}: {subject}", "Nuova prenotazione {what}: {subject}", "Nowa rezerwacja {what}: {subject}";
    REQUESTED_BODY:
        "Hola, {person}:\n\n{customer} pide la reserva {what}.\n\n{subject}\nRecogida: {when}, {from}\nDestino: {to}\n\nAbra la reserva para aprobarla con su importe o rechazarla.",
        "Hello {person},\n\n{customer} requests booking {what}.\n\n{subject}\nPick-up: {when}, {from}\nDestination: {to}\n\nOpen the booking to approve it with its amount, or to reject it.",
        "Buongiorno {person},\n\n{customer} richiede la prenotazione {what}.\n\n{subject}\nPartenza: {when}, {from}\nDestinazione: {to}\n\nApri la prenotazione per approvarla con l'importo o rifiutarla.",
        "Dzień dobry, {person}!\n\n{customer} prosi o rezerwację {what}.\n\n{subject}\nOdbiór: {when}, {from}\nAdres docelowy: {to}\n\nOtwórz rezerwację, aby ją zatwierdzić z kwotą albo odrzucić.";
    APPROVED: "Su reserva {what} está aprobada", "Your booking {what} is approved", "La tua prenotazione {what} è approvata", "Rezerwacja {what} została zatwierdzona";
    APPROVED_BODY:
        "Hola, {person}:\n\nHemos aprobado su reserva {what}.\n\n{subject}\nRecogida: {when}, {from}\nDestino: {to}\nImporte: {amount}\n\nGracias por confiar en {company}.",
        "Hello {person},\n\nWe have approved your booking {what}.\n\n{subject}\nPick-up: {when}, {from}\nDestination: {to}\nAmount: {amount}\n\nThank you for choosing {company}.",
        "Buongiorno {person},\n\nabbiamo approvato la tua prenotazione {what}.\n\n{subject}\nPartenza: {when}, {from}\nDestinazione: {to}\nImporto: {amount}\n\nGrazie per aver scelto {company}.",
        "Dzień dobry, {person}!\n\nRezerwacja {what} została zatwierdzona.\n\n{subject}\nOdbiór: {when}, {from}\nAdres docelowy: {to}\nKwota: {amount}\n\nDziękujemy za wybór {company}.";
    REJECTED: "No podemos hacer la reserva {what}", "We can't take booking {what}", "Non possiamo accettare la prenotazione {what}", "Nie możemy przyjąć rezerwacji {what}";
    REJECTED_BODY:
        "Hola, {person}:\n\nSentimos no poder hacer la reserva {what} ({subject}).\n\nMotivo: {reason}\n\nSi quiere, pida otra o llámenos.",
        "Hello {person},\n\nWe are sorry that we can't take booking {what} ({subject}).\n\nReason: {reason}\n\nYou are welcome to request another one, or to call us.",
        "Buongiorno {person},\n\nci dispiace di non poter accettare la prenotazione {what} ({subject}).\n\nMotivo: {reason}\n\nPuoi richiederne un'altra o chiamarci.",
        "Dzień dobry, {person}!\n\nPrzykro nam, nie możemy przyjąć rezerwacji {what} ({subject}).\n\nPowód: {reason}\n\nZapraszamy do złożenia innej lub do kontaktu telefonicznego.";
    CANCELLED: "Reserva {what} cancelada", "Booking {what} cancelled", "Prenotazione {what} annullata", "Rezerwacja {what} anulowana";
    CANCELLED_BODY:
        "Hola, {person}:\n\nLa reserva {what} ({subject}) está cancelada.\n\nRecogida prevista: {when}, {from}\nMotivo: {reason}",
        "Hello {person},\n\nBooking {what} ({subject}) is cancelled.\n\nPlanned pick-up: {when}, {from}\nReason: {reason}",
        "Buongiorno {person},\n\nla prenotazione {what} ({subject}) è annullata.\n\nPartenza prevista: {when}, {from}\nMotivo: {reason}",
        "Dzień dobry, {person}!\n\nRezerwacja {what} ({subject}) została anulowana.\n\nPlanowany odbiór: {when}, {from}\nPowód: {reason}";
    CHANGE_ASKED: "Piden un cambio en {what}", "Change requested for {what}", "Modifica richiesta per {what}", "Prośba o zmianę: {what}";
    CHANGE_ASKED_BODY:
        "Hola, {person}:\n\n{customer} pide un cambio en la reserva {what} ({subject}), prevista para {when}.\n\n{reason}\n\nAbra la reserva para cambiarla o rechazar la petición.",
        "Hello {person},\n\n{customer} asks for a change of booking {what} ({subject}), planned for {when}.\n\n{reason}\n\nOpen the booking to change it, or to decline the request.",
        "Buongiorno {person},\n\n{customer} chiede una modifica della prenotazione {what} ({subject}), prevista per {when}.\n\n{reason}\n\nApri la prenotazione per modificarla o rifiutare la richiesta.",
        "Dzień dobry, {person}!\n\n{customer} prosi o zmianę rezerwacji {what} ({subject}), planowanej na {when}.\n\n{reason}\n\nOtwórz rezerwację, aby ją zmienić albo odrzucić prośbę.";
    CANCELLATION_ASKED: "Piden cancelar {what}", "Cancellation requested for {what}", "Annullamento richiesto per {what}", "Prośba o anulowanie: {what}";
    CANCELLATION_ASKED_BODY:
        "Hola, {person}:\n\n{customer} pide cancelar la reserva {what} ({subject}), prevista para {when}.\n\nMotivo: {reason}\n\nAbra la reserva para cancelarla o mantenerla.",
        "Hello {person},\n\n{customer} asks to cancel booking {what} ({subject}), planned for {when}.\n\nReason: {reason}\n\nOpen the booking to cancel it, or to keep it.",
        "Buongiorno {person},\n\n{customer} chiede di annullare la prenotazione {what} ({subject}), prevista per {when}.\n\nMotivo: {reason}\n\nApri la prenotazione per annullarla o mantenerla.",
        "Dzień dobry, {person}!\n\n{customer} prosi o anulowanie rezerwacji {what} ({subject}), planowanej na {when}.\n\nPowód: {reason}\n\nOtwórz rezerwację, aby ją anulować albo zachować.";
    CHANGE_DONE: "Hemos aceptado su petición: {what}", "We have accepted your request: {what}", "Abbiamo accettato la tua richiesta: {what}", "Prośba przyjęta: {what}";
    CHANGE_DONE_BODY:
        "Hola, {person}:\n\nHemos hecho el cambio que pidió en la reserva {what}.\n\n{subject}\nRecogida: {when}, {from}\nDestino: {to}\n\nGracias por confiar en {company}.",
        "Hello {person},\n\nWe have made the change you asked for in booking {what}.\n\n{subject}\nPick-up: {when}, {from}\nDestination: {to}\n\nThank you for choosing {company}.",
        "Buongiorno {person},\n\nabbiamo apportato la modifica richiesta alla prenotazione {what}.\n\n{subject}\nPartenza: {when}, {from}\nDestinazione: {to}\n\nGrazie per aver scelto {company}.",
        "Dzień dobry, {person}!\n\nZgodnie z prośbą zmieniliśmy rezerwację {what}.\n\n{subject}\nOdbiór: {when}, {from}\nAdres docelowy: {to}\n\nDziękujemy za wybór {company}.";
    ASK_DECLINED: "Su petición sobre {what}", "Your request about {what}", "La tua richiesta su {what}", "Prośba dotycząca {what}";
    ASK_DECLINED_BODY:
        "Hola, {person}:\n\nSentimos no poder aceptar su petición sobre la reserva {what} ({subject}). La reserva sigue como estaba.\n\nMotivo: {reason}\n\nSi quiere, llámenos.",
        "Hello {person},\n\nWe are sorry that we can't accept your request about booking {what} ({subject}). The booking stays as it was.\n\nReason: {reason}\n\nYou are welcome to call us.",
        "Buongiorno {person},\n\nci dispiace di non poter accettare la tua richiesta sulla prenotazione {what} ({subject}). La prenotazione resta com'era.\n\nMotivo: {reason}\n\nPuoi chiamarci quando vuoi.",
        "Dzień dobry, {person}!\n\nPrzykro nam, nie możemy przyjąć prośby dotyczącej rezerwacji {what} ({subject}). Rezerwacja pozostaje bez zmian.\n\nPowód: {reason}\n\nZapraszamy do kontaktu telefonicznego.";
    ASSIGNED: "Viaje asignado: {what}", "Trip assigned: {what}", "Viaggio assegnato: {what}", "Przydzielono przejazd: {what}";
    ASSIGNED_BODY:
        "Hola, {person}:\n\nTiene un viaje nuevo.\n\n{subject}\nRecogida: {when}, {from}\nDestino: {to}\nCliente: {customer}\n\nLo encontrará en «Hoy».",
        "Hello {person},\n\nYou have a new trip.\n\n{subject}\nPick-up: {when}, {from}\nDestination: {to}\nCustomer: {customer}\n\nYou will find it under “Today”.",
        "Buongiorno {person},\n\nhai un nuovo viaggio.\n\n{subject}\nPartenza: {when}, {from}\nDestinazione: {to}\nCliente: {customer}\n\nLo trovi in «Oggi».",
        "Dzień dobry, {person}!\n\nPrzydzielono Ci nowy przejazd.\n\n{subject}\nOdbiór: {when}, {from}\nAdres docelowy: {to}\nKlient: {customer}\n\nZnajdziesz go na ekranie „Dziś”.";
    CHANGED: "Viaje cambiado: {what}", "Trip changed: {what}", "Viaggio modificato: {what}", "Zmieniono przejazd: {what}";
    CHANGED_BODY:
        "Hola, {person}:\n\nSu viaje de la reserva {what} ({subject}) ha cambiado.\n\nAhora: {when}\nAntes: {was_when}\n\nRecogida: {from}\nAntes: {was_from}\nDestino: {to}\nAntes: {was_to}\nVehículo: {vehicle}\nAntes: {was_vehicle}\nCliente: {customer}",
        "Hello {person},\n\nYour trip for booking {what} ({subject}) has changed.\n\nNow: {when}\nBefore: {was_when}\n\nPick-up: {from}\nBefore: {was_from}\nDestination: {to}\nBefore: {was_to}\nVehicle: {vehicle}\nBefore: {was_vehicle}\nCustomer: {customer}",
        "Buongiorno {person},\n\nil tuo viaggio della prenotazione {what} ({subject}) è cambiato.\n\nOra: {when}\nPrima: {was_when}\n\nPartenza: {from}\nPrima: {was_from}\nDestinazione: {to}\nPrima: {was_to}\nVeicolo: {vehicle}\nPrima: {was_vehicle}\nCliente: {customer}",
        "Dzień dobry, {person}!\n\nTwój przejazd z rezerwacji {what} ({subject}) się zmienił.\n\nTeraz: {when}\nPrzedtem: {was_when}\n\nOdbiór: {from}\nPrzedtem: {was_from}\nAdres docelowy: {to}\nPrzedtem: {was_to}\nPojazd: {vehicle}\nPrzedtem: {was_vehicle}\nKlient: {customer}";
    WITHDRAWN: "Viaje retirado: {what}", "Trip withdrawn: {what}", "Viaggio rimosso: {what}", "Wycofano przejazd: {what}";
    WITHDRAWN_BODY:
        "Hola, {person}:\n\nYa no lleva el viaje de la reserva {what} ({subject}), previsto para {when}.",
        "Hello {person},\n\nThe trip for booking {what} ({subject}), planned for {when}, is no longer yours.",
        "Buongiorno {person},\n\nil viaggio della prenotazione {what} ({subject}), previsto per {when}, non è più tuo.",
        "Dzień dobry, {person}!\n\nPrzejazd z rezerwacji {what} ({subject}), planowany na {when}, nie jest już Twój.";
    DECLINED: "{driver} rechaza un viaje: {what}", "{driver} declines a trip: {what}", "{driver} rifiuta un viaggio: {what}", "{driver} odrzuca przejazd: {what}";
    DECLINED_BODY:
        "Hola, {person}:\n\n{driver} no puede hacer el viaje de la reserva {what}.\n\nMotivo: {reason}\n\n{subject}\nRecogida: {when}, {from}\nDestino: {to}\nVehículo: {vehicle}\nCliente: {customer}\n\nAbra la reserva para asignar el viaje a otra persona.",
        "Hello {person},\n\n{driver} can't drive the trip for booking {what}.\n\nReason: {reason}\n\n{subject}\nPick-up: {when}, {from}\nDestination: {to}\nVehicle: {vehicle}\nCustomer: {customer}\n\nOpen the booking to give the trip to somebody else.",
        "Buongiorno {person},\n\n{driver} non può fare il viaggio della prenotazione {what}.\n\nMotivo: {reason}\n\n{subject}\nPartenza: {when}, {from}\nDestinazione: {to}\nVeicolo: {vehicle}\nCliente: {customer}\n\nApri la prenotazione per assegnare il viaggio a qualcun altro.",
        "Dzień dobry, {person}!\n\n{driver} nie może wykonać przejazdu z rezerwacji {what}.\n\nPowód: {reason}\n\n{subject}\nOdbiór: {when}, {from}\nAdres docelowy: {to}\nPojazd: {vehicle}\nKlient: {customer}\n\nOtwórz rezerwację, aby przydzielić przejazd komuś innemu.";
    VEHICLE: "Vehículo asignado: {what}", "Vehicle assigned: {what}", "Veicolo assegnato: {what}", "Przydzielono pojazd: {what}";
    VEHICLE_BODY: "Hola, {person}:\n\nTiene asignado el vehículo {what}.", "Hello {person},\n\nVehicle {what} is assigned to you.", "Buongiorno {person},\n\nti è stato assegnato il veicolo {what}.", "Dzień dobry, {person}!\n\nPrzydzielono Ci pojazd {what}.";
    COMPLETED: "Reserva {what} completada", "Booking {what} completed", "Prenotazione {what} completata", "Rezerwacja {what} zakończona";
    COMPLETED_BODY:
        "Hola, {person}:\n\nHemos terminado la reserva {what} ({subject}).\n\n¿Qué tal fue? Puede valorar al conductor en la página de la reserva.",
        "Hello {person},\n\nWe have finished booking {what} ({subject}).\n\nHow was it? You can rate the driver on the booking's page.",
        "Buongiorno {person},\n\nabbiamo concluso la prenotazione {what} ({subject}).\n\nCom'è andata? Puoi valutare l'autista nella pagina della prenotazione.",
        "Dzień dobry, {person}!\n\nRezerwacja {what} ({subject}) została zakończona.\n\nJak było? Kierowcę można ocenić na stronie rezerwacji.";
    RATED: "Nueva valoración de la reserva {what}", "New rating for booking {what}", "Nuova valutazione per la prenotazione {what}", "Nowa ocena rezerwacji {what}";
    RATED_BODY: "Hola, {person}:\n\n{customer} ha valorado la reserva {what} ({subject}).", "Hello {person},\n\n{customer} has rated booking {what} ({subject}).", "Buongiorno {person},\n\n{customer} ha valutato la prenotazione {what} ({subject}).", "Dzień dobry, {person}!\n\nNowa ocena od {customer}: rezerwacja {what} ({subject}).";
    ISSUED: "Factura {what} de {company}", "Invoice {what} from {company}", "Fattura {what} di {company}", "Faktura {what} od {company}";
    ISSUED_BODY:
        "Hola, {person}:\n\nYa puede ver su factura {what}.\n\nTotal con impuestos: {amount}\nVence: {due}\n\nGracias por confiar en {company}.",
        "Hello {person},\n\nYour invoice {what} is ready.\n\nTotal including tax: {amount}\nDue: {due}\n\nThank you for choosing {company}.",
        "Buongiorno {person},\n\nla tua fattura {what} è disponibile.\n\nTotale imposte incluse: {amount}\nScadenza: {due}\n\nGrazie per aver scelto {company}.",
        "Dzień dobry, {person}!\n\nFaktura {what} jest gotowa.\n\nRazem brutto: {amount}\nTermin płatności: {due}\n\nDziękujemy za wybór {company}.";
    OVERDUE: "Factura {what} pendiente de pago", "Invoice {what} is overdue", "Fattura {what} scaduta", "Faktura {what} po terminie płatności";
    OVERDUE_BODY:
        "Hola, {person}:\n\nLa factura {what} de {customer} venció el {due} y quedan por pagar {balance}.\n\nSi ya está pagada, no haga caso de este mensaje.",
        "Hello {person},\n\nInvoice {what} to {customer} was due on {due}, and {balance} is still open.\n\nIf it has been paid, please disregard this message.",
        "Buongiorno {person},\n\nla fattura {what} di {customer} è scaduta il {due} e restano da pagare {balance}.\n\nSe è già stata pagata, ignora questo messaggio.",
        "Dzień dobry, {person}!\n\nTermin płatności faktury {what} ({customer}) minął {due}, do zapłaty pozostało {balance}.\n\nJeśli faktura została już opłacona, prosimy zignorować tę wiadomość.";
    PAID: "Pago recibido: {what}", "Payment received: {what}", "Pagamento ricevuto: {what}", "Otrzymano wpłatę: {what}";
    PAID_BODY:
        "Hola, {person}:\n\nHemos recibido su pago de {what}.\n\nPagado: {paid}\nTotal con impuestos: {amount}\nPendiente: {balance}\n\nGracias.",
        "Hello {person},\n\nWe have received your payment for {what}.\n\nPaid: {paid}\nTotal including tax: {amount}\nOpen: {balance}\n\nThank you.",
        "Buongiorno {person},\n\nabbiamo ricevuto il tuo pagamento per {what}.\n\nPagato: {paid}\nTotale imposte incluse: {amount}\nDa pagare: {balance}\n\nGrazie.",
        "Dzień dobry, {person}!\n\nOtrzymaliśmy wpłatę za {what}.\n\nWpłacono: {paid}\nRazem brutto: {amount}\nPozostało do zapłaty: {balance}\n\nDziękujemy.";
    EXPIRING: "Documento por caducar: {what}", "Document expiring: {what}", "Documento in scadenza: {what}", "Dokument traci ważność: {what}";
    EXPIRING_BODY:
        "Hola, {person}:\n\nEste documento caduca pronto o ya ha caducado.\n\n{list}\n\nRenuévelo y guarde la fecha nueva en Volante.",
        "Hello {person},\n\nThis document expires soon, or has expired.\n\n{list}\n\nRenew it, and save the new date in Volante.",
        "Buongiorno {person},\n\nquesto documento scade presto o è già scaduto.\n\n{list}\n\nRinnovalo e salva la nuova data in Volante.",
        "Dzień dobry, {person}!\n\nTen dokument wkrótce traci ważność albo już ją stracił.\n\n{list}\n\nOdnów go i zapisz nową datę w Volante.";
    ALL_EXPIRING: "{what} documentos por caducar", "{what} documents expiring", "{what} documenti in scadenza", "Dokumenty tracące ważność: {what}";
    ALL_EXPIRING_BODY:
        "Hola, {person}:\n\nEstos documentos caducan pronto o ya han caducado.\n\n{list}\n\nRenuévelos y guarde la fecha nueva en Volante.",
        "Hello {person},\n\nThese documents expire soon, or have expired.\n\n{list}\n\nRenew them, and save the new date in Volante.",
        "Buongiorno {person},\n\nquesti documenti scadono presto o sono già scaduti.\n\n{list}\n\nRinnovali e salva la nuova data in Volante.",
        "Dzień dobry, {person}!\n\nTe dokumenty wkrótce tracą ważność albo już ją straciły.\n\n{list}\n\nOdnów je i zapisz nową datę w Volante.";
    ALL_OVERDUE: "{what} facturas pendientes de pago", "{what} invoices are overdue", "{what} fatture scadute", "Faktury po terminie płatności: {what}";
    ALL_OVERDUE_BODY:
        "Hola, {person}:\n\nEstas facturas han vencido y quedan por pagar.\n\n{list}\n\nSi ya están pagadas, no haga caso de este mensaje.",
        "Hello {person},\n\nThese invoices were due and are still open.\n\n{list}\n\nIf they have been paid, please disregard this message.",
        "Buongiorno {person},\n\nqueste fatture sono scadute e restano da pagare.\n\n{list}\n\nSe sono già state pagate, ignora questo messaggio.",
        "Dzień dobry, {person}!\n\nTermin płatności tych faktur minął, a pozostają nieopłacone.\n\n{list}\n\nJeśli zostały już opłacone, prosimy zignorować tę wiadomość.";
    ALL_SECRETS: "{what} secretos de correo por caducar", "{what} mail secrets expiring", "{what} segreti di posta in scadenza", "Wygasające sekrety poczty: {what}";
    ALL_SECRETS_BODY:
        "Hola, {person}:\n\nEstos secretos de cliente caducan pronto o ya han caducado. Sin otros nuevos, el correo dejará de salir.\n\n{list}\n\nCréelos en su proveedor y guárdelos marcando «Es el siguiente secreto».",
        "Hello {person},\n\nThese client secrets expire soon, or have expired. Without new ones, mail will stop going out.\n\n{list}\n\nCreate them at your provider and save each with “It is the next secret” ticked.",
        "Buongiorno {person},\n\nquesti segreti client scadono presto o sono già scaduti. Senza nuovi la posta smetterà di partire.\n\n{list}\n\nCreali presso il provider e salvali spuntando «È il segreto successivo».",
        "Dzień dobry, {person}!\n\nTe sekrety klienta wkrótce wygasną albo już wygasły. Bez nowych poczta przestanie być wysyłana.\n\n{list}\n\nUtwórz je u dostawcy i zapisz, zaznaczając „To następny sekret”.";
    UNSENT: "Correo por revisar: {what}", "Mail to check: {what}", "E-mail da verificare: {what}", "Wiadomość do sprawdzenia: {what}";
    UNSENT_BODY:
        "Hola, {person}:\n\nEste correo no ha llegado a todos, o no se sabe si ha llegado.\n\n{list}\n\n{reason}\n\nÁbralo para ver a quién le falta y qué respondió el servidor.",
        "Hello {person},\n\nThis mail has not gone to everybody, or nobody knows whether it has.\n\n{list}\n\n{reason}\n\nOpen it to see who is left and what the server answered.",
        "Buongiorno {person},\n\nquesta e-mail non è arrivata a tutti, o non si sa se è arrivata.\n\n{list}\n\n{reason}\n\nAprila per vedere a chi manca e cosa ha risposto il server.",
        "Dzień dobry, {person}!\n\nTa wiadomość nie dotarła do wszystkich albo nie wiadomo, czy dotarła.\n\n{list}\n\n{reason}\n\nOtwórz ją, aby zobaczyć, do kogo nie dotarła i co odpowiedział serwer.";
    ALL_UNSENT: "{what} correos por revisar", "{what} mails to check", "{what} e-mail da verificare", "Wiadomości do sprawdzenia: {what}";
    ALL_UNSENT_BODY:
        "Hola, {person}:\n\nEstos correos no han llegado a todos, o no se sabe si han llegado.\n\n{list}\n\nÁbralos para ver a quién le faltan y qué respondió el servidor.",
        "Hello {person},\n\nThese mails have not gone to everybody, or nobody knows whether they have.\n\n{list}\n\nOpen them to see who is left and what the server answered.",
        "Buongiorno {person},\n\nqueste e-mail non sono arrivate a tutti, o non si sa se sono arrivate.\n\n{list}\n\nAprile per vedere a chi mancano e cosa ha risposto il server.",
        "Dzień dobry, {person}!\n\nTe wiadomości nie dotarły do wszystkich albo nie wiadomo, czy dotarły.\n\n{list}\n\nOtwórz je, aby zobaczyć, do kogo nie dotarły i co odpowiedział serwer.";
    SECRET: "El secreto de {what} caduca el {due}", "The secret of {what} expires on {due}", "Il segreto di {what} scade il {due}", "Sekret {what} wygasa {due}";
    SECRET_BODY: "Hola, {person}:\n\nEl secreto de cliente de «{what}» caduca el {due}. Sin uno nuevo, el correo dejará de salir.\n\nCree otro en su proveedor y guárdelo marcando «Es el siguiente secreto».", "Hello {person},\n\nThe client secret of “{what}” expires on {due}. Without a new one, mail will stop going out.\n\nCreate another at your provider and save it with “It is the next secret” ticked.", "Buongiorno {person},\n\nil segreto client di «{what}» scade il {due}. Senza uno nuovo la posta smetterà di partire.\n\nCreane un altro presso il provider e salvalo spuntando «È il segreto successivo».", "Dzień dobry, {person}!\n\nSekret klienta „{what}” wygasa {due}. Bez nowego poczta przestanie być wysyłana.\n\nUtwórz kolejny u dostawcy i zapisz go, zaznaczając „To następny sekret”.";
    TROUBLED: "La cuenta {what} no puede enviar correo", "The account {what} can't send mail", "L'account {what} non può inviare posta", "Konto {what} nie może wysyłać poczty";
    TROUBLED_BODY: "Hola, {person}:\n\nLa cuenta de correo «{what}» ha dejado de enviar. {reason}\n\nLo que espera saldrá solo en cuanto la cuenta vuelva a funcionar.", "Hello {person},\n\nThe mail account “{what}” has stopped sending. {reason}\n\nWhat is waiting goes out by itself once the account works again.", "Buongiorno {person},\n\nl'account di posta «{what}» ha smesso di inviare. {reason}\n\nCiò che è in attesa partirà da solo appena l'account tornerà a funzionare.", "Dzień dobry, {person}!\n\nKonto pocztowe „{what}” przestało wysyłać. {reason}\n\nTo, co czeka, wyjdzie samo, gdy konto znów zacznie działać.";
    RESET: "{what} pide restablecer su contraseña", "{what} asks for a new password", "{what} chiede una nuova password", "{what} prosi o nowe hasło";
    RESET_BODY: "Hola, {person}:\n\n{what} pide una contraseña nueva. Cree un enlace en su ficha y hágaselo llegar.", "Hello {person},\n\n{what} asks for a new password. Make a link on their page and pass it on.", "Buongiorno {person},\n\n{what} chiede una nuova password. Crea un link nella sua scheda e faglielo avere.", "Dzień dobry, {person}!\n\n{what} prosi o nowe hasło. Utwórz link na stronie tej osoby i przekaż go.";
    INVITATION: "{company} le invita", "{company} invites you", "{company} ti invita", "Zaproszenie od {company}";
    INVITATION_BODY:
        "Hola, {person}:\n\n{company} le da acceso. Elija una contraseña para entrar.\n\n{link}\n\nEl enlace sirve una sola vez, hasta el {until}. Si no lo esperaba, no haga nada.",
        "Hello {person},\n\n{company} gives you access. Choose a password to sign in.\n\n{link}\n\nThe link works once, until {until}. If you did not expect it, do nothing.",
        "Buongiorno {person},\n\n{company} ti dà accesso. Scegli una password per entrare.\n\n{link}\n\nIl link vale una sola volta, fino al {until}. Se non te lo aspettavi, ignora questo messaggio.",
        "Dzień dobry, {person}!\n\n{company} daje Ci dostęp. Wybierz hasło, aby się zalogować.\n\n{link}\n\nLink działa jeden raz, do {until}. Jeśli nie spodziewasz się tego zaproszenia, zignoruj tę wiadomość.";
    NEW_PASSWORD: "Elija una contraseña nueva", "Choose a new password", "Scegli una nuova password", "Wybierz nowe hasło";
    NEW_PASSWORD_BODY:
        "Hola, {person}:\n\nCon este enlace puede elegir una contraseña nueva para {company}.\n\n{link}\n\nSirve una sola vez, hasta el {until}. Si no la ha pedido, no haga nada: la de ahora sigue valiendo.",
        "Hello {person},\n\nWith this link you can choose a new password for {company}.\n\n{link}\n\nIt works once, until {until}. If you did not ask for it, do nothing: your present password still works.",
        "Buongiorno {person},\n\ncon questo link puoi scegliere una nuova password per {company}.\n\n{link}\n\nVale una sola volta, fino al {until}. Se non l'hai chiesta, ignora questo messaggio: la password attuale resta valida.",
        "Dzień dobry, {person}!\n\nTen link pozwala wybrać nowe hasło do {company}.\n\n{link}\n\nDziała jeden raz, do {until}. Jeśli to nie Twoja prośba, zignoruj tę wiadomość: obecne hasło nadal działa.";
}

/// Subject and body.
pub(super) const fn for_one(notice: Notice) -> (Text, Text) {
    match notice {
        Notice::BookingRequested => (REQUESTED, REQUESTED_BODY),
        Notice::BookingApproved => (APPROVED, APPROVED_BODY),
        Notice::BookingRejected => (REJECTED, REJECTED_BODY),
        Notice::BookingCancelled => (CANCELLED, CANCELLED_BODY),
        Notice::ChangeRequested => (CHANGE_ASKED, CHANGE_ASKED_BODY),
        Notice::CancellationRequested => (CANCELLATION_ASKED, CANCELLATION_ASKED_BODY),
        Notice::ChangeAccepted => (CHANGE_DONE, CHANGE_DONE_BODY),
        Notice::RequestDeclined => (ASK_DECLINED, ASK_DECLINED_BODY),
        Notice::TripAssigned => (ASSIGNED, ASSIGNED_BODY),
        Notice::TripChanged => (CHANGED, CHANGED_BODY),
        Notice::TripWithdrawn => (WITHDRAWN, WITHDRAWN_BODY),
        Notice::TripDeclined => (DECLINED, DECLINED_BODY),
        Notice::VehicleAssigned => (VEHICLE, VEHICLE_BODY),
        Notice::BookingCompleted => (COMPLETED, COMPLETED_BODY),
        Notice::DriverRated => (RATED, RATED_BODY),
        Notice::InvoiceIssued => (ISSUED, ISSUED_BODY),
        Notice::InvoiceOverdue => (OVERDUE, OVERDUE_BODY),
        Notice::PaymentReceived => (PAID, PAID_BODY),
        Notice::DocumentExpiring => (EXPIRING, EXPIRING_BODY),
        Notice::SecretExpiring => (SECRET, SECRET_BODY),
        Notice::MailTroubled => (TROUBLED, TROUBLED_BODY),
        Notice::MailFailed => (UNSENT, UNSENT_BODY),
        Notice::ResetRequested => (RESET, RESET_BODY),
        Notice::Invitation => (INVITATION, INVITATION_BODY),
        Notice::NewPassword => (NEW_PASSWORD, NEW_PASSWORD_BODY),
    }
}

/// Of a notice that gathers: subject and body of a digest.
pub(super) const fn for_several(notice: Notice) -> Option<(Text, Text)> {
    match notice {
        Notice::InvoiceOverdue => Some((ALL_OVERDUE, ALL_OVERDUE_BODY)),
        Notice::DocumentExpiring => Some((ALL_EXPIRING, ALL_EXPIRING_BODY)),
        Notice::SecretExpiring => Some((ALL_SECRETS, ALL_SECRETS_BODY)),
        Notice::MailFailed => Some((ALL_UNSENT, ALL_UNSENT_BODY)),
        _ => None,
    }
}
