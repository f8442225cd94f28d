"""The MyST language: its parser, its directives and roles, and the list of them."""
