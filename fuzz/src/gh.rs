//! gh's grammar: where a command in running text ends, and what it asks.

use steep_gh::{lower, take};
use steep_shell::read;

/// Every command of a text, as a script and as running text.
pub fn gh(text: &str) {
    let line = format!("gh {text}");
    for text in [text, &line] {
        for command in &read::script(text).commands {
            let _read = lower(command);
        }
        for start in read::prose_starts(text).into_iter().take(64) {
            let Some(command) = read::prose(text, start, &mut |words, next| take(words, next)) else { continue };
            assert!(text.get(command.span.start..command.span.end).is_some());
            let _read = lower(&command);
        }
    }
}
