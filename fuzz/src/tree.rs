//! jq programs as trees: what is printed of one is the program that was read.

use steep_jq::{Expr, ParseError, parse};

/// A program that is read is printed as one that reads as itself, also when it is simplified.
pub fn tree(text: &str) {
    let Ok(program) = parse(text) else { return };
    let printed = reads_as_itself(&program, text);
    // In parentheses it is a term, whatever it is; one that was as deep as can be read is one too deep then.
    let term = program.term_text();
    assert!(parse(&format!("{term}[0]")) != Err(ParseError::Syntax), "{text:?} is no term as {term:?}");
    let simplified = program.simplified();
    reads_as_itself(&simplified, &printed);
    assert_eq!(simplified.clone().simplified(), simplified, "{text:?} is simplified further the second time");
}

/// The text of a program, which reads as a program with the same text.
fn reads_as_itself(program: &Expr, of: &str) -> String {
    let printed = program.to_string();
    match parse(&printed) {
        // Behind a pipe only so much is looked at for what needs parentheses. How much that is depends on how pipes are nested.
        Ok(again) => assert_eq!(bare(&again.to_string()), bare(&printed), "of {of:?}"),
        Err(error) => panic!("{of:?} is printed as {printed:?}: {error}"),
    }
    printed
}

/// The text without parentheses.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '(' | ')')).collect()
}
