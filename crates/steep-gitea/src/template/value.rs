//! Values of a template as jq expressions.

use steep_forge::Refusal;
use steep_forge::template::{Expr, Format, Function, Verb};

use super::kind::{Kind, What};
use super::writer::{Piece, Writer, string};
use crate::rest::body::quote;
use crate::rest::jq;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// The expression.
    pub(super) jq: String,
    pub(super) kind: Kind,
    /// An item of it, where it is a list of which that is known.
    item: Option<Kind>,
    /// The text, where it is a known one.
    literal: Option<String>,
}

impl Value {
    fn new(jq: impl Into<String>, kind: Kind) -> Self {
        Value { jq: jq.into(), kind, item: None, literal: None }
    }

    /// Fit to stand before a path or between operators.
    pub(super) fn term(&self) -> String {
        term(&self.jq)
    }

    /// An item of it.
    pub(super) fn item(&self, otherwise: Kind) -> Kind {
        self.item.unwrap_or(otherwise)
    }

    /// Whether it is a path from the current value, or from a variable.
    pub(super) fn is_path(&self) -> bool {
        self.jq.starts_with(['.', '$']) && self.jq.chars().all(|c| c.is_ascii_alphanumeric() || "._$".contains(c))
    }

    /// The value, and in place of null `text`.
    fn or(&self, text: &str) -> String {
        match (self.kind.null, self.kind.what) {
            (false, _) => self.jq.clone(),
            // `//` takes false for nothing too.
            (true, What::Flag) => format!("if {0} == null then {1} else {0} end", self.term(), quote(text)),
            (true, _) => format!("{} // {}", self.term(), quote(text)),
        }
    }
}

fn term(jq: &str) -> String {
    if jq::outside_of_brackets(jq).contains([' ', ',']) { format!("({jq})") } else { jq.to_owned() }
}

