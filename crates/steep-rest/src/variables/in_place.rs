//! A value that a step looks up and one address uses, said in that address: shorter, where a form stands on one line.
//!
//! Only for a look-up that does not fail by itself, and finds the same whenever it runs. A loop would run it each time round, so
//! a value that a loop uses keeps its step.

use steep_shell::{Arg, Piece, Script, Simple};

/// Takes the step that sets `name` to what `script` prints out of `scripts`, and puts that where the variable is used, if that is
/// one place outside of a loop.
pub(crate) fn put(name: &str, script: Script, scripts: &mut Vec<Script>) {
    let is_step = |step: &Script| matches!(step, Script::Assign(set, value) if set == name && *value == Arg::output(script.clone()));
    let Some(step) = scripts.iter().position(is_step) else { return };
    let mut uses = Uses::default();
    scripts.iter_mut().for_each(|script| walk(script, false, &mut |piece, looped| uses.add(piece, name, looped)));
    if uses.count != 1 || uses.looped {
        return;
    }
    scripts.remove(step);
    let value = Piece::Output(Box::new(script));
    for script in scripts {
        walk(script, false, &mut |piece, _| {
            if is_use(piece, name) {
                piece.clone_from(&value);
            }
        });
    }
}

#[derive(Default)]
struct Uses {
    count: usize,
    looped: bool,
}

impl Uses {
    fn add(&mut self, piece: &Piece, name: &str, looped: bool) {
        if is_use(piece, name) {
            self.count += 1;
            self.looped |= looped;
        }
    }
}

fn is_use(piece: &Piece, name: &str) -> bool {
    matches!(piece, Piece::Variable(used) if used == name)
}

/// Shows `visit` every piece, and whether a loop runs it.
fn walk(script: &mut Script, looped: bool, visit: &mut dyn FnMut(&mut Piece, bool)) {
    match script {
        Script::Simple(Simple { assignments, args, .. }) => {
            assignments.iter_mut().for_each(|(_, value)| pieces(value, looped, visit));
            args.iter_mut().for_each(|arg| pieces(arg, looped, visit));
        }
        Script::Assign(_, value) => pieces(value, looped, visit),
        Script::Pipeline(all) | Script::And(all) | Script::Sequence(all) => {
            all.iter_mut().for_each(|script| walk(script, looped, visit));
        }
        Script::Or(left, right) => {
            walk(left, looped, visit);
            walk(right, looped, visit);
        }
        Script::While(condition, body) => {
            walk(condition, true, visit);
            walk(body, true, visit);
        }
        Script::For(_, items, body) => {
            items.iter_mut().for_each(|item| pieces(item, looped, visit));
            walk(body, true, visit);
        }
        Script::If(condition, then, otherwise) => {
            walk(condition, looped, visit);
            walk(then, looped, visit);
            otherwise.iter_mut().for_each(|otherwise| walk(otherwise, looped, visit));
        }
        Script::Case(value, arms) => {
            pieces(value, looped, visit);
            arms.iter_mut().for_each(|(_, body)| walk(body, looped, visit));
        }
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => walk(inner, looped, visit),
    }
}

fn pieces(arg: &mut Arg, looped: bool, visit: &mut dyn FnMut(&mut Piece, bool)) {
    for piece in &mut arg.pieces {
        visit(piece, looped);
        if let Piece::Output(script) = piece {
            walk(script, looped, visit);
        }
    }
}
