//! Who may do what: permissions per area plus named acts, the built-in roles, and the predicates both sides use.
//!
//! The edge checks a [`Permission`] for every call; the screens ask the same [`Permissions`] to disable what isn't allowed.
//!
//! Invariant: no permission implies another by accident; [`Permission::included_in`] is the only place that says which does.

mod built_in;

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use built_in::{BUILT_IN_ROLES, BuiltInRole, OWNER, built_in_name};

crate::choice! {
    /// What permissions are granted for, in the order of the app. Customers stand apart from `people`, because whoever takes
    /// bookings keeps customers but does not see the company's own staff records; vendors apart from customers, because the
    /// workshop picks them; what concerns a person alone (pay, leave with its reasons) apart from the staff's own record.
    pub enum Area {
        Overview = "overview": "Panorama", "Overview", "Panoramica", "Pulpit";
        Bookings = "bookings": "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
        Fleet = "fleet": "Flota", "Fleet", "Flotta", "Flota";
        Workshop = "workshop": "Taller", "Workshop", "Officina", "Warsztat";
        Money = "money": "Dinero", "Money", "Denaro", "Finanse";
        Customers = "customers": "Clientes", "Customers", "Clienti", "Klienci";
        Vendors = "vendors": "Proveedores", "Vendors", "Fornitori", "Dostawcy";
        People = "people": "Personas", "People", "Persone", "Ludzie";
        Personnel = "personnel": "Gestión de personal", "Personnel", "Gestione del personale", "Kadry";
        Mail = "mail": "Correo", "Mail", "Posta", "Poczta";
        /// Leads too.
        Tickets = "tickets": "Tickets", "Tickets", "Ticket", "Zgłoszenia";
        Calendar = "calendar": "Calendario", "Calendar", "Calendario", "Kalendarz";
        Reports = "reports": "Informes", "Reports", "Report", "Raporty";
    }
}

crate::choice! {
    /// What may be granted in each area; the named acts are granted by themselves.
    pub enum Act {
        View = "view": "Ver", "View", "Vedere", "Podgląd";
        /// Only records that are one's own: the trips one drives, the time cards and the mails one wrote.
        ViewOwn = "view_own": "Ver lo propio", "View own", "Vedere i propri", "Podgląd własnych";
        Create = "create": "Crear", "Create", "Creare", "Tworzenie";
        /// Only for what is one's own: of the vehicle that one drives that day.
        CreateOwn = "create_own": "Crear lo propio", "Create own", "Creare i propri", "Tworzenie własnych";
        Edit = "edit": "Editar", "Edit", "Modificare", "Edycja";
        Archive = "archive": "Archivar", "Archive", "Archiviare", "Archiwizacja";
    }
}

impl Area {
    /// Which acts anything asks for: a role offers no others. A permission that nothing asks for yet may be granted all the same;
    /// what comes to ask for it adds it here, which a test demands.
    #[must_use]
    pub const fn acts(self) -> &'static [Act] {
        use Act::{Archive, Create, Edit, View, ViewOwn};
        match self {
            Self::Bookings | Self::Fleet | Self::Personnel => &[View, ViewOwn, Create, Edit, Archive],
            Self::Money | Self::Customers | Self::Vendors | Self::People => &[View, Create, Edit, Archive],
            Self::Mail => &[View, ViewOwn],
            Self::Overview | Self::Workshop | Self::Tickets | Self::Calendar | Self::Reports => &[],
        }
    }
}

