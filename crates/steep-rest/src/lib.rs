//! Requests to a forge's REST API as shell text: calls of curl, and jq stages over their answers.
//!
//! A target says in an [`Api`] what its API is like, and in a [`Connection`] where it is and how its token is had. [`Rest`] is the
//! form under construction: it gives addresses, makes calls, and collects the steps that have to run first. A [`Call`] is data
//! until it is printed, with a [`Json`] body and pages of a [`Listing`](paging::Listing); a [`Jq`] is one stage behind it. Nothing
//! here knows which forge it is.
//!
//! What a form needs to be safe is decided here once: `-fsSL` and the token on every call, values in JSON only through `--arg`,
//! values in queries only through `--data-urlencode`, one request for each address whatever a value in it holds, jq stages that
//! fail when they get no answer, what the document's words do done once, and variables that meet none of the document's own.
//!
//! The same plan can be said in other layouts: by functions at the head of the text ([`functions_called`]), by a small program that
//! documents call ([`companion`]), and by the forge's own program ([`Client`]).

mod address;
mod api;
mod body;
mod call;
pub mod companion;
mod connection;
pub mod download;
pub mod encoding;
pub mod glob;
pub mod paging;
mod remote;
mod rest;
mod stage;
mod time;
mod variables;
pub mod words;

pub use self::api::{Api, Comparison, Functions, Paging, Vocabulary};
pub use self::body::Json;
pub use self::call::{Call, Client, ClientRequest, Record, functions_called};
pub use self::connection::Connection;
pub use self::rest::Rest;
pub use self::stage::{Jq, UserFilter, Vars, same_name, unless_empty};
pub use self::time::{utc, utc_or_null};

#[cfg(test)]
mod tests;
