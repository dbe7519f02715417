"""Ladders of bounds against the plain count of the bounds that are not above a number."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kethop.rules.vectorised.integers import Ladder

near = st.integers(-50, 50)
far = st.sampled_from([-(2**63), -(2**40), 2**21, 2**40, 2**63 - 1])
numbers = st.lists(near | far | st.none(), max_size=6)


@given(
    st.lists(near | far | st.sampled_from([-(2**70), 2**70]), max_size=6, unique=True).map(sorted),
    st.lists(numbers, max_size=4),
)
def test_each_number_has_the_class_between_its_bounds(bounds, batches):
    ladder = Ladder(bounds, np.arange(len(bounds) + 1, dtype=np.int32))
    for batch in batches:
        found = ladder.classify(pa.array(batch, pa.int64())).tolist()
        for number, own in zip(batch, found, strict=True):
            assert number is None or own == sum(bound <= number for bound in bounds)
