"""Everything that is remembered between builds: every key, every fingerprint."""
