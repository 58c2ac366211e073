//! Values of a template as jq expressions.

use steep_forge::Refusal;
use steep_forge::template::{Expr as Given, Format, Function, Verb};
use steep_jq::{Expr, Operator, Step, Type, is_identifier, jq};

use super::kind::{Kind, What};
use super::writer::{Piece, Writer, string};

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// The expression.
    pub(super) jq: Expr,
    pub(super) kind: Kind,
    /// The text, where it is a known one.
    literal: Option<String>,
}

impl Value {
    fn new(jq: Expr, kind: Kind) -> Self {
        Value { jq, kind, literal: None }
    }

    /// The value, and in place of null `text`.
    fn or(self, text: &str) -> Expr {
        let text = Expr::text(text);
        match (self.kind.null, self.kind.what) {
            (false, _) => self.jq,
            // `//` takes false for nothing too.
            (true, What::Flag) => {
                jq("if $_of == null then $_text else $_of end").with("of", self.jq).with("text", text)
            }
            (true, _) => self.jq.binary(Operator::Alternative, text),
        }
    }
}

impl Writer<'_> {
    pub(super) fn value(&mut self, expr: &Given) -> Result<Value, Refusal> {
        Ok(match expr {
            Given::Current => Value::new(Expr::Identity, self.current.clone()),
            Given::Root if self.at_root => Value::new(Expr::Identity, self.root()),
            Given::Root => {
                self.uses_root = true;
                Value::new(Expr::variable("root"), self.root())
            }
            Given::Variable(name) => {
                let kind = self.variable(name);
                Value::new(Expr::variable(super::writer::variable(name)), kind)
            }
            Given::Field(base, name) => self.field(base, name)?,
            Given::Text(text) => Value { literal: Some(text.clone()), ..Value::new(Expr::text(text), Kind::text()) },
            Given::Integer(number) => Value::new(signed(&number.to_string()), Kind::integer()),
            Given::Number(number) => Value::new(signed(number), Kind::of(Type::NUMBER)),
            Given::Boolean(yes) => Value::new(Expr::boolean(*yes), Kind::flag()),
            Given::Null => Value::new(Expr::call("null"), Kind::of(Type::ANYTHING)),
            Given::Format(pieces) => {
                let text = self.format(pieces)?;
                Value::new(string(text), Kind::text())
            }
            Given::Time(format, time) => {
                let time = self.value(time)?;
                let jq = if format == "%Y-%m-%d" && time.kind.is_text() {
                    // Times are in UTC.
                    time.jq.step(Step::Slice(None, Some(Expr::number(10))))
                } else {
                    time.jq.then(jq("fromdate | strftime($_format)").with("format", Expr::text(format)))
                };
                Value::new(jq, Kind::text())
            }
            Given::Call(function, arguments) => self.call(*function, arguments)?,
        })
    }

    fn field(&mut self, base: &Given, name: &str) -> Result<Value, Refusal> {
        let value = self.value(base)?;
        if matches!(value.kind.what, What::Text | What::Flag | What::Count | What::Number | What::Integer | What::List)
        {
            return Err(Refusal::UsageError {
                error: format!("template: can't evaluate field {name} in `{}`", value.jq),
            });
        }
        let is_inner = !matches!(base, Given::Current | Given::Root);
        let kind = Kind::of(value.kind.of.clone().without_null().field(name, self.schema));
        let of = if is_inner && value.kind.null && !self.is_present(&value) {
            let error = Expr::Call("error".to_owned(), vec![Expr::text(format!("nil pointer evaluating .{name}"))]);
            value.jq.binary(Operator::Alternative, error)
        } else {
            value.jq
        };
        Ok(Value::new(of.field(name), kind))
    }

    /// Whether the value counts as true, as a condition of jq's.
    pub(super) fn condition(&mut self, expr: &Given) -> Result<Expr, Refusal> {
        match expr {
            Given::Call(function @ (Function::And | Function::Or), arguments) => {
                let conditions: Result<Vec<Expr>, Refusal> = arguments.iter().map(|one| self.condition(one)).collect();
                Ok(Expr::conditions(conditions?, if *function == Function::And { Operator::And } else { Operator::Or }))
            }
            Given::Call(Function::Not, arguments) => match arguments.as_slice() {
                [only] => Ok(self.condition(only)?.negated()),
                _ => Err(refused("not")),
            },
            other => {
                let value = self.value(other)?;
                Ok(counts(value))
            }
        }
    }

    fn call(&mut self, function: Function, arguments: &[Given]) -> Result<Value, Refusal> {
        let text = |jq: Expr| Value::new(jq, Kind::text());
        let flag = |jq: Expr| Value::new(jq, Kind::flag());
        match (function, arguments) {
            (Function::And | Function::Or, [only]) => self.value(only),
            (Function::And | Function::Or, [first, rest @ ..]) => {
                let (first, bound) = self.first(first)?;
                let holds = counts(first.clone());
                let rest = self.call(function, rest)?;
                let rest_may_be_null = rest.kind.null;
                let (yes, no) = if function == Function::And { (rest, first) } else { (first, rest) };
                let mut kind = yes.kind.or(no.kind);
                if function == Function::Or && !rest_may_be_null {
                    // The first is taken only where it is something.
                    kind = kind.without_null();
                }
                let chosen = jq("if $_holds then $_yes else $_no end").with("holds", holds);
                let chosen = chosen.with("yes", yes.jq).with("no", no.jq);
                Ok(Value::new(behind(bound, chosen), kind))
            }
            (Function::Not, [only]) => Ok(flag(self.condition(only)?.negated())),
            (Function::Equal, [value, others @ ..]) => {
                let (value, bound) = match others {
                    [_] => (self.value(value)?, None),
                    _ => self.first(value)?,
                };
                let mut equal = Vec::new();
                for other in others {
                    let other = self.value(other)?;
                    comparable(&value, &other)?;
                    equal.push(value.jq.clone().equals(other.jq));
                }
                Ok(flag(behind(bound, Expr::conditions(equal, Operator::Or))))
            }
            (
                Function::Differ | Function::Less | Function::AtMost | Function::Greater | Function::AtLeast,
                [left, right],
            ) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                comparable(&left, &right)?;
                let sign = match function {
                    Function::Differ => Operator::Differ,
                    Function::Less => Operator::Less,
                    Function::AtMost => Operator::AtMost,
                    Function::Greater => Operator::Greater,
                    _ => Operator::AtLeast,
                };
                Ok(flag(left.jq.binary(sign, right.jq)))
            }
            (Function::Index, [value, steps @ ..]) => {
                let mut value = self.value(value)?;
                for step in steps {
                    value = self.index(value, step)?;
                }
                Ok(value)
            }
            (Function::Length, [value]) => {
                let value = self.value(value)?;
                let length = match (value.kind.what, value.kind.null) {
                    (What::Text, false) => "utf8bytelength",
                    (What::List | What::Object, false) => "length",
                    _ => self.function("size"),
                };
                Ok(Value::new(value.jq.then(Expr::call(length)), Kind::integer()))
            }
            (Function::Html, [value]) => {
                let value = self.value(value)?;
                if !value.kind.is_text() {
                    return Err(refused("html of what may be no text"));
                }
                Ok(text(value.jq.then(jq("@html | gsub(\"&quot;\"; \"&#34;\")"))))
            }
            (Function::Plain, [value]) => {
                let value = self.value(value)?;
                Ok(text(self.plain(value)))
            }
            (Function::Join, [separator, list]) => self.join(separator, list).map(text),
            (Function::Pluck, [name, list]) => {
                let (list, name) = (self.value(list)?, self.value(name)?);
                let Some(name) = name.literal.filter(|name| is_identifier(name)) else {
                    return Err(refused("pluck of a computed field"));
                };
                let items = list.kind.of.items().field(&name, self.schema).list();
                Ok(Value::new(list_or_none(list).items().field(&name).listed(), Kind::of(items)))
            }
            (Function::Truncate, [most, value]) => {
                let most = match most {
                    Given::Integer(most) => u32::try_from(*most).ok(),
                    _ => None,
                };
                let Some(most) = most else { return Err(refused("truncate to a computed length")) };
                let value = self.value(value)?;
                if matches!(value.kind.what, What::Flag | What::Count | What::Number | What::Integer | What::List) {
                    return Err(Refusal::UsageError { error: "template: truncate wants a text".to_owned() });
                }
                self.counts_columns = true;
                let value = value.or("");
                let number = |number: u32| Expr::number(number.into());
                Ok(text(if most < 5 {
                    value.step(Step::Slice(None, Some(number(most))))
                } else {
                    let cut = jq("if length > $_most then .[:$_kept] + \"...\" else . end").with("most", number(most));
                    value.then(cut.with("kept", number(most - 3)))
                }))
            }
            (Function::Contains, [part, whole]) => self.about_texts("contains", part, whole),
            (Function::HasPrefix, [part, whole]) => self.about_texts("startswith", part, whole),
            (Function::HasSuffix, [part, whole]) => self.about_texts("endswith", part, whole),
            (Function::Matches, [Given::Text(pattern), _]) if steep_jq::tells_scripts_apart(pattern) => {
                Err(refused("regexMatch with a class that is ASCII's in Go and every script's in jq"))
            }
            (Function::Matches, [Given::Text(pattern), _]) if steep_jq::ends_at_the_end(pattern) => {
                Err(refused("regexMatch with `$`, which jq takes for the end of a line, too,"))
            }
            (Function::Matches, [pattern @ Given::Text(_), whole]) => self.about_texts("test", pattern, whole),
            (Function::Matches, _) => Err(refused("regexMatch with a computed expression")),
            _ => Err(refused("a function with these arguments")),
        }
    }

    /// A value that is said several times: where it is more than a path, it is bound to a variable, which is returned with what
    /// is bound to it. Else a value in others like it would be said twice at each level.
    fn first(&mut self, expr: &Given) -> Result<(Value, Option<Expr>), Refusal> {
        let value = self.value(expr)?;
        if value.literal.is_some() || value.jq.is_plain_path() || matches!(value.jq, Expr::Number(_)) {
            return Ok((value, None));
        }
        Ok((Value::new(Expr::variable(FIRST), value.kind), Some(value.jq)))
    }

    /// A function of jq's that says whether something is true of a text. gh fails where either is none.
    fn about_texts(&mut self, function: &str, part: &Given, whole: &Given) -> Result<Value, Refusal> {
        let (part, whole) = (self.value(part)?, self.value(whole)?);
        if !part.kind.is_text() || !whole.kind.is_text() {
            return Err(refused(&format!("{function} of what may be no text")));
        }
        // What `.` is for the other text is not what it is behind the pipe.
        let asked = |part: Expr| whole.jq.then(Expr::Call(function.to_owned(), vec![part]));
        let jq = match part.literal {
            Some(_) => asked(part.jq),
            None => part.jq.bound_to("part", asked(Expr::variable("part"))),
        };
        Ok(Value::new(jq, Kind::flag()))
    }

    fn index(&mut self, value: Value, step: &Given) -> Result<Value, Refusal> {
        let step = self.value(step)?;
        let of = value.kind.of;
        let by_name = |of: Type, name: &str| Kind::of(of.without_null().field(name, self.schema));
        Ok(match (value.kind.what, step.kind.what, &step.literal) {
            (What::List | What::Anything, What::Integer, _) => {
                let item = value.jq.step(Step::Index(step.jq));
                let item = item.binary(Operator::Alternative, jq("error(\"index out of range\")"));
                Value::new(item, Kind::of(of.items()))
            }
            (What::Object | What::Anything, What::Text, Some(name)) => {
                Value::new(value.jq.step(Step::Index(step.jq)), by_name(of, name))
            }
            (What::Object | What::Anything, What::Text, None) => {
                Value::new(value.jq.step(Step::Index(step.jq)), Kind::of(Type::ANYTHING))
            }
            _ => return Err(refused("index by such a key")),
        })
    }

    fn join(&mut self, separator: &Given, list: &Given) -> Result<Expr, Refusal> {
        let Some(separator) = self.value(separator)?.literal else {
            return Err(refused("join with a computed separator"));
        };
        let list = self.value(list)?;
        let are_texts = list.kind.of.items().is_text();
        let items = list_or_none(list);
        let texts = if are_texts {
            items
        } else {
            items.then(jq("map($_each)").with("each", Expr::call(self.function("plain"))))
        };
        Ok(texts.then(jq("join($_separator)").with("separator", Expr::text(separator))))
    }

    /// A text, number or boolean as a text; null as nothing.
    pub(super) fn plain(&mut self, value: Value) -> Expr {
        match value.kind.what {
            What::Text => value.or(""),
            What::Flag | What::Count | What::Integer if !value.kind.null => value.jq.then(Expr::call("tostring")),
            _ => value.jq.then(Expr::call(self.function("plain"))),
        }
    }

    /// The value as Go prints it, `none` in place of null.
    pub(super) fn printed(&mut self, value: Value, none: &str, any: &'static str) -> Piece {
        match value.kind.what {
            What::Text => match value.literal {
                Some(text) => Piece::Text(text),
                None => Piece::Code { jq: value.or(none), is_text: true },
            },
            What::Flag | What::Count | What::Integer => Piece::Code { jq: value.or(none), is_text: false },
            What::Number | What::List | What::Object | What::Anything => {
                Piece::Code { jq: value.jq.then(Expr::call(self.function(any))), is_text: true }
            }
        }
    }

    fn format(&mut self, pieces: &[Format]) -> Result<Vec<Piece>, Refusal> {
        let mut text = Vec::new();
        for piece in pieces {
            match piece {
                Format::Text(part) => text.push(Piece::Text(part.clone())),
                Format::Value { value, verb, width, most } => {
                    let value = self.value(value)?;
                    let mut piece = self.by_verb(value, *verb)?;
                    if let Some(most) = most {
                        let cut = Step::Slice(None, Some(Expr::number(u64::from(*most))));
                        piece = Piece::Code { jq: string(vec![piece]).step(cut), is_text: true };
                    }
                    if *width != 0 {
                        let function = self.function(if *width < 0 { "pad" } else { "lead" });
                        let width = Expr::number(u64::from(width.unsigned_abs()));
                        let jq = string(vec![piece]).then(Expr::Call(function.to_owned(), vec![width]));
                        piece = Piece::Code { jq, is_text: true };
                    }
                    text.push(piece);
                }
            }
        }
        Ok(text)
    }

    fn by_verb(&mut self, value: Value, verb: Verb) -> Result<Piece, Refusal> {
        let as_is = |value: Value| Piece::Code { jq: value.jq, is_text: false };
        match (verb, value.kind.what) {
            (Verb::Any, _) => Ok(self.printed(value, "<nil>", "nested")),
            (Verb::Text, What::Text | What::Anything | What::List | What::Object) => {
                Ok(self.printed(value, "%!s(<nil>)", "texts"))
            }
            (Verb::Text, _) => Err(refused("%s of a number or boolean, for which gh prints `%!s(…)`,")),
            (Verb::Integer, What::Integer) => Ok(as_is(value)),
            (Verb::Integer, What::Anything) => Err(refused("%d of what may be no whole number")),
            (Verb::Integer, _) => Err(refused("%d of gh's data, for which it prints `%!d(…)`,")),
            (Verb::Rounded, What::Count | What::Number) if !value.kind.null => Ok(as_is(value)),
            (Verb::Rounded, _) => Err(refused("%.0f of what may be no number")),
            (Verb::Boolean, What::Flag) if !value.kind.null => Ok(as_is(value)),
            (Verb::Boolean, _) => Err(refused("%t of what may be no boolean")),
        }
    }
}

