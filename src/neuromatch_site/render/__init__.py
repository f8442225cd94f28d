"""A resolved course -> HTML. Python decides what is shown; the templates print it."""
