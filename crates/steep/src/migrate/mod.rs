//! What moves besides the commands: owners, servers, addresses; and a notice.

mod notice;
mod owners;
pub(crate) mod request;
pub(crate) mod urls;

pub(crate) use notice::Notice;
pub(crate) use owners::{OwnerMap, is_name};
