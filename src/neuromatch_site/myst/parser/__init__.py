"""Markdown text -> syntax tree. No directive or role is mentioned by name here."""
