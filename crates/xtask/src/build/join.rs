//! Several files of an app's code made one.
//!
//! What the cutter writes fits together by design: every file has the same types, the same memory, table and globals under the
//! same indexes, and its own places in memory and table. So only functions get new indexes. Files call each other through the table,
//! by functions that do nothing else; between files that are joined such calls become direct.
//!
//! Invariant: what a file brings into memory and table stands at the same place afterwards.

use super::functions::{functions_in, names_in};
use crate::Result;
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, FunctionSection, Module, NameMap, NameSection,
    RawSection, SectionId,
    reencode::{Error, Reencode},
};
use wasmparser::{Data, Element, ElementItems, ElementKind, FunctionBody, Operator, Parser, Payload};

/// The order in which a file has its sections; what has a name stands behind them.
const ORDER: [SectionId; 13] = [
    SectionId::Type,
    SectionId::Import,
    SectionId::Function,
    SectionId::Table,
    SectionId::Memory,
    SectionId::Tag,
    SectionId::Global,
    SectionId::Export,
    SectionId::Start,
    SectionId::Element,
    SectionId::DataCount,
    SectionId::Code,
    SectionId::Data,
];

/// One of the files. Sections that all have alike are taken from the first.
#[derive(Default)]
struct File<'a> {
    sections: Vec<(u8, &'a [u8])>,
    imported: u32,
    /// The types of the functions it defines.
    functions: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
    elements: Vec<Element<'a>>,
    data: Vec<Data<'a>>,
    names: Vec<(u32, &'a str)>,
}

impl<'a> File<'a> {
    /// The first of its sections of this sort.
    fn section(&self, id: SectionId) -> Option<&'a [u8]> {
        self.sections.iter().find(|(other, _)| *other == id as u8).map(|(_, bytes)| *bytes)
    }
}

/// The new index of each of a file's functions.
pub struct Moved(pub Vec<u32>);

impl Reencode for Moved {
    type Error = String;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<String>> {
        let moved = self.0.get(function as usize).copied();
        moved.ok_or_else(|| Error::UserError(format!("there is no function {function}")))
    }
}

/// The first file with all that the others bring.
pub fn join(files: &[Vec<u8>]) -> Result<Vec<u8>> {
    let files = files.iter().map(|file| read(file)).collect::<Result<Vec<File>>>()?;
    let first = files.first().ok_or("there is nothing to join")?;
    let (mut next, mut moves) = (first.imported, Vec::new());
    for file in &files {
        let alike = file.section(SectionId::Type) == first.section(SectionId::Type);
        if !moves.is_empty() && (file.imported > 0 || !alike) {
            return Err("a part's file is not made like the others".into());
        }
        let end = next + u32::try_from(file.functions.len())?;
        moves.push(Moved((0..file.imported).chain(next..end).collect()));
        next = end;
    }
    call_directly(&files, &mut moves)?;

    let (mut functions, mut elements, mut code, mut data, mut names) =
        (FunctionSection::new(), ElementSection::new(), CodeSection::new(), DataSection::new(), NameMap::new());
    let mut next = first.imported;
    for (file, moved) in files.iter().zip(&mut moves) {
        for kind in &file.functions {
            functions.function(*kind);
        }
        for body in &file.bodies {
            moved.parse_function_body(&mut code, body.clone()).map_err(|error| error.to_string())?;
        }
        for element in &file.elements {
            moved.parse_element(&mut elements, element.clone()).map_err(|error| error.to_string())?;
        }
        for segment in &file.data {
            moved.parse_data(&mut data, segment.clone()).map_err(|error| error.to_string())?;
        }
        let shift = next - file.imported;
        for (function, name) in &file.names {
            names.append(if *function < file.imported { *function } else { function + shift }, name);
        }
        next += u32::try_from(file.functions.len())?;
    }

    let mut joined = Module::new();
    let named = first.sections.iter().filter(|(id, _)| *id == SectionId::Custom as u8);
    for id in ORDER {
        match id {
            SectionId::Function => joined.section(&functions),
            SectionId::Element => joined.section(&elements),
            SectionId::DataCount => joined.section(&DataCountSection { count: data.len() }),
            SectionId::Code => joined.section(&code),
            SectionId::Data => joined.section(&data),
            // Not every file borrows all there is to borrow; who borrows most has it in the same order.
            SectionId::Import => {
                let all = files.iter().flat_map(|file| &file.sections).filter(|(id, _)| *id == SectionId::Import as u8);
                if let Some((id, data)) = all.max_by_key(|(_, data)| data.len()) {
                    joined.section(&RawSection { id: *id, data });
                }
                &mut joined
            }
            alike => {
                for (id, data) in first.sections.iter().filter(|(id, _)| *id == alike as u8) {
                    joined.section(&RawSection { id: *id, data });
                }
                &mut joined
            }
        };
    }
    for (id, data) in named {
        joined.section(&RawSection { id: *id, data });
    }
    let mut section = NameSection::new();
    section.functions(&names);
    joined.section(&section);
    Ok(joined.finish())
}

