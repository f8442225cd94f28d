"""A course in other forms than a site: to run, to carry, to read without a network."""
