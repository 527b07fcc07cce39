//! The company that tests work in, set up by the same calls that people make.

use crate::{Client, Server, now, server::SETUP_CODE};
use domain::{
    fleet::vehicle_type::VehicleTypeDraft,
    id::RoleId,
    people::{contact::ContactDraft, role::RoleRow, staff::StaffDraft},
    permission::OWNER,
    record::RecordKind,
    session::{Acceptance, Link, LinkDraft, NewPassword, SignIn},
    settings::{Company as Settings, SetUpDraft},
    text::Language,
    time::HOUR,
};
use peers::Peers;
use rusqlite::Connection;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Everybody's.
pub const PASSWORD: &str = "cuatro ruedas y un volante";
pub const OWNER_EMAIL: &str = "olga@vega.example";

pub struct Company {
    pub server: Server,
    pub owner: Client,
    /// A type that vehicles are of and bookings may ask for.
    pub vehicle_type: i64,
    roles: BTreeMap<String, RoleId>,
    clients: Mutex<BTreeMap<String, Arc<Client>>>,
}

/// A staff member, signed in.
pub struct Colleague {
    pub staff: i64,
    pub email: String,
    pub client: Client,
}

/// A driver who can be assigned, and their staff record.
#[derive(Clone, Copy, Debug)]
pub struct Driver {
    pub id: i64,
    pub staff: i64,
}

/// A customer's contact, signed in to the portal.
pub struct Contact {
    pub id: i64,
    pub customer: i64,
    pub email: String,
    pub portal: Client,
}

impl Company {
    /// The one that all tests of a binary share.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Company> = LazyLock::new(|| Company::fresh("shared"));
        &SHARED
    }

    /// One for a test that breaks or counts things.
    #[must_use]
    pub fn fresh(name: &str) -> Self {
        Self::on(Server::fresh(name))
    }

    /// Sets the company up on a server that has none yet.
    #[must_use]
    pub fn on(server: Server) -> Self {
        let owner = Client::new(&server.url);
        owner.post("/api/setup", &set_up()).done();
        sign_in(&owner, "/api/session", OWNER_EMAIL);
        let vehicle_type = VehicleTypeDraft { name: "Minibus".into(), ..VehicleTypeDraft::default() };
        let vehicle_type = owner.create(RecordKind::VehicleType, &vehicle_type).id;
        Self::again_on(server, owner, vehicle_type)
    }

    /// A company that is set up already, on a server that was started again.
    #[must_use]
    pub fn again_on(server: Server, owner: Client, vehicle_type: i64) -> Self {
        let built_in = |row: RoleRow| row.built_in.map(|code| (code, RoleId(row.id)));
        let roles = owner.rows::<RoleRow>(RecordKind::Role, "").into_iter().filter_map(built_in).collect();
        Self { server, owner, vehicle_type, roles, clients: Mutex::default() }
    }

    /// The same company on a runtime that was stopped, if it still ran, and started again; `meanwhile` has the database alone.
    #[must_use]
    pub fn restarted(self, peers: Option<&Peers>, meanwhile: impl FnOnce(&mut Connection)) -> Self {
        let (folder, database) = (self.server.folder.clone(), self.server.database.clone());
        let (owner, vehicle_type) = (self.owner.again(), self.vehicle_type);
        drop(self);
        let mut sql = Connection::open(database).expect("the database opens");
        meanwhile(&mut sql);
        drop(sql);
        let server = Server::start(&folder, peers);
        let owner = owner.at(&server.url);
        Self::again_on(server, owner, vehicle_type)
    }

    /// Moves the company to a zone where it is about noon, so that what a test does "today" is not cut by midnight.
    pub fn move_to_noon(&self) {
        self.move_to(12 - now() / HOUR % 24);
    }

    /// Moves the company to a zone where the date is another than UTC's.
    pub fn move_to_another_date(&self) {
        self.move_to(if now() / HOUR % 24 < 11 { -11 } else { 13 });
    }

    fn move_to(&self, hours_ahead: i64) {
        // These zones' names have the sign turned round: `Etc/GMT-3` is three hours ahead.
        let mut settings: Settings = self.owner.get("/api/settings").expect(200).json();
        settings.fields.zone = format!("Etc/GMT{:+}", -hours_ahead);
        self.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    }

    #[must_use]
    pub fn nobody(&self) -> Client {
        Client::new(&self.server.url)
    }

    #[must_use]
    pub fn role(&self, code: &str) -> RoleId {
        *self.roles.get(code).unwrap_or_else(|| panic!("there is no built-in role {code}"))
    }

    /// Somebody signed in with this built-in role and no driver profile; the same person each time.
    pub fn client_with_role(&self, role: &str) -> Arc<Client> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let hire = || Arc::new(if role == OWNER { self.owner.again() } else { self.hire(role).client });
        Arc::clone(clients.entry(role.to_owned()).or_insert_with(hire))
    }

    /// A new staff member with a built-in role, signed in through an invitation.
    #[must_use]
    pub fn hire(&self, role: &str) -> Colleague {
        let draft = self.staff_draft(role);
        let staff = self.owner.create(RecordKind::Staff, &draft).id;
        Colleague { staff, email: draft.email, client: self.invite_staff(staff) }
    }

    #[must_use]
    pub fn staff_draft(&self, role: &str) -> StaffDraft {
        let number = crate::unique();
        StaffDraft {
            name: format!("Person {number}"),
            email: format!("person{number}@vega.example"),
            phone: "+34 600 000 000".into(),
            roles: vec![self.role(role)],
            ..StaffDraft::default()
        }
    }

    /// A new staff member who can't sign in yet.
    #[must_use]
    pub fn staff_member(&self, role: &str) -> i64 {
        self.owner.create(RecordKind::Staff, &self.staff_draft(role)).id
    }

    /// A fresh link at `/api/staff/{id}/link` or `/api/contacts/{id}/link`, to be handed on.
    #[must_use]
    pub fn link(&self, path: &str) -> Link {
        self.owner.post(path, &LinkDraft { by_hand: true }).done().json()
    }

    /// Follows a fresh invitation of a staff member.
    #[must_use]
    pub fn invite_staff(&self, staff: i64) -> Client {
        let link = self.link(&format!("/api/staff/{staff}/link"));
        let person = self.nobody();
        person.post(&format!("/api/links/{}", token(&link)), &new_password()).done();
        person
    }

    /// Follows a fresh invitation of a contact.
    #[must_use]
    pub fn invite_contact(&self, contact: i64) -> Client {
        let link = self.link(&format!("/api/contacts/{contact}/link"));
        let person = self.nobody();
        person.post(&format!("/api/portal/links/{}", token(&link)), &new_password()).done();
        person
    }
}

