use api_tests::Company;
use domain::{
    check::FieldCode,
    id::CustomerId,
    people::{
        contact::{Contact, ContactDraft},
        customer::{Customer, CustomerDraft},
    },
    problem::ProblemKind,
    record::RecordKind,
};

#[test]
fn an_email_belongs_to_one_contact_whoever_the_customer() {
    let company = Company::shared();
    let draft = company.contact_draft(company.customer());
    company.owner.create(RecordKind::Contact, &draft);
    let other = ContactDraft { customer: Some(CustomerId(company.customer())), ..draft };
    let refused = company.owner.try_create(RecordKind::Contact, &other);
    assert_eq!(refused.fields(), ["email"]);
    assert_eq!(refused.problem().errors[0].code, FieldCode::Taken);
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
