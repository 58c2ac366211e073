//! What Gitea is asked before the request itself, and what a request needs of the server. The requests are [`steep_rest`]'s.

pub(crate) mod lookup;
pub(crate) mod since;
pub(crate) mod workflows;
