//! What the user does with a document: reads it as it is, runs a jq filter over it, or fills in a template.

use steep_forge::template::{Expr as TemplateExpr, Node};
use steep_forge::{Emission, Fidelity, Filter, Refusal};
use steep_gh_json::{Beginning, TemplateProgram};
use steep_jq::{Expr, Results, Schema, Type, jq};
use steep_rest::{Jq, Rest, UserFilter};
use steep_shell::Script;

/// What the user does with a document, judged for what that document is.
#[derive(Clone, Debug)]
pub(crate) struct Reading(How);

#[derive(Clone, Debug)]
enum How {
    /// It is the output.
    AsItIs,
    /// A jq filter, and what it does over this document.
    Filter(Box<UserFilter>, Box<Results>),
    /// A template, as a jq program.
    Template(Box<TemplateProgram>, Node),
}

impl Reading {
    /// The document as it is.
    pub(crate) const AS_IT_IS: Reading = Reading(How::AsItIs);

    /// What `filter` does with `document`, whose other objects `schema` tells of.
    ///
    /// # Errors
    /// For a filter that gh would not run, and a template that jq cannot do or gh fails at.
    pub(crate) fn new(filter: Option<&Filter>, document: &Type, schema: &dyn Schema) -> Result<Self, Refusal> {
        Ok(Reading(match filter {
            None => How::AsItIs,
            Some(Filter::Jq(word)) => {
                let user = UserFilter::new(word);
                let results = user.filter.over(document, schema);
                if let Some(error) = results.dialect.error {
                    return Err(Refusal::UsageError { error });
                }
                How::Filter(Box::new(user), Box::new(results))
            }
            Some(Filter::Template(template)) => {
                let first = match template.nodes.as_slice() {
                    [only] => only.clone(),
                    _ => Node::Table,
                };
                How::Template(Box::new(TemplateProgram::new(template, document, schema)?), first)
            }
        }))
    }

    /// Whether there is a filter or a template.
    pub(crate) fn is_there(&self) -> bool {
        !matches!(self.0, How::AsItIs)
    }

    /// The jq filter, where it can be read.
    pub(crate) fn filter(&self) -> Option<(&UserFilter, &Results)> {
        match &self.0 {
            How::Filter(user, results) if user.filter.program().is_some() => Some((user, results)),
            _ => None,
        }
    }

    /// Whether the document has to come with its keys in gh's order.
    pub(crate) fn reads_order(&self) -> bool {
        matches!(&self.0, How::Filter(_, results) if results.dialect.reads_order)
    }

    /// Whether it does the same over each item of a list, so that it does not matter in how many lists they come.
    /// `wrapped`: the key under which the list lies.
    pub(crate) fn goes_item_by_item(&self, wrapped: Option<&str>) -> bool {
        match &self.0 {
            How::AsItIs => true,
            How::Filter(user, _) => user.filter.goes_item_by_item(wrapped),
            How::Template(_, Node::Range { over, key: None, otherwise, .. }) if otherwise.is_empty() => {
                match (over, wrapped) {
                    (TemplateExpr::Current, None) => true,
                    (TemplateExpr::Field(of, name), Some(wrapped)) => **of == TemplateExpr::Current && name == wrapped,
                    _ => false,
                }
            }
            How::Template(..) => false,
        }
    }

    /// Pipes `source` into `stage`, which prints one JSON document, and that into a stage of the user's own.
    ///
    /// # Errors
    /// For a table that a program reads.
    pub(crate) fn behind(&self, rest: &Rest<'_>, source: Script, stage: Jq) -> Result<Script, Refusal> {
        if !self.is_there() {
            return Ok(source.pipe(stage.compact(rest.is_consumed()).script()));
        }
        let stage = if self.reads_order() { stage.sorted() } else { stage };
        self.alone(rest, source.pipe(stage.script()))
    }

    /// Pipes `source`, which prints one JSON document, into the user's stage.
    ///
    /// # Errors
    /// As [`Reading::behind`].
    pub(crate) fn alone(&self, rest: &Rest<'_>, source: Script) -> Result<Script, Refusal> {
        let must_fail = rest.status_is_used();
        let stage = match &self.0 {
            How::AsItIs => Jq::over(Expr::Identity, must_fail),
            How::Filter(user, results) => {
                as_gh_prints(Jq::over(defining(user, results), must_fail).holding(user), results)
            }
            How::Template(template, _) => as_texts(rest, Jq::over(template.program().clone(), must_fail), template)?,
        };
        Ok(source.pipe(stage.script()))
    }

    /// Pipes `source` into `stage`, which yields any number of documents, and runs what is the user's over each in the same
    /// stage.
    ///
    /// # Errors
    /// As [`Reading::behind`].
    pub(crate) fn within(&self, rest: &Rest<'_>, source: Script, stage: Jq) -> Result<Script, Refusal> {
        let stage = match &self.0 {
            How::AsItIs => return self.behind(rest, source, stage),
            How::Filter(user, results) => {
                let stage = if results.dialect.reads_order { stage.then(jq(SORTED)) } else { stage };
                as_gh_prints(stage.then(defining(user, results)).holding(user), results)
            }
            How::Template(template, _) => as_texts(rest, stage.then(template.program().clone()), template)?,
        };
        Ok(source.pipe(stage.script()))
    }

