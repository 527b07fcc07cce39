use api_tests::{Client, Company, making::version, unique};
use domain::{
    check::FieldCode,
    id::RoleId,
    people::{
        role::RoleDraft,
        staff::{Access, Staff, StaffDraft},
    },
    permission::{Act, Area, NamedAct, Permission, Permissions},
    problem::ProblemKind,
    record::RecordKind,
};

/// Somebody who keeps the staff's records and may do little else.
fn keeper_of_staff(company: &Company) -> Client {
    let permissions: Permissions = [Act::View, Act::Create, Act::Edit, Act::Archive]
        .into_iter()
        .map(|act| Permission::In(Area::People, act))
        .collect();
    let role = RoleDraft { name: format!("Personnel {}", unique()), permissions, ..RoleDraft::default() };
    let role = company.owner.create(RecordKind::Role, &role).id;
    let draft = StaffDraft { roles: vec![RoleId(role)], ..company.staff_draft("viewer") };
    company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id)
}

fn draft_of(company: &Company, staff: i64) -> (StaffDraft, i64) {
    let kept: Staff = company.owner.find(RecordKind::Staff, staff);
    (kept.fields, kept.version)
}

#[test]
fn an_email_is_kept_in_lower_case_and_usual_width_and_taken_once() {
    let company = Company::shared();
    let draft = company.staff_draft("viewer");
    let first = company.owner.create(RecordKind::Staff, &draft).id;
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_alphanumeric()).unwrap_or(c);
    for email in [draft.email.to_uppercase(), draft.email.chars().map(wide).collect()] {
        let refused =
            company.owner.try_create(RecordKind::Staff, &StaffDraft { email, ..company.staff_draft("viewer") });
        assert_eq!(refused.fields(), ["email"]);
        assert_eq!(refused.problem().errors[0].code, FieldCode::Taken);
    }
    let seen_alike = StaffDraft { email: format!("а{}", draft.email), ..company.staff_draft("viewer") };
    let refused = company.owner.try_create(RecordKind::Staff, &seen_alike).refused(ProblemKind::Invalid);
    assert!(refused.errors[0].message.contains("а ≠ a"), "{}", refused.errors[0].message);
    assert_eq!(draft_of(company, first).0.email, draft.email.to_lowercase());
}

#[test]
fn roles_must_exist() {
    let company = Company::shared();
    let draft = StaffDraft { roles: vec![RoleId(404)], ..company.staff_draft("viewer") };
    let problem = company.owner.try_create(RecordKind::Staff, &draft).refused(ProblemKind::Invalid);
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code), ("roles", FieldCode::NotFound));
}

#[test]
fn nobody_grants_a_role_that_allows_more_than_they_may() {
    let company = Company::shared();
    let keeper = keeper_of_staff(company);
    keeper.try_create(RecordKind::Staff, &company.staff_draft("owner")).refused(ProblemKind::NotAllowed);
    keeper.try_create(RecordKind::Staff, &company.staff_draft("dispatcher")).refused(ProblemKind::NotAllowed);
    let own: RoleId =
        draft_of(company, keeper.get("/api/me").json::<serde_json::Value>()["id"].as_i64().unwrap_or(0)).0.roles[0];
    let colleague = StaffDraft { roles: vec![own], ..company.staff_draft("viewer") };
    let colleague = keeper.create(RecordKind::Staff, &colleague).id;
    let (mut draft, version) = draft_of(company, colleague);
    draft.roles.push(company.role("owner"));
    keeper.update(RecordKind::Staff, colleague, version, &draft).refused(ProblemKind::NotAllowed);
}

#[test]
fn nobody_takes_hold_of_the_account_of_somebody_who_may_do_more() {
    let company = Company::shared();
    let keeper = keeper_of_staff(company);
    let dispatcher = company.staff_member("dispatcher");
    let (draft, version) = draft_of(company, dispatcher);
    let moved = StaffDraft { email: format!("mine{}@vega.example", unique()), ..draft.clone() };
    keeper.update(RecordKind::Staff, dispatcher, version, &moved).refused(ProblemKind::NotAllowed);
    let locked_out = StaffDraft { active: false, ..draft.clone() };
    keeper.update(RecordKind::Staff, dispatcher, version, &locked_out).refused(ProblemKind::NotAllowed);
    keeper.act(&format!("/api/staff/{dispatcher}/archive"), version, &()).refused(ProblemKind::NotAllowed);
    // What gives no hold of it is theirs to keep.
    let renamed = StaffDraft { job_title: "Night shift".into(), ..draft };
    keeper.update(RecordKind::Staff, dispatcher, version, &renamed).done();
}

