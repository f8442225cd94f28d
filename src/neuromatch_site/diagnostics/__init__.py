"""Messages: what is wrong with a course, where, and what to write instead."""
