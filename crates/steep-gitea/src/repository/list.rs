//! The repositories of an owner.

use steep_forge::operation::RepositoryList;
use steep_forge::{Emission, Output, Refusal, Visibility};
use steep_jq::{Expr, jq};
use steep_rest::companion::CALLER;
use steep_rest::paging::Listing;
use steep_rest::{Call, Jq, Rest, unless_empty, words};
use steep_shell::Arg;

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::REPOSITORY;

/// gh's columns: name, description, what it is, last change.
pub(crate) const ROWS: Rows = Rows {
    exact: &[
        ".full_name",
        ".description",
        "([(if .internal then \"internal\" elif .private then \"private\" else \"public\" end), \
     (if .fork then \"fork\" else empty end), (if .archived then \"archived\" else empty end)] | join(\", \"))",
        ".updated_at",
    ],
    brief: &[".full_name", ".description", ".updated_at"],
    in_companion: true,
};

/// The repositories of an owner, the ones changed last first.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &RepositoryList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &REPOSITORY, output, true, &ROWS)?;
    // The only list of repositories that Gitea sorts.
    let call = rest.get(rest.at("repos/search"));
    let sorted = |call: Call| call.query("exclusive", "true").query("sort", "updated").query("order", "desc");
    let limited = |call: Call| Listing::new(sorted(call), Some(list.limit.clone())).wrapped_in("data");
    let named = list.owner.as_ref().filter(|owner| !owner.display().contains(',')).map(words::one).transpose()?;
    let told = named.map_or_else(|| Arg::text(CALLER), Arg::from);
    let by_companion = limited(call.clone().query("owner", told));
    let mut listing = if by_companion.is_told() {
        by_companion
    } else {
        let owner = match &list.owner {
            Some(owner) => {
                let login = rest.segment("login", owner)?;
                rest.at(Arg::text("users/").join(login))
            }
            None => rest.at("user"),
        };
        let id = rest.get(owner).script().pipe(Jq::over(jq(".id"), true).script());
        let owner = rest.set("owner", id);
        limited(call.query_number("uid", owner))
    };
    let mut selects: Vec<Expr> = Vec::new();
    selects.extend(list.visibility.map(seen_as));
    let flag = |field: &str, wanted: bool| {
        let field = Expr::Identity.field(field);
        if wanted { field } else { field.negated() }
    };
    selects.extend(list.fork.map(|wanted| flag("fork", wanted)));
    selects.extend(list.archived.map(|wanted| flag("archived", wanted)));
    if let Some(word) = &list.language {
        let language = listing.vars().word("language", word)?;
        let same = jq("(.language | ascii_downcase) == ($_language | ascii_downcase)");
        let same = same.with("language", language);
        selects.push(unless_empty(listing.vars(), "language", word, same)?);
    }
    for topic in &list.topics {
        // What the shell fills in may be several with commas between them, or none.
        let has = match topic.has_expansion() {
            true => jq(".topics as $has | all($_topic | split(\",\")[]; IN(\"\", $has[]?))"),
            false => jq("any(.topics[]?; . == $_topic)"),
        };
        selects.push(has.with("topic", listing.vars().word("topic", topic)?));
    }
    for condition in selects {
        listing.select(condition);
    }
    answer::list(rest, listing.items(), &REPOSITORY, &form, &Conditions::default(), None)
}

/// Who sees a repository, as a jq condition.
pub(crate) fn seen_as(visibility: Visibility) -> Expr {
    jq(match visibility {
        Visibility::Public => ".private or .internal | not",
        Visibility::Private => ".private and (.internal | not)",
        Visibility::Internal => ".internal",
    })
}