/// Lets whoever calls a function that only calls through the table call what stands there, where that is in one of the files.
fn call_directly(files: &[File], moves: &mut [Moved]) -> Result<()> {
    let mut table = HashMap::new();
    for (file, moved) in files.iter().zip(&*moves) {
        for element in &file.elements {
            let ElementKind::Active { offset_expr, .. } = &element.kind else { continue };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
            let ElementItems::Functions(items) = element.items.clone() else { continue };
            for (place, function) in (value..).zip(items) {
                table.insert(place, moved.0.get(function? as usize).copied());
            }
        }
    }
    for (file, moved) in files.iter().zip(moves) {
        for (place, body) in file.bodies.iter().enumerate() {
            let through = passes_on(body)?.and_then(|place| table.get(&place).copied().flatten());
            if let (Some(direct), Some(own)) = (through, moved.0.get_mut(file.imported as usize + place)) {
                *own = direct;
            }
        }
    }
    Ok(())
}

/// The place in the table that a function calls with just its own parameters, if it does nothing else.
fn passes_on(body: &FunctionBody) -> Result<Option<i32>> {
    if body.get_locals_reader()?.get_count() > 0 {
        return Ok(None);
    }
    let (mut code, mut given) = (body.get_operators_reader()?, 0);
    loop {
        match code.read()? {
            Operator::LocalGet { local_index } if local_index == given => given += 1,
            Operator::I32Const { value } => {
                let calls = matches!(code.read()?, Operator::CallIndirect { .. });
                return Ok((calls && matches!(code.read()?, Operator::End)).then_some(value));
            }
            _ => return Ok(None),
        }
    }
}

fn read(code: &[u8]) -> Result<File<'_>> {
    let mut file = File::default();
    for payload in Parser::new(0).parse_all(code) {
        let payload = payload?;
        if let Some((id, range)) = payload.as_section() {
            let bytes = code.get(usize::try_from(range.start)?..usize::try_from(range.end)?);
            let is_names = matches!(&payload, Payload::CustomSection(section) if section.name() == "name");
            file.sections.extend(bytes.filter(|_| !is_names).map(|bytes| (id, bytes)));
        }
        match payload {
            Payload::ImportSection(imports) => file.imported += functions_in(imports)?,
            Payload::FunctionSection(functions) => {
                file.functions = functions.into_iter().collect::<std::result::Result<_, _>>()?;
            }
            Payload::CodeSectionEntry(body) => file.bodies.push(body),
            Payload::ElementSection(elements) => {
                file.elements = elements.into_iter().collect::<std::result::Result<_, _>>()?;
            }
            Payload::DataSection(data) => file.data = data.into_iter().collect::<std::result::Result<_, _>>()?,
            Payload::CustomSection(section) => file.names.extend(names_in(&section)?),
            _ => {}
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, Function, ImportSection, Instruction as Is, MemoryType, RefType, TableType,
        TypeSection, ValType,
    };

    /// A file whose functions, of one type, stand in the table from `place` on.
    fn file(place: i32, functions: &[&[Is]]) -> Vec<u8> {
        let (mut types, mut imports, mut kinds) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([ValType::I32], [ValType::I32]);
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        let table =
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 9, maximum: None, shared: false };
        imports.import("__wasm_split", "memory", EntityType::Memory(memory));
        imports.import("__wasm_split", "table", EntityType::Table(table));
        let (mut elements, mut code, mut data) = (ElementSection::new(), CodeSection::new(), DataSection::new());
        for instructions in functions {
            kinds.function(0);
            let mut function = Function::new([]);
            for instruction in *instructions {
                function.instruction(instruction);
            }
            code.function(function.instruction(&Is::End));
        }
        let all: Vec<u32> = (0..kinds.len()).collect();
        elements.active(None, &ConstExpr::i32_const(place), Elements::Functions(all.into()));
        data.active(0, &ConstExpr::i32_const(place), *b"x");
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&kinds).section(&elements);
        module.section(&DataCountSection { count: 1 }).section(&code).section(&data);
        module.finish()
    }

    /// What each function of a file calls by name.
    fn calls(code: &[u8]) -> Vec<Vec<u32>> {
        let bodies = read(code).expect("a file").bodies;
        let called = |body: FunctionBody| {
            let operators = body.get_operators_reader().expect("code").into_iter();
            operators
                .filter_map(
                    |one| if let Ok(Operator::Call { function_index }) = one { Some(function_index) } else { None },
                )
                .collect()
        };
        bodies.into_iter().map(called).collect()
    }

    #[test]
    fn a_call_through_the_table_becomes_direct() {
        let through =
            |place| [Is::LocalGet(0), Is::I32Const(place), Is::CallIndirect { type_index: 0, table_index: 0 }];
        // The first file's function calls itself; the second's calls, through the table, the first's, and another that stays away.
        let first = file(1, &[&[Is::LocalGet(0), Is::Call(0)]]);
        let (known, unknown) = (through(1), through(7));
        let second = file(2, &[&[Is::LocalGet(0), Is::Call(1), Is::Call(2)], &known, &unknown]);
        let joined = join(&[first, second]).expect("one file");
        wasmparser::validate(&joined).expect("a whole file");
        // Of the four functions the second calls the first instead of what calls it, and the last as before.
        assert_eq!(calls(&joined), [vec![0], vec![0, 3], vec![], vec![]]);
        assert_eq!(read(&joined).expect("a file").data.len(), 2);
    }

    #[test]
    fn files_of_two_builds_are_refused() {
        let mut other = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        other.section(&types);
        assert!(join(&[file(1, &[]), other.finish()]).is_err());
    }
}
