"""DMN files: XML from outside to frozen models.

This layer evaluates nothing and knows no FEEL: texts stay texts.
"""
