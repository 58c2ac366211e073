//! Lists: as many requests as the limit needs, and the jq expression that yields their items.
//!
//! A page holds at most [`most`](crate::Paging::most) items. Three forms, the simplest that is right:
//!
//! * one request, where the limit fits a page and the server does the filtering;
//! * a fixed number of pages, by curl's own counting, `page=[1-2]`, where the shell fills in nothing of the address;
//! * pages until an empty one, read by `limit(N; …)` that stops as soon as it has enough. The loop then ends with success:
//!   nothing in front of a stage that stops early may die of the closed pipe, for a shell with `pipefail` would report it.
//!
//! Whoever gathers items into a list must not print a shorter list when a request fails: a missing page makes `input`
//! fail, and in a loop a failed request prints the word `failed`, which is not JSON, so that the stage that gathers fails.

use steep_forge::Limit;
use steep_jq::{Expr, Operator, PathStep, Step, jq};
use steep_shell::{Arg, Expansion, Part, Quote, Script, Word};

use crate::call::Call;
use crate::companion::{Narrowed, Shown};
use crate::stage::{Jq, Vars};
use crate::words;

/// More pages than this are asked for one by one until an empty one comes.
const MOST_FIXED_PAGES: u32 = 4;

/// The same where each page has an address of its own.
const MOST_WRITTEN_PAGES: u32 = 2;

/// The variable of a loop over pages.
const PAGE: &str = "page";

/// A list request under construction.
#[derive(Clone, Debug)]
pub struct Listing {
    call: Call,
    /// The key of the list in an answer, empty for a bare list: `workflow_runs`.
    wrapped_in: &'static str,
    /// One answer holds all of it.
    whole: bool,
    selects: Vec<Select>,
    order: Option<Order>,
    limit: Option<Limit>,
    vars: Vars,
}

/// A condition on an item.
#[derive(Clone, Debug)]
pub struct Select {
    /// What has to hold.
    pub holds: Expr,
    /// How the companion is told of it.
    pub told: Told,
}

/// How the companion is told of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// By the condition itself.
    Condition,
    /// By a field that it checks.
    Field(&'static str, Arg),
    /// By the field of another condition.
    Already,
}

/// An order of the whole list, and the companion's name of it.
#[derive(Clone, Debug)]
struct Order {
    expression: Expr,
    name: Option<&'static str>,
}

/// The items of a list, ready to be used.
#[derive(Clone, Debug)]
pub struct Items {
    source: Script,
    /// The expression over the current input, where there is exactly one answer.
    over_one: Option<Expr>,
    /// The expression that reads its input itself, for `jq -n`.
    reading: Expr,
    vars: Vars,
    /// The call of the companion that lists them, to which more can be added.
    list: Option<(Call, Narrowed)>,
}

/// Where a list is.
#[derive(Clone, Debug)]
pub enum Whole {
    /// It is the answer.
    Answer,
    /// At this path of the answer, `.workflow_runs`, or of `input`.
    Path(Expr, Vars),
    /// What this prints.
    Stage(Jq),
}

impl Listing {
    /// The items that `call` lists, as many as `limit`; `None`: all.
    #[must_use]
    pub fn new(call: Call, limit: Option<Limit>) -> Self {
        Listing { call, wrapped_in: "", whole: false, selects: Vec::new(), order: None, limit, vars: Vars::default() }
    }

    /// The list lies under `key` of each answer.
    #[must_use]
    pub fn wrapped_in(mut self, key: &'static str) -> Self {
        self.wrapped_in = key;
        self
    }

    /// One answer holds all of the list: the server does not page it.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The variables that conditions may use.
    pub fn vars(&mut self) -> &mut Vars {
        &mut self.vars
    }

    /// A jq condition that only jq checks: more items than the limit may have to be read.
    pub fn select(&mut self, condition: Expr) {
        self.select_told(Select { holds: condition, told: Told::Condition });
    }

    /// The same, where the companion may be told otherwise.
    pub fn select_told(&mut self, select: Select) {
        self.selects.push(select);
    }

