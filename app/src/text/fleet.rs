//! Sentences of vehicles, their types and groups, and assignments.

crate::text::texts! {
    ASSIGN_TO_DRIVER: "Asignar a un conductor", "Assign to a driver", "Assegna a un autista", "Przydziel kierowcy";
    CHANGES: "Cambios de estado y grupo", "Status and group changes", "Cambi di stato e gruppo", "Zmiany statusu i grupy";
    CHASSIS_NUMBER_HELP: "Solo si no tiene VIN, como muchos remolques.", "Only if it has no VIN, like many trailers.", "Solo se non ha un VIN, come molti rimorchi.", "Tylko jeśli nie ma VIN, jak wiele przyczep.";
    CURRENT_DRIVER: "Conductor actual", "Current driver", "Autista attuale", "Kierowca";
    DIMENSIONS: "Dimensiones", "Dimensions", "Dimensioni", "Wymiary";
    EITHER_HELP: "De un vehículo o de un conductor, no de ambos.", "Either a vehicle or a driver.", "Di un veicolo o di un autista, non di entrambi.", "Pojazdu albo kierowcy, nie obu naraz.";
    END_HELP: "Déjelo vacío mientras dure.", "Leave empty while it lasts.", "Lascia vuoto finché dura.", "Zostaw puste, dopóki trwa.";
    ENGINE_AND_DRIVE: "Motor y transmisión", "Engine and transmission", "Motore e trasmissione", "Silnik i napęd";
    FILES_HELP: "PDF, imágenes, texto, Word o Excel, hasta 10 MB cada uno. También puede pegarlos.", "PDF, pictures, text, Word or Excel, up to 10 MB each. You can paste them, too.", "PDF, immagini, testo, Word o Excel, fino a 10 MB ciascuno. Si possono anche incollare.", "PDF, obrazy, tekst, Word lub Excel, do 10 MB każdy. Można je też wkleić.";
    FREE: "Libre", "Free", "Libero", "Wolny";
    FUEL_AND_ENERGY: "Combustible y energía", "Fuel and energy", "Carburante ed energia", "Paliwo i energia";
    IDENTITY: "Identidad", "Identity", "Identità", "Dane pojazdu";
    LICENCE_CLASS_HELP: "Si lo deja vacío, el de su tipo.", "If left empty, that of its type.", "Se lasciata vuota, quella del suo tipo.", "Jeśli zostanie puste, obowiązuje wymagane dla typu.";
    LIFE: "Vida útil", "Life", "Ciclo di vita", "Eksploatacja";
    NO_ASSIGNMENTS: "Aquí se ve quién tiene cada vehículo y desde cuándo.", "Here you see who has which vehicle, and since when.", "Qui si vede chi ha quale veicolo e da quando.", "Tutaj widać, kto ma który pojazd i od kiedy.";
    NO_DOCUMENTS: "Permisos, seguros, inspecciones y licencias con su vencimiento: aquí se ve qué caduca y cuándo.", "Registrations, insurance, inspections and licences with their dates: here you see what expires, and when.", "Libretti, assicurazioni, revisioni e patenti con la scadenza: qui si vede cosa scade e quando.", "Dowody, polisy, badania i prawa jazdy z terminami: tutaj widać, co i kiedy wygasa.";
    NO_END_HELP: "Déjelo vacío si no caduca.", "Leave empty if it doesn't expire.", "Lascia vuoto se non scade.", "Zostaw puste, jeśli nie wygasa.";
    NO_GROUPS: "Los grupos reúnen vehículos a su manera: por base, por cliente, por turno.", "Groups gather vehicles your own way: by depot, by customer, by shift.", "I gruppi riuniscono i veicoli a modo tuo: per sede, cliente o turno.", "Grupy łączą pojazdy po swojemu: według bazy, klienta, zmiany.";
    NO_TYPES: "Los tipos dicen qué puede pedir un cliente: furgoneta, autobús, camión.", "Types say what a customer can ask for: van, coach, lorry.", "I tipi dicono cosa può chiedere un cliente: furgone, pullman, camion.", "Typy określają, o co może prosić klient: furgon, autokar, ciężarówka.";
    NO_VEHICLES: "Añada el primer vehículo para poder asignarle viajes.", "Add the first vehicle to assign trips to it.", "Aggiungi il primo veicolo per assegnargli viaggi.", "Dodaj pierwszy pojazd, aby przydzielać mu przejazdy.";
    OVERVIEW: "Resumen", "Overview", "Panoramica", "Przegląd";
    PAPERS_EXPIRED: "Documentos caducados", "Documents expired", "Documenti scaduti", "Dokumenty nieważne";
    PURCHASE: "Compra", "Purchase", "Acquisto", "Zakup";
    SPECIFICATIONS: "Ficha técnica", "Specifications", "Scheda tecnica", "Dane techniczne";
    STATE_AND_OWNERSHIP: "Estado y propiedad", "Status and ownership", "Stato e proprietà", "Status i własność";
    VIN_WITHOUT_I: "Se ha quitado la I que añade el lector: no es parte del VIN.", "The I that the scanner adds was removed: it isn't part of the VIN.", "È stata tolta la I aggiunta dal lettore: non fa parte del VIN.", "Usunięto literę I dodaną przez czytnik: nie należy do numeru VIN.";
    VIN_WITHOUT_SPACES: "Se han quitado los espacios y guiones.", "Spaces and hyphens were removed.", "Sono stati tolti spazi e trattini.", "Usunięto spacje i łączniki.";
    WEIGHTS: "Pesos", "Weights", "Masse", "Masy";
    WHEELS_AND_BRAKES: "Ruedas y frenos", "Wheels and brakes", "Ruote e freni", "Koła i hamulce";
    WITHOUT_GROUP: "Sin grupo", "No group", "Senza gruppo", "Bez grupy";
}
