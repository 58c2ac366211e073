//! What a folder holds: one of git's trees, as the source asks for it.

use steep_forge::operation::FolderList;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::{Entry, Expr, TextPart, Type, jq};
use steep_rest::{Jq, Rest, Vars};
use steep_shell::Arg;

use crate::answer::reading::Reading;
use crate::answer::{self, Form, Rows};
use crate::projection::{GitHub, TREE_ENTRY};

/// The most entries of an answer, as the server has it unless it is configured otherwise.
const MOST: &str = "1000";

/// The entries; an answer that does not hold all of them is none.
const ENTRIES: &str = "if .truncated then error(\"the folder holds more than one answer does\") else .tree end";

/// What the source calls an entry: its type, its name, its mode, its size in bytes.
const COLUMNS: &[&str] = &[
    "({\"040000\": \"dir\", \"120000\": \"symlink\", \"160000\": \"submodule\"}[.mode] // \"file\")",
    ".path",
    ".mode",
    ".size",
];
const ROWS: Rows = Rows { exact: COLUMNS, brief: COLUMNS, in_companion: false };

/// The entries of a folder.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &FolderList, output: &Output) -> Result<Emission, Refusal> {
    // The filter is over the document that holds the entries.
    let entries = match output {
        Output::Json { fields, .. } => Output::Json { fields: fields.clone(), filter: None },
        other => other.clone(),
    };
    let form = Form::new(&rest, &TREE_ENTRY, &entries, true, &ROWS)?;
    let revision = match &list.revision {
        Some(revision) => rest.segment("ref", revision)?,
        None => Arg::text("HEAD"),
    };
    let mut tree = Arg::text("git/trees/").join(revision).then(":");
    if let Some(folder) = &list.path {
        tree = tree.join(rest.segment("folder", folder)?);
    }
    let address = rest.repo(tree)?;
    let call = rest.get(address).query("per_page", MOST);
    let must_fail = rest.status_is_used();
    let (shape, document) = match &form {
        Form::Row(columns, _) => {
            let each = jq("$_entries[] | $_row").with("entries", jq(ENTRIES)).with("row", answer::row(&rest, columns));
            let script = call.script().pipe(Jq::over(each, must_fail).raw().script());
            return Ok(form.finish(rest, script));
        }
        Form::Fields(shape, _) => {
            (shape, Type::object([("entries", form.document()), ("gitSHA", Type::SOME_TEXT), ("id", Type::TEXT)]))
        }
    };
    let reading = Reading::new(output.filter(), &document, &GitHub)?;
    let mut vars = Vars::default();
    let each = match &list.path {
        // A path is the whole one from the root.
        Some(folder) => {
            let start = match folder.as_literal() {
                Some(text) => TextPart::Literal(text),
                None => TextPart::Filled(vars.word("folder", folder)?),
            };
            let path =
                Expr::Text(None, vec![start, TextPart::Literal("/".to_owned()), TextPart::Filled(Expr::Identity)]);
            jq(".path |= $_path | $_own").with("path", path).with("own", shape.own())
        }
        None => shape.own(),
    };
    let entries = jq("$_entries | map($_each)").with("entries", jq(ENTRIES)).with("each", each);
    let document = Expr::Object(vec![
        Entry::new("entries", entries),
        Entry::new("gitSHA", jq(".sha")),
        Entry::new("id", Expr::text("")),
    ]);
    let script = reading.behind(&rest, call.script(), Jq::over(document, must_fail).sorted().vars(vars))?;
    let emission = Form::Fields(shape.clone(), reading).finish(rest, script);
    Ok(emission.at_most(Fidelity::Equivalent).noting("a tree of Gitea's has no `id` beside its SHA: it is empty"))
}
