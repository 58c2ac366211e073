//! Lists: as many requests as the limit needs, and the jq expression that yields their items.
//!
//! A page holds at most 50 items. Three forms, the simplest that is right:
//!
//! * one request, where the limit fits a page and the server does the filtering;
//! * a fixed number of pages by curl's own counting, `page=[1-2]`;
//! * pages until an empty one, read by `limit(N; …)` that stops as soon as it has enough.
//!
//! Whoever gathers items into a list must not print a shorter list when a request fails: a missing page makes `input`
//! fail, and in a loop a failed request prints the word `failed`, which is not JSON, so that the stage that gathers fails.

use steep_forge::Limit;
use steep_shell::{Arg, Expansion, Part, Quote, Script, Word};

use super::jq::{self, Jq, Vars};
use super::{Call, words};

/// The most items that a page holds: Gitea's `[api] MAX_RESPONSE_ITEMS` as it is by default.
pub(crate) const PAGE: u32 = 50;

/// From this many pages on they are asked for one by one until an empty one comes.
const MOST_FIXED_PAGES: u32 = 4;

/// A list request under construction.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    call: Call,
    /// The key of the list in an answer, empty for a bare list: `workflow_runs`.
    wrapped_in: &'static str,
    /// One answer holds all of it.
    whole: bool,
    selects: Vec<String>,
    order: Option<String>,
    limit: Option<Limit>,
    vars: Vars,
}

/// The items of a list, ready to be used.
#[derive(Clone, Debug)]
pub(crate) struct Items {
    source: Script,
    /// The expression over the current input, where there is exactly one answer.
    over_one: Option<String>,
    /// The expression that reads its input itself, for `jq -n`.
    reading: String,
    vars: Vars,
}

/// Where a list is.
#[derive(Clone, Debug)]
pub(crate) enum Whole {
    /// It is the answer.
    Answer,
    /// At this path of the answer, `.workflow_runs`, or of `input`.
    Path(String, Vars),
    /// What this prints.
    Stage(Jq),
}

impl Listing {
    /// The items that `call` lists, as many as `limit`; `None`: all.
    pub(crate) fn new(call: Call, limit: Option<Limit>) -> Self {
        Listing { call, wrapped_in: "", whole: false, selects: Vec::new(), order: None, limit, vars: Vars::default() }
    }

    /// The list lies under `key` of each answer.
    pub(crate) fn wrapped_in(mut self, key: &'static str) -> Self {
        self.wrapped_in = key;
        self
    }

    /// One answer holds all of the list: the server does not page it.
    pub(crate) fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The variables that conditions may use.
    pub(crate) fn vars(&mut self) -> &mut Vars {
        &mut self.vars
    }

    /// A jq condition that only jq checks: more items than the limit may have to be read.
    pub(crate) fn select(&mut self, condition: impl Into<String>) {
        self.selects.push(condition.into());
    }

    /// Sorts by this jq expression over the whole list, `sort_by(.created_at)`: all of them are read.
    pub(crate) fn order(&mut self, expression: impl Into<String>) {
        self.order = Some(expression.into());
    }

    /// The items.
    pub(crate) fn items(self) -> Items {
        let filter = if self.selects.is_empty() {
            String::new()
        } else {
            format!(" | select({})", jq::all(&self.selects, "and"))
        };
        let mut vars = self.vars;
        let count = match &self.limit {
            Some(Limit::Count(count)) => Some(*count),
            Some(Limit::Word(_)) | None => None,
        };
        let bounded = self.selects.is_empty() && self.order.is_none();
        // `.` and `input`, or `.key` and `input.key`.
        let (list, next) = match self.wrapped_in {
            "" => (".".to_owned(), "input".to_owned()),
            key => (format!(".{key}"), format!("input.{key}")),
        };
        if self.whole {
            let limit = self.limit.as_ref().map(|limit| number(limit, &mut vars));
            let some = |each: String| match &limit {
                Some(limit) => format!("limit({limit}; {each})"),
                None => each,
            };
            return Items {
                source: self.call.script(),
                over_one: Some(some(format!("{list}[]{filter}"))),
                reading: some(format!("{next}[]{filter}")),
                vars,
            };
        }
        match count {
            Some(count) if bounded && count <= PAGE => Items {
                source: self.call.query("limit", count.to_string()).script(),
                over_one: Some(format!("{list}[]{filter}")),
                reading: format!("{next}[]{filter}"),
                vars,
            },
            Some(count) if bounded && count <= PAGE * MOST_FIXED_PAGES => {
                let pages = count.div_ceil(PAGE);
                let each = format!("{next}[]");
                let all = if pages == 2 { format!("{each}, {each}") } else { format!("range({pages}) | {each}") };
                let some = if count % PAGE == 0 { all } else { format!("limit({count}; {all})") };
                Items {
                    source: self.call.query("limit", PAGE.to_string()).pages(pages).script(),
                    over_one: None,
                    reading: format!("{some}{filter}"),
                    vars,
                }
            }
            _ => {
                let limit = self.limit.as_ref().map(|limit| number(limit, &mut vars));
                let each = match &self.order {
                    Some(order) => format!("[inputs[]{filter}] | {order} | .[]"),
                    None => format!("inputs[]{filter}"),
                };
                let reading = match limit {
                    Some(limit) => format!("limit({limit}; {each})"),
                    None => each,
                };
                Items { source: until_empty(self.call, self.wrapped_in), over_one: None, reading, vars }
            }
        }
    }
}

