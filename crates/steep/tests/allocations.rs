//! What reading costs in pieces of memory.

use std::borrow::Cow;

use steep::{Language, Target, Transpiler};

/// Documents of which nothing can become the word.
const WITHOUT: [&str; 6] = [
    "",
    "# Through the night\n\n- *high* `weight`, [link](https://example.org/x)\n\n```sh\ngit push\n```\n",
    "---\ntitle: Eight\n---\n\n| a | b |\n|---|---|\n| right | light |\n",
    "import X from 'x'\n\n<X name=\"ghost\">{1 + 1}</X>\n",
    "#!/bin/sh\nset -e\nfor f in *.md; do echo \"$f\"; done\n",
    "caf\u{e9} \u{1f600} l\u{ea}gh1\r\n",
];

#[test]
fn a_text_without_the_word_is_given_back_borrowed_and_takes_no_memory() {
    let target = Target::gitea("https://git.example.org").tea("0.9.2");
    let steep = Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap();
    let languages = [
        Language::Markdown,
        Language::Mdx,
        Language::Shell,
        Language::Text,
        Language::of(std::path::Path::new("a.yml"), ""),
    ];
    let long = WITHOUT.concat().repeat(1000);
    for text in WITHOUT.into_iter().chain([long.as_str()]) {
        for language in &languages {
            let mut is_borrowed = false;
            let taken = allocation_counter::measure(|| {
                let out = steep.transpile(text, language);
                is_borrowed = matches!(out.text, Cow::Borrowed(same) if std::ptr::eq(same, text));
            });
            assert!(is_borrowed, "{language}: {text}");
            assert_eq!(taken.count_total, 0, "{language}: {text}");
        }
    }
    // The counter counts.
    assert!(allocation_counter::measure(|| drop(steep.markdown("`gh pr list`"))).count_total > 0);
}
