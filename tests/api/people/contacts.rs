use api_tests::{Client, Company, making::version, unique};
use domain::{
    check::FieldCode,
    id::{CustomerId, RoleId},
    people::{
        contact::{Contact, ContactDraft},
        customer::{Customer, CustomerDraft},
        role::RoleDraft,
        staff::StaffDraft,
    },
    permission::{Act, Area, Permission},
    problem::{Problem, ProblemKind},
    record::RecordKind,
};

#[test]
fn an_address_is_one_contacts_at_each_customer_and_a_refusal_names_that_one() {
    let company = Company::shared();
    let draft = company.contact_draft(company.customer());
    let other = ContactDraft { customer: Some(CustomerId(company.customer())), ..draft.clone() };
    // Another customer's contact may be the same person, and stands in nobody's way.
    company.owner.create(RecordKind::Contact, &other);
    let first = company.owner.create(RecordKind::Contact, &draft).id;
    let is_first = |problem: &Problem| {
        let told: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(told, [("email", FieldCode::Taken)]);
        assert_eq!(problem.obstacles.iter().map(|one| one.id).collect::<Vec<_>>(), [Some(first)]);
    };
    let again = ContactDraft { email: draft.email.to_uppercase(), ..draft.clone() };
    is_first(&company.owner.try_create(RecordKind::Contact, &again).refused(ProblemKind::Invalid));
    let neighbour = ContactDraft { email: format!("x{}", draft.email), ..draft.clone() };
    let neighbour = company.owner.create(RecordKind::Contact, &neighbour).id;
    is_first(&company.owner.update(RecordKind::Contact, neighbour, 1, &draft).refused(ProblemKind::Invalid));
    // Archiving frees it, and what comes back then names who has it now.
    company.owner.act(&format!("/api/contacts/{neighbour}/archive"), 1, &()).done();
    let free = ContactDraft { email: format!("x{}", draft.email), ..draft };
    company.owner.update(RecordKind::Contact, first, 1, &free).done();
    let path = format!("/api/contacts/{neighbour}/restore");
    is_first(&company.owner.act(&path, 2, &()).refused(ProblemKind::TakenMeanwhile));
}

#[test]
fn restoring_who_gets_in_again_is_for_those_who_may_invite() {
    let company = Company::shared();
    let permissions = [Act::View, Act::Archive].into_iter().map(|act| Permission::In(Area::Customers, act)).collect();
    let role = RoleDraft { name: format!("Archivist {}", unique()), permissions, ..RoleDraft::default() };
    let role = company.owner.create(RecordKind::Role, &role).id;
    let draft = StaffDraft { roles: vec![RoleId(role)], ..company.staff_draft("viewer") };
    let archivist = company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id);
    let act = |person: &Client, kind: RecordKind, id: i64, act: &str| {
        let version = version(&company.owner, kind, id);
        person.act(&format!("/api/{}/{id}/{act}", kind.collection()), version, &())
    };
    let contact = company.contact();
    let stranger = company.owner.create(RecordKind::Contact, &company.contact_draft(contact.customer)).id;
    for (kind, id) in [(RecordKind::Contact, contact.id), (RecordKind::Customer, contact.customer)] {
        act(&archivist, kind, id, "archive").done();
        act(&archivist, kind, id, "restore").refused(ProblemKind::NotAllowed);
        act(&company.owner, kind, id, "restore").done();
    }
    // Without access there is nothing to give.
    act(&archivist, RecordKind::Contact, stranger, "archive").done();
    act(&archivist, RecordKind::Contact, stranger, "restore").done();
}

#[test]
fn the_newest_primary_contact_takes_it_from_the_others() {
    let company = Company::shared();
    let customer = company.customer();
    let primary = |draft: ContactDraft| ContactDraft { primary: true, ..draft };
    let first = company.owner.create(RecordKind::Contact, &primary(company.contact_draft(customer))).id;
    let elsewhere = company.owner.create(RecordKind::Contact, &primary(company.contact_draft(company.customer()))).id;
    let second = company.owner.create(RecordKind::Contact, &primary(company.contact_draft(customer))).id;
    let is_primary = |id: i64| company.owner.find::<Contact>(RecordKind::Contact, id).fields.primary;
    assert_eq!([first, second, elsewhere].map(is_primary), [false, true, true]);
}

#[test]
fn a_contact_stays_with_its_customer() {
    let company = Company::shared();
    let draft = company.contact_draft(company.customer());
    let contact = company.owner.create(RecordKind::Contact, &draft).id;
    let moved = ContactDraft { customer: Some(CustomerId(company.customer())), ..draft };
    assert_eq!(company.owner.update(RecordKind::Contact, contact, 1, &moved).fields(), ["customer"]);
}

#[test]
fn an_inactive_customers_contacts_are_signed_out() {
    let company = Company::shared();
    let contact = company.contact();
    contact.portal.get("/api/portal/me").expect(200);
    let customer: Customer = company.owner.find(RecordKind::Customer, contact.customer);
    let asleep = CustomerDraft { active: false, ..customer.fields };
    company.owner.update(RecordKind::Customer, contact.customer, customer.version, &asleep).done();
    contact.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
}

#[test]
fn a_customer_with_contacts_is_archived_not_deleted() {
    let company = Company::shared();
    let contact = company.contact();
    let delete = company.owner.call("DELETE", &format!("/api/customers/{}", contact.customer)).version(1).send();
    let problem = delete.refused(ProblemKind::StillReferred);
    assert_eq!(problem.obstacles[0].kind, "contacts");
    company.owner.act(&format!("/api/customers/{}/archive", contact.customer), 1, &()).done();
}
