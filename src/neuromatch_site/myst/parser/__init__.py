"""Markdown text -> syntax tree. Knows no directive and no role by name."""
