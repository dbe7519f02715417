"""What two texts say otherwise: the pieces are both texts, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from kethop_office.appraisal.queries.rescreening.text_pieces import text_pieces

TEXTS = st.lists(st.sampled_from(["Bộ", "Quốc", "phòng,", "chưa", "rõ.", "đất"]), max_size=20).map(" ".join)


@given(was=TEXTS, becomes=TEXTS)
def test_the_pieces_make_up_both_texts(was, becomes):
    pieces = text_pieces(was, becomes)
    if pieces:
        assert " ".join("".join(one.text for one in pieces if one.kind != "come").split()) == was
        assert "".join(one.text for one in pieces if one.kind != "gone").split() == becomes.split()
    if was == becomes and was:
        assert [one.kind for one in pieces] == ["same"]


def test_texts_that_share_little_stand_side_by_side():
    assert text_pieces("Khu đất gặp một vùng.", "Không có quy định nào nói về việc này.") == ()


def test_a_short_common_run_does_not_break_a_change():
    kinds = [
        one.kind
        for one in text_pieces("a b c d e hỏi Bộ này và Sở kia f g h i j", "a b c d e báo Bộ đó và Ủy ban f g h i j")
    ]
    assert kinds == ["same", "gone", "come", "same"]
