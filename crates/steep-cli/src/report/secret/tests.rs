use super::{all, masked, may_hold, words};

/// Ways to write a secret, all of which are `S3CR3T`.
const SPELLINGS: &[&str] = include!("../../../tests/program/spellings.rs");

#[test]
fn no_spelling_of_a_secret_passes() {
    assert!(SPELLINGS.len() >= 60, "{}", SPELLINGS.len());
    for text in SPELLINGS {
        let shown = masked(text);
        assert!(!shown.contains("S3CR3T") && shown.contains("***"), "{text} is shown as {shown}");
        // Where it stands in something else.
        for (before, after) in [("Don't: `", "`."), ("| a | ", " | b |"), ("x && ", " && gh pr list")] {
            let text = format!("{before}{text}{after}");
            assert!(!masked(&text).contains("S3CR3T"), "{text} is shown as {}", masked(&text));
        }
    }
}

#[test]
fn no_secret_is_without_a_sign_of_one() {
    let of_flags = words::FLAGS.map(|flag| format!("x {flag} S3CR3T"));
    let spellings = SPELLINGS.iter().map(|text| (*text).to_owned());
    for text in spellings.chain(of_flags).chain(["curl -u a:S3CR3T x".to_owned(), "ssh://a:S3CR3T@x/".to_owned()]) {
        assert!(!all(&text).is_empty() && may_hold(&text), "{text}");
        let upper = text.to_ascii_uppercase();
        assert!(all(&upper).is_empty() || may_hold(&upper), "{upper}");
    }
    assert!(!may_hold("gh pr list --repo acme/widgets, see https://example.org/"));
}

#[test]
fn literal_secrets_are_masked() {
    for (text, shown) in [
        ("GH_TOKEN=ghp_abcdefghij0123456789 gh pr list", "GH_TOKEN=*** gh pr list"),
        ("GITEA_TOKEN='s3cret'; curl", "GITEA_TOKEN='***'; curl"),
        ("-H \"Authorization: token abc\" x", "-H \"Authorization: token ***\" x"),
        ("-H 'authorization: Bearer abc.def'", "-H 'authorization: Bearer ***'"),
        ("echo github_pat_11ABCDEFG0abcdefghij_x | gh auth login", "echo *** | gh auth login"),
        ("tea logins add --token 0123abc --url x", "tea logins add --token *** --url x"),
        ("git clone https://avery:hunter2@git.example.org/x", "git clone https://avery:***@git.example.org/x"),
        ("{\\\"Authorization: token abc\\\"}", "{\\\"Authorization: token ***\\\"}"),
    ] {
        assert_eq!(masked(text), shown);
    }
}

#[test]
fn what_is_filled_in_later_is_shown() {
    for text in [
        "GH_TOKEN=$TOKEN gh pr list",
        "GH_TOKEN=\"$(pass gh)\" gh pr list",
        "-H \"Authorization: token $GITEA_TOKEN\"",
        "-H \"Authorization: token <token>\"",
        "GH_TOKEN=${{ secrets.GITHUB_TOKEN }} gh api user",
        "tea logins add --token \"$GITEA_TOKEN\"",
        "the ghp_ prefix, ghp_xxx",
        "gh auth login --with-token",
        "https://git.example.org:3000/acme/widgets",
        "https://git@git.example.org/acme/widgets.git",
        "GH_TOKEN=${TOKEN} gh pr list",
        "GH_TOKEN=\"${TOKEN:?no token}\" gh pr list",
        "echo \"$TOKEN\" | gh auth login --with-token",
        "gh auth login --with-token < token.txt",
        "gh auth login --with-token <<< \"$TOKEN\"",
        "gh secret set NAME --body \"$VALUE\"",
        "gh secret set NAME --body \"$(cat key)\"",
        "gh secret set NAME < file",
        "gh secret list --repo acme/widgets",
        "gh variable set NAME --body text",
        "gh issue create --title x --body text",
        "-H \"Authorization: Bearer $TOKEN\"",
        "-H \"Authorization: Bearer ${TOKEN}\"",
        "-H 'Accept: application/json'",
        "curl -u \"$USER:$PASSWORD\" https://x",
        "the token: it is read when the command runs; a secret: whatever",
        "gh api x -f title=token -f secret_scanning=enabled",
    ] {
        assert_eq!(masked(text), text);
    }
}
