//! What customers ask for, again and again: whence, whither, with what, for how much.

use super::{company, models::Kind};
use domain::money::TaxRate;

pub struct Journey {
    pub kind: Kind,
    pub subject: &'static str,
    pub pickup: &'static str,
    pub delivery: &'static str,
    pub passengers: Option<i64>,
    pub load: &'static str,
    pub kilometres: i64,
    pub minutes: i64,
    /// Hours of the day at which it begins.
    pub hours: (i64, i64),
    /// Euros, net.
    pub price: i64,
}

impl Journey {
    pub fn tax(&self) -> TaxRate {
        let goods = self.kind == Kind::Truck || self.load.contains("kg") || self.load.contains("palé");
        if goods { company::GOODS } else { company::PEOPLE }
    }
}

const T1: &str = "Aeropuerto Adolfo Suárez Madrid-Barajas, T1, 28042 Madrid";
const T4: &str = "Aeropuerto Adolfo Suárez Madrid-Barajas, T4, 28042 Madrid";
const ATOCHA: &str = "Estación de Madrid Puerta de Atocha, 28045 Madrid";
const IFEMA: &str = "IFEMA, puerta norte, Avenida del Partenón 5, 28042 Madrid";
const MERCAMADRID: &str = "Mercamadrid, muelle 14, 28053 Madrid";
const GRAN_VIA: &str = "Gran Vía 25, 28013 Madrid";

use Kind::{Car, Coach, Minibus, Truck, Van};

