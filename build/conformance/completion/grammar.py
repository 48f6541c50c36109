"""Tells whether standard input is PowerShell, by its grammar; what it does is not tried. It ends with 1 and says where, when it is not."""

import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser


def faults(node):
    if node.type == "ERROR" or node.is_missing:
        yield node
    for child in node.children:
        yield from faults(child)


text = sys.stdin.buffer.read()
root = Parser(Language(tree_sitter_powershell.language())).parse(text).root_node
found = list(faults(root)) if text.strip() else [root]
for node in found:
    line, column = node.start_point
    print(f"no PowerShell at {line + 1}:{column + 1}: {text[node.start_byte:node.end_byte][:60]!r}")
sys.exit(1 if found else 0)
