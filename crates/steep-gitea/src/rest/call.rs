//! One curl call.

use steep_shell::{Arg, Script, Simple};

use super::body::Json;
use super::words;

/// One curl call under construction.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What stands behind `-H`.
    authorization: Arg,
    method: Option<Arg>,
    /// The addresses that are fetched with the same options, one answer after the other.
    urls: Vec<Url>,
    body: Option<Body>,
    options: Vec<Arg>,
    fails_early: bool,
    /// The addresses of which only the status is of interest, after the others.
    statuses: Vec<Arg>,
}

/// What is sent.
#[derive(Clone, Debug)]
enum Body {
    Json(Json),
    /// The contents of a file; `-`: standard input.
    File(Arg),
}

#[derive(Clone, Debug)]
struct Url {
    address: Arg,
    has_query: bool,
    /// `name=value` for `--data-urlencode`.
    encoded: Vec<Arg>,
}

impl Call {
    pub(super) fn new(authorization: Arg, method: Option<Arg>, address: Arg) -> Self {
        Call {
            authorization,
            method,
            urls: vec![Url { address, has_query: false, encoded: Vec::new() }],
            body: None,
            options: Vec::new(),
            fails_early: false,
            statuses: Vec::new(),
        }
    }

    /// A call without an address so far: only for [`Call::status_of`].
    pub(super) fn without_address(authorization: Arg) -> Self {
        Call { urls: Vec::new(), ..Call::new(authorization, None, Arg::default()) }
    }

    /// Adds a query parameter to the address given last. A literal value that is safe stands in the address; any other is
    /// encoded by curl.
    pub(crate) fn query(mut self, name: &str, value: impl Into<Arg>) -> Self {
        let value = value.into();
        if let Some(url) = self.urls.last_mut() {
            match words::literal(&value) {
                Some(text) if words::is_query_safe(&text) => url.push(&format!("{name}={text}")),
                _ => url.encoded.push(Arg::text(format!("{name}=")).join(value)),
            }
        }
        self
    }

    /// Adds a query parameter whose value is a number at run time, or a variable of ours: it stands in the address.
    pub(crate) fn query_number(mut self, name: &str, value: impl Into<Arg>) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.push(&format!("{name}="));
            url.address = std::mem::take(&mut url.address).join(value);
        }
        self
    }

    /// Pages `first` to `last` of the address given last, by curl's own counting: one answer a page, and none after the
    /// first that fails.
    pub(crate) fn pages(mut self, last: u32) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.push(&format!("page=[1-{last}]"));
        }
        self.fails_early = true;
        self
    }

    /// Fetches another address after those before it.
    pub(crate) fn also(mut self, address: Arg) -> Self {
        self.urls.push(Url { address, has_query: false, encoded: Vec::new() });
        self
    }

    /// Asks for another address after all others; its answer is the number of its HTTP status, whatever that is.
    pub(crate) fn status_of(mut self, address: Arg) -> Self {
        self.statuses.push(address);
        self
    }

    /// Sends a JSON body.
    pub(crate) fn json(mut self, body: Json) -> Self {
        self.body = Some(Body::Json(body));
        self
    }

    /// Sends a file that holds JSON; `-`: standard input.
    pub(crate) fn json_file(mut self, file: Arg) -> Self {
        self.body = Some(Body::File(file));
        self
    }

    /// Goes on to where a repository is that has another name by now, with its body, as gh does: the server answers the
    /// old name with 301, which is success to curl.
    pub(crate) fn following(self) -> Self {
        self.option("-L").option("--post301")
    }

    /// Adds an option of curl's.
    pub(crate) fn option(mut self, option: impl Into<Arg>) -> Self {
        self.options.push(option.into());
        self
    }

    /// The call, with the jq stage in front that makes its body where the body is not fixed. Fails when a request fails.
    pub(crate) fn script(self) -> Script {
        let authorization = self.authorization;
        let mut args: Vec<Arg> = vec!["curl".into()];
        if !self.urls.is_empty() {
            args.extend(["-fsS".into(), "-H".into(), authorization.clone()]);
        }
        if self.fails_early {
            args.push("--fail-early".into());
        }
        args.extend(self.options);
        if let Some(method) = self.method {
            args.extend(["-X".into(), method]);
        }
        let mut in_front = None;
        if let Some(body) = self.body {
            args.extend(["-H".into(), "Content-Type: application/json".into(), "-d".into()]);
            match body {
                Body::File(file) => args.push(Arg::text("@").join(file)),
                Body::Json(body) => match body.fixed() {
                    Some(text) => args.push(text.into()),
                    None => {
                        args.push("@-".into());
                        in_front = Some(body.build());
                    }
                },
            }
        }
        let encoded: Vec<Arg> = self.urls.iter().flat_map(|url| url.encoded.iter().cloned()).collect();
        if !encoded.is_empty() {
            args.push("-G".into());
            for pair in encoded {
                args.extend(["--data-urlencode".into(), pair]);
            }
        }
        args.extend(self.urls.into_iter().map(|url| url.address));
        if !self.statuses.is_empty() {
            if args.len() > 1 {
                args.push("--next".into());
            }
            args.extend(["-sS".into(), "-H".into(), authorization, "-w".into(), "%{http_code}\\n".into()]);
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
}

impl Url {
    fn push(&mut self, pair: &str) {
        let separator = if self.has_query { '&' } else { '?' };
        self.has_query = true;
        self.address = std::mem::take(&mut self.address).then(format!("{separator}{pair}"));
    }
}
