//! The functions that the jq inside gh knows, by name and number of arguments: those of gh 2.46, asked of it one by one,
//! and what later releases added. A test in `crates/steep/tests/jq` asks the real gh again.

/// Those of jq's own that it has not, nor had: it fails before it runs such a program.
const NEVER: &[&str] = &[
    "ascii/0",
    "date/0",
    "dateadd/2",
    "debug/0",
    "debug/1",
    "error/2",
    "get_jq_origin/0",
    "get_prog_origin/0",
    "get_search_list/0",
    "input/0",
    "input_filename/0",
    "input_line_number/0",
    "inputs/0",
    "isvalid/1",
    "keys_unsorted/0",
    "lgamma_r/0",
    "recurse_down/0",
    "scalars_or_empty/0",
    "stderr/0",
    "todate/1",
];

/// Whether gh fails because it does not know jq's function `name` with `count` arguments.
pub(crate) fn is_unknown(name: &str, count: usize) -> bool {
    NEVER.iter().any(|function| {
        function.rsplit_once('/').is_some_and(|(known, arity)| known == name && arity == count.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_told_apart_by_their_arguments() {
        assert!(is_unknown("todate", 1) && !is_unknown("todate", 0));
        assert!(is_unknown("keys_unsorted", 0) && !is_unknown("keys", 0));
    }
}
