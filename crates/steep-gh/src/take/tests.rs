use super::*;
use crate::testing::words;

/// Reads `line` word by word as running text and gives back the command, and the rest of the sentence.
fn command_of(line: &str) -> (String, String) {
    let all = words(line);
    let mut taken: Vec<Word> = all.first().cloned().into_iter().collect();
    let mut end = taken.first().map_or(0, |word| word.span.end);
    for next in all.iter().skip(1) {
        match take(&taken, next) {
            Take::Word => end = next.span.end,
            Take::WordWithout(bytes) => {
                // Spans of test words count characters; what is cut is ASCII there.
                end = next.span.end - bytes;
                break;
            }
            Take::Stop => break,
        }
        taken.push(next.clone());
    }
    let chars: Vec<char> = line.chars().collect();
    (chars[..end].iter().collect(), chars[end..].iter().collect())
}

/// The command in a sentence ends at `|`.
fn check(marked: &str) {
    let (command, rest) = marked.split_once('|').unwrap_or((marked, ""));
    let line = format!("{command}{rest}");
    assert_eq!(command_of(&line), (command.to_owned(), rest.to_owned()), "{marked}");
}

#[test]
fn a_sentence_after_the_command() {
    check("gh pr list --repo acme/widgets --state open| and look at each");
    check("gh issue edit --add-assignee @me|. Then go on with the task");
    check("gh pr review <number> --approve --repo acme/docs|, or request changes.");
    check("gh api repos/acme/<repo>/commits?per_page=5| — compare with the clone");
    check("gh pr checks <N>| must be green");
    check("gh pr merge --merge --delete-branch| when it is");
    check("gh pr list|; if any is open, stop");
    check("gh pr merge 12|).");
    check("gh pr view #12|, then decide");
    check("gh pr diff| ");
    check("gh run view 9081 --log-failed|.");
}

#[test]
fn quotes_keep_their_punctuation() {
    check(r#"gh issue comment <N> --body "Taking this. Plan: <one line>."| and start"#);
    check(r#"gh pr create --title "docs: a, b" --body "Closes #N."|."#);
    check("gh pr list --json number -q '.[].number'|+");
}

#[test]
fn a_flag_takes_the_next_word_whatever_it_is() {
    check("gh issue list --label next --state open| first");
    check("gh pr list --search draft:false| too");
    check("gh pr list --head <branch>| to find it");
    check("gh issue comment 12 --body-file -| from the pipe");
    check("gh pr list --jq .| prints it");
    check("gh pr list -L 5|.");
}

#[test]
fn prose_in_the_place_of_a_value() {
    check(r#"gh issue create --title "qa: <suite>" --body| with the failure log, commit,"#);
    check("gh pr list --label| and so on");
}

#[test]
fn prose_in_the_place_of_an_argument() {
    check("gh issue create| with severity, file:line, proposed fix.");
    check("gh pr view| shows the state");
    check("gh pr checkout| the branch");
    check("gh pr merge| feature branches");
    check("gh repo clone| the repository");
    check("gh api| calls return 401");
    check("gh run watch| until done");
}

#[test]
fn arguments_that_look_right() {
    check("gh pr checkout feature/login| and build");
    check("gh pr view alice:patch-1|.");
    check(r#"gh pr view "$n" --comments| first"#);
    check("gh pr view $n| first");
    check("gh repo clone acme/widgets /tmp/widgets| or pull");
    check("gh repo view acme/widgets --json name|.");
    check("gh repo list acme --limit 50 --json name| for all names");
    check("gh repo clone acme/widgets -- --depth 1| to save time");
    check("gh api user| works");
    check("gh api /rate_limit|.");
    check("gh pr view https://github.com/acme/widgets/pull/7|.");
    check("gh issue edit 1 2 #3 --add-label bug|!");
    check("gh issue create ... --label bug ...| for each");
}

#[test]
fn a_flag_with_its_value_in_quotes_is_a_flag() {
    check(r#"gh pr merge 12 --squash --subject="x y"| now"#);
    check("gh pr list --search='is:open draft:false'|, then");
    check(r#"gh --repo="acme/widgets" pr list| now"#);
}

#[test]
fn what_stands_for_a_number_is_one() {
    check("gh pr view N --comments| first");
    check("gh pr view PR_NUMBER| first");
    check("gh issue list --limit N| for the first");
    check("gh issue close $ARGUMENTS --comment done|.");
    check("gh issue list| A number of them");
}

#[test]
fn wrong_flags_are_not_cut_off() {
    check("gh pr list --frobnicate| and more");
    check("gh pr list $ARGS| and more");
    check("gh pr list| -- then stop");
}

#[test]
fn no_command() {
    check("gh| CLI returns 401");
    check("gh| discussions for the repository");
    check("gh| advisory database ls");
    check("gh issue| numbers>]");
    check("gh| environment variables");
    check("gh pr|, gh issue");
    check("gh pr list|, gh issue list");
    check("gh -R acme/widgets pr list| first");
    check("gh co 12| first");
}
