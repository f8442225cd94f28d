"""Markup inside a text: TeX, and the ``<i> <b> <sub> <sup>`` of CSL, as HTML or plain text."""
