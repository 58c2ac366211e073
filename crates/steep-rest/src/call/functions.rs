//! Functions that stand once at the head of a text, in place of what each form in it would say again.
//!
//! A call says itself as a call of such a function where the function can make it ([`Call::callee`]), and the look-up of the
//! clone's repository is one. What a form calls is read off the form, so that no rule has to say it.

use steep_shell::{Arg, Function, Piece, Script};

use super::{Body, Call};
use crate::address::Needs;
use crate::connection::Connection;
use crate::remote;
use crate::words;

/// What a call is said by in place of curl: the function, and the path.
pub(crate) struct Callee {
    pub(crate) function: &'static str,
    pub(crate) path: Arg,
    /// Whether the function says what kind of body it sends.
    pub(crate) sends_json: bool,
}

impl Call {
    /// What says it in place of curl; `None` where there are no functions, and where it is more than one request, or none to
    /// the API.
    pub(crate) fn callee(&self, needs: Needs) -> Option<Callee> {
        let root = self.functions.as_ref()?;
        let [url] = self.urls.as_slice() else { return None };
        if !self.statuses.is_empty() {
            return None;
        }
        let mut addresses = url.clone().addresses(needs.no_globbing);
        let address = addresses.pop().filter(|_| addresses.is_empty())?;
        let path = below(root, address)?;
        let is_json = matches!(self.body, Some(Body::Json(_) | Body::Text(_) | Body::File(_)));
        let sends_json = is_json && !self.brief;
        let functions = self.api.functions;
        let function = if sends_json { functions.json } else { functions.request };
        Some(Callee { function, path, sends_json })
    }
}

/// What of the address stands behind the root.
fn below(root: &Arg, address: Arg) -> Option<Arg> {
    if let Some(rest) = address.pieces.strip_prefix(root.pieces.as_slice()) {
        return Some(Arg { pieces: rest.to_vec() });
    }
    let root = words::literal(root)?;
    let mut pieces = address.pieces.into_iter();
    let Piece::Text(first) = pieces.next()? else { return None };
    let mut path = Arg::text(first.strip_prefix(root.as_str())?);
    path.pieces.extend(pieces);
    Some(path)
}

/// The functions that a form over `connection` calls, in the order of what they do, and those that they call.
#[must_use]
pub fn functions_called(script: &Script, connection: &Connection) -> Vec<Function> {
    let names = connection.api.functions;
    let calls = script.calls();
    let is_called = |name: &str| calls.iter().any(|call| call.args.first() == Some(&Arg::text(name)));
    let json = is_called(names.json);
    let mut functions = Vec::new();
    if json || is_called(names.request) {
        functions.push(Function { name: names.request.to_owned(), body: request(connection) });
    }
    if json {
        let all = [Arg::text(names.request), Arg::variable("@")];
        let options = ["--post301", "-H", "Content-Type: application/json"].map(Arg::text);
        functions.push(Function { name: names.json.to_owned(), body: Script::call(all.into_iter().chain(options)) });
    }
    if is_called(names.repository) {
        functions.push(Function { name: names.repository.to_owned(), body: remote::repository() });
    }
    functions
}

/// In a subshell: the variable is its own.
fn request(connection: &Connection) -> Script {
    let variable = connection.api.functions.path;
    let [option, token] = connection.authorization();
    let address = connection.root().join(Arg::variable(variable));
    let curl = Script::call([Arg::text("curl"), Arg::text("-fsSL"), option, token, Arg::variable("@"), address]);
    let path = Script::Assign(variable.to_owned(), Arg::variable("1"));
    Script::Subshell(Box::new(Script::Sequence(vec![path, Script::call(["shift"]), curl])), Vec::new())
}
