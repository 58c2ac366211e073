//! What a value of a template is to Go.

use steep_jq::Type;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Text,
    Flag,
    /// How many, or which in a row: below a million. Go would print more with an exponent.
    Count,
    /// Any number of JSON's.
    Number,
    /// A whole number of the template's own.
    Integer,
    List,
    Object,
    Anything,
}

/// What a value is, and whether it may be null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) what: What,
    pub(super) null: bool,
    /// What is known of it beside.
    pub(super) of: Type,
}

impl Kind {
    /// A value of JSON's.
    pub(super) fn of(of: Type) -> Self {
        let what = if of.is_text_or_null() {
            What::Text
        } else if of.is_boolean_or_null() {
            What::Flag
        } else if of.is_count_or_null() {
            What::Count
        } else if of.is_number_or_null() {
            What::Number
        } else if of.is_list_or_null() {
            What::List
        } else if of.is_object_or_null() {
            What::Object
        } else {
            What::Anything
        };
        Kind { what, null: of.may_be_null(), of }
    }

    /// A text.
    pub(super) fn text() -> Self {
        Kind::of(Type::TEXT)
    }

    /// A boolean.
    pub(super) fn flag() -> Self {
        Kind::of(Type::BOOLEAN)
    }

    /// A whole number of the template's own.
    pub(super) fn integer() -> Self {
        Kind { what: What::Integer, ..Kind::of(Type::WHOLE) }
    }

    /// Of two values, whichever it is.
    pub(super) fn or(self, other: Kind) -> Self {
        if self.what == other.what {
            Kind { what: self.what, null: self.null || other.null, of: self.of.or(other.of) }
        } else {
            Kind { what: What::Anything, null: self.null || other.null, of: self.of.or(other.of) }
        }
    }

    /// The same without null.
    pub(super) fn without_null(self) -> Self {
        Kind { null: false, of: self.of.without_null(), ..self }
    }

    pub(super) fn is_text(&self) -> bool {
        self.what == What::Text && !self.null
    }
}
