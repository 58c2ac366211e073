//! jq's functions: what each yields, what its arguments read, which jq has it, and whether gh does.
//!
//! What gh knows was asked of gh 2.46 one by one, and what later releases added is here too; a test in
//! `crates/steep/tests/jq` asks the real gh again.

use crate::types::Type;

/// What a function yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// Always this.
    Fixed(&'static Type),
    /// A list of these.
    ListOf(&'static Type),
    /// Its input, or nothing.
    Input,
    /// Its input without null.
    Something,
    /// Its input with letters of another case: as empty as it.
    Recased,
    /// Its input with a piece cut off: it may be empty then.
    Cut,
    /// Its input, a list, with fewer items or in another order.
    Reordered,
    /// An item of its input, or null.
    Item,
    /// What the argument of this place yields, from 0.
    Argument(usize),
    /// A list of what its argument makes of each item.
    Mapped,
    /// A list of lists of items.
    Groups,
    /// A list of `{key, value}`.
    Entries,
    /// All items together.
    Sum,
    /// The keys of an object, or the places of a list.
    Keys,
    /// The pieces of a text.
    Pieces,
    /// A whole number where its input is one.
    Number,
}

/// What a function's arguments are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// Its input.
    Input,
    /// Each item of its input.
    Items,
    /// The first over its input, the others over the results of the first.
    First,
    /// Something that is not followed.
    Unknown,
}

/// A function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    pub(crate) gives: Gives,
    pub(crate) over: Over,
    /// It looks at fields that it does not name.
    pub(crate) reads_all: bool,
    /// The order of the keys of an object shows in its results.
    pub(crate) reads_order: bool,
    /// It may make a number with a fraction of whole ones.
    pub(crate) makes_fractions: bool,
    /// It makes objects, with keys in an order of its own.
    pub(crate) makes_objects: bool,
    /// jq has it since 1.7.
    pub(crate) is_new: bool,
}

use Gives::{
    Argument, Cut, Entries, Fixed, Groups, Input, Item, Keys, ListOf, Mapped, Number, Pieces, Recased, Reordered,
    Something, Sum,
};

const BOOLEAN: Gives = Fixed(&Type::BOOLEAN);
const COUNT: Gives = Fixed(&Type::COUNT);
const WHOLE: Gives = Fixed(&Type::WHOLE);
const FLOAT: Gives = Fixed(&Type::NUMBER);
const TEXT: Gives = Fixed(&Type::TEXT);
const SOME_TEXT: Gives = Fixed(&Type::SOME_TEXT);
const NOTHING: Gives = Fixed(&Type::NOTHING);
const OBJECT: Gives = Fixed(&Type::MADE_OBJECT);
const ANYTHING: Gives = Fixed(&Type::ANYTHING);
const LIST: Gives = Fixed(&Type::LIST);

/// What functions yield, by their names. What is not here may yield anything.
const GIVES: &[(Gives, &[&str])] = &[
    (
        BOOLEAN,
        &[
            "IN",
            "all",
            "any",
            "contains",
            "endswith",
            "false",
            "has",
            "have_decnum",
            "have_literal_numbers",
            "in",
            "inside",
            "isempty",
            "isinfinite",
            "isnan",
            "isnormal",
            "isvalid",
            "not",
            "startswith",
            "test",
            "toboolean",
            "true",
        ],
    ),
    (Fixed(&Type::NULL), &["null"]),
    (COUNT, &["length", "utf8bytelength"]),
    (WHOLE, &["fromdate", "fromdateiso8601", "input_line_number", "mktime", "range", "ascii"]),
    (Number, &["abs", "ceil", "fabs", "floor", "round", "trunc"]),
    (
        FLOAT,
        &["cbrt", "exp", "infinite", "log", "log10", "log2", "nan", "now", "pow", "significand", "sqrt", "tonumber"],
    ),
    (
        TEXT,
        &[
            "gsub",
            "implode",
            "input_filename",
            "join",
            "ltrim",
            "rtrim",
            "splits",
            "sub",
            "tostring",
            "trim",
            "trimstr",
        ],
    ),
    (SOME_TEXT, &["strflocaltime", "strftime", "todate", "todateiso8601", "tojson", "type"]),
    (NOTHING, &["empty", "error", "halt", "halt_error"]),
    (
        OBJECT,
        &[
            "env",
            "from_entries",
            "map_values",
            "pick",
            "with_entries",
            "capture",
            "match",
            "setpath",
            "del",
            "delpaths",
        ],
    ),
    (
        LIST,
        &[
            "combinations",
            "flatten",
            "getpath",
            "gmtime",
            "localtime",
            "path",
            "paths",
            "leaf_paths",
            "strptime",
            "toarray",
            "tostream",
            "transpose",
        ],
    ),
    (ListOf(&Type::WHOLE), &["explode", "indices"]),
    (Input, &["debug", "select", "stderr"]),
    (Something, &["arrays", "booleans", "iterables", "numbers", "objects", "scalars", "strings", "values"]),
    (Recased, &["ascii_downcase", "ascii_upcase"]),
    (Cut, &["ltrimstr", "rtrimstr"]),
    (Reordered, &["reverse", "sort", "sort_by", "unique", "unique_by"]),
    (Mapped, &["map"]),
    (Groups, &["group_by"]),
    (Entries, &["to_entries"]),
    (Sum, &["add"]),
    (Keys, &["keys", "keys_unsorted"]),
    (Pieces, &["split"]),
    (Item, &["first/0", "last/0", "max", "max_by", "min", "min_by", "nth/1"]),
    (Argument(0), &["first/1", "last/1"]),
    (Argument(1), &["limit", "nth/2", "until"]),
];

