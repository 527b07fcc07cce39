use api_tests::{
    Client, Company,
    company::{new_password, token},
    unique,
};
use domain::{
    id::RoleId,
    people::{
        role::{Role, RoleDraft},
        staff::StaffDraft,
    },
    permission::{Act, Area, NamedAct, Permission, Permissions},
    problem::ProblemKind,
    record::RecordKind,
    session::Link,
};

fn role(permissions: Permissions) -> RoleDraft {
    RoleDraft { name: format!("Role {}", unique()), description: String::new(), permissions }
}

/// Somebody who manages roles and sees vehicles.
fn keeper_of_roles(company: &Company) -> Client {
    let permissions = [
        Permission::To(NamedAct::ManageRoles),
        Permission::In(Area::People, Act::View),
        Permission::In(Area::Fleet, Act::View),
    ];
    let role = company.owner.create(RecordKind::Role, &role(permissions.into_iter().collect())).id;
    let draft = StaffDraft { roles: vec![RoleId(role)], ..company.staff_draft("viewer") };
    company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id)
}

#[test]
fn a_role_is_widened_only_by_what_its_editor_may_do() {
    let company = Company::shared();
    let keeper = keeper_of_roles(company);
    let fleet = Permissions::NONE.with(Permission::In(Area::Fleet, Act::View));
    let money = Permission::In(Area::Money, Act::View);
    keeper.try_create(RecordKind::Role, &role(fleet.with(money))).refused(ProblemKind::NotAllowed);
    let created = keeper.create(RecordKind::Role, &role(fleet));
    let kept: Role = keeper.find(RecordKind::Role, created.id);
    let widened = RoleDraft { permissions: fleet.with(money), ..kept.fields.clone() };
    keeper.update(RecordKind::Role, created.id, 1, &widened).refused(ProblemKind::NotAllowed);
    // What the role has from somebody else may stay.
    company.owner.update(RecordKind::Role, created.id, 1, &widened).done();
    let described = RoleDraft { description: "Looks at vans and bills".into(), ..widened };
    keeper.update(RecordKind::Role, created.id, 2, &described).done();
}

#[test]
fn the_owners_role_stays_as_it_is_and_built_in_ones_stay() {
    let company = Company::fresh("roles");
    let owner = company.role("owner").0;
    let kept: Role = company.owner.find(RecordKind::Role, owner);
    let less = RoleDraft { permissions: Permissions::NONE, ..kept.fields };
    company.owner.update(RecordKind::Role, owner, kept.version, &less).refused(ProblemKind::BuiltInRole);
    company.owner.act(&format!("/api/roles/{owner}/archive"), kept.version, &()).refused(ProblemKind::BuiltInRole);
    let workshop = company.role("workshop").0;
    let kept: Role = company.owner.find(RecordKind::Role, workshop);
    company
        .owner
        .call("DELETE", &format!("/api/roles/{workshop}"))
        .version(kept.version)
        .send()
        .refused(ProblemKind::BuiltInRole);
    let less = RoleDraft { description: "Keeps them running".into(), ..kept.fields };
    company.owner.update(RecordKind::Role, workshop, kept.version, &less).done();
}

#[test]
fn a_role_in_use_is_not_deleted_and_its_holders_are_named() {
    let company = Company::shared();
    let created = company.owner.create(RecordKind::Role, &role(Permissions::NONE));
    let draft = StaffDraft { roles: vec![RoleId(created.id)], ..company.staff_draft("viewer") };
    let holder = company.owner.create(RecordKind::Staff, &draft).id;
    let delete = || company.owner.call("DELETE", &format!("/api/roles/{}", created.id)).version(1).send();
    let problem = delete().refused(ProblemKind::StillReferred);
    assert_eq!(problem.obstacles.len(), 1);
    assert_eq!((problem.obstacles[0].kind.as_str(), problem.obstacles[0].id), ("staff", Some(holder)));
    assert_eq!(problem.obstacles[0].label, draft.name);
    let kept: Role = company.owner.find(RecordKind::Role, created.id);
    assert_eq!(kept.facts.holders, 1);
    let elsewhere = StaffDraft { roles: vec![company.role("viewer")], ..draft };
    company.owner.update(RecordKind::Staff, holder, 1, &elsewhere).done();
    delete().expect(204);
}

#[test]
fn a_changed_role_counts_from_the_next_call() {
    let company = Company::shared();
    let created = company.owner.create(RecordKind::Role, &role(Permissions::NONE));
    let draft = StaffDraft { roles: vec![RoleId(created.id)], ..company.staff_draft("viewer") };
    let person = company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id);
    person.get("/api/vehicles").refused(ProblemKind::NotAllowed);
    let kept: Role = company.owner.find(RecordKind::Role, created.id);
    let wider =
        RoleDraft { permissions: Permissions::NONE.with(Permission::In(Area::Fleet, Act::View)), ..kept.fields };
    company.owner.update(RecordKind::Role, created.id, 1, &wider).done();
    person.get("/api/vehicles").expect(200);
}