/// One person who serves two customers with one sign-in, acting as the first contact until they switch.
pub struct Serving {
    pub first: Contact,
    pub second: Contact,
}

impl Serving {
    /// Acts as one of the two.
    pub fn act_as(&self, contact: &Contact) {
        self.first.portal.call("PUT", &format!("/api/portal/me/contacts/{}", contact.id)).send().done();
    }
}

impl Company {
    #[must_use]
    pub fn serving(&self) -> Serving {
        let first = self.contact();
        let second = self.also_of(&first, self.customer());
        Serving { first, second }
    }

    /// The person as the contact of a further customer, by an invitation that is handed on. Their session is the one they have.
    #[must_use]
    pub fn also_of(&self, person: &Contact, customer: i64) -> Contact {
        let draft = ContactDraft { email: person.email.clone(), ..self.contact_draft(customer) };
        let id = self.owner.create(RecordKind::Contact, &draft).id;
        let link = self.link(&format!("/api/contacts/{id}/link"));
        let accept = Acceptance { password: PASSWORD.into() };
        self.nobody().post(&format!("/api/portal/links/{}/accept", token(&link)), &accept).done();
        Contact { id, customer, email: draft.email, portal: person.portal.again() }
    }
}

/// What the first-run page sends.
#[must_use]
pub fn set_up() -> SetUpDraft {
    SetUpDraft {
        code: SETUP_CODE.into(),
        company: "Transportes Vega".into(),
        currency: "EUR".into(),
        zone: "Europe/Madrid".into(),
        language: Language::En,
        owner_name: "Olga Vega".into(),
        owner_email: OWNER_EMAIL.into(),
        password: PASSWORD.into(),
    }
}

#[must_use]
pub fn new_password() -> NewPassword {
    NewPassword { password: PASSWORD.into() }
}

/// Signs in to an app (`/api/session` or `/api/portal/session`) with everybody's password.
pub fn sign_in(person: &Client, path: &str, email: &str) {
    person.post(path, &SignIn { email: email.into(), password: PASSWORD.into() }).done();
}

/// A link's last segment is its token.
#[must_use]
pub fn token(link: &Link) -> &str {
    link.path.rsplit('/').next().unwrap_or_default()
}
