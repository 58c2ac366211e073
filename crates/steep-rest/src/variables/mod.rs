//! The variables of a form: what is put into one, what is said in its place, and what they are called.

pub(crate) mod in_place;
pub(crate) mod names;
pub(crate) mod once;
