//! The same call, said as one of the companion's: `forge-api get 'repos/{repo}/pulls/12'`.

use steep_shell::{Arg, Piece, Script, Simple};

use super::{Body, Call, Pages, Url};
use crate::companion::{Shown, fields, is_key};
use crate::words;

/// The companion as calls name it, and the address that it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Companion {
    /// What it is called by.
    pub(crate) name: String,
    /// What every address of the API begins with: `https://git.example.org/api/v1/`.
    pub(crate) base: String,
}

impl Call {
    /// The call of the companion; `None` where there is no companion, or it does not have what this call asks for.
    pub(crate) fn by_companion(&self) -> Option<Script> {
        let companion = self.companion.as_ref()?;
        if !self.statuses.is_empty() || self.urls.is_empty() {
            return None;
        }
        let command = match (&self.method, &self.narrowed) {
            (_, None) if self.command.is_some() => String::new(),
            (None, Some(_)) => "list".to_owned(),
            (None, None) => "get".to_owned(),
            (Some(method), None) => words::literal(method)?.to_ascii_lowercase(),
            (Some(_), Some(_)) => return None,
        };
        if !["", "get", "list", "post", "patch", "put", "delete"].contains(&command.as_str()) {
            return None;
        }
        let command = self.command.as_ref().map_or(command, |(own, _)| (*own).to_owned());
        let mut args = vec![Arg::text(companion.name.clone()), Arg::text(command)];
        let alone = self.urls.len() == 1;
        for url in &self.urls {
            self.add_url(url, companion, alone, &mut args)?;
        }
        let mut in_front = None;
        match &self.body {
            None => {}
            Some(Body::Upload(_)) => return None,
            Some(_) if self.method.is_none() => return None,
            Some(Body::File(file)) => args.extend(["--input".into(), file.clone()]),
            Some(Body::Text(text)) => {
                args.extend(["--input".into(), "-".into()]);
                in_front = Some(Script::call([Arg::text("printf"), Arg::text("%s"), text.clone()]));
            }
            Some(Body::Fields(fields)) => args.extend(fields.clone()),
            Some(Body::Json(body)) => match fields(body, self.api) {
                Some(fields) => args.extend(fields),
                None => {
                    args.extend(["--input".into(), "-".into()]);
                    in_front = Some(body.build());
                }
            },
        }
        if let Some(narrowed) = &self.narrowed {
            narrowed.add(&mut args)?;
        }
        args.extend(self.command.iter().flat_map(|(_, args)| args.clone()));
        self.add_options(&mut args)?;
        match &self.shown {
            Some(Shown::Fields(names)) => args.extend(["--json".into(), Arg::text(names.clone())]),
            Some(Shown::Lines) => args.push("--lines".into()),
            None => {}
        }
        if self.shows_address {
            args.push("--url".into());
        }
        let call = Script::Simple(Simple { args, ..Simple::default() });
        Some(match in_front {
            Some(stage) => stage.pipe(call),
            None => call,
        })
    }

    /// The path, the values that fill it in, and the query as fields; of one of several paths, the query in the path.
    fn add_url(&self, url: &Url, companion: &Companion, alone: bool, args: &mut Vec<Arg>) -> Option<()> {
        let mut values = Vec::new();
        let mut pages = vec![url.clone()];
        if let Some(Pages { parameter, last }) = url.pages {
            let each =
                |page: u32| Url { pages: None, ..url.clone().with(parameter, Arg::text(page.to_string()), true) };
            pages = (1..=last).map(each).collect();
        }
        let alone = alone && pages.len() == 1;
        for page in pages {
            let address = if alone { page.address.clone() } else { page.whole() };
            args.push(self.path(&address, companion, &mut values)?);
            args.append(&mut values);
            for pair in &page.query {
                match (alone, pair.in_address) {
                    (true, _) if is_key(&pair.name) => {
                        args.push(Arg::text(format!("{}=", pair.name)).join(pair.value.clone()));
                    }
                    (false, true) => {}
                    _ => return None,
                }
            }
        }
        Some(())
    }

    /// The address without its beginning.
    fn path(&self, address: &Arg, companion: &Companion, values: &mut Vec<Arg>) -> Option<Arg> {
        if let [Piece::Variable(_)] = address.pieces.as_slice() {
            return Some(address.clone());
        }
        let (first, rest) = address.pieces.split_first()?;
        let Piece::Text(first) = first else { return None };
        let mut path = Arg::text(first.strip_prefix(companion.base.as_str())?);
        for piece in rest {
            path.pieces.push(match piece {
                Piece::Word(word) if self.known.filled_in(word).is_some() => {
                    values.push(Arg::from(word));
                    Piece::Text("{}".to_owned())
                }
                other => other.clone(),
            });
        }
        Some(path)
    }

    fn add_options(&self, args: &mut Vec<Arg>) -> Option<()> {
        let mut options = self.options.iter();
        while let Some(option) = options.next() {
            match words::literal(option)?.as_str() {
                "-L" | "--post301" | "--retry-all-errors" => {}
                "--retry" | "--retry-delay" | "--max-redirs" => {
                    options.next()?;
                }
                "--attach" => args.extend(["--attach".into(), options.next()?.clone()]),
                "-o" => {
                    let file = options.next()?;
                    if words::literal(file).is_some_and(|file| file == "/dev/null") {
                        args.push("-q".into());
                    } else {
                        args.extend(["-o".into(), file.clone()]);
                    }
                }
                "-H" if words::literal(options.next()?)? == "Content-Type: application/json" => {}
                "-d" if words::literal(options.next()?)? == "@-" => args.extend(["--input".into(), "-".into()]),
                _ => return None,
            }
        }
        Some(())
    }
}