/// Whose one argument is over the items.
const OVER_ITEMS: &[&str] =
    &["all", "any", "group_by", "map", "map_values", "max_by", "min_by", "sort_by", "unique_by"];

/// Whose arguments are over what they make themselves.
const OVER_UNKNOWN: &[&str] = &[
    "fromstream",
    "gsub",
    "paths",
    "recurse",
    "recurse_down",
    "repeat",
    "sub",
    "truncate_stream",
    "until",
    "walk",
    "while",
    "with_entries",
    "pick",
];

const READ_ALL: &[&str] = &[
    "del",
    "getpath",
    "has",
    "keys",
    "keys_unsorted",
    "leaf_paths",
    "paths",
    "to_entries",
    "tojson",
    "tostream",
    "tostring",
    "walk",
    "with_entries",
];

const MAKE_FRACTIONS: &[&str] = &["cbrt", "exp", "fromjson", "log", "log10", "log2", "now", "pow", "sqrt", "tonumber"];

const MAKE_OBJECTS: &[&str] =
    &["capture", "from_entries", "fromjson", "fromstream", "match", "setpath", "with_entries"];

const SINCE_1_7: &[&str] = &["abs", "have_decnum", "have_literal_numbers", "ltrim", "pick", "rtrim", "toarray", "trim"];

/// Functions of jq that gh neither has nor had: it fails before it runs such a program.
const NOT_IN_GH: &[&str] = &[
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
pub(crate) fn is_not_in_gh(name: &str, count: usize) -> bool {
    NOT_IN_GH.iter().any(|known| is(known, name, count))
}

/// Whether `known` is this function: by its name alone, or with the number of its arguments.
fn is(known: &str, name: &str, count: usize) -> bool {
    match known.split_once('/') {
        Some((known, arity)) => known == name && arity == count.to_string(),
        None => known == name,
    }
}

/// What is known of the function `name` with `count` arguments.
pub(crate) fn function(name: &str, count: usize) -> Function {
    let gives = GIVES.iter().find(|(_, names)| names.iter().any(|known| is(known, name, count)));
    let gives = match gives {
        Some((gives, _)) => *gives,
        None if name.starts_with('@') => TEXT,
        None => ANYTHING,
    };
    let over = if count == 1 && OVER_ITEMS.contains(&name) {
        Over::Items
    } else if count == 2 && ["all", "any"].contains(&name) {
        Over::First
    } else if OVER_UNKNOWN.contains(&name) {
        Over::Unknown
    } else {
        Over::Input
    };
    Function {
        gives,
        over,
        reads_all: READ_ALL.contains(&name),
        reads_order: ["leaf_paths", "paths", "tostream"].contains(&name),
        makes_fractions: MAKE_FRACTIONS.contains(&name),
        makes_objects: MAKE_OBJECTS.contains(&name),
        is_new: SINCE_1_7.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_told_apart_by_their_arguments() {
        assert!(is_not_in_gh("todate", 1) && !is_not_in_gh("todate", 0));
        assert!(is_not_in_gh("keys_unsorted", 0) && !is_not_in_gh("keys", 0));
        assert_eq!(function("first", 0).gives, Item);
        assert_eq!(function("first", 1).gives, Argument(0));
    }
}
