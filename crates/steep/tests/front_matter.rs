//! Front matter stays what it was for a parser of its own language: the same keys and values, but for commands that were
//! rewritten; in TOML and JSON nothing changes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use saphyr_parser::{Event, Parser};
use steep::{Outcome, Target, Transpiled, Transpiler};

/// Front matter around a command, which is `GH` in it where no quotes are in the way, `'GH'` with those of YAML doubled.
const YAML: &[&str] = &[
    "title: x\nrun: GH\ntags: [a, b]\n",
    "run: 'QUOTED'\nafter: y # z\n",
    "run: \"ESCAPED\"\n",
    "steps:\n  - name: one\n    run: GH\n  - run: |\n      GH\n      echo done\n  - run: >\n      GH\n",
    "- GH\n- 'QUOTED'\n",
    "note: Run GH now.\n",
    "a: {run: GH}\nb: &x y\nc: *x\n",
    "run: |-\r\n  GH\r\nafter: y\r\n",
    "'key: x': GH\n? complex\n: GH\n",
    "run: GH\n  and more\n",
];

const COMMANDS: &[&str] = &[
    "gh issue close 12 --repo Acme/widgets",
    "gh issue view 12 --repo Acme/widgets",
    "gh pr list --repo Acme/widgets --json number --jq '.[] | .number'",
    "gh issue comment 12 --repo Acme/widgets --body \"a: b # c\"",
    "gh pr merge 12 --squash --repo Acme/widgets",
];

fn transpilers() -> [Transpiler; 2] {
    [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")]
        .map(|target| Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap())
}

/// The events of a YAML document, its scalars' values apart; `None` where it is none.
fn yaml(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (mut shape, mut scalars) = (Vec::new(), Vec::new());
    for event in Parser::new_from_str(text) {
        match event.ok()?.0 {
            Event::Scalar(value, _, anchor, tag) => {
                shape.push(format!("scalar {anchor} {tag:?}"));
                scalars.push(value.into_owned());
            }
            other => shape.push(format!("{other:?}")),
        }
    }
    Some((shape, scalars))
}

fn front_matter<'d>(document: &'d str, delimiter: &str) -> &'d str {
    document.trim_start_matches(delimiter).split(&format!("\n{delimiter}")).next().unwrap()
}

#[test]
fn yaml_keeps_its_keys_and_its_other_values() {
    let (mut documents, mut changed) = (0, 0);
    for command in COMMANDS {
        for text in YAML {
            let quoted = command.replace('\'', "''");
            let escaped = command.replace('"', "\\\"");
            let text = text.replace("QUOTED", &quoted).replace("ESCAPED", &escaped).replace("GH", command);
            let Some((shape, scalars)) = yaml(&text) else { continue };
            documents += 1;
            let ending = if text.contains('\r') { "\r\n" } else { "\n" };
            let document = format!("---{ending}{text}---{ending}{ending}Text.{ending}");
            for steep in transpilers() {
                let out = steep.markdown(&document);
                let after = yaml(front_matter(&out.text, "---"));
                let (new_shape, new_scalars) = after.unwrap_or_else(|| panic!("{document}\n→\n{}", out.text));
                assert_eq!(shape, new_shape, "{document}\n→\n{}", out.text);
                for (old, new) in scalars.iter().zip(&new_scalars) {
                    let is_command = old.contains("gh ");
                    assert!(old == new || is_command, "{old:?} became {new:?}");
                    changed += usize::from(old != new);
                }
            }
        }
    }
    assert!(documents > 30 && changed > 60, "{documents} documents, {changed} changed values");
}

/// Each command of it is reported and stays.
fn check_stays(out: &Transpiled<'_>, document: &str) {
    assert_eq!(out.text, document);
    assert!(out.findings.iter().any(|finding| finding.outcome == Outcome::Refused), "{document}");
}

#[test]
fn toml_and_json_stay() {
    for command in COMMANDS {
        for steep in transpilers() {
            let toml = format!("+++\ntitle = '''{command}'''\n[params]\nrun = '''{command}'''\n+++\n\nText.\n");
            check_stays(&steep.markdown(&toml), &toml);
            let value = serde_json::to_string(command).unwrap();
            let json = format!("{{\n  \"title\": {value},\n  \"params\": {{ \"run\": [{value}] }}\n}}\n\nText.\n");
            check_stays(&steep.markdown(&json), &json);
        }
    }
}
