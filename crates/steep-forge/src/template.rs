//! A program that prints text out of a JSON document: what a Go template says, taken apart.
//!
//! Values are JSON's. Where nothing else is said they are printed as Go prints them: a missing one or null as
//! `<no value>` (`<nil>` inside another value and by a format), a number of a million or more with an exponent, lists as
//! `[a b]`, objects as `map[key:value]` with their keys sorted. What is empty, zero, false or null counts as false.

/// A template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// What it prints, in order.
    pub nodes: Vec<Node>,
    /// Whether parts of it are coloured on a terminal; nothing of that is kept.
    pub coloured: bool,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text as it stands.
    Text(String),
    /// A value.
    Print(Expr),
    /// One of two.
    If {
        /// Which.
        condition: Expr,
        /// Where it holds.
        then: Vec<Node>,
        /// Where it does not.
        otherwise: Vec<Node>,
    },
    /// The body once for each item of a list, or each value of an object in the order of its keys; the item is the
    /// current value in it.
    Range {
        /// The list or object.
        over: Expr,
        /// The variable of the place (from 0) or key.
        key: Option<String>,
        /// The variable of the item.
        item: Option<String>,
        /// For each.
        body: Vec<Node>,
        /// Where there is none.
        otherwise: Vec<Node>,
    },
    /// The body with a value as the current one, where it counts as true.
    With {
        /// The value.
        of: Expr,
        /// Its variable.
        name: Option<String>,
        /// With it.
        body: Vec<Node>,
        /// Where it counts as false.
        otherwise: Vec<Node>,
    },
    /// A variable, known from here to the end of the list of nodes that it stands in.
    Set {
        /// Its name without `$`.
        name: String,
        /// Its value.
        value: Expr,
    },
    /// A row of a table: its cells, as [`Function::Plain`] gives them.
    Row(Vec<Expr>),
    /// Where the table of the rows so far is printed; at the end where this is missing.
    Table,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// The current value: the document, or what a range or with has made of it.
    Current,
    /// The document.
    Root,
    /// A variable, by its name without `$`.
    Variable(String),
    /// A field of an object.
    Field(Box<Expr>, String),
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number, as written.
    Number(String),
    /// true or false
    Boolean(bool),
    /// null
    Null,
    /// A function of values.
    Call(Function, Vec<Expr>),
    /// Values put into a text.
    Format(Vec<Format>),
    /// A time (RFC 3339) in another form: as the `strftime` of C says it.
    Time(String, Box<Expr>),
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The last value, or the first that counts as false.
    And,
    /// The last value, or the first that counts as true.
    Or,
    /// Whether it counts as false.
    Not,
    /// Whether the first equals one of the others.
    Equal,
    /// Whether two differ.
    Differ,
    /// Whether the first is less.
    Less,
    /// Whether the first is not greater.
    AtMost,
    /// Whether the first is greater.
    Greater,
    /// Whether the first is not less.
    AtLeast,
    /// An item of a list by its place from 0, a field of an object by its name; further steps follow.
    Index,
    /// How many items, fields, or bytes of a text.
    Length,
    /// Text with the characters escaped that HTML uses.
    Html,
    /// A text, number, boolean, or null as nothing.
    Plain,
    /// The same of every item of a list (second), with a separator (first) between them.
    Join,
    /// A field (first) of each object of a list (second).
    Pluck,
    /// A text (second) of at most so many columns (first), `...` at its end where it is cut; null as nothing.
    Truncate,
    /// Whether a text (second) holds another (first).
    Contains,
    /// Whether a text (second) begins with another (first).
    HasPrefix,
    /// Whether a text (second) ends with another (first).
    HasSuffix,
    /// Whether a regular expression of Go's (first) matches somewhere in a text (second).
    Matches,
}

/// A piece of a formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text as it stands.
    Text(String),
    /// A value.
    Value {
        /// Which.
        value: Expr,
        /// How.
        verb: Verb,
        /// The least number of characters; spaces are added in front, or after it where it is negative.
        width: i32,
        /// The most characters of a text.
        most: Option<u32>,
    },
}

/// How a value is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// As any value (`%v`).
    Any,
    /// As a text (`%s`).
    Text,
    /// As a whole number of the program's own (`%d`): Go knows none in JSON.
    Integer,
    /// As a number without a fraction (`%.0f`).
    Rounded,
    /// As true or false (`%t`).
    Boolean,
}
