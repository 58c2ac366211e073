#!/usr/bin/env bash
# tree-sitter-bash: a line feed behind a pipeline of three commands ends nothing, where the next line has `||`.
#
# The script
#     a | b | c
#     d || e
# is two commands for bash. In the tree, `d` is an argument of `c`, and the pipe leads into the list. With two commands in
# the pipeline, or with `;` in place of the line feed, the tree is right. There is no error node. A program that takes
# the words of a command from this tree adds the next line's to them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tree-sitter==0.25.2 tree-sitter-bash==0.25.1

cat >show.py <<'PY'
from importlib.metadata import version

import tree_sitter_bash
from tree_sitter import Language, Parser

parser = Parser(Language(tree_sitter_bash.language()))
print("tree-sitter-bash", version("tree-sitter-bash"))


def commands(source):
    """The words of each command, and whether the tree has an error."""
    tree = parser.parse(source.encode())
    found, work = [], [tree.root_node]
    while work:
        node = work.pop()
        if node.type == "command":
            found.append([child.text.decode() for child in node.children])
        work.extend(reversed(node.children))
    return found, tree.root_node.has_error


for source in ["a | b\nd || e", "a | b | c; d || e", "a | b | c\nd || e"]:
    print(repr(source), *commands(source))

assert commands("a | b\nd || e") == ([["a"], ["b"], ["d"], ["e"]], False)
assert commands("a | b | c; d || e") == ([["a"], ["b"], ["c"], ["d"], ["e"]], False)
assert commands("a | b | c\nd || e") == ([["a"], ["b"], ["c", "d"], ["e"]], False), "the behaviour has changed"
PY
venv/bin/python show.py

echo "bash:"
bash -c 'a() { echo "a $*" >&2; }; b() { echo "b $*" >&2; }; c() { echo "c $*" >&2; }; d() { echo "d $*" >&2; }; e() { :; }
a | b | c
d || e' 2>&1 | sort | tee ran
printf '%s \n' a b c d | diff - ran
