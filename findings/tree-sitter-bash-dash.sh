#!/usr/bin/env bash
# tree-sitter-bash: the argument `-` in front of a redirection with a descriptor is in no node.
#
# `tar -cf - x 2>/dev/null` has four words, and the tree has them. `tar -xf - 2>/dev/null` has three words for bash, and two
# in the tree: the `-` is in no node at all, named or not, and there is no error node. Without the `2`, or with any
# other word in its place, the tree is right.
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


def leaves(source):
    """The text of every leaf of the tree, and whether it has an error."""
    tree = parser.parse(source.encode())
    found, work = [], [tree.root_node]
    while work:
        node = work.pop()
        if not node.children:
            found.append(node.text.decode())
        work.extend(reversed(node.children))
    return found, tree.root_node.has_error


for source in ["tar -xf - >f", "tar -xf x 2>f", "tar -xf - 2>f"]:
    print(repr(source), *leaves(source))

assert leaves("tar -xf - >f") == (["tar", "-xf", "-", ">", "f"], False)
assert leaves("tar -xf x 2>f") == (["tar", "-xf", "x", "2", ">", "f"], False)
assert leaves("tar -xf - 2>f") == (["tar", "-xf", "2", ">", "f"], False), "the behaviour has changed"
PY
venv/bin/python show.py

echo "bash:"
bash -c 'tar() { printf "<%s>" "$@"; echo; }; tar -xf - 2>f' | tee ran
[ "$(cat ran)" = "<-xf><->" ]
