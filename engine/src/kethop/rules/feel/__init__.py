"""FEEL, the expression language of DMN: texts to trees, trees and values to values.

This layer knows nothing of DMN's files and tables, reads no clock and no file, and lets no fault of an expression out as an
exception: only a text that does not parse raises.
"""
