//! Invitation and reset links: for one person, for one use, and only the latest counts.

use api_tests::{
    Company, PASSWORD,
    company::{new_password, token},
};
use domain::{
    people::staff::{Access, Staff},
    problem::ProblemKind,
    record::RecordKind,
    session::{LinkDraft, LinkInfo, LinkPurpose, NewPassword},
};

#[test]
fn a_link_says_whom_it_is_for_and_is_spent_once() {
    let company = Company::shared();
    let staff = company.staff_member("viewer");
    let made = company.link(&format!("/api/staff/{staff}/link"));
    assert_eq!(made.purpose, LinkPurpose::Invite);
    let path = format!("/api/links/{}", token(&made));
    let person = company.nobody();
    let info: LinkInfo = person.get(&path).expect(200).json();
    let kept: Staff = company.owner.find(RecordKind::Staff, staff);
    assert_eq!((info.email, info.company.as_str()), (kept.fields.email, "Transportes Vega"));
    assert_eq!(kept.facts.access, Access::Invited);
    assert_eq!(person.post(&path, &NewPassword { password: "short".into() }).fields(), ["password"]);
    person.post(&path, &new_password()).done();
    let _ = person.get("/api/me").expect(200);
    company.nobody().post(&path, &new_password()).refused(ProblemKind::LinkSpent);
    company.nobody().get(&path).refused(ProblemKind::LinkSpent);
    assert_eq!(company.owner.find::<Staff>(RecordKind::Staff, staff).facts.access, Access::Active);
}

#[test]
fn of_many_who_spend_one_link_at_once_one_gets_in() {
    let company = Company::shared();
    let made = company.link(&format!("/api/staff/{}/link", company.staff_member("viewer")));
    let path = format!("/api/links/{}", token(&made));
    let answers = api_tests::race(8, |_| company.nobody().post(&path, &new_password()));
    assert_eq!(answers.iter().filter(|answer| answer.status < 300).count(), 1);
    for lost in answers.iter().filter(|answer| answer.status >= 300) {
        lost.refused(ProblemKind::LinkSpent);
    }
}

#[test]
fn a_newer_link_takes_the_place_of_the_older() {
    let company = Company::shared();
    let path = format!("/api/staff/{}/link", company.staff_member("viewer"));
    let (older, newer) = (company.link(&path), company.link(&path));
    company.nobody().get(&format!("/api/links/{}", token(&older))).refused(ProblemKind::LinkSpent);
    let _ = company.nobody().get(&format!("/api/links/{}", token(&newer))).expect(200);
}

#[test]
fn a_link_for_somebody_who_signs_in_already_resets_the_password_and_ends_sessions() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let made = company.link(&format!("/api/staff/{}/link", colleague.staff));
    assert_eq!(made.purpose, LinkPurpose::Reset);
    let draft = NewPassword { password: "tres puertas correderas".into() };
    company.nobody().post(&format!("/api/links/{}", token(&made)), &draft).done();
    colleague.client.get("/api/me").refused(ProblemKind::SignInNeeded);
    let old = domain::session::SignIn { email: colleague.email, password: PASSWORD.into() };
    company.nobody().post("/api/session", &old).refused(ProblemKind::WrongSignIn);
}

#[test]
fn a_portal_link_does_not_open_staffs_app_nor_the_other_way_round() {
    let company = Company::shared();
    let staff = company.link(&format!("/api/staff/{}/link", company.staff_member("viewer")));
    let contact = company.owner.create(RecordKind::Contact, &company.contact_draft(company.customer())).id;
    let portal = company.link(&format!("/api/contacts/{contact}/link"));
    for (path, other) in [("/api/links", &portal), ("/api/portal/links", &staff)] {
        let path = format!("{path}/{}", token(other));
        company.nobody().get(&path).refused(ProblemKind::LinkSpent);
        company.nobody().post(&path, &new_password()).refused(ProblemKind::LinkSpent);
    }
}

#[test]
fn nobody_makes_a_link_for_whoever_may_do_more_than_they() {
    let company = Company::shared();
    let mut role =
        domain::people::role::RoleDraft { name: format!("HR {}", api_tests::unique()), ..Default::default() };
    role.permissions =
        ["people.view", "people.edit"].iter().filter_map(|code| domain::permission::Permission::parse(code)).collect();
    let role = company.owner.create(RecordKind::Role, &role).id;
    let draft =
        domain::people::staff::StaffDraft { roles: vec![domain::id::RoleId(role)], ..company.staff_draft("viewer") };
    let staff = company.owner.create(RecordKind::Staff, &draft).id;
    let hr = company.invite_staff(staff);
    let owner = company.owner.get("/api/me").expect(200).json::<domain::session::Me>().id;
    let ask = |staff: i64| hr.post(&format!("/api/staff/{staff}/link"), &LinkDraft::default());
    ask(owner.0).refused(ProblemKind::NotAllowed);
    let peer = company.owner.create(
        RecordKind::Staff,
        &domain::people::staff::StaffDraft { roles: vec![domain::id::RoleId(role)], ..company.staff_draft("viewer") },
    );
    ask(peer.id).done();
}