crate::choice! {
    /// Acts granted one by one.
    pub enum NamedAct {
        ApproveBookings = "approve_bookings": "Aprobar reservas", "Approve bookings", "Approvare prenotazioni", "Zatwierdzanie rezerwacji";
        AssignDespiteWarning = "assign_despite_warning": "Asignar pese a un aviso", "Assign despite a warning", "Assegnare nonostante un avviso", "Przydzielanie mimo ostrzeżenia";
        IssueInvoices = "issue_invoices": "Emitir facturas", "Issue invoices", "Emettere fatture", "Wystawianie faktur";
        RecordPayments = "record_payments": "Registrar cobros", "Record payments", "Registrare incassi", "Rejestrowanie wpłat";
        CancelInvoices = "cancel_invoices": "Anular facturas", "Cancel invoices", "Annullare fatture", "Anulowanie faktur";
        ManageSettings = "manage_settings": "Gestionar ajustes", "Manage settings", "Gestire le impostazioni", "Zarządzanie ustawieniami";
        ManageRoles = "manage_roles": "Gestionar roles", "Manage roles", "Gestire i ruoli", "Zarządzanie rolami";
        ManageMail = "manage_mail": "Gestionar correo", "Manage mail", "Gestire la posta", "Zarządzanie pocztą";
        SendMail = "send_mail": "Enviar correo", "Send mail", "Inviare posta", "Wysyłanie poczty";
        SeeAllMailboxes = "see_all_mailboxes": "Ver todos los buzones", "See all mailboxes", "Vedere tutte le caselle", "Wgląd we wszystkie skrzynki";
    }
}

impl NamedAct {
    /// Whether anything asks for it, as [`Area::acts`].
    #[must_use]
    pub const fn is_asked_for(self) -> bool {
        !matches!(self, Self::SeeAllMailboxes)
    }
}

/// One thing that a role may grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// An act within an area.
    In(Area, Act),
    /// An act named by itself.
    To(NamedAct),
}

const ACTS: usize = Act::ALL.len();
const NAMED_FROM: usize = Area::ALL.len() * ACTS;
/// How many permissions there are.
const COUNT: usize = NAMED_FROM + NamedAct::ALL.len();
/// Bits of a word.
const BITS: usize = u64::BITS as usize;

impl Permission {
    /// Its place among all, from 0.
    const fn place(self) -> usize {
        match self {
            Self::In(area, act) => area as usize * ACTS + act as usize,
            Self::To(named) => NAMED_FROM + named as usize,
        }
    }

    /// `bookings.view_own` or `approve_bookings`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::In(area, act) => format!("{}.{}", area.code(), act.code()),
            Self::To(named) => named.code().to_owned(),
        }
    }

    /// The permission of that [`Self::code`]; `None` when there is none of it.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code.split_once('.') {
            Some((area, act)) => Some(Self::In(area.parse().ok()?, act.parse().ok()?)),
            None => code.parse().ok().map(Self::To),
        }
    }

    /// Another that includes it: who may view all may view their own, who may create for all may create for themselves.
    #[must_use]
    pub const fn included_in(self) -> Option<Self> {
        match self {
            Self::In(area, Act::ViewOwn) => Some(Self::In(area, Act::View)),
            Self::In(area, Act::CreateOwn) => Some(Self::In(area, Act::Create)),
            _ => None,
        }
    }

    /// Whether anything asks for it.
    #[must_use]
    pub fn is_asked_for(self) -> bool {
        match self {
            Self::In(area, act) => area.acts().contains(&act),
            Self::To(named) => named.is_asked_for(),
        }
    }

    /// Every permission there is, in the order in which the role's form shows them.
    pub fn all() -> impl Iterator<Item = Self> {
        let in_areas = Area::ALL.iter().flat_map(|area| Act::ALL.iter().map(|act| Self::In(*area, *act)));
        in_areas.chain(NamedAct::ALL.iter().map(|named| Self::To(*named)))
    }
}

/// A set of permissions; transmitted as a list of codes, unknown codes refused. It has as many bits as there are permissions,
/// however many areas and acts come to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions([u64; COUNT.div_ceil(BITS)]);

impl Permissions {
    /// The empty set.
    pub const NONE: Self = Self([0; COUNT.div_ceil(BITS)]);

    /// What the owner's role allows: everything, but looking into other people's mailboxes.
    #[must_use]
    pub fn of_owner() -> Self {
        Permission::all().collect::<Self>().without(Permission::To(NamedAct::SeeAllMailboxes))
    }

