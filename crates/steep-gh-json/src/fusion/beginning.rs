//! A path that a filter begins with, pushed into what makes the document.

use std::cell::Cell;

use steep_jq::{Entry, EntryKey, Expr, Filter, Key, Operator, PathStep, Step};

use super::{first_stage, stands_anywhere, steps};

/// A filter that begins with a path into its input: `.files[].path`, `.jobs[] | select(.name == "build")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    path: Vec<PathStep>,
    /// What stands behind the path, without the pipe between them; `None` where the path is all.
    pub rest: Option<String>,
}

impl Beginning {
    /// How `filter` begins; `None` where that is no path, or where it does something else in another program.
    #[must_use]
    pub fn of(filter: &Filter) -> Option<Self> {
        let program = filter.program().filter(|_| stands_anywhere(filter))?;
        let first = first_stage(program);
        let path = steps(first).filter(|steps| !steps.is_empty() && steps.iter().all(PathStep::is_constant))?;
        let behind = filter.text().trim_start().strip_prefix(&first.to_string())?.trim_start();
        let rest = match behind.strip_prefix('|') {
            Some(rest) if first != program => Some(rest.trim_start().to_owned()),
            None if first == program && behind.is_empty() => None,
            _ => return None,
        };
        Some(Beginning { path: path.to_vec(), rest })
    }

    /// What the path yields of `document`, without the objects and lists that it leads out of.
    #[must_use]
    pub fn over(&self, document: Expr) -> Expr {
        let gathers = document.any(&|expr| matches!(expr, Expr::List(Some(each)) if reads_answers(each)));
        let led = through(document, &self.path);
        // A law would take the list away.
        if gathers { led } else { led.simplified() }
    }

    /// The same of each item of a list; `None` where the path does not begin with all of them.
    #[must_use]
    pub fn over_items(&self, item: Expr) -> Option<Expr> {
        match self.path.as_slice() {
            [PathStep { to: Step::All, .. }, further @ ..] => Some(through(item, further).simplified()),
            _ => None,
        }
    }
}

/// `expr | .path`.
fn through(expr: Expr, path: &[PathStep]) -> Expr {
    let Some((step, further)) = path.split_first() else { return expr };
    match (expr, &step.to) {
        (Expr::Object(entries), Step::Field(key)) if is_only(&entries, key) => {
            let value = entries.into_iter().next().and_then(|entry| entry.value);
            through(value.unwrap_or_else(|| Expr::Identity.field(&key.text)), further)
        }
        // Nothing of the first answer is yielded where the next one fails.
        (Expr::List(Some(each)), Step::All) if reads_answers(&each) => {
            let all = Expr::Path(Box::new(Expr::Identity), vec![step.clone()]);
            through(*each, further).simplified().listed().binary(Operator::Pipe, all)
        }
        (Expr::List(Some(each)), Step::All) => through(*each, further),
        (Expr::Binary(first, Operator::Pipe, last), _) => first.then(through(*last, path)),
        (Expr::Bind(source, pattern, body), _) => Expr::Bind(source, pattern, Box::new(through(*body, path))),
        (expr, _) => expr.then(Expr::Path(Box::new(Expr::Identity), path.to_vec())),
    }
}

/// Whether it reads several answers, one after the other.
fn reads_answers(expr: &Expr) -> bool {
    let calls = Cell::new(0);
    let is_loop = expr.any(&|inner| match inner {
        Expr::Call(name, _) if name == "input" => {
            calls.set(calls.get() + 1);
            false
        }
        Expr::Call(name, _) if name == "inputs" => {
            calls.set(calls.get() + 2);
            false
        }
        Expr::Call(name, _) => name == "range",
        _ => false,
    });
    calls.get() > 1 || calls.get() == 1 && is_loop
}

/// Whether that is the key of the only entry. Where there are others, one of them may fail.
fn is_only(entries: &[Entry], key: &Key) -> bool {
    matches!(entries, [Entry { key: EntryKey::Name(name), .. }] if name == key)
}

#[cfg(test)]
mod tests {
    use steep_jq::jq;

    use super::*;

    fn of(filter: &str) -> Option<Beginning> {
        Beginning::of(&Filter::new(filter))
    }

    #[test]
    fn what_a_filter_begins_with() {
        let rest = |filter: &str| of(filter).map(|beginning| beginning.rest);
        for whole in [".a", ".files[].path", " .[0].a ", ".[-1:][]", ".a?", ".[]?.b"] {
            assert_eq!(rest(whole), Some(None), "{whole}");
        }
        for (filter, behind) in [
            (".[] | .a", ".a"),
            (".jobs[]|select(.a) | .b # c", "select(.a) | .b # c"),
            (".[] | .a, .b", ".a, .b"),
            (".a | . as $x | $x", ". as $x | $x"),
        ] {
            assert_eq!(rest(filter), Some(Some(behind.to_owned())), "{filter}");
        }
        for filter in [
            ".",
            ". | .a",
            ".a, .b",
            ".a // .b | .c",
            ".[$x]",
            ".a |= 1",
            ".[] as $x | $x",
            "$ENV.A",
            ".\"a\" | .b",
            ".[] | input",
            "def f: .a; .[] | f",
            "map(.a)",
            ".a[.b]",
        ] {
            assert_eq!(of(filter), None, "{filter}");
        }
    }

    #[test]
    fn what_a_path_leads_out_of_is_not_made() {
        let over = |filter: &str, document: &'static str| of(filter).unwrap().over(jq(document)).to_string();
        for (filter, document, expected) in [
            (".files[].path", "{files: [input[] | {path: .filename}]}", "input[].filename"),
            (
                ".files[].path",
                "{files: [input[], input[] | {path: .filename}]}",
                "[input[], input[] | .filename] | .[]",
            ),
            (".jobs[]", "input | {jobs: [input.jobs[]? | {name}]}", "input | input.jobs[]? | {name}"),
            (".a[-1].b", "{a: [.[] | {b}]}", "[.[] | {b}] | .[-1].b"),
            (".a.b", "{a: (.c | {b: .d})}", ".c.d"),
            (".a", "{a: 1, b: 2}", "{a: 1, b: 2} | .a"),
            (".a.b", "{a}", ".a.b"),
            (".a[]", "{a: (. as $all | [.[] | {b: $all}])}", ". as $all | .[] | {b: $all}"),
        ] {
            assert_eq!(over(filter, document), expected);
        }
    }

    #[test]
    fn of_a_list_each_item_is_led_through() {
        let over = |filter: &str| Some(of(filter).unwrap().over_items(jq("{a: .b}"))?.to_string());
        assert_eq!(over(".[].a").as_deref(), Some(".b"));
        assert_eq!(over(".[] | select(.a)").as_deref(), Some("{a: .b}"));
        assert_eq!(over(".[0].a"), None);
    }
}
