//! The flavours of Markdown.

/// Which Markdown a document is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flavour {
    /// CommonMark with GitHub's extensions: what forges and most tools render.
    #[default]
    Markdown,
    /// MDX, version 2 or later: Markdown with JSX, expressions in braces, `import` and `export`, without HTML and
    /// without indented code. It is compiled: a misplaced `{` or `<` in its text breaks a build, so only fences and code
    /// spans are written to.
    Mdx,
}
