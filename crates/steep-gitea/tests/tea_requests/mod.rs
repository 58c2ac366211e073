//! Every shape of tea command that is made, run by the real tea: the changes that arrive at a server are the ones that are
//! meant, and no others; what is only shown is asked for there.
//!
//! The requests are those of `crate::support::requests` and those of every gh command in `tests/cases/`. What is made of each is run
//! where its commands and flags are not those of an earlier one; with `STEEP_ORACLE_VECTORS` set all of them are. An operation
//! that tea is given without anybody having said in `meant.rs` what has to arrive is an error.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod documents;
mod meant;
mod site;
mod values;

use std::collections::BTreeSet;

use steep_forge::{Emission, Request};
use steep_gitea::Gitea;
use steep_gitea::tool::TEA;
use steep_oracle::Oracle;
use steep_shell::Piece;
use steep_shell::print::{self, Layout};

use self::meant::{Meant, Untold};
use self::site::Site;

#[test]
fn what_arrives_is_what_is_meant() {
    std::thread::scope(|scope| {
        let versions = ["0.9.2", "0.11.1"].map(|version| scope.spawn(move || check(version)));
        for version in versions {
            version.join().unwrap();
        }
    });
}

fn check(version: &str) {
    let (Some(tea), Some(_)) = (Oracle::tea(version), Oracle::on_path("git")) else { return };
    let all = std::env::var_os("STEEP_ORACLE_VECTORS").is_some();
    let site = Site::new(&tea);
    let (mut seen, mut run) = (BTreeSet::new(), 0);
    let mut wrong = Vec::new();
    for login in [true, false] {
        let target = Gitea::new(site.url()).tea(version);
        let target = if login { target.tea_login("work") } else { target };
        for request in crate::support::requests::all().into_iter().chain(documents::requests()) {
            let Some((emission, text)) = form(&request, &target) else { continue };
            let shapes = if all { vec![text.clone()] } else { shapes(&emission) };
            if shapes.iter().all(|shape| seen.contains(shape)) {
                continue;
            }
            let meant = match Meant::by(&request, &emission) {
                Ok(meant) => meant,
                // Another request of that shape may be told.
                Err(Untold::Value) => continue,
                Err(Untold::Operation) => {
                    wrong.push(format!("{text}\n  nobody says what has to arrive for {:?}", request.operation));
                    continue;
                }
            };
            seen.extend(shapes);
            run += 1;
            let done = site.run(&text, &meant);
            let asked = site.asked();
            if let Err(why) = meant.agrees(&asked, &done) {
                let asked: Vec<String> =
                    asked.iter().map(|one| format!("{} {} {}", one.method, one.target, one.body.trim_end())).collect();
                wrong.push(format!("{text}\n  {why}\n  {}\n  {}", asked.join("\n  "), done.stderr.trim_end()));
            }
        }
    }
    assert!(wrong.is_empty(), "tea {version}:\n{}\n{} of {run}", wrong.join("\n\n"), wrong.len());
    assert!(run > 60, "{run} forms");
}

/// The form and its text, where it is tea's and nothing in it is left to a reader.
fn form(request: &Request, target: &Gitea) -> Option<(Emission, String)> {
    let emission = crate::support::emit(request, target).ok().filter(|emission| emission.tool == TEA)?;
    let text = print::script(&emission.script, &Layout::one_line());
    (!text.contains("<N>")).then_some((emission, text))
}

/// The commands with their flags, and which of their values are only known at run time; then each command with how it is told
/// its login and its repository.
fn shapes(emission: &Emission) -> Vec<String> {
    let mut shapes = vec![String::new()];
    for call in crate::support::grammar::calls(&emission.script) {
        let mut told = String::new();
        let mut words = true;
        let mut args = call.args.iter();
        while let Some(arg) = args.next() {
            let known = crate::support::grammar::text(arg);
            let flag = known.as_deref().filter(|text| text.starts_with("--"));
            words &= flag.is_none();
            if let Some(flag @ ("--login" | "--repo")) = flag {
                told.push_str(flag);
                args.next();
                continue;
            }
            let unknown = || if arg.pieces.iter().any(|piece| matches!(piece, Piece::Output(_))) { "(" } else { "$" };
            let shown = match (flag, known.as_deref()) {
                (Some(flag), _) => flag,
                (None, Some(word)) if words && word.chars().all(char::is_alphabetic) => word,
                (None, Some(_)) => "x",
                (None, None) => unknown(),
            };
            if words {
                told.push_str(shown);
            }
            shapes[0].push_str(&format!("{shown} "));
        }
        shapes[0].push(';');
        shapes.push(told);
    }
    shapes
}