#[rustfmt::skip]
pub const JOURNEYS: [Journey; 30] = [
    Journey { kind: Car, subject: "Traslado de ejecutivos al aeropuerto", pickup: GRAN_VIA, delivery: T4, passengers: Some(2), load: "", kilometres: 19, minutes: 60, hours: (5, 20), price: 68 },
    Journey { kind: Car, subject: "Recogida en el aeropuerto", pickup: T4, delivery: "Paseo de la Castellana 95, 28046 Madrid", passengers: Some(1), load: "2 maletas", kilometres: 16, minutes: 75, hours: (6, 22), price: 72 },
    Journey { kind: Car, subject: "Visitas comerciales por la sierra", pickup: "Plaza de Castilla 3, 28046 Madrid", delivery: "Calle Real 12, 28400 Collado Villalba", passengers: Some(3), load: "", kilometres: 142, minutes: 480, hours: (8, 10), price: 340 },
    Journey { kind: Car, subject: "Viaje de negocios a Valencia", pickup: "Calle de Velázquez 64, 28001 Madrid", delivery: "Avenida de Aragón 30, 46021 Valencia", passengers: Some(2), load: "", kilometres: 358, minutes: 270, hours: (6, 9), price: 495 },
    Journey { kind: Car, subject: "Boda: coche de los novios", pickup: "Calle de Ferraz 40, 28008 Madrid", delivery: "Finca El Regajal, 28300 Aranjuez", passengers: Some(2), load: "", kilometres: 55, minutes: 300, hours: (11, 17), price: 310 },
    Journey { kind: Van, subject: "Grupo pequeño al aeropuerto", pickup: "Calle de Atocha 123, 28012 Madrid", delivery: T1, passengers: Some(7), load: "equipaje", kilometres: 18, minutes: 75, hours: (5, 21), price: 98 },
    Journey { kind: Van, subject: "Reparto de catálogos", pickup: "Calle del Ave María 40, 28012 Madrid", delivery: "Polígono Las Mercedes, 28022 Madrid", passengers: None, load: "640 kg en cajas", kilometres: 46, minutes: 180, hours: (8, 13), price: 145 },
    Journey { kind: Van, subject: "Material de iluminación para un rodaje", pickup: "Calle de la Resina 29, 28021 Madrid", delivery: "Estación de esquí de Navacerrada, 28470 Cercedilla", passengers: None, load: "900 kg, frágil", kilometres: 68, minutes: 240, hours: (5, 9), price: 260 },
    Journey { kind: Van, subject: "Pan y bollería a tiendas", pickup: "Calle de Puentelarra 6, 28031 Madrid", delivery: "Seis tiendas entre Vallecas y Moratalaz", passengers: None, load: "480 kg en carros", kilometres: 39, minutes: 150, hours: (4, 6), price: 120 },
    Journey { kind: Van, subject: "Traslado de medicamentos refrigerados", pickup: "Avenida de Madrid 54, 28802 Alcalá de Henares", delivery: "Hospital Universitario La Paz, 28046 Madrid", passengers: None, load: "210 kg entre 2 y 8 °C", kilometres: 41, minutes: 120, hours: (6, 15), price: 185 },
    Journey { kind: Van, subject: "Mudanza de despacho", pickup: "Calle de Bravo Murillo 203, 28020 Madrid", delivery: "Calle de Orense 34, 28020 Madrid", passengers: None, load: "1.100 kg de mobiliario", kilometres: 12, minutes: 300, hours: (8, 15), price: 330 },
    Journey { kind: Van, subject: "Flores para un banquete", pickup: "Calle de Jorge Juan 41, 28001 Madrid", delivery: "Finca Soto de Viñuelas, 28760 Tres Cantos", passengers: None, load: "180 kg, frágil", kilometres: 32, minutes: 90, hours: (7, 12), price: 95 },
    Journey { kind: Minibus, subject: "Ruta escolar de mañana", pickup: "Plaza de Tirso de Molina, 28012 Madrid", delivery: "Calle de Toledo 121, 28005 Madrid", passengers: Some(18), load: "alumnos y monitora", kilometres: 24, minutes: 75, hours: (7, 8), price: 140 },
    Journey { kind: Minibus, subject: "Lanzadera entre hotel y feria", pickup: "Calle de Costa Brava 18, 28034 Madrid", delivery: IFEMA, passengers: Some(20), load: "cada media hora", kilometres: 88, minutes: 540, hours: (8, 9), price: 520 },
    Journey { kind: Minibus, subject: "Excursión a El Escorial", pickup: "Plaza de España, 28008 Madrid", delivery: "Monasterio de San Lorenzo de El Escorial, 28200", passengers: Some(17), load: "", kilometres: 104, minutes: 480, hours: (9, 10), price: 430 },
    Journey { kind: Minibus, subject: "Traslado de residentes a consulta", pickup: "Calle de los Olmos 8, 28223 Pozuelo de Alarcón", delivery: "Hospital Puerta de Hierro, 28222 Majadahonda", passengers: Some(9), load: "2 sillas de ruedas", kilometres: 18, minutes: 180, hours: (8, 11), price: 210 },
    Journey { kind: Minibus, subject: "Cena de empresa, ida y vuelta", pickup: "Avenida de Europa 19, 28108 Alcobendas", delivery: "Cava Baja 35, 28005 Madrid", passengers: Some(19), load: "", kilometres: 42, minutes: 330, hours: (19, 21), price: 390 },
    Journey { kind: Minibus, subject: "Equipo juvenil a un partido", pickup: "Calle del Payaso Fofó 6, 28018 Madrid", delivery: "Ciudad deportiva, 45600 Talavera de la Reina", passengers: Some(20), load: "balones", kilometres: 238, minutes: 480, hours: (8, 14), price: 540 },
    Journey { kind: Minibus, subject: "Cata en la bodega", pickup: ATOCHA, delivery: "Carretera de Titulcia, km 2, 28370 Chinchón", passengers: Some(16), load: "", kilometres: 98, minutes: 360, hours: (10, 12), price: 380 },
    Journey { kind: Coach, subject: "Excursión escolar a Segovia", pickup: "Calle de Toledo 121, 28005 Madrid", delivery: "Plaza del Azoguejo, 40001 Segovia", passengers: Some(52), load: "alumnos", kilometres: 184, minutes: 540, hours: (8, 9), price: 690 },
    Journey { kind: Coach, subject: "Congresistas del hotel a IFEMA", pickup: GRAN_VIA, delivery: IFEMA, passengers: Some(50), load: "", kilometres: 31, minutes: 120, hours: (7, 9), price: 360 },
    Journey { kind: Coach, subject: "Afición a Bilbao", pickup: "Calle Real 64, 28981 Parla", delivery: "San Mamés, 48013 Bilbao", passengers: Some(54), load: "", kilometres: 840, minutes: 1_140, hours: (6, 9), price: 1_650 },
    Journey { kind: Coach, subject: "Circuito por Toledo y Aranjuez", pickup: "Paseo del Prado 8, 28014 Madrid", delivery: "Puerta de Bisagra, 45003 Toledo", passengers: Some(47), load: "guía", kilometres: 206, minutes: 600, hours: (8, 9), price: 780 },
    Journey { kind: Coach, subject: "Concierto de la coral", pickup: "Avenida de la Constitución 50, 28931 Móstoles", delivery: "Auditorio Miguel Delibes, 47014 Valladolid", passengers: Some(44), load: "", kilometres: 402, minutes: 720, hours: (12, 15), price: 960 },
    Journey { kind: Coach, subject: "Jornada en el parque acuático", pickup: "Plaza de la Constitución 1, 28210 Valdemorillo", delivery: "Carretera A-3, km 15, 28890 Loeches", passengers: Some(53), load: "", kilometres: 132, minutes: 600, hours: (9, 10), price: 610 },
    Journey { kind: Truck, subject: "Fruta de Mercamadrid a supermercados", pickup: MERCAMADRID, delivery: "Plataforma logística de Getafe, 28906 Getafe", passengers: None, load: "8 palés, 4 °C", kilometres: 38, minutes: 180, hours: (3, 6), price: 285 },
    Journey { kind: Truck, subject: "Cerveza a distribuidores", pickup: "Calle del Agua 11, 28470 Cercedilla", delivery: "Polígono El Cascajal, 28320 Pinto", passengers: None, load: "10 palés", kilometres: 96, minutes: 270, hours: (6, 10), price: 340 },
    Journey { kind: Truck, subject: "Muebles a una exposición", pickup: "Polígono Los Olivos, 22, 28906 Getafe", delivery: "Feria de Zaragoza, 50197 Zaragoza", passengers: None, load: "3.200 kg", kilometres: 318, minutes: 420, hours: (6, 9), price: 720 },
    Journey { kind: Truck, subject: "Vino para exportación", pickup: "Carretera de Titulcia, km 2, 28370 Chinchón", delivery: "Puerto Seco, 28821 Coslada", passengers: None, load: "11 palés", kilometres: 47, minutes: 210, hours: (7, 13), price: 310 },
    Journey { kind: Truck, subject: "Perfiles metálicos a obra", pickup: "Polígono La Estación, 7, 28320 Pinto", delivery: "Camino de la Dehesa 3, 28620 Aldea del Fresno", passengers: None, load: "5.100 kg", kilometres: 74, minutes: 240, hours: (6, 11), price: 365 },
];

