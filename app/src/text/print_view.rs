//! Words on an invoice.

crate::text::texts! {
    BALANCE: "Pendiente", "Balance due", "Da pagare", "Do zapłaty";
    BILLED_TO: "Facturar a", "Billed to", "Intestatario", "Nabywca";
    INVOICE: "Factura", "Invoice", "Fattura", "Faktura";
    ISSUED_ON: "Fecha de emisión", "Issued on", "Data di emissione", "Data wystawienia";
    NET: "Neto", "Net", "Netto", "Netto";
    PAID: "Pagado", "Paid", "Pagato", "Zapłacono";
    PRINT: "Imprimir", "Print", "Stampa", "Drukuj";
    QUANTITY: "Cantidad", "Quantity", "Quantità", "Ilość";
    SUBTOTAL: "Base imponible", "Subtotal", "Imponibile", "Suma netto";
    TAX: "Impuesto", "Tax", "Imposta", "Podatek";
    TAX_ON: "{tax} de {net}", "{tax} on {net}", "{tax} su {net}", "{tax} od {net}";
    TOTAL: "Total", "Total", "Totale", "Razem";
    UNIT_PRICE: "Precio", "Unit price", "Prezzo", "Cena";
}
