//! What changes around the commands: owners, addresses, and a notice.

mod notice;
mod owners;
pub(crate) mod urls;

pub use notice::Notice;
pub(crate) use owners::OwnerMap;
pub(crate) use urls::URL_RULE;