/// The variable of what [`Writer::first`] binds.
const FIRST: &str = "first";

/// `body` behind what is bound for it.
fn behind(bound: Option<Expr>, body: Expr) -> Expr {
    match bound {
        Some(bound) => bound.bound_to(FIRST, body),
        None => body,
    }
}

/// Whether a value counts as true, as a condition.
pub(super) fn counts(value: Value) -> Expr {
    let condition = match (value.kind.what, value.kind.null) {
        (What::Flag | What::Object, _) => return value.jq,
        (What::Text, false) => "$_of != \"\"",
        (What::Text, true) => "($_of // \"\") != \"\"",
        (What::Count | What::Number | What::Integer, false) => "$_of != 0",
        (What::Count | What::Number | What::Integer, true) => "($_of // 0) != 0",
        (What::List, false) => "$_of != []",
        (What::List, true) => "($_of // []) != []",
        (What::Anything, _) => "$_of | IN(null, false, 0, \"\", [], {}) | not",
    };
    jq(condition).with("of", value.jq)
}

/// The list, none where it is null.
fn list_or_none(list: Value) -> Expr {
    if list.kind.null { list.jq.binary(Operator::Alternative, Expr::List(None)) } else { list.jq }
}

/// A number as it is written, with its sign.
fn signed(number: &str) -> Expr {
    match number.strip_prefix('-') {
        Some(digits) => Expr::Negate(Box::new(Expr::Number(digits.to_owned()))),
        None => Expr::Number(number.to_owned()),
    }
}

/// Fails where Go would not compare the two.
fn comparable(left: &Value, right: &Value) -> Result<(), Refusal> {
    use What::{Anything, Count, Flag, Integer, List, Number, Object, Text};
    let same = match (left.kind.what, right.kind.what) {
        (List | Object, _) | (_, List | Object) => [&left.jq, &right.jq].contains(&&Expr::call("null")),
        (Anything, Integer) | (Integer, Anything) => false,
        (Anything, _) | (_, Anything) => true,
        (Integer, Integer) | (Text, Text) | (Flag, Flag) => true,
        (Count | Number, Count | Number) => true,
        _ => false,
    };
    if same {
        return Ok(());
    }
    let error = format!("template: incompatible types for comparison: `{}` and `{}`", left.jq, right.jq);
    Err(Refusal::UsageError { error })
}

pub(super) fn refused(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{what} in a template") }
}