impl Items {
    /// The variables that further programs may use.
    pub(crate) fn vars(&mut self) -> &mut Vars {
        &mut self.vars
    }

    /// A list of what `each` makes of every item. `must_fail`: the exit status counts.
    pub(crate) fn list(self, each: &str, must_fail: bool) -> (Script, Jq) {
        self.stage(must_fail, |stream| format!("[{stream} | {each}]"))
    }

    /// The list as it is.
    pub(crate) fn whole(self, must_fail: bool) -> (Script, Whole) {
        match self.over_one.as_deref().and_then(|stream| stream.strip_suffix("[]")) {
            Some(".") => (self.source, Whole::Answer),
            Some(path) => {
                let path = if must_fail { format!("input{path}") } else { path.to_owned() };
                (self.source, Whole::Path(path, self.vars))
            }
            None => {
                let (source, jq) = self.stage(must_fail, |stream| format!("[{stream}]"));
                (source, Whole::Stage(jq))
            }
        }
    }

    /// What `each` makes of every item, one after the other.
    pub(crate) fn stream(self, each: &str, must_fail: bool) -> (Script, Jq) {
        self.stage(must_fail, |stream| format!("{stream} | {each}"))
    }

    /// All items as one list, which `program` then works on. `slurped`: that list inside another, as one page of pages.
    pub(crate) fn gathered(self, program: Option<&str>, slurped: bool) -> (Script, Jq) {
        self.stage(true, |stream| {
            let list = if slurped { format!("[[{stream}]]") } else { format!("[{stream}]") };
            match program {
                Some(program) if slurped => format!("{list} | map({program})"),
                Some(program) => format!("{list} | {program}"),
                None => list,
            }
        })
    }

    /// One line for each item, for a loop that reads them; the word `failed` where a request failed.
    pub(crate) fn lines(self, each: &str) -> Script {
        let (source, jq) = self.stage(true, |stream| format!("{stream} | {each}"));
        or_failed(source.pipe(jq.raw().script()))
    }

    fn stage(self, must_fail: bool, program: impl Fn(&str) -> String) -> (Script, Jq) {
        let jq = match &self.over_one {
            Some(stream) if !must_fail => Jq::new(program(stream)),
            _ => Jq::new(program(&self.reading)).null_input(),
        };
        (self.source, jq.vars(self.vars))
    }
}

/// The script, or the word `failed`, which is not JSON, when it fails: the stage that gathers the output then fails too.
pub(crate) fn or_failed(script: Script) -> Script {
    Script::Or(Box::new(script), Box::new(Script::call(["echo", "failed"])))
}

/// All pages of a list, one answer a line, the last one empty; at most a thousand of them.
fn until_empty(call: Call, wrapped_in: &'static str) -> Script {
    let page = call.query("limit", PAGE.to_string()).query_number("page", Arg::variable("page")).script();
    let page = match wrapped_in {
        "" => page,
        key => page.pipe(Jq::over(&format!(".{key}"), true).compact(true).script()),
    };
    let ask = Script::Assign("batch".to_owned(), Arg::output(page));
    let give_up = Script::Sequence(vec![Script::call(["echo", "failed"]), Script::call(["break"])]);
    let ask = Script::Or(Box::new(ask), Box::new(Script::Group(Box::new(give_up), Vec::new())));
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), Arg::variable("batch")]);
    let is_not_last = Script::call([Arg::text("test"), Arg::variable("batch"), Arg::text("!="), Arg::text("[]")]);
    // Showing fails once the reader has enough.
    let goes_on = Script::Or(Box::new(show.and(is_not_last)), Box::new(Script::call(["break"])));
    Script::For("page".to_owned(), vec![counting_to(1000)], Box::new(Script::Sequence(vec![ask, goes_on])))
}

/// `$(seq N)`, bare, so that each number is a word.
pub(crate) fn counting_to(number: u32) -> Arg {
    let source = format!("$(seq {number})");
    let part = Part::Expansion { source: source.clone(), kind: Expansion::Command, quote: Quote::None };
    Arg::from(Word { source, ..Word::from_parts(vec![part]) })
}

/// The number of items as a jq term.
pub(crate) fn number(limit: &Limit, vars: &mut Vars) -> String {
    match limit {
        Limit::Count(count) => count.to_string(),
        Limit::Word(word) => vars.json("limit", words::one(word).unwrap_or_else(|_| word.clone())),
    }
}