    /// Pipes `lines`, each of them an item of the document, into the user's stage.
    ///
    /// # Errors
    /// As [`Reading::behind`].
    pub(crate) fn slurping(&self, rest: &Rest<'_>, lines: Script) -> Result<Script, Refusal> {
        let stage = match &self.0 {
            How::AsItIs => Jq::new(Expr::Identity).slurp().sorted().compact(rest.is_consumed()),
            How::Filter(user, results) => as_gh_prints(Jq::new(defining(user, results)).holding(user).slurp(), results),
            How::Template(template, _) => as_texts(rest, Jq::new(template.program().clone()).slurp(), template)?,
        };
        let lines = if self.reads_order() {
            lines.pipe(Jq::new(Expr::Identity).compact(true).sorted().script())
        } else {
            lines
        };
        Ok(lines.pipe(stage.script()))
    }

    /// `stage` with `filter`, which says over Gitea's document what the user's says over gh's, behind it.
    pub(crate) fn instead(&self, stage: Jq, filter: &UserFilter) -> Jq {
        match &self.0 {
            How::Filter(_, results) => as_gh_prints(stage.then(defining(filter, results)).holding(filter), results),
            How::AsItIs | How::Template(..) => stage,
        }
    }

    /// The path that the filter begins with, where that can stand in another program.
    pub(crate) fn beginning(&self) -> Option<Beginning> {
        let (user, _) = self.filter().filter(|_| !self.reads_order())?;
        Beginning::of(&user.filter)
    }

    /// Whether the filter is `.[]`, or goes on from there.
    pub(crate) fn goes_through_items(&self) -> bool {
        self.beginning().is_some_and(|beginning| beginning.over_items(Expr::Identity).is_some())
    }

    /// `stage`, which does what the filter begins with, with the rest of the filter behind it.
    pub(crate) fn continued(&self, stage: Jq, beginning: Beginning) -> Jq {
        match beginning.rest {
            Some(rest) => self.instead(stage, &UserFilter::of_text(rest)),
            None => self.printing(stage),
        }
    }

    /// Whether definitions have to stand in front of the filter.
    pub(crate) fn defines(&self) -> bool {
        matches!(&self.0, How::Filter(_, results) if !results.dialect.prelude.is_empty())
    }

    /// `stage`, which does what the filter does, so that it prints as gh does.
    pub(crate) fn printing(&self, stage: Jq) -> Jq {
        match &self.0 {
            How::Filter(_, results) => as_gh_prints(stage, results),
            How::AsItIs | How::Template(..) => stage,
        }
    }

    /// Names in `emission` what the filter needs, and what it or the template does otherwise than in gh.
    pub(crate) fn judge(&self, emission: Emission) -> Emission {
        let (user, results) = match &self.0 {
            How::AsItIs => return emission,
            How::Template(template, _) => return template.judge(emission),
            How::Filter(user, results) => (user, results),
        };
        if user.filter.program().is_none() {
            return emission.at_most(Fidelity::Equivalent).noting(if user.is_unknown() {
                "what its filter does is only known at run time"
            } else {
                "its filter could not be read, and is given to jq as it stands"
            });
        }
        let differs = results.dialect.differs.iter();
        let emission = differs.fold(emission, |emission, what| emission.at_most(Fidelity::Equivalent).noting(*what));
        if results.dialect.needs_newer_jq { emission.noting("its filter needs jq 1.7 or newer") } else { emission }
    }
}

/// `stage`, whose results are the texts of a template.
///
/// # Errors
/// For a table that a program reads.
fn as_texts(rest: &Rest<'_>, stage: Jq, template: &TemplateProgram) -> Result<Jq, Refusal> {
    template.readable(rest.is_consumed())?;
    Ok(if template.prints_lines() { stage.raw() } else { stage.joined() })
}

/// The filter behind the definitions that it needs.
fn defining(user: &UserFilter, results: &Results) -> Expr {
    results.dialect.defining(user.term())
}

/// The stage of a user's filter so that it prints as gh does: null as an empty line, lists and objects on one line with their
/// keys sorted, numbers with a fraction to two digits.
fn as_gh_prints(stage: Jq, results: &Results) -> Jq {
    let prints = results.prints;
    let stage = match (prints.null, prints.fraction) {
        (false, false) => stage,
        (true, false) => stage.then(jq("if . == null then \"\" else . end")),
        (false, true) => stage.then(two_digits("if $_is_fraction then $_two_digits else . end")),
        (true, true) => {
            stage.then(two_digits("if . == null then \"\" elif $_is_fraction then $_two_digits else . end"))
        }
    };
    let stage = if prints.composite { stage.sorted().compact(true) } else { stage };
    stage.raw()
}

fn two_digits(program: &'static str) -> Expr {
    jq(program)
        .with("is_fraction", jq("type == \"number\" and . != floor"))
        // A half goes to the even digit, as in Go.
        .with(
            "two_digits",
            jq(r#"(if . < 0 then "-" else "" end) + (. * 100 | fabs | nearbyint | "\(. / 100 | floor).\("0\(.)"[-2:])")"#),
        )
}

/// The keys of every object in the order in which the jq inside gh has them.
const SORTED: &str = r#"walk(if type == "object" then to_entries | sort_by(.key) | from_entries else . end)"#;