#[test]
fn the_last_owner_can_be_neither_deactivated_nor_archived_nor_demoted() {
    let company = Company::fresh("last-owner");
    let id = company.owner.get("/api/me").json::<serde_json::Value>()["id"].as_i64().unwrap_or(0);
    let (draft, version) = draft_of(&company, id);
    let asleep = StaffDraft { active: false, ..draft.clone() };
    company.owner.update(RecordKind::Staff, id, version, &asleep).refused(ProblemKind::LastOwner);
    let demoted = StaffDraft { roles: vec![company.role("viewer")], ..draft };
    company.owner.update(RecordKind::Staff, id, version, &demoted).refused(ProblemKind::LastOwner);
    company.owner.act(&format!("/api/staff/{id}/archive"), version, &()).refused(ProblemKind::LastOwner);
    company.owner.call("DELETE", &format!("/api/staff/{id}")).version(version).send().refused(ProblemKind::LastOwner);
    let second = company.hire("owner");
    second.client.update(RecordKind::Staff, id, version, &demoted_draft(&company, id)).done();
}

fn demoted_draft(company: &Company, id: i64) -> StaffDraft {
    StaffDraft { roles: vec![company.role("viewer")], ..draft_of(company, id).0 }
}

#[test]
fn deactivation_ends_sessions_at_once() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    colleague.client.get("/api/me").expect(200);
    let (draft, version) = draft_of(company, colleague.staff);
    company.owner.update(RecordKind::Staff, colleague.staff, version, &StaffDraft { active: false, ..draft }).done();
    colleague.client.get("/api/me").refused(ProblemKind::SignInNeeded);
    let kept: Staff = company.owner.find(RecordKind::Staff, colleague.staff);
    assert_eq!(kept.facts.access, Access::Disabled);
}

#[test]
fn a_member_of_staff_shows_roles_by_name_and_when_they_were_last_seen() {
    let company = Company::shared();
    let colleague = company.hire("accounting");
    let kept: Staff = company.owner.find(RecordKind::Staff, colleague.staff);
    assert_eq!(kept.facts.access, Access::Active);
    assert!(kept.facts.last_seen_at.is_some());
    assert_eq!(kept.facts.role_names.len(), 1);
    assert_eq!(kept.facts.driver, None);
}

#[test]
fn the_named_act_alone_does_not_open_the_staff() {
    let company = Company::shared();
    let role = RoleDraft {
        name: format!("Roles only {}", unique()),
        permissions: Permissions::NONE.with(Permission::To(NamedAct::ManageRoles)),
        ..RoleDraft::default()
    };
    let role = company.owner.create(RecordKind::Role, &role).id;
    let draft = StaffDraft { roles: vec![RoleId(role)], ..company.staff_draft("viewer") };
    let person = company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id);
    person.get("/api/staff").refused(ProblemKind::NotAllowed);
    assert!(version(&company.owner, RecordKind::Role, role) >= 1);
}

#[test]
fn restoring_somebody_and_letting_them_in_again_is_weighed_like_granting_their_roles() {
    let company = Company::shared();
    let keeper = keeper_of_staff(company);
    let staff = company.staff_member("dispatcher");
    company.owner.act(&format!("/api/staff/{staff}/archive"), 1, &()).done();
    keeper.act(&format!("/api/staff/{staff}/restore"), 2, &()).refused(ProblemKind::NotAllowed);
    company.owner.act(&format!("/api/staff/{staff}/restore"), 2, &()).done();
    let (draft, _) = draft_of(company, staff);
    company.owner.update(RecordKind::Staff, staff, 3, &StaffDraft { active: false, ..draft.clone() }).done();
    keeper.update(RecordKind::Staff, staff, 4, &draft).refused(ProblemKind::NotAllowed);
    company.owner.update(RecordKind::Staff, staff, 4, &draft).done();
}
