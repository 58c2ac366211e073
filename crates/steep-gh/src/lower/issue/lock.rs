//! `gh issue lock` and `unlock`, and those of `gh pr`: to both an issue is what has the number.

use steep_forge::operation::{IssueOperation, Lock};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// gh's reasons.
const REASONS: &[&str] = &["off_topic", "resolved", "spam", "too_heated"];

/// The reason is compared without case.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let reason = match arguments.literal("reason")?.map(|reason| reason.to_ascii_lowercase()) {
        Some(reason) if !REASONS.contains(&reason.as_str()) => {
            return Err(Refusal::UsageError { error: format!("invalid reason for --reason: {reason}") });
        }
        reason => reason.map(Word::literal),
    };
    asked(arguments, Lock::Locked(reason))
}

/// Comments are welcome again.
pub(in crate::lower) fn unlock(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    asked(arguments, Lock::Unlocked)
}

fn asked(arguments: &mut Arguments<'_>, lock: Lock) -> Result<Asked, Refusal> {
    let operation = Operation::Issue(IssueOperation::Lock { issue: selector::issue(arguments)?, lock });
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
