//! What a value may be.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What the results of an expression may be: a set of kinds, and of lists and objects what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Type {
    kinds: u16,
    /// Of a list that it may be, an item; `None`: unknown.
    item: Option<Arc<Type>>,
    /// Of an object that it may be, the fields that it has; `None`: unknown, the schema tells of a field by its name.
    fields: Option<Arc<BTreeMap<String, Type>>>,
    /// How many types it is made of. What is made of more than [`MOST`] is forgotten, so that every step over a type is
    /// bounded, whatever a program nests.
    size: u32,
}

const MOST: u32 = 4000;

const NULL: u16 = 1;
const BOOLEAN: u16 = 1 << 1;
/// A whole number below a million.
const COUNT: u16 = 1 << 2;
/// Another whole number.
const WHOLE: u16 = 1 << 3;
const FRACTION: u16 = 1 << 4;
/// A text that is not empty.
const TEXT: u16 = 1 << 5;
const EMPTY_TEXT: u16 = 1 << 6;
/// A list with an item.
const LIST: u16 = 1 << 7;
const EMPTY_LIST: u16 = 1 << 8;
const OBJECT: u16 = 1 << 9;
const ANYTHING: u16 = (1 << 10) - 1;
const DOCUMENT_KINDS: u16 = ANYTHING & !FRACTION;
/// Beside these: an object that it may be is not one of the schema's. Its fields are what `item` says.
const MADE: u16 = 1 << 10;
/// Beside these: where its items are asked for, it is a list.
const LISTED: u16 = 1 << 11;

impl Type {
    const fn of(kinds: u16) -> Self {
        Type { kinds, item: None, fields: None, size: 1 }
    }

    fn with_item(kinds: u16, item: Type) -> Self {
        let size = item.size.saturating_add(1);
        if size > MOST { Type::of(kinds) } else { Type { item: Some(Arc::new(item)), size, ..Type::of(kinds) } }
    }

    fn with_fields(kinds: u16, fields: BTreeMap<String, Type>) -> Self {
        let size = fields.values().fold(1_u32, |sum, field| sum.saturating_add(field.size));
        if size > MOST {
            Type::of(kinds | MADE)
        } else {
            Type { fields: Some(Arc::new(fields)), size, ..Type::of(kinds) }
        }
    }

    /// Any value of JSON's.
    pub const ANYTHING: Type = Type::of(ANYTHING);
    /// No value at all: what `empty` yields.
    pub const NOTHING: Type = Type::of(0);
    /// null
    pub const NULL: Type = Type::of(NULL);
    /// true or false
    pub const BOOLEAN: Type = Type::of(BOOLEAN);
    /// A whole number below a million: how many, or which in a row.
    pub const COUNT: Type = Type::of(COUNT);
    /// A whole number.
    pub const WHOLE: Type = Type::of(COUNT | WHOLE);
    /// A number.
    pub const NUMBER: Type = Type::of(COUNT | WHOLE | FRACTION);
    /// A text.
    pub const TEXT: Type = Type::of(TEXT | EMPTY_TEXT);
    /// A text that is not empty.
    pub const SOME_TEXT: Type = Type::of(TEXT);
    /// A list of anything.
    pub const LIST: Type = Type::of(LIST | EMPTY_LIST);
    /// An object with any fields: the schema tells of them.
    pub const OBJECT: Type = Type::of(OBJECT);
    /// An object that a program makes, with any fields.
    pub const MADE_OBJECT: Type = Type::of(OBJECT | MADE);
    /// Any value of a forge's documents, which have no fractions.
    pub const DOCUMENT: Type = Type::of(ANYTHING & !FRACTION);
    /// A field whose name nobody knows: any value, but a list where its items are asked for.
    pub const UNKNOWN_FIELD: Type = Type::of(DOCUMENT_KINDS | LISTED);
    /// `[]`
    pub(crate) const EMPTY_LIST: Type = Type::of(EMPTY_LIST);

    /// A list of these.
    #[must_use]
    pub fn list(self) -> Self {
        Type::with_item(LIST | EMPTY_LIST, self)
    }

