//! The programs that do the work of a form.

use steep_forge::Tool;

/// tea.
pub const TEA: Tool = Tool::named("tea");

/// curl and jq.
pub const CURL: Tool = Tool::named("curl");

/// The companion, a program of curl and jq.
pub const COMPANION: Tool = Tool::named("companion");

/// git.
pub const GIT: Tool = Tool::named("git");
