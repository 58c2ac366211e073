//! `gh ssh-key add`.

use steep_forge::operation::{KeyAdd, KeyOperation};
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, text};

/// Without a file, or with `-`, the key comes from standard input.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    if arguments.literal("type")?.is_some_and(|kind| kind.eq_ignore_ascii_case("signing")) {
        return Err(Refusal::NoEquivalent { feature: "SSH keys that only sign (`--type`)".to_owned() });
    }
    let add = KeyAdd { key: text::argument(arguments), title: arguments.word("title"), write: false };
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Key(KeyOperation::SshAdd(add)),
        output: Output::Reader,
    })
}
