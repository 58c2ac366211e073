//! The call as one of curl's, or of a function that calls curl.

use steep_jq::Expr;
use steep_shell::{Arg, Piece, Script, Simple};

use super::{Body, Call};
use crate::address::{Known, Needs};
use crate::api::Api;
use crate::companion::{CALLER, ME, REPOSITORY};
use crate::encoding::encoded;
use crate::stage::Jq;
use crate::{remote, words};

impl Call {
    pub(super) fn by_curl(mut self) -> Script {
        if let Some(companion) = &self.companion {
            let addresses = self.urls.iter_mut().map(|url| &mut url.address).chain(&mut self.statuses);
            addresses.for_each(|address| found_by_shell(address, &companion.name, &self.known, self.api));
            for pair in self.urls.iter_mut().flat_map(|url| &mut url.query) {
                if words::literal(&pair.value).is_some_and(|value| value == CALLER) {
                    pair.value = Arg::text(ME);
                    found_by_shell(&mut pair.value, &companion.name, &self.known, self.api);
                }
            }
        }
        if self.method.is_none() {
            self.known.demand(self.urls.iter_mut().map(|url| &mut url.address).chain(&mut self.statuses));
        }
        let needs = self.needs();
        let may_have_moved = self.may_have_moved();
        let for_statuses = self.statuses.iter().map(|url| self.known.needs(url)).fold(Needs::default(), Needs::and);
        let callee = self.callee(needs);
        let authorization = self.authorization;
        let mut args: Vec<Arg> = Vec::new();
        match &callee {
            Some(callee) => {
                args.extend([Arg::text(callee.function), callee.path.clone()]);
                args.extend(needs.no_globbing.then(|| "-g".into()));
            }
            None if self.urls.is_empty() => args.push("curl".into()),
            None => {
                args.extend(["curl".into(), if needs.no_globbing { "-gfsSL" } else { "-fsSL" }.into()]);
                args.extend(authorization.clone());
            }
        }
        args.extend((needs.path_as_is && !self.urls.is_empty()).then(|| "--path-as-is".into()));
        if self.fails_early {
            args.push("--fail-early".into());
        }
        args.extend(self.options);
        // A body makes it a POST.
        let is_posted = |method: &Arg| words::literal(method).is_some_and(|method| method == "POST");
        if let Some(method) = self.method.filter(|method| self.body.is_none() || !is_posted(method)) {
            args.extend(["-X".into(), method]);
        }
        let mut in_front = None;
        if let Some(body) = self.body {
            let is_said = callee.as_ref().is_some_and(|callee| callee.sends_json);
            args.extend((may_have_moved && !is_said).then(|| "--post301".into()));
            let json = |args: &mut Vec<Arg>, from: Arg| match self.brief {
                true => args.extend(["--json".into(), from]),
                false if is_said => args.extend(["-d".into(), from]),
                false => args.extend(["-H".into(), "Content-Type: application/json".into(), "-d".into(), from]),
            };
            match body {
                Body::Upload(file) => {
                    args.extend(["-F".into(), Arg::text(format!("{}=@", self.api.upload)).join(file)])
                }
                Body::File(file) => json(&mut args, Arg::text("@").join(file)),
                Body::Text(text) => json(&mut args, text),
                Body::Fields(fields) => args.extend(fields),
                Body::Json(body) => match body.fixed() {
                    Some(text) => json(&mut args, text.into()),
                    None => {
                        json(&mut args, "@-".into());
                        in_front = Some(body.build());
                    }
                },
            }
        }
        let pairs = self.urls.iter().flat_map(|url| &url.query).filter(|pair| !pair.in_address);
        let encoded: Vec<Arg> =
            pairs.map(|pair| Arg::text(format!("{}=", pair.name)).join(pair.value.clone())).collect();
        if !encoded.is_empty() {
            args.push("-G".into());
            for pair in encoded {
                args.extend(["--data-urlencode".into(), pair]);
            }
        }
        if callee.is_none() {
            args.extend(self.urls.into_iter().flat_map(|url| url.addresses(needs.no_globbing)));
        }
        if !self.statuses.is_empty() {
            if args.len() > 1 {
                args.push("--next".into());
            }
            args.push(if for_statuses.no_globbing { "-gsSL" } else { "-sSL" }.into());
            args.extend(authorization);
            args.extend(for_statuses.path_as_is.then(|| "--path-as-is".into()));
            args.extend(["-w".into(), "%{http_code}\\n".into()]);
            for address in self.statuses {
                args.extend(["-o".into(), "/dev/null".into(), address]);
            }
        }
        let call = Script::Simple(Simple { args, ..Simple::default() });
        match in_front {
            Some(stage) => stage.pipe(call),
            None => call,
        }
    }

    /// Whether the owner or the repository in its address may have another name by now. The server answers the old name with
    /// 301, which is success to curl. With `-L` it goes on to the new one, but without its body: that needs `--post301`.
    /// What is the caller's own (`user/keys`) has one name only.
    fn may_have_moved(&self) -> bool {
        let root = format!("/{}/", self.api.root);
        let is_own = |address: &Arg| {
            let known = address.pieces.iter().map_while(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Variable(name) if name == self.api.address_variable => Some(root.trim_end_matches('/')),
                Piece::Word(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) | Piece::Break(_) => None,
            });
            let known: String = known.collect();
            let path = known.split_once(root.as_str()).map(|(_, path)| path);
            path.is_some_and(|path| path.split(['/', '?']).next() == Some(self.api.caller))
        };
        !self.urls.iter().all(|url| is_own(&url.address))
    }
}

/// Fills in for curl what the companion would have filled in.
fn found_by_shell(address: &mut Arg, companion: &str, known: &Known, api: &Api) {
    for piece in &mut address.pieces {
        if let Piece::Word(word) = piece
            && let Some(how) = known.filled_in(word)
            && let Ok(encoded) = encoded("value", word, how)
        {
            *piece = Piece::Output(Box::new(encoded));
            continue;
        }
        let Piece::Text(text) = piece else { continue };
        let found = match text.as_str() {
            REPOSITORY => remote::repository(),
            ME => Script::call([companion, "get", api.caller])
                .pipe(Jq::new(Expr::Identity.field(api.login)).raw().script()),
            text => match api.companion.filled_in.iter().find(|(name, _)| *name == text) {
                Some((_, words)) => Script::call(std::iter::once(companion).chain(words.iter().copied())),
                None => continue,
            },
        };
        *piece = Piece::Output(Box::new(found));
    }
}
