"""A static website generator for open courses."""

__version__ = "0.1.0"
