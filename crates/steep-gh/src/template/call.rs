//! What a function means.

use steep_forge::Refusal;
use steep_forge::template::{Expr, Format, Function, Verb};

use super::parse::Value;
use super::{format, layout, no_counterpart, wrong};

/// Functions that gh or Go knows and that mean nothing here.
const WITHOUT_MEANING: &[&str] = &["call", "hyperlink", "js", "slice", "timeago", "urlquery"];

/// The value of a function. `arguments` are in the order of the call, what is piped into it last.
pub(super) fn value(name: &str, mut arguments: Vec<Expr>) -> Result<Value, Refusal> {
    let (function, least, most) = match name {
        "and" => (Function::And, 1, usize::MAX),
        "or" => (Function::Or, 1, usize::MAX),
        "not" => (Function::Not, 1, 1),
        "eq" => (Function::Equal, 2, usize::MAX),
        "ne" => (Function::Differ, 2, 2),
        "lt" => (Function::Less, 2, 2),
        "le" => (Function::AtMost, 2, 2),
        "gt" => (Function::Greater, 2, 2),
        "ge" => (Function::AtLeast, 2, 2),
        "index" => (Function::Index, 1, usize::MAX),
        "len" => (Function::Length, 1, 1),
        "html" => (Function::Html, 1, 1),
        "join" => (Function::Join, 2, 2),
        "pluck" => (Function::Pluck, 2, 2),
        "truncate" => (Function::Truncate, 2, 2),
        // Of releases after 2.63; what an older gh does not know is an error there, and nothing else.
        "contains" => (Function::Contains, 2, 2),
        "hasPrefix" => (Function::HasPrefix, 2, 2),
        "hasSuffix" => (Function::HasSuffix, 2, 2),
        "regexMatch" => (Function::Matches, 2, 2),
        "tablerow" => return Ok(Value::Row(arguments)),
        "tablerender" if arguments.is_empty() => return Ok(Value::Table),
        _ => return other(name, arguments).map(Value::Expr),
    };
    if arguments.len() < least || arguments.len() > most {
        return Err(wrong_number(name, least, arguments.len()));
    }
    if function == Function::Index && arguments.len() == 1 {
        return Ok(Value::Expr(arguments.remove(0)));
    }
    Ok(Value::Expr(Expr::Call(function, arguments)))
}

fn other(name: &str, arguments: Vec<Expr>) -> Result<Expr, Refusal> {
    let found = arguments.len();
    match (name, arguments.as_slice()) {
        // Without a terminal there are no colours.
        ("color" | "autocolor", [_, text]) => Ok(Expr::Call(Function::Plain, vec![text.clone()])),
        ("color" | "autocolor", _) => Err(wrong_number(name, 2, found)),
        ("timefmt", [Expr::Text(layout), time]) => Ok(Expr::Time(layout::strftime(layout)?, Box::new(time.clone()))),
        ("timefmt", [_, _]) => Err(no_counterpart("timefmt with a computed layout")),
        ("timefmt", _) => Err(wrong_number(name, 2, found)),
        ("printf", [Expr::Text(text), values @ ..]) => format::read(text, values),
        ("printf", []) => Err(wrong_number(name, 1, found)),
        ("printf", _) => Err(no_counterpart("printf with a computed format")),
        ("print", [only]) => Ok(printed(only.clone(), None)),
        ("println", [only]) => Ok(printed(only.clone(), Some("\n"))),
        ("println", _) => {
            let mut pieces = Vec::new();
            for (nth, value) in arguments.into_iter().enumerate() {
                if nth > 0 {
                    pieces.push(Format::Text(" ".to_owned()));
                }
                pieces.push(shown(value));
            }
            pieces.push(Format::Text("\n".to_owned()));
            Ok(Expr::Format(pieces))
        }
        ("print", texts) if texts.iter().all(|text| matches!(text, Expr::Text(_) | Expr::Format(_))) => {
            Ok(Expr::Format(arguments.into_iter().map(shown).collect()))
        }
        // A space stands between two values where neither is a text, which only the values tell.
        ("print", _) => Err(no_counterpart("print with several values")),
        _ if WITHOUT_MEANING.contains(&name) => Err(no_counterpart(name)),
        ("tablerender", _) => Err(wrong_number(name, 0, found)),
        _ => Err(wrong(format!("function {name:?} not defined"))),
    }
}

/// A value as Go prints it, with text after it.
fn printed(value: Expr, after: Option<&str>) -> Expr {
    let mut pieces = vec![shown(value)];
    pieces.extend(after.map(|text| Format::Text(text.to_owned())));
    Expr::Format(pieces)
}

fn shown(value: Expr) -> Format {
    Format::Value { value, verb: Verb::Any, width: 0, most: None }
}

fn wrong_number(name: &str, wanted: usize, found: usize) -> Refusal {
    wrong(format!("wrong number of args for {name}: want {wanted} got {found}"))
}
