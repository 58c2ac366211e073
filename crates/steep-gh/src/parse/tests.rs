use super::*;
use crate::testing::words;

fn read_line(line: &str) -> Result<Invocation, UsageError> {
    parse(&words(line))
}

/// Every line is read as the same command with the same flags and arguments as the first.
fn check_same(lines: &[&str]) {
    let shape = |line: &str| {
        let invocation = read_line(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let flags: Vec<String> = invocation.flags.iter().map(describe).collect();
        let positionals: Vec<String> = invocation.positionals.iter().map(Word::display).collect();
        (invocation.command.name(), flags, positionals)
    };
    let first = shape(lines[0]);
    for line in lines {
        assert_eq!(shape(line), first, "{line}");
    }
}

fn describe(given: &Given) -> String {
    match &given.value {
        Value::Bool(on) => format!("{}={on}", given.flag.long),
        Value::One(word) => format!("{}={}", given.flag.long, word.display()),
        Value::Many(words) => {
            let items: Vec<String> = words.iter().map(Word::display).collect();
            format!("{}=[{}]", given.flag.long, items.join("|"))
        }
    }
}

fn check_error(line: &str, message: &str) {
    match read_line(line) {
        Ok(_) => panic!("{line}: accepted"),
        Err(error) => assert_eq!(error.message, message, "{line}"),
    }
}

fn kind(line: &str) -> UsageErrorKind {
    match read_line(line) {
        Ok(_) => panic!("{line}: accepted"),
        Err(error) => error.kind,
    }
}

#[test]
fn a_value_may_be_joined_to_its_flag_or_follow_it() {
    check_same(&[
        "gh pr list -R acme/widgets",
        "gh pr list -Racme/widgets",
        "gh pr list -R=acme/widgets",
        "gh pr list --repo acme/widgets",
        "gh pr list --repo=acme/widgets",
        "gh pr -R acme/widgets list",
        "gh -R acme/widgets pr list",
        "gh pr ls --repo=acme/widgets",
    ]);
}

#[test]
fn flags_and_arguments_mix_until_two_dashes() {
    check_same(&["gh pr merge 12 --squash -d", "gh pr merge --squash 12 -d", "gh pr merge --squash -d -- 12"]);
    let invocation = read_line("gh repo clone acme/widgets -- --depth 1").expect("a clone");
    assert_eq!(invocation.before_dashes, Some(1));
    assert_eq!(invocation.positionals.len(), 3);
}

#[test]
fn letters_cluster() {
    check_same(&["gh pr merge -s -d -t Subject 12", "gh pr merge -sdtSubject 12", "gh pr merge -sdt=Subject 12"]);
    check_error("gh pr merge -sx 12", "unknown shorthand flag: 'x' in -x");
}

#[test]
fn a_switch_takes_a_value_only_with_an_equals_sign() {
    let invocation = read_line("gh pr list --draft=false").expect("a list");
    assert_eq!(invocation.switch("draft"), Some(false));
    assert_eq!(kind("gh pr list --draft false"), UsageErrorKind::TooManyArguments);
    check_error(
        "gh pr list -d=perhaps",
        r#"invalid argument "perhaps" for "-d, --draft" flag: strconv.ParseBool: parsing "perhaps": invalid syntax"#,
    );
}

#[test]
fn an_optional_value_needs_an_equals_sign() {
    assert_eq!(read_line("gh browse -c").expect("browse").word("commit").map(Word::display).as_deref(), Some("last"));
    let invocation = read_line("gh browse --commit=77507cd").expect("browse");
    assert_eq!(invocation.word("commit").map(Word::display).as_deref(), Some("77507cd"));
    assert_eq!(read_line("gh browse --commit main.go").expect("browse").positionals.len(), 1);
}

#[test]
fn the_last_scalar_counts_and_lists_add_up() {
    let invocation = read_line(r#"gh issue list -s open -s closed -l a,b -l '"c,d"' --label e"#).expect("a list");
    assert_eq!(invocation.word("state").map(Word::display).as_deref(), Some("closed"));
    let labels: Vec<String> = invocation.list("label").into_iter().map(Word::display).collect();
    assert_eq!(labels, ["a", "b", "c,d", "e"]);
}

#[test]
fn some_lists_never_split() {
    let invocation = read_line("gh api x -f a=1,2 -F b=true").expect("a call");
    assert_eq!(invocation.list("raw-field").len(), 1);
}

#[test]
fn values_of_an_enumeration_ignore_case() {
    assert!(read_line("gh issue list --state CLOSED").is_ok());
    check_error(
        "gh issue list --state merged",
        r#"invalid argument "merged" for "-s, --state" flag: valid values are {open|closed|all}"#,
    );
    check_error(
        "gh pr list --limit many",
        r#"invalid argument "many" for "-L, --limit" flag: strconv.ParseInt: parsing "many": invalid syntax"#,
    );
}

#[test]
fn names_are_not_abbreviated() {
    check_error("gh pr list --lim 3", "unknown flag: --lim");
    check_error("gh pr list --=3", "bad flag syntax: --=3");
    check_error("gh pr list --limit", "flag needs an argument: --limit");
    check_error("gh pr list -L", "flag needs an argument: 'L' in -L");
}

#[test]
fn a_switch_before_the_command_swallows_a_word_of_it() {
    // Before the command is known, every flag is taken to have a value.
    assert_eq!(kind("gh --draft pr list"), UsageErrorKind::UnknownCommand("list".to_owned()));
}

#[test]
fn the_letter_h_is_help_unless_the_command_uses_it() {
    assert!(read_line("gh pr list -h").expect("help").help);
    assert!(read_line("gh pr merge -sh --nonsense").expect("help").help);
    assert!(read_line("gh pr list --help").expect("help").help);
    assert_eq!(kind("gh pr list --help --nonsense"), UsageErrorKind::UnknownFlag("--nonsense".to_owned()));
    let invocation = read_line("gh auth status -h github.com").expect("a status");
    assert!(!invocation.help);
    assert_eq!(invocation.word("hostname").map(Word::display).as_deref(), Some("github.com"));
}

#[test]
fn the_number_of_arguments_is_checked() {
    check_error("gh issue view", "accepts 1 arg(s), received 0");
    check_error("gh repo clone", "cannot clone: repository argument required");
    check_error("gh auth login now", "accepts 0 arg(s), received 1");
    check_error("gh pr view 1 2", "accepts at most 1 arg(s), received 2");
    check_error("gh issue edit", "requires at least 1 arg(s), only received 0");
    check_error("gh issue list all", r#"unknown argument "all""#);
    check_error("gh issue list -l a b", r#"unknown argument "b"; please quote all values that have spaces"#);
    check_error("gh alias list all", r#"unknown command "all" for "gh alias list""#);
}

#[test]
fn flags_that_exclude_or_need_each_other() {
    check_error("gh pr merge 1 -s -r", "specify only one of `--merge`, `--rebase`, or `--squash`");
    assert!(read_line("gh pr merge 1 -s --rebase=false").is_ok());
    assert_eq!(kind("gh api user --slurp"), UsageErrorKind::Conflict);
    assert_eq!(kind("gh pr list -q ."), UsageErrorKind::Conflict);
    assert_eq!(kind("gh pr list --json number --web"), UsageErrorKind::Conflict);
    assert_eq!(kind("gh project create"), UsageErrorKind::MissingFlag("title"));
}

#[test]
fn fields_of_the_json_are_checked_and_add_up() {
    let invocation = read_line("gh pr list --json number,title --json state").expect("a list");
    assert_eq!(invocation.list("json").len(), 3);
    assert_eq!(kind("gh issue list --json number,isDraft"), UsageErrorKind::UnknownField("isDraft".to_owned()));
}

#[test]
fn unknown_commands() {
    check_error("gh frobnicate --now", r#"unknown command "frobnicate" for "gh""#);
    check_error("gh pr frobnicate 1", r#"unknown command "frobnicate" for "gh pr""#);
    assert_eq!(read_line("gh pr").expect("help").command.path, ["pr"]);
    assert_eq!(kind("gh pr <command>"), UsageErrorKind::OpenCommand);
    assert_eq!(kind("gh issue …"), UsageErrorKind::OpenCommand);
    assert_eq!(kind("gh $verb list"), UsageErrorKind::RuntimeValue("$verb".to_owned()));
}

#[test]
fn the_alias_that_gh_comes_with() {
    check_same(&["gh pr checkout 12 --force", "gh co 12 --force"]);
}

#[test]
fn releases_differ() {
    let old = Version::new(2, 46);
    assert!(parse_as(&words("gh pr checks 1 --json name"), old).is_err());
    assert!(parse_as(&words("gh pr checks 1 --json name"), Version::new(2, 50)).is_ok());
    assert!(parse_as(&words("gh issue close 1 -r duplicate"), old).is_err());
    assert!(parse_as(&words("gh issue close 1 -r duplicate"), Version::NEWEST).is_ok());
    assert!(parse_as(&words("gh issue list --json isPinned"), old).is_err());
    assert!(parse_as(&words("gh pr revert 1"), old).is_err());
}

#[test]
fn values_may_be_filled_in_later_but_not_the_shape() {
    let invocation = read_line(r#"gh pr view "$n" --repo $OWNER/widgets -q"$program" --json title"#).expect("a view");
    assert_eq!(invocation.positionals.first().map(Word::display).as_deref(), Some("$n"));
    assert_eq!(invocation.word("jq").map(Word::display).as_deref(), Some("$program"));
    for line in [
        "gh pr list --$flag",
        "gh pr list -$flag",
        "gh pr list $more",
        "gh pr view $GH_ARGS",
        r#"gh pr view "$@""#,
        "gh issue list --label ${labels[@]}",
        "gh pr list --draft=$draft",
    ] {
        assert!(matches!(kind(line), UsageErrorKind::RuntimeValue(_)), "{line}");
    }
}
