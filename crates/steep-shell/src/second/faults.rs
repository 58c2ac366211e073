//! What tree-sitter-bash is known to read otherwise than bash, without saying so or with an error.
//!
//! A test holds each entry against that grammar's tree and against bash itself
//! (`crates/steep-shell/tests/shells/second.rs`), and `docs/readers.md` is written of them.

/// One way in which the tree differs from what bash does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A short, kebab-case name.
    pub name: &'static str,
    /// The smallest script that shows it. Its programs are single letters.
    pub input: &'static str,
    /// A part of the tree that [`VERSION`](super::VERSION) gives for it, as an S-expression.
    pub tree: &'static str,
    /// What that says.
    pub says: &'static str,
    /// What bash runs, sorted: each program with its arguments, `|` behind it where its output is a pipe. Variables are
    /// not set.
    pub bash: &'static [&'static str],
    /// What is done about it.
    pub treatment: Treatment,
}

/// What is done about a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// The second reader is given a text of the same length that it reads right.
    StandIn,
    /// What the tree has in the wrong place is put right when the tree is read.
    PutRight,
    /// Nothing: a command that it concerns is refused as ambiguous.
    Refused,
}

impl Treatment {
    /// As a sentence in a table.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Treatment::StandIn => "given as a stand-in that is read right",
            Treatment::PutRight => "put right when the tree is read",
            Treatment::Refused => "refused",
        }
    }
}

use Treatment::{PutRight, Refused, StandIn};

