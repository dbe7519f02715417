"""Pages read by their place hold what pyarrow reads, or are left to it; whatever their sizes, and whatever byte was changed."""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "screening"))

from page_scene import PLAIN, by_pyarrow, opened, some, table_of

NUMBERS = ("id", "bbox.xmin")
texts = st.lists(st.binary(max_size=40), min_size=1, max_size=120)
sizes = st.fixed_dictionaries(
    {
        "data_page_size": st.integers(1, 600),
        "write_batch_size": st.integers(1, 40),
        "row_group_size": st.integers(1, 130),
        "write_statistics": st.booleans(),
    }
)
kept = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@kept
@given(texts, st.data(), sizes)
def test_what_is_read_by_its_place_is_what_pyarrow_reads(tmp_path, values, data, sizes) -> None:
    path = tmp_path / "p.parquet"
    pq.write_table(table_of(values), path, **PLAIN, **sizes)
    pages = opened(path)
    for number in range(pq.ParquetFile(path).metadata.num_row_groups):
        for column in NUMBERS:
            assert pages.numbers(number, column).tolist() == by_pyarrow(path, number, column)
        outlines = by_pyarrow(path, number, "geometry")
        rows = np.array(sorted(data.draw(st.sets(st.sampled_from(range(len(outlines)))))), np.int32)
        assert some(pages, number, rows) == [outlines[row] for row in rows]


@kept
@given(st.integers(0, 2**32 - 1))
def test_a_changed_byte_gives_what_pyarrow_reads_or_is_left_to_it(tmp_path, seed) -> None:
    """A byte anywhere: in a value, a length, a header, the index of the pages, the footer.

    Where pyarrow refuses the row group, what is read by its place is not of the damaged page: it is what stood there before.
    """
    random = np.random.default_rng(seed)
    values = [random.bytes(random.integers(0, 30)) for _ in range(90)]
    path = tmp_path / "p.parquet"
    pq.write_table(table_of(values), path, **PLAIN, data_page_size=200, write_batch_size=8, row_group_size=50)
    columns = (*NUMBERS, "geometry")
    before = {(group, column): by_pyarrow(path, group, column) for group in range(2) for column in columns}
    whole = bytearray(path.read_bytes())
    for _ in range(12):
        changed = bytearray(whole)
        changed[random.integers(len(whole))] = random.integers(256)
        path.write_bytes(changed)
        try:
            pages = opened(path)
        except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError):
            continue  # pyarrow refuses the file
        if pages is not None:
            rows = np.sort(random.choice(40, 9, replace=False))
            for (group, column), was in before.items():
                assert_same(pages, group, column, rows, by_pyarrow(path, group, column) or was)


def assert_same(pages, group, column, rows, expected) -> None:
    if column in NUMBERS:
        found = pages.numbers(group, column)
        assert found is None or np.array_equal(found, expected, equal_nan=True)
    else:
        outlines = some(pages, group, rows)
        assert outlines is None or outlines == [expected[row] for row in rows]
