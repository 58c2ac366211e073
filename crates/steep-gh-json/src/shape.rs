//! The fields that a command asks for, as one jq object.

use std::collections::{BTreeMap, BTreeSet};

use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Entry, Expr, Type, infer, jq};

use crate::narrow::{self, Inner, Taken};
use crate::projection::{Field, Projection, Request};

/// The fields that a command asks for.
#[derive(Clone, Debug)]
pub struct Shape {
    projection: &'static Projection,
    fields: Vec<&'static Field>,
    brief: bool,
    in_list: bool,
    host: String,
    /// Of fields that hold objects, the only keys of those that are read.
    only: BTreeMap<&'static str, BTreeSet<String>>,
    /// The names of the fields that a filter reads and the command does not ask for.
    unasked: Vec<String>,
}

impl Shape {
    /// The fields `names` of objects of this kind. `brief`: for a reader, not for a program.
    ///
    /// # Errors
    /// For a name that gh does not know.
    pub fn new(
        projection: &'static Projection,
        names: &[String],
        brief: bool,
        in_list: bool,
        host: &str,
    ) -> Result<Self, Refusal> {
        let mut fields = Vec::new();
        for name in names {
            let field = projection.fields.iter().find(|field| field.name == name);
            fields.push(field.ok_or_else(|| Refusal::UsageError { error: format!("Unknown JSON field: \"{name}\"") })?);
        }
        fields.sort_by_key(|field| field.name);
        fields.dedup_by_key(|field| field.name);
        Ok(Shape {
            projection,
            fields,
            brief,
            in_list,
            host: host.to_owned(),
            only: BTreeMap::new(),
            unasked: Vec::new(),
        })
    }

    /// The same without the fields that are not taken, and without what is not of the objects inside them; all fields where none of
    /// them is taken.
    pub(crate) fn with_only(mut self, Taken { fields, whole }: Taken) -> Self {
        let is_asked = |name: &str| self.fields.iter().any(|field| field.name == name);
        self.unasked = fields.keys().filter(|name| !is_asked(name)).cloned().collect();
        if self.unasked.len() < fields.len() {
            self.fields.retain(|field| fields.contains_key(field.name));
        }
        let named = self.fields.iter().filter_map(|field| Some((field.name, fields.get(field.name)?)));
        let only = named.filter(|(name, _)| !whole.contains(*name) && self.inner(name).is_some());
        self.only = only.map(|(name, keys)| (name, keys.clone())).collect();
        self
    }

    /// What the field of that name holds of objects whose entries are known.
    pub(crate) fn inner(&self, name: &str) -> Option<Inner> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Inner::of(&jq(field.jq))
    }

    /// Which kind of object it is of.
    #[must_use]
    pub fn projection(&self) -> &'static Projection {
        self.projection
    }

    /// The names of the fields, in gh's order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }

    /// Whether it is for a reader, not for a program.
    pub fn is_brief(&self) -> bool {
        self.brief
    }

    /// The further requests that the fields need, in the table's order.
    pub fn requests(&self) -> Vec<&'static Request> {
        self.projection
            .requests
            .iter()
            .filter(|request| self.fields.iter().any(|field| self.request(field) == Some(request.name)))
            .collect()
    }

    /// The object without the fields that need a further request.
    pub fn own(&self) -> Expr {
        self.object(|field| self.request(field).is_none(), |expression| expression)
    }

    /// The fields of `request` as an object over its answer.
    pub fn of(&self, request: &Request) -> Expr {
        self.of_answer(request, Expr::Identity)
    }

    /// The fields of `request` as an object, where `answer` yields its answer.
    pub fn of_answer(&self, request: &Request, answer: Expr) -> Expr {
        self.object(
            |field| self.request(field) == Some(request.name),
            |expression| expression.over(answer.clone()).simplified(),
        )
    }

    /// How many fields are made of the answer to `request`.
    pub fn count(&self, request: &Request) -> usize {
        self.fields.iter().filter(|field| self.request(field) == Some(request.name)).count()
    }

    /// Whether a list of these objects is printed, and not one.
    pub fn is_in_list(&self) -> bool {
        self.in_list
    }

    /// What the document of these fields is.
    pub fn document(&self) -> Type {
        let object = Type::object(self.fields.iter().map(|field| (field.name, self.type_of(field))));
        if self.in_list { object.list() } else { object }
    }

    fn type_of(&self, field: &Field) -> Type {
        let request = field.request.and_then(|name| self.projection.requests.iter().find(|known| known.name == name));
        let input = request.map_or(Type::OBJECT, Request::answer_type);
        infer(&self.expression(field), &input, self.projection.answers).0
    }

    /// Whether some field reads `variable` (`names`), which is the same for all objects.
    pub fn reads(&self, variable: &str) -> bool {
        self.fields.iter().any(|field| self.expression(field).reads(variable))
    }

    /// Whether gh prints nothing at all for an empty list of these.
    pub fn nothing_when_empty(&self) -> bool {
        self.projection.nothing_when_empty
    }

    /// Whether the addresses of pull requests are among the fields.
    pub fn has_pull_addresses(&self) -> bool {
        self.projection.object == "pr" && self.fields.iter().any(|field| field.name == "url")
    }

    /// Names in `emission` what the fields lose.
    pub fn judge(&self, emission: Emission) -> Emission {
        let emission = self.unasked.iter().fold(emission, |emission, name| {
            emission.noting(format!("as in gh, `.{name}` in its filter is null: `--json` does not ask for it"))
        });
        self.fields.iter().fold(emission, |emission, field| {
            if let Some(why) = field.missing {
                emission.losing(format!("field {}", field.name), why)
            } else if let Some(what) = field.approximate {
                emission.at_most(Fidelity::Equivalent).noting(format!("{}: {what}", field.name))
            } else if self.brief && field.brief != field.jq {
                emission.at_most(Fidelity::Equivalent)
            } else {
                emission
            }
        })
    }

    /// The expression of an asked field that needs no further request, and that is the same on every server.
    pub fn own_expression(&self, name: &str) -> Option<Expr> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        let expression = self.written(field);
        (self.request(field).is_none() && !expression.reads(HOST)).then_some(expression)
    }

    fn request(&self, field: &Field) -> Option<&'static str> {
        let name = field.request?;
        let request = self.projection.requests.iter().find(|request| request.name == name)?;
        (self.in_list || !request.only_for_lists).then_some(request.name)
    }

    fn expression(&self, field: &Field) -> Expr {
        self.written(field).with("host", Expr::text(self.host.clone()))
    }

    /// The table's expression, as a reader or a program needs it.
    fn written(&self, field: &Field) -> Expr {
        if self.brief {
            return jq(field.brief);
        }
        let expression = jq(field.jq);
        let expression = match self.only.get(field.name) {
            Some(keys) => narrow::only(expression, keys).simplified(),
            None => expression,
        };
        self.projection.answers.for_programs(expression)
    }

    fn object(&self, chosen: impl Fn(&Field) -> bool, over: impl Fn(Expr) -> Expr) -> Expr {
        let chosen = self.fields.iter().filter(|field| chosen(field));
        Expr::Object(chosen.map(|field| Entry::new(field.name, over(self.expression(field)))).collect())
    }
}

/// The hole for the server's address.
const HOST: &str = "_host";