/// The known faults of the version [`VERSION`](super::VERSION).
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "words-behind-a-redirection",
        input: "a 2>/dev/null --b 5",
        tree: "(file_redirect descriptor: (file_descriptor) destination: (word) destination: (word) destination: (number))",
        says: "the words behind a redirection are further files that it goes to",
        bash: &["a <--b> <5>"],
        treatment: PutRight,
    },
    Fault {
        name: "words-behind-a-here-document",
        input: "a <<E --b\nx\nE",
        tree: "(heredoc_redirect (heredoc_start) argument: (word) (heredoc_body) (heredoc_end))",
        says: "the words behind the operator of a here-document belong to the here-document",
        bash: &["a <--b>"],
        treatment: PutRight,
    },
    Fault {
        name: "pipe-behind-a-here-document",
        input: "a <<E | c\nx\nE",
        tree: "(heredoc_redirect (heredoc_start) (pipeline (command name: (command_name (word)))) (heredoc_body) (heredoc_end))",
        says: "the rest of the pipeline belongs to the here-document",
        bash: &["a |", "c"],
        treatment: PutRight,
    },
    Fault {
        name: "list-behind-a-here-document",
        input: "a <<E && c\nx\nE",
        tree: "(heredoc_redirect (heredoc_start) right: (command name: (command_name (word))) (heredoc_body) (heredoc_end))",
        says: "the other operand of `&&` belongs to the here-document",
        bash: &["a", "c"],
        treatment: PutRight,
    },
    Fault {
        name: "redirection-and-pipe-behind-a-here-document",
        input: "a <<E 2>&1 | c\nx\nE",
        tree: "redirect: (file_redirect descriptor: (file_descriptor) destination: (number) (ERROR) destination: (word))",
        says: "an error, and the next program is a file that the redirection goes to",
        bash: &["a |", "c"],
        treatment: StandIn,
    },
    Fault {
        name: "word-and-pipe-behind-a-here-document",
        input: "a <<E --b | c\nx\nE",
        tree: "(heredoc_redirect (heredoc_start) argument: (word) (ERROR) argument: (word) (heredoc_body) (heredoc_end))",
        says: "an error, and the next program is a word",
        bash: &["a <--b> |", "c"],
        treatment: StandIn,
    },
    Fault {
        name: "two-here-documents",
        input: "a <<A <<B\nx\nA\ny\nB",
        tree: "(heredoc_redirect (heredoc_start) (ERROR) redirect: (file_redirect destination: (word))",
        says: "an error, and the second body is read as commands",
        bash: &["a"],
        treatment: Refused,
    },
    Fault {
        name: "backquotes-in-a-here-document",
        input: "a <<E\n`b`\nE",
        tree: "(heredoc_redirect (heredoc_start) (heredoc_body) (heredoc_end))",
        says: "backquotes in a here-document are text",
        bash: &["a", "b |"],
        treatment: Refused,
    },
    Fault {
        name: "blanks-in-front-of-an-expansion",
        input: "a <<E\n $(b)\nE",
        tree: "(heredoc_redirect (heredoc_start) (heredoc_body) (heredoc_end))",
        says: "a body that begins with blanks and an expansion is all text",
        bash: &["a", "b |"],
        treatment: Refused,
    },
    Fault {
        name: "dash-in-front-of-a-redirection",
        input: "a - 2>&1",
        tree: "(redirected_statement body: (command name: (command_name (word))) redirect: (file_redirect",
        says: "the word `-` is in no node",
        bash: &["a <->"],
        treatment: PutRight,
    },
    Fault {
        name: "variable-between-slashes",
        input: "a $x/$y/z",
        tree: "argument: (concatenation (simple_expansion (variable_name)) (word)) argument: (word))",
        says: "one word is two arguments, and the second variable is text",
        bash: &["a <//z>"],
        treatment: PutRight,
    },
    Fault {
        name: "variable-in-an-assignment",
        input: "v=$x/$y.z",
        tree: "(command (variable_assignment name: (variable_name) value: (concatenation (simple_expansion (variable_name)) (word))) name: (command_name (word)))",
        says: "the end of the value is a program that is run with the variable set",
        bash: &[],
        treatment: PutRight,
    },
    Fault {
        name: "word-over-a-continued-line",
        input: "a x\\\ny",
        tree: "(command name: (command_name (word)) argument: (word) argument: (word))",
        says: "a word that a backslash continues on the next line is two",
        bash: &["a <xy>"],
        treatment: PutRight,
    },
    Fault {
        name: "dollar-in-front-of-a-blank",
        input: "a \"x$ $y\"",
        tree: "(string (string_content) (simple_expansion (special_variable_name)) (string_content))",
        says: "`$ $` is the parameter `$$`, and the variable behind it is text",
        bash: &["a <x$ >"],
        treatment: StandIn,
    },
    Fault {
        name: "letters-behind-a-positional-parameter",
        input: "a \"$1_b\"",
        tree: "argument: (string (simple_expansion (variable_name)))",
        says: "`$1_b` is one variable",
        bash: &["a <_b>"],
        treatment: PutRight,
    },
    Fault {
        name: "list-in-a-pipeline",
        input: "a | b | c && d",
        tree: "(pipeline (command name: (command_name (word))) (list (pipeline",
        says: "the pipe of a pipeline of three leads into the list",
        bash: &["a |", "b |", "c", "d"],
        treatment: PutRight,
    },
    Fault {
        name: "line-behind-a-long-pipeline",
        input: "a | b | c\nd || e",
        tree: "(list (pipeline (command name: (command_name (word))) (command name: (command_name (word)) argument: (word))) (command name: (command_name (word))))",
        says: "the first word of the next line is an argument of the last program of the pipeline",
        bash: &["a |", "b |", "c", "d"],
        treatment: StandIn,
    },
    Fault {
        name: "loop-over-the-arguments",
        input: "set 1; for x do a; done",
        tree: "(ERROR (variable_name) (ERROR)) (command name: (command_name (word)))",
        says: "an error, and no loop",
        bash: &["a"],
        treatment: StandIn,
    },
    Fault {
        name: "time",
        input: "time a b",
        tree: "(program (command name: (command_name (word)) argument: (word) argument: (word)))",
        says: "the reserved word `time` is the program",
        bash: &["a <b>"],
        treatment: StandIn,
    },
    Fault {
        name: "blank-behind-a-backquote",
        input: "{ a \"`b`\"; c \"` d`\"; }",
        tree: "(compound_statement (command name: (command_name (word)) argument: (string (command_substitution (command name: (command_name (concatenation",
        says: "everything from the first backquote on is one substitution",
        bash: &["a <>", "b |", "c <>", "d |"],
        treatment: Refused,
    },
];
