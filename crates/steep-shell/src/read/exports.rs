//! Variables that earlier commands of the same shell have exported.

use std::sync::Arc;

use super::tree::Draft;
use crate::command::Export;
use crate::{Expansion, Part, Quote, Word};

/// Of more the oldest are forgotten: nobody writes so many, and each command is told all of them.
const MOST: usize = 64;

/// The exported variables, the latest last. Cheap to clone: every subshell has its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Exports(Arc<Vec<Export>>);

impl Exports {
    pub(super) fn all(&self) -> Arc<Vec<Export>> {
        Arc::clone(&self.0)
    }

    /// Takes in `export NAME=value …`, `export NAME`, `unset NAME`, and `NAME=value` as a command of its own.
    pub(super) fn note(&mut self, program: Option<&str>, draft: &Draft) {
        let arguments = draft.words.iter().skip(1);
        match program {
            Some("export") => {
                for word in arguments {
                    match word.split_once('=').and_then(|(name, value)| Some((name.as_literal()?, value))) {
                        Some((name, value)) => self.set(name, Some(value)),
                        None => {
                            if let Some(name) = word.as_literal().filter(|name| !name.starts_with('-')) {
                                let value = own_value(&name);
                                self.set(name, Some(value));
                            }
                        }
                    }
                }
            }
            Some("unset") => {
                let names: Vec<String> = arguments.filter_map(Word::as_literal).collect();
                if self.0.iter().any(|export| names.contains(&export.name)) {
                    Arc::make_mut(&mut self.0).retain(|export| !names.contains(&export.name));
                }
            }
            None if draft.words.is_empty() => {
                for assignment in &draft.assignments {
                    if self.0.iter().any(|export| export.name == assignment.name) {
                        let value = own_value(&assignment.name);
                        self.set(assignment.name.clone(), Some(value));
                    }
                }
            }
            _ => {}
        }
    }

    /// After commands that are perhaps not run: what they have exported since `before` may hold, or not.
    pub(super) fn perhaps(&mut self, before: &Exports) {
        if Arc::ptr_eq(&self.0, &before.0) {
            return;
        }
        let changed: Vec<String> =
            self.0.iter().filter(|export| !before.0.contains(export)).map(|export| export.name.clone()).collect();
        let gone = before.0.iter().filter(|export| self.0.iter().all(|other| other.name != export.name));
        let names: Vec<String> = gone.map(|export| export.name.clone()).chain(changed).collect();
        for name in names {
            self.set(name, None);
        }
    }

    fn set(&mut self, name: String, value: Option<Word>) {
        let all = Arc::make_mut(&mut self.0);
        all.retain(|export| export.name != name);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Export { name, value });
    }
}

/// `"$NAME"`
fn own_value(name: &str) -> Word {
    let kind = Expansion::Parameter(name.to_owned());
    Word::from_parts(vec![Part::Expansion { source: format!("${name}"), kind, quote: Quote::Double }])
}