    /// A list of these that has one.
    #[must_use]
    pub fn some_list(self) -> Self {
        Type::with_item(LIST, self)
    }

    /// An object with any keys, whose values are these.
    #[must_use]
    pub fn object_of(value: Type) -> Self {
        Type::with_item(OBJECT | MADE, value)
    }

    /// An object with these fields and no others.
    pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Type)>) -> Self {
        Type::with_fields(OBJECT, fields.into_iter().map(|(name, field)| (name.into(), field)).collect())
    }

    /// This, or null.
    #[must_use]
    pub fn or_null(mut self) -> Self {
        self.kinds |= NULL;
        self
    }

    /// This, but not null.
    #[must_use]
    pub fn without_null(mut self) -> Self {
        self.kinds &= !NULL;
        self
    }

    /// This or that.
    #[must_use]
    pub fn or(self, other: Type) -> Self {
        if self.kinds == 0 {
            return other;
        }
        if other.kinds == 0 {
            return self;
        }
        let kinds = self.kinds | other.kinds;
        let known_apart = self.fields.is_some() != other.fields.is_some();
        let (lists, objects) = ((self.may(LIST | MADE), other.may(LIST | MADE)), (self.may(OBJECT), other.may(OBJECT)));
        let both_objects = self.kinds & other.kinds & OBJECT != 0;
        let item = match lists {
            (true, true) => match (self.item, other.item) {
                (Some(left), Some(right)) if left == right => Some(left),
                (Some(left), Some(right)) => Some(Arc::new(Type::clone(&left).or(Type::clone(&right)))),
                _ => None,
            },
            (true, false) => self.item,
            (false, _) => other.item,
        };
        let fields = match objects {
            (true, true) => match (self.fields, other.fields) {
                (Some(left), Some(right)) if left == right => Some(left),
                (Some(left), Some(right)) => Some(Arc::new(either(&left, &right))),
                _ => None,
            },
            (true, false) => self.fields,
            (false, _) => other.fields,
        };
        // The fields of one of two objects are known, or the schema's: of either, neither is said.
        let made = if fields.is_none() && kinds & MADE == 0 && both_objects && known_apart { MADE } else { 0 };
        let of_item = item.as_ref().map_or(0, |item| item.size);
        let of_fields =
            fields.iter().flat_map(|fields| fields.values()).fold(0_u32, |sum, field| sum.saturating_add(field.size));
        let size = of_item.saturating_add(of_fields).saturating_add(1);
        if size > MOST { Type::of(kinds | MADE) } else { Type { kinds: kinds | made, item, fields, size } }
    }

    fn may(&self, kinds: u16) -> bool {
        self.kinds & kinds != 0
    }

    /// Whether it may be nothing but one of `kinds`, and is something.
    fn is_only(&self, kinds: u16) -> bool {
        self.kinds != 0 && self.kinds & !(kinds | MADE | LISTED) == 0
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        self.kinds & DOCUMENT_KINDS == DOCUMENT_KINDS
    }

    /// Whether it may be null.
    #[must_use]
    pub fn may_be_null(&self) -> bool {
        self.may(NULL)
    }

    /// Whether it may be a number with a fraction.
    #[must_use]
    pub fn may_be_fraction(&self) -> bool {
        self.may(FRACTION)
    }

    /// Whether it may be a list or an object.
    #[must_use]
    pub fn may_be_composite(&self) -> bool {
        self.may(LIST | EMPTY_LIST | OBJECT)
    }

    /// Whether it may be an object.
    #[must_use]
    pub fn may_be_object(&self) -> bool {
        self.may(OBJECT)
    }

    /// Whether it may be a list.
    #[must_use]
    pub fn may_be_list(&self) -> bool {
        self.may(LIST | EMPTY_LIST)
    }

    /// Whether it may be the empty text.
    #[must_use]
    pub fn may_be_empty_text(&self) -> bool {
        self.may(EMPTY_TEXT)
    }

    /// Whether it may be a text.
    #[must_use]
    pub fn may_be_text(&self) -> bool {
        self.may(TEXT | EMPTY_TEXT)
    }

    /// Whether it is a text for sure.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.is_only(TEXT | EMPTY_TEXT)
    }

    /// Whether it is a text or null for sure.
    #[must_use]
    pub fn is_text_or_null(&self) -> bool {
        self.is_only(TEXT | EMPTY_TEXT | NULL) && self.may_be_text()
    }

    /// Whether it is true, false, or null for sure.
    #[must_use]
    pub fn is_boolean_or_null(&self) -> bool {
        self.is_only(BOOLEAN | NULL) && self.may(BOOLEAN)
    }

    /// Whether it is a whole number below a million, or null, for sure.
    #[must_use]
    pub fn is_count_or_null(&self) -> bool {
        self.is_only(COUNT | NULL) && self.may(COUNT)
    }

    /// Whether it is a number or null for sure.
    #[must_use]
    pub fn is_number_or_null(&self) -> bool {
        self.is_only(COUNT | WHOLE | FRACTION | NULL) && self.may(COUNT | WHOLE | FRACTION)
    }

    /// Whether it is a whole number or null for sure.
    #[must_use]
    pub fn is_whole_or_null(&self) -> bool {
        self.is_only(COUNT | WHOLE | NULL) && self.may(COUNT | WHOLE)
    }

    /// Whether it is a list or null for sure.
    #[must_use]
    pub fn is_list_or_null(&self) -> bool {
        self.is_only(LIST | EMPTY_LIST | NULL) && self.may_be_list()
    }

    /// Whether it is an object or null for sure.
    #[must_use]
    pub fn is_object_or_null(&self) -> bool {
        self.is_only(OBJECT | NULL) && self.may(OBJECT)
    }

    /// The fields that it has where it is an object of which they are known.
    #[must_use]
    pub fn fields(&self) -> Option<&BTreeMap<String, Type>> {
        self.fields.as_deref().filter(|_| self.may(OBJECT))
    }

    /// What is in it where nothing is known of that.
    fn unknown(&self) -> Type {
        if self.may(FRACTION | MADE) { Type::ANYTHING } else { Type::DOCUMENT }
    }

    /// A field of an object of which no fields are known.
    fn value_of_made(&self) -> Type {
        match &self.item {
            Some(item) if self.may(MADE) => Type::clone(item),
            _ => self.unknown(),
        }
    }

    /// Whether the order of its keys shows where its items are asked for.
    pub(crate) fn has_order(&self) -> bool {
        self.may(OBJECT) && !self.may(LISTED)
    }

    /// An item of the list that it may be.
    pub(crate) fn list_item(&self) -> Type {
        match &self.item {
            Some(item) => Type::clone(item),
            None if self.may(LIST) => self.unknown(),
            None => Type::NOTHING,
        }
    }

    /// What `.[]` yields.
    #[must_use]
    pub fn items(&self) -> Type {
        let of_list = if self.may(LIST) { self.list_item() } else { Type::NOTHING };
        let of_object = match &self.fields {
            _ if !self.may(OBJECT) => Type::NOTHING,
            Some(fields) => fields.values().cloned().fold(Type::NOTHING, Type::or),
            None => self.value_of_made(),
        };
        of_list.or(of_object)
    }

    /// What `.[0]` and its like yield: an item, or null where there is none.
    pub(crate) fn one_item(&self) -> Type {
        let item = self.list_item();
        if self.is_only(LIST) { item } else { item.or_null() }
    }

    /// What `.name` yields; `schema` tells of objects whose fields are not known.
    #[must_use]
    pub fn field(&self, name: &str, schema: &dyn Schema) -> Type {
        let of_object = match &self.fields {
            _ if !self.may(OBJECT) => Type::NOTHING,
            Some(fields) => fields.get(name).cloned().unwrap_or(Type::NULL),
            None if self.may(MADE) => self.value_of_made(),
            None => schema.field(name),
        };
        if self.may(NULL) || of_object.kinds == 0 { of_object.or_null() } else { of_object }
    }

    /// The same list, or one with fewer items in another order.
    pub(crate) fn as_some_of_list(&self) -> Type {
        Type { item: self.item.clone(), size: self.size, ..Type::LIST }
    }

    /// The same list in another order.
    pub(crate) fn as_list(&self) -> Type {
        let kinds = if self.is_only(LIST) { LIST } else { LIST | EMPTY_LIST };
        Type { item: self.item.clone(), size: self.size, ..Type::of(kinds) }
    }

    /// A list of what is made of each of its items.
    pub(crate) fn mapped(&self, item: Type) -> Type {
        if self.is_only(LIST) { item.some_list() } else { item.list() }
    }

    /// Whether an object with keys of which the order shows may be in it.
    pub(crate) fn may_hold_object(&self) -> bool {
        self.may(OBJECT) || (self.may(LIST) && self.list_item().may_hold_object())
    }

    /// Whether an object of the schema's may be in it, and with it fields that nobody named.
    pub(crate) fn may_hold_unnamed(&self) -> bool {
        let of_object = match (&self.fields, &self.item) {
            _ if !self.may(OBJECT) => false,
            (Some(fields), _) => fields.values().any(Type::may_hold_unnamed),
            (None, Some(item)) if self.may(MADE) => item.may_hold_unnamed(),
            (None, _) => true,
        };
        of_object || (self.may(LIST) && self.item.as_ref().is_none_or(|item| item.may_hold_unnamed()))
    }

    /// Whether it may be a number.
    pub(crate) fn may_be_number(&self) -> bool {
        self.may(COUNT | WHOLE | FRACTION)
    }

    /// Whether it is a text that is not empty for sure.
    #[must_use]
    pub fn is_some_text(&self) -> bool {
        self.is_only(TEXT)
    }

    /// Whether it is a list with an item for sure.
    pub(crate) fn is_list_with_items(&self) -> bool {
        self.is_only(LIST)
    }

    pub(crate) fn without_empty_text(mut self) -> Self {
        self.kinds &= !EMPTY_TEXT;
        self
    }

    pub(crate) fn without_fraction(mut self) -> Self {
        self.kinds &= !FRACTION;
        self
    }

    /// The numbers that it may be.
    pub(crate) fn as_number(&self) -> Type {
        if self.may(FRACTION) { Type::NUMBER } else { Type::WHOLE }
    }

    /// Of an object, with other or more fields.
    pub(crate) fn merged(&self, other: &Type) -> Type {
        match (&self.fields, &other.fields) {
            (Some(left), Some(right)) if self.is_only(OBJECT) && other.is_only(OBJECT) => {
                let mut fields = BTreeMap::clone(left);
                fields.extend(right.iter().map(|(name, field)| (name.clone(), field.clone())));
                Type::with_fields(OBJECT, fields)
            }
            _ => Type::MADE_OBJECT,
        }
    }
}

/// Fields of one of two objects: what only one of them has may be missing.
fn either(left: &BTreeMap<String, Type>, right: &BTreeMap<String, Type>) -> BTreeMap<String, Type> {
    let names = left.keys().chain(right.keys());
    let field = |of: &BTreeMap<String, Type>, name: &String| of.get(name).cloned().unwrap_or(Type::NULL);
    names.map(|name| (name.clone(), field(left, name).or(field(right, name)))).collect()
}

/// What is known of objects and variables that a program does not make itself.
pub trait Schema {
    /// The field of that name of an object of which nothing else is known.
    fn field(&self, name: &str) -> Type;

    /// A variable that is set outside of the program, without its dollar sign.
    fn variable(&self, name: &str) -> Option<Type> {
        let _ = name;
        None
    }
}

/// Nothing is known.
impl Schema for () {
    fn field(&self, _: &str) -> Type {
        Type::ANYTHING
    }
}

impl<F: Fn(&str) -> Type> Schema for F {
    fn field(&self, name: &str) -> Type {
        self(name)
    }
}
