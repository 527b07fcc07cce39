//! Sentences of invoices and payments.

crate::text::texts! {
    ADD_BOOKINGS: "Añadir reservas", "Add bookings", "Aggiungi prenotazioni", "Dodaj rezerwacje";
    ADD_LINE: "Añadir línea", "Add line", "Aggiungi riga", "Dodaj pozycję";
    ALL_PAID: "Ya está pagada.", "It is paid already.", "È già pagata.", "Jest już opłacona.";
    CANCEL: "Anular factura", "Cancel invoice", "Annulla fattura", "Anuluj fakturę";
    CANCELLED: "Factura anulada", "Invoice cancelled", "Fattura annullata", "Anulowano fakturę";
    CANCEL_CONSEQUENCE: "Conserva su número y queda a la vista como anulada. Sus reservas podrán facturarse de nuevo.", "It keeps its number and stays visible as cancelled. Its bookings can then be invoiced again.", "Mantiene il numero e resta visibile come annullata. Le sue prenotazioni potranno essere fatturate di nuovo.", "Zachowa numer i pozostanie widoczna jako anulowana. Jej rezerwacje będzie można zafakturować ponownie.";
    CHOOSE_CUSTOMER: "Elija primero el cliente.", "Choose the customer first.", "Scegli prima il cliente.", "Najpierw wybierz klienta.";
    CUSTOMER_FIRST: "Elija primero el cliente: aquí aparecerán sus facturas pendientes.", "Choose the customer first: their open invoices appear here.", "Scegli prima il cliente: qui compaiono le sue fatture aperte.", "Najpierw wybierz klienta: tu pojawią się jego nieopłacone faktury.";
    DRAFT_OF: "Factura para {customer}", "Invoice for {customer}", "Fattura per {customer}", "Faktura dla {customer}";
    DUE_HELP: "Si lo deja vacío, se calcula con los días de pago de Ajustes.", "If left empty, it follows from the days to pay in the settings.", "Se lasciata vuota, si calcola dai giorni di pagamento delle impostazioni.", "Jeśli zostanie puste, obliczymy go z liczby dni na zapłatę w ustawieniach.";
    EMPTY: "Prepare una factura desde una reserva aprobada, o añada una a mano.", "Draft an invoice from an approved booking, or add one by hand.", "Prepara una fattura da una prenotazione approvata o aggiungine una a mano.", "Przygotuj fakturę z zatwierdzonej rezerwacji lub dodaj ją ręcznie.";
    INVOICE_BOOKINGS: "Facturar reservas", "Invoice bookings", "Fattura prenotazioni", "Zafakturuj rezerwacje";
    ISSUE: "Emitir factura", "Issue invoice", "Emetti fattura", "Wystaw fakturę";
    ISSUED: "Factura emitida", "Invoice issued", "Fattura emessa", "Wystawiono fakturę";
    ISSUE_CONSEQUENCE: "Recibe el siguiente número y ya no cambia. El cliente la ve en el portal.", "It gets the next number and no longer changes. The customer sees it in the portal.", "Riceve il numero successivo e non cambia più. Il cliente la vede nel portale.", "Otrzyma kolejny numer i nie będzie się już zmieniać. Klient zobaczy ją w portalu.";
    ISSUE_QUESTION: "¿Emitir esta factura?", "Issue this invoice?", "Emettere questa fattura?", "Wystawić tę fakturę?";
    IS_REVERSAL: "Anulación", "Reversal", "Storno", "Wycofanie";
    LEFT_TO_ALLOCATE: "Por imputar", "Left to allocate", "Ancora da imputare", "Pozostało do rozliczenia";
    NET_PRICE: "Precio sin impuestos", "Unit price before tax", "Prezzo senza imposte", "Cena netto";
    NONE_YET: "Todavía no hay cobros.", "No payments yet.", "Ancora nessun incasso.", "Nie ma jeszcze wpłat.";
    NOTHING_CHOSEN: "Marque al menos una reserva.", "Tick at least one booking.", "Spunta almeno una prenotazione.", "Zaznacz co najmniej jedną rezerwację.";
    NOTHING_OPEN: "No tiene facturas pendientes.", "This customer has no open invoices.", "Non ha fatture aperte.", "Nie ma nieopłaconych faktur.";
    NOTES_HELP: "Se imprimen debajo de las líneas.", "Printed below the lines.", "Stampate sotto le righe.", "Drukowane pod pozycjami.";
    NOTHING_TO_INVOICE: "No tiene reservas por facturar.", "This customer has no bookings to invoice.", "Non ha prenotazioni da fatturare.", "Nie ma rezerwacji do zafakturowania.";
    NO_BOOKING: "Sin reserva", "No booking", "Nessuna prenotazione", "Bez rezerwacji";
    NO_PAYMENTS: "Los cobros se registran en la página de cada factura, o aquí si pagan varias a la vez.", "Payments are recorded on each invoice's page, or here for several at once.", "Gli incassi si registrano nella pagina di ogni fattura, o qui per più fatture insieme.", "Wpłaty rejestruje się na stronie faktury, a za kilka faktur naraz tutaj.";
    ONE_LINE_STAYS: "La factura necesita al menos una línea.", "An invoice needs at least one line.", "La fattura deve avere almeno una riga.", "Faktura musi mieć co najmniej jedną pozycję.";
    OPEN_INVOICE: "Vence el {day}; quedan {balance}", "Due {day}; {balance} open", "Scade il {day}; restano {balance}", "Termin {day}; pozostało {balance}";
    PAID_STAYS: "Tiene cobros; anúlelos primero.", "It has payments; reverse them first.", "Ha incassi; prima stornali.", "Ma wpłaty; najpierw je wycofaj.";
    PAID_DESPITE: "La fecha es correcta: registrar el cobro", "The date is right: record the payment", "La data è giusta: registra l'incasso", "Data jest poprawna: zapisz wpłatę";
    PART_OF: "de un cobro de {amount}", "of a payment of {amount}", "di un incasso di {amount}", "z wpłaty {amount}";
    PAYMENT_RECORDED: "Cobro registrado", "Payment recorded", "Incasso registrato", "Zapisano wpłatę";
    PRICE_BEFORE: "Precio sin {tax}", "Unit price before {tax}", "Prezzo senza {tax}", "Cena bez {tax}";
    RECORD_PAYMENT: "Registrar cobro", "Record payment", "Registra incasso", "Zapisz wpłatę";
    RECORDED_BY: "Registrado por", "Recorded by", "Registrato da", "Zapisane przez";
    REVERSE: "Anular cobro", "Reverse payment", "Storna incasso", "Wycofaj wpłatę";
    REVERSED: "Cobro anulado", "Payment reversed", "Incasso stornato", "Wycofano wpłatę";
    REVERSED_LATER: "Este cobro se anuló: ver la anulación.", "This payment was reversed: see the reversal.", "Questo incasso è stato stornato: vedi lo storno.", "Ta wpłata została wycofana: zobacz wycofanie.";
    REVERSES: "Anula otro cobro: ver el cobro.", "It reverses another payment: see the payment.", "Storna un altro incasso: vedi l'incasso.", "Wycofuje inną wpłatę: zobacz wpłatę.";
    REVERSE_CONSEQUENCE: "Se añade un cobro contrario; el original no se borra.", "An opposite payment is added; the original stays.", "Si aggiunge un incasso contrario; l'originale resta.", "Dodana zostanie wpłata przeciwna; pierwotna pozostanie.";
    SPREAD_AGAIN: "Repartir desde la más antigua", "Spread from the oldest", "Ripartire dalla più vecchia", "Rozdziel od najstarszej";
    STAYS: "Ya está emitida y no cambia: anúlela y prepare otra.", "It has been issued and stays as it is: cancel it and draft another.", "È già emessa e non cambia: annullala e preparane un'altra.", "Jest już wystawiona i się nie zmienia: anuluj ją i przygotuj nową.";
    WAS_REVERSED: "Anulado", "Reversed", "Stornato", "Wycofana";
}
