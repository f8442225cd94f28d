"""The contract between the stages: the MyST syntax tree."""