impl Writer<'_> {
    pub(super) fn value(&mut self, expr: &Expr) -> Result<Value, Refusal> {
        Ok(match expr {
            Expr::Current => Value::new(".", self.current),
            Expr::Root if self.at_root => Value::new(".", self.document.root()),
            Expr::Root => {
                self.uses_root = true;
                Value::new("$root", self.document.root())
            }
            Expr::Variable(name) => {
                let kind = self.variable(name);
                Value::new(format!("${}", super::writer::variable(name)), kind)
            }
            Expr::Field(base, name) => self.field(base, name)?,
            Expr::Text(text) => Value { literal: Some(text.clone()), ..Value::new(quote(text), Kind::of(What::Text)) },
            Expr::Integer(number) => Value::new(number.to_string(), Kind::of(What::Integer)),
            Expr::Number(number) => Value::new(number.clone(), Kind::of(What::Number)),
            Expr::Boolean(yes) => Value::new(yes.to_string(), Kind::of(What::Flag)),
            Expr::Null => Value::new("null", Kind::ANYTHING),
            Expr::Format(pieces) => {
                let text = self.format(pieces)?;
                Value::new(string(&text), Kind::of(What::Text))
            }
            Expr::Time(format, time) => {
                let time = self.value(time)?;
                let jq = if format == "%Y-%m-%d" && time.kind == Kind::of(What::Text) {
                    // Times are in UTC.
                    format!("{}[:10]", time.term())
                } else {
                    format!("{} | fromdate | strftime({})", time.term(), quote(format))
                };
                Value::new(jq, Kind::of(What::Text))
            }
            Expr::Call(function, arguments) => self.call(*function, arguments)?,
        })
    }

    fn field(&mut self, base: &Expr, name: &str) -> Result<Value, Refusal> {
        let value = self.value(base)?;
        if matches!(value.kind.what, What::Text | What::Flag | What::Count | What::Number | What::Integer | What::List)
        {
            return Err(Refusal::UsageError {
                error: format!("template: can't evaluate field {name} in `{}`", value.jq),
            });
        }
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let step = if is_name { format!(".{name}") } else { format!("[{}]", quote(name)) };
        let is_inner = !matches!(base, Expr::Current | Expr::Root);
        let kind = self.document.field(name);
        let jq = if is_inner && value.kind.null && !self.is_present(&value) {
            format!("({} // error({})){step}", value.jq, quote(&format!("nil pointer evaluating .{name}")))
        } else if value.jq == "." {
            if is_name { step } else { format!(".{step}") }
        } else {
            format!("{}{step}", value.term())
        };
        Ok(Value::new(jq, kind))
    }

    /// Whether the value counts as true, as a condition of jq's.
    pub(super) fn condition(&mut self, expr: &Expr) -> Result<String, Refusal> {
        match expr {
            Expr::Call(function @ (Function::And | Function::Or), arguments) => {
                let all: Result<Vec<String>, Refusal> = arguments.iter().map(|one| self.condition(one)).collect();
                Ok(jq::all(&all?, if *function == Function::And { "and" } else { "or" }))
            }
            Expr::Call(Function::Not, arguments) => match arguments.as_slice() {
                [only] => Ok(format!("{} | not", self.condition(only)?)),
                _ => Err(refused("not")),
            },
            other => {
                let value = self.value(other)?;
                Ok(counts(&value))
            }
        }
    }

    fn call(&mut self, function: Function, arguments: &[Expr]) -> Result<Value, Refusal> {
        let text = |jq: String| Value::new(jq, Kind::of(What::Text));
        let flag = |jq: String| Value::new(jq, Kind::of(What::Flag));
        match (function, arguments) {
            (Function::And | Function::Or, [only]) => self.value(only),
            (Function::And | Function::Or, [first, rest @ ..]) => {
                let holds = self.condition(first)?;
                let first = self.value(first)?;
                let rest = self.call(function, rest)?;
                let (yes, no) = if function == Function::And { (&rest, &first) } else { (&first, &rest) };
                let mut kind = yes.kind.or(no.kind);
                if function == Function::Or {
                    // The first is taken only where it is something.
                    kind.null = rest.kind.null;
                }
                Ok(Value::new(format!("if {holds} then {} else {} end", yes.jq, no.jq), kind))
            }
            (Function::Not, [only]) => Ok(flag(format!("{} | not", self.condition(only)?))),
            (Function::Equal, [value, others @ ..]) => {
                let value = self.value(value)?;
                let mut all = Vec::new();
                for other in others {
                    let other = self.value(other)?;
                    comparable(&value, &other)?;
                    all.push(format!("{} == {}", value.term(), other.term()));
                }
                Ok(flag(jq::all(&all, "or")))
            }
            (
                Function::Differ | Function::Less | Function::AtMost | Function::Greater | Function::AtLeast,
                [left, right],
            ) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                comparable(&left, &right)?;
                let sign = match function {
                    Function::Differ => "!=",
                    Function::Less => "<",
                    Function::AtMost => "<=",
                    Function::Greater => ">",
                    _ => ">=",
                };
                Ok(flag(format!("{} {sign} {}", left.term(), right.term())))
            }
            (Function::Index, [value, steps @ ..]) => {
                let mut value = self.value(value)?;
                for step in steps {
                    value = self.index(&value, step)?;
                }
                Ok(value)
            }
            (Function::Length, [value]) => {
                let value = self.value(value)?;
                let length = match value.kind {
                    Kind { what: What::Text, null: false } => "utf8bytelength",
                    Kind { what: What::List | What::Object, null: false } => "length",
                    _ => self.function("size"),
                };
                Ok(Value::new(format!("{} | {length}", value.term()), Kind::of(What::Integer)))
            }
            (Function::Html, [value]) => {
                let value = self.value(value)?;
                if value.kind != Kind::of(What::Text) {
                    return Err(refused("html of what may be no text"));
                }
                Ok(text(format!("{} | @html | gsub(\"&quot;\"; \"&#34;\")", value.term())))
            }
            (Function::Plain, [value]) => {
                let value = self.value(value)?;
                Ok(text(self.plain(&value)))
            }
            (Function::Join, [separator, list]) => self.join(separator, list).map(text),
            (Function::Pluck, [name, list]) => {
                let (list, name) = (self.value(list)?, self.value(name)?);
                let Some(name) = name.literal.filter(|name| is_name(name)) else {
                    return Err(refused("pluck of a computed field"));
                };
                let item = self.document.field(&name);
                let jq = format!("[{}[].{name}]", list_or_none(&list));
                Ok(Value { item: Some(item), ..Value::new(jq, Kind::of(What::List)) })
            }
            (Function::Truncate, [most, value]) => {
                let most = match most {
                    Expr::Integer(most) => u32::try_from(*most).ok(),
                    _ => None,
                };
                let Some(most) = most else { return Err(refused("truncate to a computed length")) };
                let value = self.value(value)?;
                if matches!(value.kind.what, What::Flag | What::Count | What::Number | What::Integer | What::List) {
                    return Err(Refusal::UsageError { error: "template: truncate wants a text".to_owned() });
                }
                self.counts_columns = true;
                let value = term(&value.or(""));
                Ok(text(if most < 5 {
                    format!("{value}[:{most}]")
                } else {
                    format!("{value} | if length > {most} then .[:{}] + \"...\" else . end", most - 3)
                }))
            }
            _ => Err(refused("a function with these arguments")),
        }
    }

    fn index(&mut self, value: &Value, step: &Expr) -> Result<Value, Refusal> {
        let step = self.value(step)?;
        let missing = "error(\"index out of range\")";
        Ok(match (value.kind.what, step.kind.what, &step.literal) {
            (What::List | What::Anything, What::Integer, _) => {
                let jq = format!("({}[{}] // {missing})", value.term(), step.jq);
                Value::new(jq, value.item(self.document.item()))
            }
            (What::Object | What::Anything, What::Text, Some(name)) => {
                Value::new(format!("{}[{}]", value.term(), step.jq), self.document.field(name))
            }
            (What::Object | What::Anything, What::Text, None) => {
                Value::new(format!("{}[{}]", value.term(), step.jq), Kind::ANYTHING)
            }
            _ => return Err(refused("index by such a key")),
        })
    }

    fn join(&mut self, separator: &Expr, list: &Expr) -> Result<String, Refusal> {
        let separator = match self.value(separator)?.literal {
            Some(separator) => quote(&separator),
            None => return Err(refused("join with a computed separator")),
        };
        let list = self.value(list)?;
        let items = list_or_none(&list);
        Ok(match list.item(Kind::ANYTHING) {
            Kind { what: What::Text, null: false } => format!("{items} | join({separator})"),
            _ => format!("{items} | map({}) | join({separator})", self.function("plain")),
        })
    }

    /// A text, number or boolean as a text; null as nothing.
    pub(super) fn plain(&mut self, value: &Value) -> String {
        match value.kind.what {
            What::Text => value.or(""),
            What::Flag | What::Count | What::Integer if !value.kind.null => format!("{} | tostring", value.term()),
            _ => format!("{} | {}", value.term(), self.function("plain")),
        }
    }

    /// The value as Go prints it, `none` in place of null.
    pub(super) fn printed(&mut self, value: &Value, none: &str, any: &'static str) -> Piece {
        match value.kind.what {
            What::Text => match &value.literal {
                Some(text) => Piece::Text(text.clone()),
                None => Piece::Code { jq: value.or(none), is_text: true },
            },
            What::Flag | What::Count | What::Integer => Piece::Code { jq: value.or(none), is_text: false },
            What::Number | What::List | What::Object | What::Anything => {
                Piece::Code { jq: format!("{} | {}", value.term(), self.function(any)), is_text: true }
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
                    let mut piece = self.by_verb(&value, *verb)?;
                    if let Some(most) = most {
                        piece = Piece::Code { jq: format!("{}[:{most}]", term(&string(&[piece]))), is_text: true };
                    }
                    if *width != 0 {
                        let function = self.function(if *width < 0 { "pad" } else { "lead" });
                        let jq = format!("{} | {function}({})", term(&string(&[piece])), width.unsigned_abs());
                        piece = Piece::Code { jq, is_text: true };
                    }
                    text.push(piece);
                }
            }
        }
        Ok(text)
    }

    fn by_verb(&mut self, value: &Value, verb: Verb) -> Result<Piece, Refusal> {
        let as_is = Piece::Code { jq: value.jq.clone(), is_text: false };
        match (verb, value.kind.what) {
            (Verb::Any, _) => Ok(self.printed(value, "<nil>", "nested")),
            (Verb::Text, What::Text | What::Anything | What::List | What::Object) => {
                Ok(self.printed(value, "%!s(<nil>)", "texts"))
            }
            (Verb::Text, _) => Err(refused("%s of a number or boolean, for which gh prints `%!s(…)`,")),
            (Verb::Integer, What::Integer) => Ok(as_is),
            (Verb::Integer, What::Anything) => Err(refused("%d of what may be no whole number")),
            (Verb::Integer, _) => Err(refused("%d of gh's data, for which it prints `%!d(…)`,")),
            (Verb::Rounded, What::Count | What::Number) if !value.kind.null => Ok(as_is),
            (Verb::Rounded, _) => Err(refused("%.0f of what may be no number")),
            (Verb::Boolean, What::Flag) if !value.kind.null => Ok(as_is),
            (Verb::Boolean, _) => Err(refused("%t of what may be no boolean")),
        }
    }
}

