//! `cargo xtask test record KIND`: what tells, within minutes, whether a new kind of record stands everywhere it has to.
//!
//! It runs what `test` runs, but of each stage only what walks over records, and of the API's walks only this kind's turn.

use super::{api_binaries, cargo_test, part_for_api, with_build};
use crate::{
    Result,
    build::{self, Profile},
    docs,
    machine::{Machine, root, run},
    openapi, rooms, setup,
    tally::Tally,
};
use domain::record::RecordKind;

/// Whose turn the walks of `tests/api` take; none is everybody's.
const WALKS: &str = "VOLANTE_RECORD";
/// The house's tests that walk over every kind of record.
const HOUSE: &[&str] =
    &["records::", "lists::", "abuse::", "queries::", "unique::", "sight::", "budgets::", "routes::"];

pub fn record(kind: &str) -> Result<()> {
    if RecordKind::from_collection(kind).is_none() {
        return Err(format!("`records!` in crates/domain/src/record.rs has no {kind}").into());
    }
    // As files are called: in the plural at the edge and in tests, in the singular in `domain`.
    let module = kind.replace('-', "_");
    let singular = module.trim_end_matches('s');
    let machine = setup::for_building()?;
    let mut tally = Tally::default();
    for package in ["edge", "app"] {
        tally.check(&format!("{package} compiles"), || {
            run(machine.cargo().args(["check", "--quiet", "--target=wasm32-unknown-unknown", "--package", package]))
        });
    }
    tally.check("every room keeps to its own", rooms::check);
    tally.check("the documents name what is there", docs::check);
    tally.check("edge/openapi.json is what the routes say", openapi::check);
    let unit = ["specs::", "tables::", "fields::", "record::", "openapi::", singular];
    tally.cargo_test("unit", &mut cargo_test(&machine, &["--quiet", "--lib", "--bins"], &unit.map(str::to_owned)))?;

    build::build(&machine, Profile::Quick, part_for_api(Profile::Quick))?;
    api(&machine, &mut tally, "house", kind, HOUSE)?;
    for binary in api_binaries()? {
        if root().join(format!("tests/api/{binary}/{module}.rs")).exists() {
            api(&machine, &mut tally, &binary, kind, &[&format!("{module}::")])?;
        }
    }
    tally.close()
}

fn api(machine: &Machine, tally: &mut Tally, binary: &str, kind: &str, filters: &[&str]) -> Result<()> {
    let filters: Vec<_> = filters.iter().map(|filter| (*filter).to_owned()).collect();
    let mut cargo = cargo_test(machine, &[&format!("--test={binary}")], &filters);
    tally.cargo_test(binary, with_build(&mut cargo, machine, Profile::Quick).env(WALKS, kind))
}
