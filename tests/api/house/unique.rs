//! What only one record may have, only one live record may have: archiving frees it, and a refusal names who has it.
//!
//! The unique indexes are read from the database itself, so a new one is covered, or refused, without being listed here.

use api_tests::{
    Company, making,
    specimens::{self, Specimen},
    unique,
};
use domain::{
    check::FieldCode,
    fleet::vehicle_group::VehicleGroupDraft,
    id::RoleId,
    people::{role::RoleDraft, staff::StaffDraft},
    permission::{Act, Area, Permission},
    problem::{Obstacle, ProblemKind},
    record::{Created, RecordKind, Verb},
};
use serde_json::{Value, json};

/// Values of the specimens' empty fields, another one each time.
fn filled(field: &str, value: &Value) -> Value {
    match field {
        // A VIN's letters and digits, without I, O and Q.
        "vin" => json!(format!("WVWZZZ1JZ{:08}", unique())),
        "is_default" => json!(true),
        _ => value.clone(),
    }
}

/// Single fields of the draft that a unique index stands on.
fn unique_fields(specimen: &Specimen, draft: &Value) -> Vec<String> {
    let table = specimen.kind.table();
    let sql = format!(
        "SELECT max(c.name) FROM pragma_index_list('{table}') i JOIN pragma_index_info(i.name) c \
         WHERE i.\"unique\" GROUP BY i.name HAVING count(*) = 1"
    );
    let mut fields = Company::shared().server.texts(&sql);
    // A key that is kept beside the field it is made of.
    fields.iter_mut().for_each(|field| *field = field.trim_end_matches("_key").to_owned());
    fields.retain(|field| draft.get(field).is_some());
    fields
}

#[test]
fn an_archived_record_keeps_nothing_from_a_new_one_and_restoring_it_names_who_has_it_now() {
    let company = Company::shared();
    let mut seen = Vec::new();
    let seen = std::sync::Mutex::new(&mut seen);
    specimens::each(Verb::Archive, |specimen| {
        let draft = || specimen.draft.expect("a draft")(company);
        let call = |id: i64, act: &str| {
            let version = making::version(&company.owner, specimen.kind, id);
            company.owner.call("POST", &format!("{}/{id}/{act}", specimen.collection())).version(version).send()
        };
        let create = |draft: &Value| company.owner.try_create(specimen.kind, draft);
        for field in unique_fields(specimen, &draft()) {
            seen.lock().expect("nobody panics with it").push(format!("{}.{field}", specimen.kind.collection()));
            let mut first = draft();
            first[&field] = filled(&field, &first[&field]);
            let mut second = draft();
            second[&field] = first[&field].clone();
            let old = create(&first).expect(201).json::<Created>().id;
            call(old, "archive").done();
            let new = create(&second).expect(201).json::<Created>().id;
            if field == "is_default" {
                // Who comes back takes it from nobody.
                call(old, "restore").done();
                assert_eq!(company.owner.raw(specimen.kind, old)["fields"][&field], false);
                continue;
            }
            let is_new = |obstacles: &[Obstacle]| {
                let [holder] = obstacles else { panic!("{field}: {obstacles:?}") };
                assert_eq!((holder.kind.as_str(), holder.id), (specimen.kind.collection(), Some(new)), "{field}");
                assert!(!holder.label.is_empty(), "{field}");
            };
            let refused = call(old, "restore").refused(ProblemKind::TakenMeanwhile);
            assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code), (field.as_str(), FieldCode::Taken));
            is_new(&refused.obstacles);
            // A third is refused alike, and so is a save that wants it.
            let mut third = draft();
            third[&field] = first[&field].clone();
            let refused = create(&third).refused(ProblemKind::Invalid);
            is_new(&refused.obstacles);
            assert!(refused.errors[0].message.contains(&refused.obstacles[0].label), "{}", refused.errors[0].message);
            call(new, "archive").done();
            call(old, "restore").done();
        }
    });
    let expected = [
        "drivers.staff",
        "mail-accounts.is_default",
        "mail-accounts.name",
        "mail-apps.name",
        "mail-servers.name",
        "mail-templates.name",
        "roles.name",
        "staff.email",
        "vehicle-groups.name",
        "vehicle-types.name",
        "vehicles.plate",
        "vehicles.vin",
    ];
    let mut seen = seen.into_inner().expect("nobody panics with it").clone();
    seen.sort();
    seen.dedup();
    assert!(expected.iter().all(|field| seen.iter().any(|seen| seen == field)), "{seen:?}");
}

#[test]
fn who_may_not_see_the_other_record_is_told_no_more_than_that_there_is_one() {
    let company = Company::shared();
    let permissions = [Permission::In(Area::Fleet, Act::Create)].into_iter().collect();
    let role = RoleDraft { name: format!("Adder {}", unique()), permissions, ..RoleDraft::default() };
    let role = company.owner.create(RecordKind::Role, &role).id;
    let draft = StaffDraft { roles: vec![RoleId(role)], ..company.staff_draft("viewer") };
    let adder = company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id);
    let group = VehicleGroupDraft { name: format!("Nave {}", unique()), ..VehicleGroupDraft::default() };
    company.owner.create(RecordKind::VehicleGroup, &group);
    let refused = adder.try_create(RecordKind::VehicleGroup, &group).refused(ProblemKind::Invalid);
    assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code), ("name", FieldCode::Taken));
    assert!(refused.obstacles.is_empty() && !refused.errors[0].message.contains(&group.name), "{refused:?}");
}
