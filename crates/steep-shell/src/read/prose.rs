use super::Take;
use crate::{Command, Word};
pub(super) fn read(_: &str, _: usize, _: &mut dyn FnMut(&[Word], &Word) -> Take) -> Option<Command> {
    None
}
