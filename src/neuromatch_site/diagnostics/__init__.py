"""What is wrong with a course, where, and what to write instead; for people and for tools."""