    /// Sorts by this jq expression over the whole list, `sort_by(.created_at)`: all of them are read. `name`: the companion's
    /// `sort` for it.
    pub fn order(&mut self, expression: Expr, name: Option<&'static str>) {
        self.order = Some(Order { expression, name });
    }

    /// Whether the companion lists them, whatever string conditions are added.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.by_companion().is_some()
    }

    /// The items as the companion lists them; `None` where there is none, or it does not know a condition.
    fn by_companion(&self) -> Option<Items> {
        let mut vars = self.vars.clone();
        let limit = match &self.limit {
            _ if self.whole => return None,
            None => None,
            Some(Limit::Count(count)) => Some(Arg::text(count.to_string())),
            Some(Limit::Word(word)) => Some(Arg::from(words::one(word).ok()?)),
        };
        let single = self.call.api().companion.single;
        let (mut early, mut fields): (Vec<Expr>, Vec<(&'static str, Arg)>) = Default::default();
        for select in &self.selects {
            match &select.told {
                // One that is there once only: a second condition of the kind has to hold, too.
                Told::Field(name, _) if single.contains(name) && fields.iter().any(|(name, _)| is(select, name)) => {
                    early.push(select.holds.clone());
                }
                Told::Field(name, value) => fields.push((*name, value.clone())),
                Told::Condition => early.push(select.holds.clone()),
                Told::Already => {}
            }
        }
        let here = self.order.as_ref().filter(|order| order.name.is_none());
        let narrowed =
            Narrowed { limit: limit.filter(|_| here.is_none()), early, vars: self.vars.clone(), ..Narrowed::default() };
        let order = self.order.iter().filter_map(|order| Some(("sort", Arg::text(order.name?))));
        let plain =
            fields.into_iter().chain(order).fold(self.call.clone(), |call, (name, value)| call.with_field(name, value));
        let call = plain.clone().narrowed(narrowed.clone())?;
        let ordered = |stream: Expr, vars: &mut Vars| match here {
            Some(order) => {
                let limit = self.limit.as_ref().map(|limit| number(limit, vars));
                limited(limit, stream.listed().then(order.expression.clone()).then(jq(".[]")))
            }
            None => stream,
        };
        let (first, next) = (Expr::Identity.items(), Expr::call("input").items());
        let (over_one, reading) = (Some(ordered(first, &mut vars)), ordered(next, &mut vars));
        let list = here.is_none().then_some((plain, narrowed));
        Some(Items { source: call.script(), over_one, reading, vars, list })
    }

    /// The items.
    #[must_use]
    pub fn items(self) -> Items {
        if let Some(items) = self.by_companion() {
            return items;
        }
        let paging = self.call.api().paging;
        let mut vars = self.vars;
        let bounded = self.selects.is_empty() && self.order.is_none();
        let condition = (!self.selects.is_empty())
            .then(|| Expr::conditions(self.selects.into_iter().map(|select| select.holds), Operator::And));
        let chosen = |stream: Expr| match &condition {
            Some(condition) => stream.then(Expr::Call("select".to_owned(), vec![condition.clone()])),
            None => stream,
        };
        let count = match &self.limit {
            Some(Limit::Count(count)) => Some(*count),
            Some(Limit::Word(_)) | None => None,
        };
        let wrapped_in = self.wrapped_in;
        let list = |of: Expr| if wrapped_in.is_empty() { of } else { of.field(wrapped_in) };
        let is_by_client = self.call.is_by_client();
        let first = self.call.looked_at(list(Expr::Identity).items());
        let another = match is_by_client {
            true => Expr::call("input").then(first.clone()),
            false => list(Expr::call("input")).items(),
        };
        let next = || another.clone();
        let here = || first.clone();
        let of_pages = if is_by_client { jq("inputs").then(self.call.looked_at(jq(".[]"))) } else { jq("inputs[]") };
        let most_pages = if self.call.counts_pages() { MOST_FIXED_PAGES } else { MOST_WRITTEN_PAGES };
        match count {
            _ if self.whole => {
                let limit = self.limit.as_ref().map(|limit| number(limit, &mut vars));
                let some = |each: Expr| limited(limit.clone(), each);
                Items {
                    source: self.call.script(),
                    over_one: Some(some(chosen(here()))),
                    reading: some(chosen(next())),
                    vars,
                    list: None,
                }
            }
            Some(count) if bounded && count <= paging.most => Items {
                source: self.call.query(paging.length, count.to_string()).script(),
                over_one: Some(here()),
                reading: next(),
                vars,
                list: None,
            },
            Some(count) if bounded && count <= paging.most * most_pages => {
                let pages = count.div_ceil(paging.most);
                let all = pages_of(pages, next());
                let limit = (count % paging.most != 0).then(|| Expr::number(count.into()));
                Items {
                    source: self.call.query(paging.length, paging.most.to_string()).pages(pages).script(),
                    over_one: None,
                    reading: limited(limit, all),
                    vars,
                    list: None,
                }
            }
            _ => {
                let limit = self.limit.as_ref().map(|limit| number(limit, &mut vars));
                let each = chosen(of_pages);
                let each = match self.order {
                    Some(order) => each.listed().then(order.expression).then(jq(".[]")),
                    None => each,
                };
                Items {
                    source: until_empty(self.call, wrapped_in),
                    over_one: None,
                    reading: limited(limit, each),
                    vars,
                    list: None,
                }
            }
        }
    }
}

/// Whether the companion is told of it by this field.
fn is(select: &Select, field: &str) -> bool {
    matches!(&select.told, Told::Field(name, _) if *name == field)
}

/// What `next`, the items of one page, yields for each of `pages` pages.
#[must_use]
pub fn pages_of(pages: u32, next: Expr) -> Expr {
    match pages {
        0 | 1 => next,
        2 => next.clone().binary(Operator::Comma, next),
        pages => jq("range($_pages) | $_next").with("pages", Expr::number(pages.into())).with("next", next),
    }
}

/// The first `limit` results of `each`; all where there is none.
fn limited(limit: Option<Expr>, each: Expr) -> Expr {
    match limit {
        Some(limit) => Expr::Call("limit".to_owned(), vec![limit, each]),
        None => each,
    }
}

impl Items {
    /// The variables that further programs may use.
    pub fn vars(&mut self) -> &mut Vars {
        &mut self.vars
    }

    /// The same with further answers in each item, `.with.NAME`, and only those for which the conditions over them hold; `None`
    /// where no companion does that.
    #[must_use]
    pub fn furnished(
        &self,
        with: Vec<&'static str>,
        late: Vec<Expr>,
        vars: &Vars,
        limit: Option<Arg>,
    ) -> Option<Items> {
        let (call, narrowed) = self.list.clone()?;
        let mut all = narrowed.vars.clone();
        all.extend(vars);
        let limit = limit.or(narrowed.limit.clone());
        let narrowed = Narrowed { with, late, vars: all, limit, ..narrowed };
        let source = call.clone().narrowed(narrowed.clone())?.script();
        Some(Items { source, list: Some((call, narrowed)), ..self.clone() })
    }

    /// The list as the companion shows it; `None` where there is none.
    #[must_use]
    pub fn shown(&self, shown: Shown) -> Option<Script> {
        let (call, narrowed) = self.list.clone()?;
        call.narrowed(narrowed)?.shown(shown)
    }

    /// A list of what `each` makes of every item. `must_fail`: the exit status counts.
    #[must_use]
    pub fn list(self, each: Expr, must_fail: bool) -> (Script, Jq) {
        self.stage(must_fail, |stream| stream.then(each).listed())
    }

    /// The list as it is.
    #[must_use]
    pub fn whole(self, must_fail: bool) -> (Script, Whole) {
        let list = self.over_one.as_ref().and_then(|stream| match stream {
            Expr::Path(head, steps) => match steps.split_last() {
                Some((PathStep { to: Step::All, .. }, before)) => Some((head.clone(), before.to_vec())),
                _ => None,
            },
            _ => None,
        });
        match list {
            Some((_, steps)) if steps.is_empty() => (self.source, Whole::Answer),
            Some((head, steps)) => (self.source, Whole::Path(Expr::Path(head, steps), self.vars)),
            None => {
                let (source, stage) = self.stage(must_fail, Expr::listed);
                (source, Whole::Stage(stage))
            }
        }
    }

    /// What `each` makes of every item, one after the other.
    #[must_use]
    pub fn stream(self, each: Expr, must_fail: bool) -> (Script, Jq) {
        self.stage(must_fail, |stream| stream.then(each))
    }

    /// The same where nothing comes of the first answer when a further one fails.
    #[must_use]
    pub fn gathered_stream(self, each: Expr, must_fail: bool) -> (Script, Jq) {
        if self.over_one.is_some() {
            return self.stream(each, must_fail);
        }
        let (source, list) = self.list(each, must_fail);
        (source, list.then(Expr::Identity.items()))
    }

    /// All items as one list, which `program` then works on. `slurped`: that list inside another, as one page of pages.
    #[must_use]
    pub fn gathered(self, program: Option<Expr>, slurped: bool) -> (Script, Jq) {
        self.stage(true, |stream| {
            let list = if slurped { stream.listed().listed() } else { stream.listed() };
            match program {
                Some(program) if slurped => list.then(Expr::Call("map".to_owned(), vec![program])),
                Some(program) => list.then(program),
                None => list,
            }
        })
    }

    /// One line for each item, for a loop that reads them; the word `failed` where a request failed.
    #[must_use]
    pub fn lines(self, each: Expr) -> Script {
        let (source, stage) = self.stage(true, |stream| stream.then(each));
        or_failed(source.pipe(stage.raw().script()))
    }

    fn stage(self, must_fail: bool, program: impl FnOnce(Expr) -> Expr) -> (Script, Jq) {
        let stage = match self.over_one {
            Some(stream) if !must_fail => Jq::new(program(stream)),
            _ => Jq::new(program(self.reading)).null_input(),
        };
        (self.source, stage.vars(self.vars))
    }
}

/// The script, or the word `failed`, which is not JSON, when it fails: the stage that gathers the output then fails too.
#[must_use]
pub fn or_failed(script: Script) -> Script {
    Script::Or(Box::new(script), Box::new(Script::call(["echo", "failed"])))
}

/// All pages of a list, one answer a line, until an empty one; at most a thousand of them. `grep` ends the loop at the empty page,
/// and where the reader has enough: it is a process of its own that the closed pipe ends, not the loop, whose status would be
/// that of the whole pipeline under `pipefail`.
fn until_empty(call: Call, wrapped_in: &'static str) -> Script {
    let paging = call.api().paging;
    let list = call.looked_at(Expr::Identity.field(wrapped_in));
    let page =
        call.query(paging.length, paging.most.to_string()).query_number(paging.number, Arg::variable(PAGE)).script();
    let page = match wrapped_in {
        "" => page,
        _ => page.pipe(Jq::over(list, true).compact(true).script()),
    };
    let is_not_last = Script::call(["grep", "-vx", r"\[]"]);
    let shown = Script::Group(Box::new(or_failed(page)), Vec::new()).pipe(is_not_last);
    let goes_on = Script::Or(Box::new(shown), Box::new(Script::call(["break"])));
    Script::For(PAGE.to_owned(), vec![counting_to(1000)], Box::new(goes_on))
}

/// `$(seq N)`, bare, so that each number is a word.
fn counting_to(number: u32) -> Arg {
    let source = format!("$(seq {number})");
    let part = Part::Expansion { source: source.as_str().into(), kind: Expansion::Command, quote: Quote::None };
    Arg::from(Word { source: source.into(), ..Word::from_parts(vec![part]) })
}

/// The number of items as a jq term.
pub fn number(limit: &Limit, vars: &mut Vars) -> Expr {
    match limit {
        Limit::Count(count) => Expr::number((*count).into()),
        Limit::Word(word) => vars.json("limit", words::one(word).unwrap_or_else(|_| word.clone())),
    }
}
