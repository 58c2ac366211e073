//! gh's JSON out of another forge's answers, all of it as jq.
//!
//! A target says in a [`Projection`] which expression over its own objects rebuilds each of gh's fields, and by [`Answers`]
//! what its answers hold. From that, [`Shape`] makes the document of the fields that a command asks for. A user's filter over that
//! document is put into the words of the target's own ([`fuse`]); else it leaves out what it does not read ([`read_by`]) and goes on
//! where the document is made ([`Beginning`]). [`TemplateProgram`] is a Go template over it.
//! Nothing here knows which forge it is, nor how its answers are had.

mod fusion;
mod narrow;
mod projection;
mod shape;
mod template;

pub use self::fusion::{Beginning, Fused, fuse, read_by};
pub use self::projection::{Answers, Below, Field, Projection, Request};
pub use self::shape::Shape;
pub use self::template::TemplateProgram;
