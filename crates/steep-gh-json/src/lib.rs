//! gh's JSON out of another forge's answers, all of it as jq.
//!
//! A target says in a [`Projection`] which expression over its own objects rebuilds each of gh's fields, and by [`Answers`]
//! what its answers hold. From that, [`Shape`] makes the document of the fields that a command asks for, [`fuse`] puts a
//! user's filter over that document into the words of the target's own ([`Beginning`] pushes the path that it begins with into what makes the document), and [`TemplateProgram`] is a Go template over it.
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
