//! Texts that are hard on readers: deep, long, unclosed, or with very many of one thing.

#![allow(dead_code, unreachable_pub, reason = "each program that includes this file uses its part of it")]

pub mod matrix;

use std::iter::repeat_n;

use super::promises::Kind;

/// A kind of hard text.
pub struct Hostile {
    /// What it is, for people.
    pub name: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// The text of about so many bytes.
    pub text: fn(usize) -> String,
    /// Whether it is one thing in another, all the way.
    pub deep: bool,
}

const fn markdown(name: &'static str, text: fn(usize) -> String) -> Hostile {
    Hostile { name, kind: Kind::Markdown, text, deep: false }
}

const fn shell(name: &'static str, text: fn(usize) -> String) -> Hostile {
    Hostile { name, kind: Kind::Shell, text, deep: false }
}

const fn deep(mut text: Hostile) -> Hostile {
    text.deep = true;
    text
}

fn repeat(piece: &str, size: usize) -> String {
    piece.repeat((size / piece.len()).max(1))
}

/// `open`, as often as fits with `close`, around `inner`.
fn nest(open: &str, inner: &str, close: &str, size: usize) -> String {
    let depth = (size / (open.len() + close.len()).max(1)).max(1);
    let mut text = String::with_capacity(size + inner.len());
    text.extend(repeat_n(open, depth));
    text.push_str(inner);
    text.extend(repeat_n(close, depth));
    text
}

/// A line for each number from 0 on.
fn numbered(size: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for nth in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&line(nth));
    }
    text
}

const COMMAND: &str = "gh issue close 12 --repo acme/widgets";