/// Whether a value counts as true, as a condition.
pub(super) fn counts(value: &Value) -> String {
    let term = value.term();
    match (value.kind.what, value.kind.null) {
        (What::Text, false) => format!("{term} != \"\""),
        (What::Text, true) => format!("({term} // \"\") != \"\""),
        (What::Flag, _) => value.jq.clone(),
        (What::Object, _) => value.jq.clone(),
        (What::Count | What::Number | What::Integer, false) => format!("{term} != 0"),
        (What::Count | What::Number | What::Integer, true) => format!("({term} // 0) != 0"),
        (What::List, false) => format!("{term} != []"),
        (What::List, true) => format!("({term} // []) != []"),
        (What::Anything, _) => format!("{term} | IN(null, false, 0, \"\", [], {{}}) | not"),
    }
}

/// The list, none where it is null.
fn list_or_none(list: &Value) -> String {
    if list.kind.null { format!("({} // [])", list.term()) } else { list.term() }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Fails where Go would not compare the two.
fn comparable(left: &Value, right: &Value) -> Result<(), Refusal> {
    use What::{Anything, Count, Flag, Integer, List, Number, Object, Text};
    let same = match (left.kind.what, right.kind.what) {
        (List | Object, _) | (_, List | Object) => left.jq == "null" || right.jq == "null",
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
