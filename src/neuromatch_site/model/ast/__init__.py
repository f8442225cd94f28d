"""The MyST syntax tree, which all steps work on."""
