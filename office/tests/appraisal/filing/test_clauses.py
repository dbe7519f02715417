"""What two explanations say otherwise, clause by clause."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kethop_office.appraisal.queries.rescreening.clauses import clause_changes, clauses_of

CLAUSES = st.lists(st.sampled_from(["Chưa biết: đất của ai", "hỏi Bộ", "hỏi Sở", "rộng 1.5 ha"]), max_size=8)
JOINTS = st.sampled_from(["; ", ". ", "\n– ", ".\n"])


@given(was=CLAUSES, becomes=CLAUSES, joints=st.tuples(JOINTS, JOINTS))
def test_what_is_left_of_both_is_the_same(was, becomes, joints):
    """The oracle counts: whatever joins the clauses, what is not named stands in both texts equally often."""
    gone, come = clause_changes(joints[0].join(was), joints[1].join(becomes))
    assert Counter(was) - Counter(gone) == Counter(becomes) - Counter(come)
    assert not set(gone) & set(come)


def test_clauses_keep_their_words():
    text = "Chưa biết: A (chưa có lớp “b.c”); B.\nCó thể:\n– Khu đất chạm. Phải hỏi.\nHỏi: Bộ C, Sở D."
    assert clauses_of(text) == [
        "Chưa biết: A (chưa có lớp “b.c”)",
        "B",
        "Có thể:",
        "Khu đất chạm",
        "Phải hỏi",
        "Hỏi: Bộ C, Sở D",
    ]
