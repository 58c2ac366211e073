//! The parts of a program.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::Term;
use jaq_core::path::Part;

/// The terms that stand directly in a term.
pub(super) fn children<'t, 's>(term: &'t Term<&'s str>) -> Vec<&'t Term<&'s str>> {
    match term {
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => Vec::new(),
        Term::Str(_, parts) => parts
            .iter()
            .filter_map(|part| match part {
                StrPart::Term(inner) => Some(inner),
                _ => None,
            })
            .collect(),
        Term::Arr(inner) => inner.iter().map(AsRef::as_ref).collect(),
        Term::Obj(entries) => entries.iter().flat_map(|(key, value)| std::iter::once(key).chain(value)).collect(),
        Term::Neg(inner) | Term::Label(_, inner) => vec![inner],
        Term::BinOp(left, _, right) => vec![left, right],
        Term::Fold(_, source, _, arguments) => std::iter::once(source.as_ref()).chain(arguments).collect(),
        Term::TryCatch(inner, catch) => std::iter::once(inner.as_ref()).chain(catch.as_deref()).collect(),
        Term::IfThenElse(branches, otherwise) => {
            branches.iter().flat_map(|(condition, then)| [condition, then]).chain(otherwise.as_deref()).collect()
        }
        Term::Def(definitions, rest) => {
            definitions.iter().map(|definition| &definition.body).chain([rest.as_ref()]).collect()
        }
        Term::Call(_, arguments) => arguments.iter().collect(),
        Term::Path(head, path) => {
            let mut found = vec![head.as_ref()];
            for (part, _) in &path.0 {
                match part {
                    Part::Index(index) => found.push(index),
                    Part::Range(from, to) => found.extend(from.iter().chain(to)),
                }
            }
            found
        }
    }
}