/// All of them.
pub const TEXTS: &[Hostile] = &[
    // Commands.
    shell("commands, one a line", |size| repeat(&format!("{COMMAND}\n"), size)),
    shell("commands on one line", |size| repeat(&format!("{COMMAND}; "), size)),
    shell("commands and operators", |size| repeat(&format!("{COMMAND} && "), size) + "true\n"),
    shell("commands in a pipe", |size| repeat("gh pr list --json number | ", size) + "cat\n"),
    shell("commands with filters", |size| repeat("gh pr list --json number,title --jq '.[].title'\n", size)),
    shell("different commands", |size| {
        numbered(size, |nth| format!("gh issue comment {nth} --body 'text {nth}' --repo acme/w{nth}\n"))
    }),
    shell("refused commands", |size| repeat("gh api graphql -f query=x\n", size)),
    markdown("commands in a fence", |size| format!("```sh\n{}```\n", repeat(&format!("{COMMAND}\n"), size))),
    markdown("commands in code spans", |size| repeat(&format!("Do `{COMMAND}`.\n"), size)),
    markdown("commands and operators in a code span", |size| {
        format!("Do `{}true`.\n", repeat(&format!("{COMMAND} && "), size))
    }),
    markdown("commands in a pipe in a code span", |size| {
        format!("Do `{}cat`.\n", repeat("gh pr list --json number | ", size))
    }),
    markdown("commands in sequence in a table cell", |size| {
        format!("| a |\n|---|\n| `{}true` |\n", repeat(&format!("{COMMAND}; "), size))
    }),
    markdown("commands in substitutions in a code span", |size| {
        format!("Do `{}true`.\n", repeat("x=$(gh pr list --json number) && ", size))
    }),
    markdown("commands and backticks in a code span", |size| {
        format!("Do ``{}true``.\n", repeat("gh issue comment 1 --body 'a ` b' && ", size))
    }),
    markdown("commands in paragraphs", |size| repeat(&format!("Do {COMMAND}.\n\n"), size)),
    markdown("commands in one paragraph", |size| repeat(&format!("Do {COMMAND} and\n"), size)),
    markdown("commands on one line of text", |size| repeat(&format!("do {COMMAND}, then "), size)),
    markdown("commands in a list", |size| repeat(&format!("- do `{COMMAND}`\n"), size)),
    markdown("commands in a table", |size| {
        format!("| a | b |\n|---|---|\n{}", repeat(&format!("| x | `{COMMAND}` |\n"), size))
    }),
    markdown("commands in HTML", |size| repeat(&format!("<p><code>{COMMAND}</code></p>\n"), size)),
    markdown("commands in a console", |size| {
        format!("```console\n{}```\n", repeat(&format!("$ {COMMAND}\nok\n"), size))
    }),
    markdown("commands in front matter", |size| format!("---\n{}---\n", repeat(&format!("a: {COMMAND}\n"), size))),
    markdown("fences with a command", |size| repeat(&format!("```sh\n{COMMAND}\n```\n\n"), size)),
    markdown("strings of another language on one line", |size| {
        format!("```json\n[{}0]\n```\n", repeat("[\"gh\", \"pr\", \"list\"], \"gh\", \"x; gh pr view 1\", ", size))
    }),
    markdown("rules on one line", |size| {
        format!("```json\n[{}0]\n```\n", repeat("\"Bash(gh pr view:*)\", \"gh *\": \"deny\", ", size))
    }),
    markdown("rules on lines", |size| {
        format!("```json\n{{\"allow\": [\n{}0]}}\n```\n", repeat("  \"Bash(gh pr view:*)\",\n", size))
    }),
    markdown("brackets of rules that do not end", |size| repeat("Bash(gh pr ", size)),
    shell("commands that are printed", |size| repeat("echo 'gh pr list'; ", size)),
    shell("patterns on one line", |size| repeat("grep 'gh pr list' x; [ $x = gh\\ pr ]; ", size)),
    shell("a case with many patterns", |size| format!("case $x in {} esac\n", repeat("gh*) x;; ", size))),
    markdown("words gh", |size| repeat("gh ", size)),
    shell("words gh", |size| repeat("gh ", size)),
    markdown("lines gh", |size| repeat("gh\n", size)),
    shell("lines gh", |size| repeat("gh\n", size)),
    // Long words and values.
    shell("one long word", |size| format!("gh issue comment 1 --body {}\n", repeat("a", size))),
    shell("one long quoted value", |size| format!("gh issue comment 1 --body '{}'\n", repeat("a b ", size))),
    shell("very many words", |size| format!("gh issue comment 1 {}\n", repeat("--body x ", size))),
    shell("very many labels", |size| format!("gh issue create -t x -b y {}\n", repeat("--label a ", size))),
    shell("very many fields", |size| format!("gh pr list --json number{}\n", repeat(",title", size))),
    shell("very many API fields", |size| format!("gh api repos/acme/widgets/issues {}\n", repeat("-f a=b ", size))),
    shell("a long API path", |size| format!("gh api repos/acme/widgets/contents{}\n", repeat("/a", size))),
    shell("a long API query", |size| format!("gh api 'repos/acme/widgets/issues?{}'\n", repeat("a=b&", size))),
    shell("very many continued lines", |size| {
        format!("gh issue create -t x -b y{}\n", repeat(" \\\n --label a", size))
    }),
    shell("a long search", |size| format!("gh search issues '{}'\n", repeat("label:a ", size))),
    deep(shell("alternatives of a search", |size| format!("gh search issues '{}a'\n", repeat("a OR ", size)))),
    deep(shell("parentheses of a search", |size| format!("gh search issues '{}'\n", nest("(", "a", ")", size)))),
    deep(shell("open parentheses of a search", |size| format!("gh search issues '{}a'\n", repeat("(", size)))),
    deep(shell("conditions of a search", |size| {
        format!("gh issue list --search '{}'\n", numbered(size, |nth| format!("-label:a{nth} ")))
    })),
    deep(shell("labels of a search", |size| {
        format!("gh issue list --search 'label:x{}'\n", numbered(size, |nth| format!(",a{nth}")))
    })),
    deep(shell("alternatives of labels of a search", |size| {
        format!("gh issue list --search '{}label:x'\n", numbered(size, |nth| format!("label:a{nth} OR ")))
    })),
    deep(shell("searches of one command", |size| format!("gh search issues{}\n", repeat(" 'label:a label:b'", size)))),
    deep(shell("open quotes of a search", |size| format!("gh search issues '{}'\n", repeat("a:\"b ", size)))),
    deep(shell("labels of a list", |size| {
        format!("gh issue list{}\n", numbered(size, |nth| format!(" --label a{nth}")))
    })),
    deep(shell("labels in variables", |size| {
        format!("gh issue list{}\n", numbered(size, |nth| format!(" --label \"$a{nth}\"")))
    })),
    deep(shell("labels between commas", |size| {
        format!("gh issue create -t x -b y --label x{}\n", numbered(size, |nth| format!(",a{nth}")))
    })),
    deep(shell("issues of one command", |size| {
        format!("gh issue edit{} --add-label \"$a\"\n", numbered(size, |nth| format!(" {nth}")))
    })),
    deep(shell("API fields in variables", |size| {
        format!("gh api repos/acme/widgets/issues{}\n", numbered(size, |nth| format!(" -f \"a{nth}=$a{nth}\"")))
    })),
    deep(shell("keys of an API field", |size| {
        format!("gh api repos/acme/widgets/issues -f 'a{}=x'\n", repeat("[b]", size))
    })),
    deep(shell("lists of an API field", |size| {
        format!("gh api repos/acme/widgets/issues{}\n", repeat(" -f 'a[][b]=x'", size))
    })),
    shell("substitutions in a value", |size| {
        format!("gh issue create -t x -b \"{}\"\n", numbered(size, |nth| format!("$(a{nth}) ")))
    }),
    shell("variables in a value", |size| {
        format!("gh issue create -t x -b \"{}\"\n", numbered(size, |nth| format!("$a{nth} ")))
    }),
    shell("variables that are set", |size| numbered(size, |nth| format!("a{nth}={nth}\ngh issue close \"$a{nth}\"\n"))),
    shell("a variable that is set again and again", |size| repeat("a=$((a + 1))\ngh issue close \"$a\"\n", size)),
    shell("functions that are called", |size| {
        numbered(size, |nth| format!("f{nth}() {{ gh issue close \"$1\"; }}\nf{nth} 1\n"))
    }),
    // jq programs and templates.
    shell("a long jq program", |size| format!("gh pr list --json number --jq '.[]{}'\n", repeat(" | .a", size))),
    deep(shell("parentheses of jq", |size| format!("gh pr list --json number --jq '{}'\n", nest("(", ".", ")", size)))),
    deep(shell("lists of jq", |size| format!("gh pr list --json number --jq '{}'\n", nest("[", ".", "]", size)))),
    deep(shell("objects of jq", |size| format!("gh pr list --json number --jq '{}'\n", nest("{a:", ".", "}", size)))),
    deep(shell("open parentheses of jq", |size| format!("gh pr list --json number --jq '{}'\n", repeat("(", size)))),
    deep(shell("strings of jq", |size| {
        format!("gh pr list --json number --jq '{}'\n", nest("\"\\(", ".", ")\"", size))
    })),
    deep(shell("signs of jq", |size| format!("gh pr list --json number --jq '{}1'\n", repeat("-", size)))),
    deep(shell("sums of jq", |size| format!("gh pr list --json number --jq '.{}'\n", repeat("+.", size)))),
    deep(shell("alternatives of jq", |size| format!("gh pr list --json number --jq '.{}'\n", repeat("//.", size)))),
    shell("paths of jq", |size| format!("gh pr list --json number --jq '{}'\n", repeat(".a", size))),
    shell("indices of jq", |size| format!("gh pr list --json number --jq '.{}'\n", repeat("[0]", size))),
    deep(shell("indices in indices of jq", |size| {
        format!("gh pr list --json number --jq '{}'\n", nest(".[", "0", "]", size))
    })),
    deep(shell("conditions of jq", |size| {
        format!("gh pr list --json number --jq '{}'\n", nest("if . then ", ".", " else . end", size))
    })),
    shell("branches of jq", |size| {
        format!("gh pr list --json number --jq 'if . then .{} else . end'\n", repeat(" elif . then .", size))
    }),
    deep(shell("tries of jq", |size| format!("gh pr list --json number --jq '{}.'\n", repeat("try ", size)))),
    shell("definitions of jq", |size| format!("gh pr list --json number --jq '{}f'\n", repeat("def f: .; ", size))),
    deep(shell("definitions in definitions of jq", |size| {
        format!("gh pr list --json number --jq '{}'\n", nest("def f: ", ".", "; f", size))
    })),
    deep(shell("variables of jq", |size| format!("gh pr list --json number --jq '{}.'\n", repeat(". as $x | ", size)))),
    deep(shell("patterns of jq", |size| {
        format!("gh pr list --json number --jq '. as {} | .'\n", nest("[", "$x", "]", size))
    })),
    deep(shell("labels of jq", |size| format!("gh pr list --json number --jq '{}.'\n", repeat("label $x | ", size)))),
    deep(shell("reductions of jq", |size| {
        format!("gh pr list --json number --jq '{}'\n", nest("reduce . as $x (", ".", ";.)", size))
    })),
    shell("texts of jq", |size| format!("gh pr list --json number --jq '.[] | \"{}\"'\n", repeat("\\(.number)", size))),
    shell("arguments of jq", |size| format!("gh pr list --json number --jq 'f(.{})'\n", repeat(";.", size))),
    deep(shell("groups of a regular expression", |size| {
        format!("gh pr list --json title --jq '.[] | .title | gsub(\"{}\"; \"\")'\n", nest("(", "a", ")?", size))
    })),
    shell("counts of a regular expression", |size| {
        format!("gh pr list --json title --jq '.[] | .title | gsub(\"{}\"; \"\")'\n", repeat("a{", size))
    }),
    deep(shell("fields of a template", |size| {
        format!("gh pr view 1 --json author --template '{{{{{}}}}}'\n", repeat(".a", size))
    })),
    deep(shell("stages of a template", |size| {
        format!("gh pr view 1 --json title --template '{{{{.title{}}}}}'\n", repeat(" | print", size))
    })),
    deep(shell("arguments of a template", |size| {
        format!("gh pr view 1 --json title --template '{{{{and{}}}}}'\n", repeat(" .title", size))
    })),
    deep(shell("conditions in conditions of a template", |size| {
        format!(
            "gh pr view 1 --json title --template '{{{{{}}}}}'\n",
            nest("and (eq ", ".title", " .title) .title", size)
        )
    })),
    deep(shell("variables of a template", |size| {
        let set = numbered(size, |nth| format!("{{{{$a{nth} := .title}}}}"));
        format!("gh pr list --json title --template '{{{{range .}}}}{set}{{{{end}}}}'\n")
    })),
    deep(shell("ranges of a template", |size| {
        format!("gh pr list --json number --template '{}'\n", repeat("{{range .}}{{.number}}{{end}}", size))
    })),
    deep(shell("blocks with a variable of a template", |size| {
        format!("gh pr view 1 --json author --template '{}'\n", nest("{{with $a := .a}}", "x", "{{end}}", size))
    })),
    deep(shell("blocks of a template", |size| {
        format!("gh pr list --json number --template '{}'\n", nest("{{range .}}", "x", "{{end}}", size))
    })),
    deep(shell("parentheses of a template", |size| {
        format!("gh pr list --json number --template '{{{{{}}}}}'\n", nest("(len ", ".", ")", size))
    })),
    shell("actions of a template", |size| {
        format!("gh pr list --json number --template '{{{{range .}}}}{}{{{{end}}}}'\n", repeat("{{.number}}", size))
    }),
    deep(shell("open actions of a template", |size| {
        format!("gh pr list --json number --template '{}'\n", repeat("{{range .}}", size))
    })),
    deep(shell("alternatives of a template", |size| {
        format!("gh pr list --json number --template '{{{{if .}}}}{}{{{{end}}}}'\n", repeat("{{else if .}}", size))
    })),
    // Shell syntax.
    deep(shell("substitutions", |size| format!("echo {}\n", nest("$(echo ", COMMAND, ")", size)))),
    deep(shell("substitutions of gh", |size| format!("{}\n", nest("gh issue close $(", "echo 1", ")", size)))),
    deep(shell("quoted substitutions", |size| format!("echo {}\n", nest("\"$(echo ", COMMAND, ")\"", size)))),
    deep(shell("open substitutions", |size| repeat("$(gh ", size))),
    deep(shell("open quoted substitutions", |size| repeat("\"$(gh ", size))),
    deep(shell("open parentheses", |size| repeat("( gh ", size))),
    deep(shell("subshells", |size| nest("(", COMMAND, ")", size))),
    deep(shell("groups", |size| nest("{ ", COMMAND, "; }", size))),
    deep(shell("negations", |size| format!("{}{COMMAND}\n", repeat("! ", size)))),
    deep(shell("conditions", |size| nest("if ", COMMAND, "; then :; fi", size))),
    deep(shell("bodies", |size| nest("if :; then ", COMMAND, "; fi", size))),
    deep(shell("loops", |size| nest("while :; do ", COMMAND, "; done", size))),
    deep(shell("open loops", |size| repeat("for x in gh; do ", size))),
    deep(shell("cases", |size| nest("case x in x) ", COMMAND, ";; esac", size))),
    shell("items of a case", |size| format!("case x in\n{}esac\n", repeat("a) gh issue close 1 ;;\n", size))),
    deep(shell("functions", |size| nest("f() { ", COMMAND, "; }", size))),
    deep(shell("expansions", |size| format!("echo {}\n", nest("${x:-", "gh", "}", size)))),
    deep(shell("open expansions", |size| format!("gh {}\n", repeat("${x:-", size)))),
    deep(shell("sums", |size| format!("echo {}\n", nest("$((1+", "1", "))", size)))),
    deep(shell("parentheses of a sum", |size| format!("echo $(({}))\n", nest("(", "1", ")", size)))),
    shell("backquotes", |size| repeat("`", size)),
    shell("escaped backquotes", |size| repeat("\\`gh ", size)),
    shell("backquoted commands", |size| repeat("`gh pr list` ", size)),
    deep(shell("process substitutions", |size| format!("cat {}\n", nest("<(cat ", COMMAND, ")", size)))),
    shell("single quotes", |size| repeat("'", size + 1)),
    shell("double quotes", |size| repeat("\"", size + 1)),
    deep(shell("quotes and gh", |size| repeat("gh ' gh \" ", size))),
    shell("dollars", |size| repeat("$", size)),
    shell("backslashes", |size| format!("gh {}\n", repeat("\\", size))),
    shell("less-than signs", |size| repeat("<", size)),
    shell("redirections", |size| format!("{COMMAND}{}\n", repeat(" >a", size))),
    shell("here-documents", |size| repeat("gh issue comment 1 --body-file - <<A\nx\nA\n", size)),
    deep(shell("open here-documents", |size| repeat("gh issue comment 1 -F - <<A\n", size))),
    shell("here-documents of one line", |size| {
        let count = size / 6;
        format!("cat{}\n{}", repeat_n(" <<A", count).collect::<String>(), repeat_n("A\n", count).collect::<String>())
    }),
    deep(shell("open here-documents with ends of their own", |size| {
        numbered(size, |nth| format!("gh issue comment 1 -F - <<'E{nth}'\n"))
    })),
    deep(shell("braces", |size| format!("gh {}\n", nest("{", "a,b", "}", size)))),
    shell("placeholders", |size| format!("gh issue close {}\n", repeat("<N> ", size))),
    deep(shell("open placeholders", |size| format!("gh issue close {}\n", repeat("<N ", size)))),
    shell("template placeholders", |size| format!("gh issue close {}\n", repeat("{{ x ", size))),
    shell("comments", |size| repeat("# gh pr list\n", size)),
    shell("assignments", |size| format!("{}gh pr list\n", repeat("A=b ", size))),
    shell("semicolons", |size| repeat(";", size)),
    shell("ampersands", |size| repeat("gh & ", size)),
    shell("control characters", |size| repeat("gh \u{1}\0 ", size)),
    shell("carriage returns", |size| repeat("gh pr list\r", size)),
    shell("large characters", |size| repeat("gh \u{1f600}é ", size)),
    // Markdown.
    deep(markdown("quotes", |size| format!("{}{COMMAND}\n", repeat("> ", size)))),
    deep(markdown("quotes deeper and deeper", |size| {
        (1..=(size as f64 * 2.0).sqrt() as usize).map(|depth| format!("{}gh\n", ">".repeat(depth))).collect()
    })),
    deep(markdown("lists", |size| format!("{}{COMMAND}\n", repeat("- ", size)))),
    deep(markdown("lists deeper and deeper", |size| {
        (0..(size as f64).sqrt() as usize).map(|depth| format!("{}- gh x\n", "  ".repeat(depth))).collect()
    })),
    deep(markdown("quotes and lists", |size| format!("{}{COMMAND}\n", repeat("> - ", size)))),
    markdown("backticks", |size| repeat("`", size)),
    markdown("backticks and gh", |size| repeat("` gh ", size)),
    markdown("runs of backticks", |size| {
        (1..=(size as f64 * 2.0).sqrt() as usize).map(|length| format!("{} gh ", "`".repeat(length))).collect()
    }),
    markdown("less-than signs", |size| repeat("<", size)),
    markdown("tags", |size| repeat("<gh a=\"", size)),
    deep(markdown("open HTML", |size| format!("<div>{}\n", repeat("<b gh ", size)))),
    deep(markdown("open HTML and edits", |size| format!("<div>{}\n", repeat(&format!("<b \"{COMMAND}\" "), size)))),
    deep(markdown("HTML in HTML", |size| format!("{}\n", nest("<div>", COMMAND, "</div>", size)))),
    markdown("code in HTML", |size| format!("<div>{}</div>\n", repeat(&format!("<code>{COMMAND}</code>"), size))),
    deep(markdown("open code in HTML", |size| format!("<div>{}\n", repeat("<code>gh ", size)))),
    markdown("pre", |size| repeat(&format!("<pre>{COMMAND}</pre>\n"), size)),
    markdown("comments", |size| repeat("<!-- gh ", size)),
    markdown("directives", |size| repeat("<!-- steep:off -->\n\ngh pr list\n\n<!-- steep:on -->\n\n", size)),
    markdown("entities", |size| format!("<pre>{}</pre>\n", repeat("gh &amp;&lt; ", size))),
    markdown("a wide table", |size| {
        let columns = size / 16;
        let row = |cell: &str| format!("|{}\n", repeat_n(cell, columns).collect::<String>());
        format!("{}{}{}", row("gh|"), row("-|"), row("`gh pr`|"))
    }),
    markdown("a table of many cells", |size| format!("|a|b|c|\n|-|-|-|\n{}", repeat("|gh|`gh`|c|\n", size))),
    markdown("emphasis", |size| repeat("*gh ", size)),
    markdown("emphasis around commands", |size| repeat(&format!("**{COMMAND}** "), size)),
    deep(markdown("nested emphasis", |size| nest("*a **b ", COMMAND, "** c*", size))),
    markdown("links", |size| repeat(&format!("[{COMMAND}](x) "), size)),
    markdown("brackets", |size| repeat("[gh", size)),
    markdown("footnotes", |size| numbered(size, |nth| format!("[^{nth}]: {COMMAND}\n\n"))),
    markdown("definitions", |size| repeat(&format!("gh\n: {COMMAND}\n\n"), size)),
    markdown("link definitions", |size| numbered(size, |nth| format!("[gh{nth}]: x\n"))),
    markdown("headings", |size| repeat(&format!("# {COMMAND}\n"), size)),
    markdown("indented code", |size| repeat(&format!("    {COMMAND}\n"), size)),
    markdown("an open fence", |size| format!("```sh\n{}", repeat("gh pr list\n", size))),
    markdown("here-documents in text", |size| {
        repeat("Run gh issue comment 1 -R a/b -F - <<'EOF'\ntext\nEOF\n\n", size)
    }),
    deep(markdown("open here-documents in text", |size| {
        repeat("Run gh issue comment 1 -R a/b -F - <<'EOF'\n\n", size)
    })),
    deep(markdown("open quotes in text", |size| repeat("Run gh issue comment 1 -b 'a\n\n", size))),
    deep(markdown("open quotes in one paragraph", |size| repeat("gh issue comment 1 -b 'a \"\n", size))),
    deep(markdown("substitutions in text", |size| format!("Run {}\n", nest("$(gh issue close ", "1", ")", size)))),
    markdown("permissions", |size| repeat("Bash(gh pr view:*), ", size)),
    deep(markdown("open permissions", |size| repeat("Bash(gh ", size))),
    markdown("addresses", |size| repeat("https://github.com/acme/widgets/pull/1 ", size)),
    markdown("front matter, deep", |size| format!("---\n{}: gh\n---\n", repeat("- ", size))),
    deep(markdown("front matter, flow", |size| format!("---\na: {}\n---\n", nest("[", "gh", "]", size)))),
    markdown("carriage returns", |size| repeat("gh pr list\r", size)),
    markdown("blank lines", |size| format!("gh pr list{}gh pr list\n", repeat("\n", size))),
    markdown("blanks", |size| format!("gh{}pr list\n", repeat(" ", size))),
    markdown("tabs", |size| format!("gh{}pr list\n", repeat("\t", size))),
    markdown("words without a break", |size| repeat("a", size)),
];
