//! What the printer writes: quoting, grouping, layout.

use steep_shell::print::{self, Layout};
use steep_shell::{Arg, Break, Expansion, Part, Piece, Quote, Redirect, Redirection, Script, Simple, Word};

fn one_line(script: &Script) -> String {
    print::script(script, &Layout::one_line())
}

fn arg(pieces: impl IntoIterator<Item = Piece>) -> String {
    one_line(&Script::call([Arg::text("x"), Arg { pieces: pieces.into_iter().collect() }])).split_off(2)
}

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

fn variable(name: &str) -> Piece {
    Piece::Variable(name.to_owned())
}

fn expansion(source: &str, kind: Expansion, quote: Quote) -> Piece {
    Piece::Word(Word::from_parts(vec![Part::Expansion { source: source.into(), kind, quote }]))
}

fn placeholder(source: &str) -> Piece {
    Piece::Word(Word::from_parts(vec![Part::Placeholder { source: source.into(), quote: Quote::None }]))
}

fn call(line: &str) -> Script {
    Script::call(line.split(' '))
}

#[test]
fn a_variable_that_has_to_hold_something_says_so() {
    let required = || Piece::Required("id".to_owned());
    assert_eq!(arg([required()]), "\"${id:?}\"");
    assert_eq!(arg([text("runs/"), required(), text("/jobs")]), "\"runs/${id:?}/jobs\"");
    assert_eq!(arg([Piece::Required("a b".to_owned())]), "'$a b'");
}

#[test]
fn text_is_quoted_only_where_it_must_be_and_in_the_style_for_its_kind() {
    let cases = [
        ("acme/widgets", "acme/widgets"),
        ("--limit=5", "--limit=5"),
        ("", "''"),
        ("Fix the build", "\"Fix the build\""),
        ("it's", "\"it's\""),
        ("it's $HOME", r"'it'\''s $HOME'"),
        ("Content-Type: application/json", "\"Content-Type: application/json\""),
        ("https://git.example.org/api/v1/user", "\"https://git.example.org/api/v1/user\""),
        ("https://git.example.org/x?a=1&b=2", "\"https://git.example.org/x?a=1&b=2\""),
        (".[] | \"\\(.number)\"", "'.[] | \"\\(.number)\"'"),
        ("map(.name)", "'map(.name)'"),
        ("wow!", "'wow!'"),
        ("`id`", "'`id`'"),
        ("~", "\"~\""),
        ("*.md", "'*.md'"),
        ("#12", "\"#12\""),
        ("=ls", "\"=ls\""),
        ("a=b", "a=b"),
    ];
    for (given, printed) in cases {
        assert_eq!(arg([text(given)]), printed);
        assert_eq!(print::literal(given), printed);
    }
}

#[test]
fn a_text_cannot_become_syntax_where_a_program_is_expected() {
    for program in ["if", "!", "{", "A=1", "a[0]=1", "A+=1", "[[", "time"] {
        let printed = one_line(&Script::call([program, "x"]));
        assert!(printed.starts_with(['\'', '"']), "{printed}");
    }
    assert_eq!(one_line(&Script::call(["[", "-n", "x", "]"])), "'[' -n x ']'");
}