pub const REJECTED_BECAUSE: [&str; 5] = [
    "No nos queda ningún vehículo de ese tipo libre ese día.",
    "La ruta incluye una zona con acceso prohibido a vehículos pesados.",
    "El horario no permite respetar los descansos del conductor.",
    "La carga supera el peso máximo autorizado.",
    "Pedido repetido: ya está en otra reserva.",
];

pub const CANCELLED_BECAUSE: [&str; 5] = [
    "El cliente aplaza el viaje.",
    "Acto suspendido por la lluvia.",
    "El vuelo se ha cancelado.",
    "Han encontrado sitio en otro transporte.",
    "Cambio de fecha; harán un pedido nuevo.",
];

pub const NOTES: [&str; 6] = [
    "Esperar en la puerta principal, por favor.",
    "Llamar al llegar: la barrera se abre desde dentro.",
    "Necesitamos una silla infantil.",
    "El grupo habla inglés.",
    "Descarga por el muelle lateral, altura máxima 3,80 m.",
    "Factura a nombre de la central, no de la delegación.",
];

/// By stars, from one to five.
pub const COMMENTS: [[&str; 4]; 5] = [
    [
        "Llegó con una hora de retraso y sin avisar.",
        "Muy mala experiencia.",
        "No apareció en el sitio acordado.",
        "Trato descortés.",
    ],
    ["Conducción brusca.", "El vehículo no estaba limpio.", "Se equivocó de dirección dos veces.", "Poca información."],
    ["Correcto, sin más.", "Bien, aunque salió tarde.", "Cumplió, pero no ayudó con la carga.", ""],
    ["Puntual y amable.", "Muy buen servicio.", "Todo según lo previsto.", "Repetiremos."],
    [
        "Excelente conductor, atento y puntual.",
        "Un viaje perfecto.",
        "Nos ayudó con todo el equipaje.",
        "Inmejorable, gracias.",
    ],
];

pub const POLISH_COMMENTS: [&str; 3] =
    ["Bardzo miły i punktualny kierowca.", "Wszystko zgodnie z planem, dziękujemy.", "Czysty autokar, spokojna jazda."];
pub const ITALIAN_COMMENTS: [&str; 3] =
    ["Autista puntuale e gentilissimo.", "Servizio impeccabile.", "Tutto bene, grazie."];
