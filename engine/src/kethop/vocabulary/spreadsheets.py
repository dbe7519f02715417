"""Text in tables that are opened with a spreadsheet."""

__all__ = ["no_formula"]

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def no_formula(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; the wide signs are those of East Asian keyboards.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("khu 1")
    ("'=1+1", 'khu 1')
    """
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
