"""A list that has no values to put into sentences shows none of their holes."""

import pytest
from django.utils import translation

from kethop_office.common.wording import headline, sentences


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_headline_has_a_hole(language: str) -> None:
    with translation.override(language):
        assert any("%(" in str(text) for text in sentences().values())
        assert [code for code in sentences() if "%(" in headline(code)] == []
    assert headline("no.such_code") == "no.such_code"