    /// What whoever has these may put into a role: nothing that they may not do themselves, except that an owner may grant
    /// seeing all mailboxes, which no built-in role holds.
    #[must_use]
    pub fn grantable(self) -> Self {
        let mine = Permission::all().filter(|permission| self.allows(*permission)).collect::<Self>();
        if mine.covers(Self::of_owner()) { mine.with(Permission::To(NamedAct::SeeAllMailboxes)) } else { mine }
    }

    /// What a role may hold that whoever has these may give to somebody: what they may grant, and what no area asks for yet,
    /// since nobody is offered a box for it.
    #[must_use]
    pub fn givable(self) -> Self {
        let unasked = |permission: &Permission| matches!(permission, Permission::In(..)) && !permission.is_asked_for();
        self.grantable().and(Permission::all().filter(unasked).collect())
    }

    /// What either of both holds.
    #[must_use]
    pub const fn and(mut self, other: Self) -> Self {
        let mut word = 0;
        while word < self.0.len() {
            self.0[word] |= other.0[word];
            word += 1;
        }
        self
    }

    /// This set and one more.
    #[must_use]
    pub const fn with(mut self, permission: Permission) -> Self {
        let place = permission.place();
        self.0[place / BITS] |= 1 << (place % BITS);
        self
    }

    /// This set but for one.
    #[must_use]
    pub const fn without(mut self, permission: Permission) -> Self {
        let place = permission.place();
        self.0[place / BITS] &= !(1 << (place % BITS));
        self
    }

    /// Exactly this permission, without what implies it.
    #[must_use]
    pub const fn has(self, permission: Permission) -> bool {
        let place = permission.place();
        self.0[place / BITS] & (1 << (place % BITS)) != 0
    }

    /// Whether the act is allowed, by itself or by what includes it.
    #[must_use]
    pub const fn allows(self, permission: Permission) -> bool {
        match permission.included_in() {
            Some(wider) => self.has(permission) || self.has(wider),
            None => self.has(permission),
        }
    }

    /// Whether this set holds everything that `other` does.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        let mut word = 0;
        while word < self.0.len() {
            if other.0[word] & !self.0[word] != 0 {
                return false;
            }
            word += 1;
        }
        true
    }

    /// What it holds, in the order of [`Permission::all`].
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::all().filter(move |permission| self.has(*permission))
    }
}

impl crate::field::Value for Permissions {
    const KIND: crate::field::Kind = crate::field::Kind::Special;
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Permission::code))
    }
}

impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Permission>::deserialize(deserializer)?.into_iter().collect())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Code)
    }
}

/// Reads a permission where its code stands: every call of a staff member brings some fifty.
struct Code;