#[test]
fn pieces_become_one_double_quoted_word_when_they_can() {
    assert_eq!(
        arg([text("https://h/api/v1/repos/acme/"), variable("repo"), text("/pulls/"), variable("n"), text("x/y")]),
        r#""https://h/api/v1/repos/acme/$repo/pulls/${n}x/y""#
    );
    assert_eq!(arg([variable("a"), variable("b")]), r#""$a$b""#);
    assert_eq!(arg([variable("1"), text("0")]), r#""${1}0""#);
    assert_eq!(arg([variable("a"), text("[0]")]), r#""${a}[0]""#);
    assert_eq!(arg([text("Authorization: token "), variable("TOKEN")]), r#""Authorization: token $TOKEN""#);
    assert_eq!(arg([text("x"), Piece::Output(Box::new(call("date +%F")))]), r#""x$(date +%F)""#);
}

#[test]
fn pieces_that_double_quotes_cannot_hold_stand_beside_them() {
    assert_eq!(arg([text(".a == \""), variable("x"), text("\"")]), r#"'.a == "'"$x"'"'"#);
    assert_eq!(arg([variable("x"), text("\\n")]), r#""$x"'\n'"#);
}

#[test]
fn expansions_of_the_document_keep_what_they_did_and_gain_nothing() {
    let unquoted = |source: &str, kind| expansion(source, kind, Quote::None);
    let glob = || unquoted("*", Expansion::Pattern);
    let parameter = || Expansion::Parameter("repo".into());
    assert_eq!(arg([text("a/"), unquoted("$repo", parameter())]), r#""a/$repo""#);
    assert_eq!(arg([text("a/"), unquoted("$repo", parameter()), text("s")]), r#""a/${repo}s""#);
    assert_eq!(arg([text("a/"), unquoted("$(f x)", Expansion::Command)]), r#""a/$(f x)""#);
    assert_eq!(arg([text("a/"), glob(), text(".md")]), r#""a/"*".md""#);
    assert_eq!(arg([text("@"), unquoted("~", Expansion::Pattern), text("/x")]), r#""@$HOME/x""#);
    assert_eq!(arg([unquoted("~", Expansion::Pattern), text("/a b")]), r#"~/"a b""#);
    assert_eq!(arg([unquoted("~", Expansion::Pattern), text("/src")]), "~/src");
    assert_eq!(arg([text("x="), unquoted("<(f)", Expansion::Process)]), r#""x="<(f)"#);
    assert_eq!(arg([text("x"), unquoted("${repo:-'b c'}", parameter())]), r#""x"${repo:-'b c'}"#);
}

#[test]
fn placeholders_stay_as_they_were_written() {
    assert_eq!(arg([placeholder("<N>")]), "<N>");
    assert_eq!(arg([text("pulls/"), placeholder("<N>"), text("/merge")]), r#""pulls/<N>/merge""#);
    assert_eq!(arg([text("token "), placeholder("${{ github.token }}")]), r#""token ${{ github.token }}""#);
    assert_eq!(arg([text("x "), placeholder("{{ \"a\" }}")]), r#"'x {{ "a" }}'"#);
}

#[test]
fn variables_with_impossible_names_are_text() {
    assert_eq!(arg([variable("a;b")]), "'$a;b'");
    assert_eq!(one_line(&Script::Assign("a;b".to_owned(), Arg::text("c"))), "'a;b='c");
    assert_eq!(one_line(&Script::Assign("a+".to_owned(), Arg::text("c"))), "a+=c");
}

#[test]
fn compounds_are_grouped_where_precedence_asks_for_it() {
    let a = || call("a");
    let b = || call("b");
    let c = || call("c");
    let or = |l: Script, r: Script| Script::Or(Box::new(l), Box::new(r));
    let not = |s: Script| Script::Not(Box::new(s));
    let cases = [
        (a().and(or(b(), c())), "a && { b || c; }"),
        (or(a().and(b()), c()), "a && b || c"),
        (or(a(), b().and(c())), "a || { b && c; }"),
        (or(a(), or(b(), c())), "a || b || c"),
        (a().and(b()).pipe(c()), "{ a && b; } | c"),
        (a().pipe(Script::Sequence(vec![b(), c()])), "a | { b; c; }"),
        (not(a().pipe(b())), "! a | b"),
        (not(a().and(b())), "! { a && b; }"),
        (not(not(a())), "! { ! a; }"),
        (not(a()).pipe(b()), "{ ! a; } | b"),
        (Script::Sequence(vec![a(), b()]).and(c()), "{ a; b; } && c"),
        (a().pipe(Script::Pipeline(vec![b(), c()])), "a | b | c"),
        (Script::And(vec![Script::Pipeline(vec![or(a(), b())]), c()]), "{ a || b; } && c"),
        (Script::Sequence(vec![]), ":"),
        (Script::Simple(Simple::default()), ":"),
        (Script::Subshell(Box::new(Script::Subshell(Box::new(a()), vec![])), vec![]), "( (a) )"),
        (Script::Group(Box::new(a().and(b())), vec![Redirection::NoOutput]), "{ a && b; } >/dev/null"),
    ];
    for (script, printed) in cases {
        assert_eq!(one_line(&script), printed);
    }
    let nested = Script::call([Arg::output(Script::Subshell(Box::new(a()), vec![]))]);
    assert_eq!(one_line(&nested), r#""$( (a) )""#);
}

#[test]
fn redirections_follow_the_arguments() {
    let script = Script::Simple(Simple {
        assignments: vec![("A".to_owned(), Arg::text("b c"))],
        args: vec![Arg::text("x"), Arg::text("2")],
        redirections: vec![
            Redirection::NoInput,
            Redirection::Output(Arg::text("a b")),
            Redirection::Kept(Redirect {
                span: steep_edit::Span::default(),
                source: "2>/dev/null".into(),
                descriptor: 2,
                reads: false,
            }),
            Redirection::Input(Arg { pieces: vec![placeholder("<file>")] }),
        ],
    });
    assert_eq!(one_line(&script), "A=\"b c\" x 2 </dev/null >\"a b\" 2>/dev/null < <file>");
}

#[test]
fn a_short_script_stays_on_one_line() {
    let script = call("curl -fsS x").pipe(call("jq .a"));
    assert_eq!(print::script(&script, &Layout::lines("", 80)), "curl -fsS x | jq .a");
}

#[test]
fn a_long_pipeline_breaks_behind_its_pipes() {
    let script = call("curl -fsS https-address").pipe(call("jq --raw-output .aaaaaaaa")).pipe(call("head -n 1"));
    assert_eq!(
        print::script(&script, &Layout::lines("  ", 40)),
        "curl -fsS https-address |\n    jq --raw-output .aaaaaaaa |\n    head -n 1"
    );
    assert!(!one_line(&script).contains('\n'));
}

#[test]
fn a_long_call_breaks_in_front_of_options() {
    let script = call("curl --fail --header aaaaaaaaaaaaaaaaaaaa --data bbbbbbbbbbbbbbbbbbb address");
    let printed = print::script(&script, &Layout::lines("", 40));
    assert_eq!(printed, "curl --fail \\\n  --header aaaaaaaaaaaaaaaaaaaa \\\n  --data bbbbbbbbbbbbbbbbbbb address");
}

#[test]
fn blocks_stand_on_lines_of_their_own() {
    let read = Script::call(["read", "-r", "n"]);
    let body = Script::Sequence(vec![call("a"), call("b")]);
    let script = call("list").pipe(Script::While(Box::new(read), Box::new(body)));
    assert_eq!(print::script(&script, &Layout::lines("  ", 80)), "list | while read -r n; do\n    a\n    b\n  done");
    assert_eq!(one_line(&script), "list | while read -r n; do a; b; done");
    let script = Script::If(
        Box::new(call("a")),
        Box::new(Script::For("x".to_owned(), vec![Arg::text("1"), Arg::variable("y")], Box::new(call("b")))),
        Some(Box::new(Script::If(Box::new(call("c")), Box::new(call("d")), Some(Box::new(call("e")))))),
    );
    assert_eq!(
        print::script(&script, &Layout::lines("", 80)),
        "if a; then\n  for x in 1 \"$y\"; do\n    b\n  done\nelif c; then\n  d\nelse\n  e\nfi"
    );
    assert_eq!(one_line(&script), "if a; then for x in 1 \"$y\"; do b; done; else if c; then d; else e; fi; fi");
}

#[test]
fn a_kept_here_document_keeps_everything_on_its_line() {
    let kept = Redirection::Kept(Redirect {
        span: steep_edit::Span::default(),
        source: "<<'EOF'".into(),
        descriptor: 0,
        reads: true,
    });
    let first = Script::Simple(Simple {
        args: vec![Arg::text("jq"), Arg::text("-Rs"), Arg::text(".")],
        redirections: vec![kept],
        ..Simple::default()
    });
    let script = Script::Sequence(vec![first.pipe(call("curl --data @- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")), call("b")]);
    assert!(!print::script(&script, &Layout::lines("", 20)).contains('\n'));
}

#[test]
fn an_assignment_from_a_long_pipeline_breaks_inside() {
    let pipe = call("curl aaaaaaaaaaaaaaaaaaaa").pipe(call("jq bbbbbbbbbbbbbbbbbb"));
    assert_eq!(
        print::script(&Script::Assign("n".to_owned(), Arg::output(pipe)), &Layout::lines("", 40)),
        "n=\"$(curl aaaaaaaaaaaaaaaaaaaa |\n    jq bbbbbbbbbbbbbbbbbb)\""
    );
}

#[test]
fn a_word_of_the_document_keeps_its_own_spelling_when_it_stands_alone() {
    for source in
        ["'a b'", "\"a b\"", "a\\ b", "$'a'", "$repo", "*.md", "~/x", "\"$(f \"x\")\"", "<N>", "\"<N>\"", "`f`", "a''b"]
    {
        let word = Word::parse(source).unwrap();
        assert_eq!(arg([Piece::Word(word)]), source);
    }
    // Such a word at the end of a line would be read as a continuation that its author got wrong.
    let blank = Word::parse("\\ #b").unwrap();
    assert_eq!(arg([Piece::Word(blank)]), "\" #b\"");
    let prose = steep_shell::read::prose("gh a don't", 0, &mut |_, _| steep_shell::read::Take::Word).unwrap();
    assert_eq!(arg([Piece::Word(prose.words[2].clone())]), "\"don't\"");
    let array = steep_shell::read::script("a=(b 'c d')").commands.remove(0).assignments.remove(0);
    assert_eq!(one_line(&Script::Assign("a".to_owned(), array.value.clone().into())), "a=(b 'c d')");
    assert_eq!(arg([Piece::Word(array.value)]), "'(b '\\''c d'\\'')'");
}

#[test]
fn braces_of_two_words_are_no_placeholder_together() {
    let words = ["{{a", "b", "c}}", "d"].map(|word| Arg::from(&Word::parse(word).unwrap()));
    let printed = one_line(&Script::call([Arg::text("x")].into_iter().chain(words)));
    assert_eq!(printed, "x '{{a' b c}} d");
    let read = steep_shell::read::script(&printed);
    assert_eq!(read.commands.first().map(|command| command.words.len()), Some(5));
}

#[test]
fn a_made_up_word_cannot_smuggle_syntax_in() {
    let lying = |source: &str, parts| {
        arg([Piece::Word(Word { span: steep_edit::Span::default(), source: source.into(), parts })])
    };
    let literal = || vec![Part::Literal { text: "x".into(), quote: Quote::None }];
    for source in ["x; rm y", "x y", "$(rm y)", "x\ny", "'x", "x #"] {
        assert_eq!(lying(source, literal()), "x", "{source}");
    }
    for source in ["$x; rm y", "$x\"; rm y; \"", "$(a) b", "$(a", "`a", "$x y", "a"] {
        for quote in [Quote::None, Quote::Double] {
            for kind in [Expansion::Command, Expansion::Pattern, Expansion::Parameter("x".into())] {
                let printed = arg([text("p"), expansion(source, kind, quote)]);
                let read = Word::parse(&printed).unwrap();
                assert!(!read.has_expansion(), "{printed}");
            }
        }
    }
    let hidden = Part::Placeholder { source: "<a>; rm y".into(), quote: Quote::None };
    assert_eq!(lying("", vec![hidden]), "\"<a>; rm y\"");
}

#[test]
fn a_case_compares_text_and_keeps_its_brackets_in_pairs() {
    let case = Script::Case(Arg::variable("n"), vec![("'' | *[!0-9]*", call("false"))]);
    assert_eq!(one_line(&case), r#"case "$n" in ('' | *[!0-9]*) false ;; esac"#);
    assert_eq!(one_line(&case.and(call("b"))), r#"case "$n" in ('' | *[!0-9]*) false ;; esac && b"#);
}

/// `program` with a break at each blank; each `(` is one bracket more, and `|` holds together least.
fn breakable(program: &str) -> Arg {
    let mut arg = Arg::default();
    let mut nesting = 0;
    for (nth, word) in program.split(' ').enumerate() {
        if nth > 0 {
            let is_pipe = arg.pieces.last().is_some_and(|it| matches!(it, Piece::Text(it) if it.ends_with('|')));
            arg = arg.or_break(Break { nesting, level: if is_pipe { 0 } else { 5 } });
        }
        nesting = nesting + word.matches('(').count() - word.matches(')').count();
        arg = arg.then(word);
    }
    arg
}

#[test]
fn an_argument_that_may_be_broken_stands_on_lines_of_its_own_where_it_is_too_long() {
    let jq = |program: &str| Script::call([Arg::text("jq"), Arg::text("-r"), breakable(program)]);
    let lines = |script: &Script| print::script(script, &Layout::lines("  ", 30));
    assert_eq!(lines(&jq(".[] | .number")), "jq -r '.[] | .number'");
    let long = jq(".[] | select(.number > 1 and .state) | .number");
    assert_eq!(lines(&long), "jq -r '\n    .[] |\n    select(.number > 1 and\n      .state) |\n    .number\n  '");
    assert_eq!(one_line(&long), "jq -r '.[] | select(.number > 1 and .state) | .number'");
    let piped = Script::call(["curl", "-fsS", "x"]).pipe(jq(".[] | .title | length | tostring | ."));
    assert_eq!(lines(&piped), "curl -fsS x |\n    jq -r '\n      .[] | .title | length |\n      tostring | .\n    '");
    // With a word of the document's in it, and what follows it.
    let filter = expansion("$filter", Expansion::Parameter("filter".into()), Quote::Double);
    let program = breakable("[inputs[]] | map(.number) |").or_break(Break { nesting: 0, level: 0 });
    let user = Arg { pieces: program.pieces.into_iter().chain([filter]).collect() };
    let script = Script::call([Arg::text("jq"), user, Arg::text("--args"), Arg::text("a b")]);
    assert_eq!(lines(&script), "jq \"\n    [inputs[]] |\n    map(.number) | $filter\n  \" --args \"a b\"");
}