#[test]
fn restoring_a_role_is_weighed_like_granting_it() {
    let company = Company::shared();
    let permissions = [
        Permission::To(NamedAct::ManageRoles),
        Permission::In(Area::People, Act::View),
        Permission::In(Area::Fleet, Act::View),
    ];
    let kept = company.owner.create(RecordKind::Role, &role(permissions.into_iter().collect())).id;
    let money = Permissions::NONE.with(Permission::In(Area::Money, Act::View));
    let (taken, within) =
        (company.owner.create(RecordKind::Role, &role(money)).id, role(permissions[2..].iter().copied().collect()));
    let within = company.owner.create(RecordKind::Role, &within).id;
    let draft = StaffDraft { roles: vec![RoleId(kept), RoleId(taken)], ..company.staff_draft("viewer") };
    let keeper = company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id);
    keeper.get("/api/invoices").expect(200);
    company.owner.act(&format!("/api/roles/{taken}/archive"), 1, &()).done();
    keeper.get("/api/invoices").refused(ProblemKind::NotAllowed);
    // Neither what one held oneself, nor anything else that is more than one has.
    keeper.act(&format!("/api/roles/{taken}/restore"), 2, &()).refused(ProblemKind::NotAllowed);
    keeper.get("/api/invoices").refused(ProblemKind::NotAllowed);
    company.owner.act(&format!("/api/roles/{within}/archive"), 1, &()).done();
    keeper.act(&format!("/api/roles/{within}/restore"), 2, &()).done();
    company.owner.act(&format!("/api/roles/{taken}/restore"), 2, &()).done();
    keeper.get("/api/invoices").expect(200);
}

#[test]
fn a_link_made_by_hand_ends_when_its_person_may_do_more() {
    let company = Company::shared();
    let little = company.owner.create(RecordKind::Role, &role(Permissions::NONE)).id;
    let draft = StaffDraft { roles: vec![RoleId(little)], ..company.staff_draft("viewer") };
    let staff = company.owner.create(RecordKind::Staff, &draft).id;
    let link = || company.link(&format!("/api/staff/{staff}/link"));
    let spend = |link: &Link| {
        let path = format!("/api/links/{}", token(link));
        company.nobody().post(&path, &new_password())
    };
    let before = link();
    let more = StaffDraft { roles: vec![RoleId(little), company.role("owner")], ..draft.clone() };
    company.owner.update(RecordKind::Staff, staff, 1, &more).done();
    spend(&before).refused(ProblemKind::LinkSpent);

    company.owner.update(RecordKind::Staff, staff, 2, &draft).done();
    let before = link();
    let wider = RoleDraft {
        permissions: Permissions::NONE.with(Permission::In(Area::Fleet, Act::View)),
        ..role(Permissions::NONE)
    };
    company.owner.update(RecordKind::Role, little, 1, &wider).done();
    spend(&before).refused(ProblemKind::LinkSpent);

    let before = link();
    company.owner.update(RecordKind::Role, little, 2, &RoleDraft { permissions: Permissions::NONE, ..wider }).done();
    spend(&before).done();
}

#[test]
fn seeing_all_mailboxes_is_granted_by_an_owner_who_does_not_hold_it() {
    let company = Company::shared();
    let sees_all = Permission::To(NamedAct::SeeAllMailboxes);
    let me: domain::session::Me = company.owner.get("/api/me").expect(200).json();
    assert!(!me.permissions.allows(sees_all));
    let boxes: Permissions = Permission::all().filter(|permission| permission.is_asked_for()).collect();
    let of_office = company.owner.create(RecordKind::Role, &role(boxes)).id;
    let all = company.owner.create(RecordKind::Role, &role(Permissions::NONE.with(sees_all))).id;

    // Whoever has every box that there is ticked hires people for the built-in roles, and grants nothing of it.
    let office = StaffDraft { roles: vec![RoleId(of_office)], ..company.staff_draft("viewer") };
    let office = company.invite_staff(company.owner.create(RecordKind::Staff, &office).id);
    for code in ["dispatcher", "driver", "viewer"] {
        office.create(RecordKind::Staff, &company.staff_draft(code));
    }
    office.try_create(RecordKind::Role, &role(Permissions::NONE.with(sees_all))).refused(ProblemKind::NotAllowed);
    let auditor = StaffDraft { roles: vec![RoleId(all)], ..company.staff_draft("viewer") };
    office.try_create(RecordKind::Staff, &auditor).refused(ProblemKind::NotAllowed);

    let auditor = company.invite_staff(company.owner.create(RecordKind::Staff, &auditor).id);
    let me: domain::session::Me = auditor.get("/api/me").expect(200).json();
    assert!(me.permissions.allows(sees_all));
}