impl Visitor<'_> for Code {
    type Value = Permission;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a permission's code")
    }

    fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<Permission, E> {
        Permission::parse(code).ok_or_else(|| E::custom(crate::choice::UNKNOWN))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Permissions {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Permissions".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<String> = Permission::all().map(Permission::code).collect();
        schemars::json_schema!({ "type": "array", "items": { "type": "string", "enum": codes }, "uniqueItems": true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_its_own_bit_and_survives_its_code() {
        let all: Vec<_> = Permission::all().collect();
        assert_eq!(all.len(), Area::ALL.len() * ACTS + NamedAct::ALL.len());
        for (at, permission) in all.iter().enumerate() {
            assert_eq!(Permission::parse(&permission.code()), Some(*permission));
            let alone = Permissions::NONE.with(*permission);
            assert!(all.iter().enumerate().all(|(other, p)| alone.has(*p) == (other == at)));
        }
    }

    #[test]
    fn a_built_in_role_is_known_by_its_name_in_any_language_until_it_is_renamed() {
        assert_eq!(built_in_name("Taller").map(|name| name.0[1]), Some("Workshop"));
        assert_eq!(built_in_name("Warsztat"), built_in_name("Officina"));
        assert_eq!(built_in_name("Taller de Getafe"), None);
    }

    #[test]
    fn a_driver_sees_only_own_trips_and_no_money() {
        let driver = (BUILT_IN_ROLES[4].permissions)();
        assert!(driver.allows(Permission::In(Area::Bookings, Act::ViewOwn)));
        assert!(!driver.allows(Permission::In(Area::Bookings, Act::View)));
        assert!(!driver.allows(Permission::In(Area::Money, Act::View)));
    }

    #[test]
    fn who_may_do_it_for_all_may_do_it_for_themselves_and_not_the_other_way_round() {
        for (own, all) in [(Act::ViewOwn, Act::View), (Act::CreateOwn, Act::Create)] {
            let [own, all] = [own, all].map(|act| Permission::In(Area::Fleet, act));
            let [narrow, wide] = [own, all].map(|permission| Permissions::NONE.with(permission));
            assert!(wide.allows(own) && wide.allows(all) && narrow.allows(own) && !narrow.allows(all), "{own:?}");
        }
        let driver = (BUILT_IN_ROLES[4].permissions)();
        assert!(driver.allows(Permission::In(Area::Fleet, Act::CreateOwn)));
        assert!(!driver.allows(Permission::In(Area::Fleet, Act::Create)));
    }

    #[test]
    fn no_built_in_role_sees_all_mailboxes_and_an_owner_alone_may_grant_it() {
        let sees_all = Permission::To(NamedAct::SeeAllMailboxes);
        for role in &BUILT_IN_ROLES {
            let permissions = (role.permissions)();
            assert!(!permissions.allows(sees_all), "{}", role.code);
            assert_eq!(permissions.grantable().has(sees_all), role.code == OWNER, "{}", role.code);
            for permission in Permission::all().filter(|permission| *permission != sees_all) {
                let code = permission.code();
                assert_eq!(
                    permissions.grantable().has(permission),
                    permissions.allows(permission),
                    "{} {code}",
                    role.code
                );
            }
        }
    }

    #[test]
    fn who_has_every_box_ticked_may_give_the_built_in_roles() {
        let boxes: Permissions = Permission::all().filter(|permission| permission.is_asked_for()).collect();
        for role in &BUILT_IN_ROLES {
            assert!(boxes.givable().covers((role.permissions)()), "{}", role.code);
        }
        let tickets = Permissions::NONE.with(Permission::In(Area::Tickets, Act::View));
        assert!(!boxes.grantable().covers(tickets));
        assert!(!boxes.givable().has(Permission::To(NamedAct::SeeAllMailboxes)));
    }

    /// A box that does nothing would look broken, and a permission that is asked for couldn't be granted without one.
    #[test]
    fn a_role_offers_exactly_what_is_asked_for() {
        use crate::{record::RecordKind, route, visibility};
        let mut asked: Vec<Permission> = Vec::new();
        for route in route::all() {
            match route.who {
                route::Who::Can(permission) | route::Who::CanOrDrives(permission) => asked.push(permission),
                route::Who::CanAny(any) => asked.extend(any),
                route::Who::CanOrOwn(area) => {
                    asked.extend([Act::View, Act::ViewOwn].map(|act| Permission::In(area, act)));
                }
                route::Who::Anyone | route::Who::Staff | route::Who::Customer | route::Who::CustomerBookings => {}
            }
        }
        asked.extend(
            RecordKind::ALL.iter().flat_map(|kind| kind.restrictions()).flat_map(|restriction| restriction.lifted_by),
        );
        asked.extend(visibility::OF_MAILS_ABOUT.iter().flat_map(|restriction| restriction.lifted_by));
        // An assignment with warnings is asked for it in the call's course.
        asked.push(Permission::To(NamedAct::AssignDespiteWarning));
        for permission in Permission::all() {
            assert_eq!(permission.is_asked_for(), asked.contains(&permission), "{}", permission.code());
        }
    }

    #[test]
    fn the_owner_covers_every_role_and_nobody_covers_the_owner() {
        let owner = Permissions::of_owner();
        for role in &BUILT_IN_ROLES {
            assert!(owner.covers((role.permissions)()));
            assert_eq!((role.permissions)().covers(owner), role.code == OWNER);
        }
    }
}
