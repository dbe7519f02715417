"""The codes of this room, written down: a sentence in each language belongs to each."""

import re
from pathlib import Path

import kethop.spatial

SITE = """
archive_bomb archive_hostile axes_swapped axis_letter columns_unclear content_differs crs_conflict crs_inside crs_missing crs_undefined crs_unknown csv_broken
date_in_number digit_extra digit_missing duplicate_column duplicate_points embedded_objects encoding external_links file_empty file_missing
format_unknown formula geometry_invalid geometry_missing geometry_type geopackage_broken geopackage_hostile
header_assumed header_by_directions header_missing height_dropped hole_outside holes_overlap hostile_xml interior_disconnected macros marks_by_table mixed_dimensions
no_features not_a_file not_a_number not_finite not_geojson not_readable number_ambiguous number_missing
number_too_large outside_area_of_use parts_joined parts_overlap parts_overlap_once points_out_of_order ring_is_hole ring_is_island ring_not_closed ring_split rings_closed rings_read_down row_too_long
row_without_coordinates rows_differ self_intersection several_tables symlink too_few_corners too_few_points too_large
table_missing too_many_cells too_many_columns too_many_features too_many_parts too_many_repairs too_many_rows
too_many_vertices workbook_broken zero_area
"""
LAYER = "column_missing crs_unknown duplicate_id extent_unreadable file_missing geometry_invalid hash_differs id_differs missing not_covering stale unreadable"
SURFACES = """
aerodromes_unknown approach_assumed code_letter_assumed datum_differs datum_is_published decree_approach_assumed
decree_open decree_transitional displaced_threshold group_not_known inner_edge_edition length_conflict
not_computable runway_width_assumed shielding_not_assessed take_off_width_assumed
threshold_elevation_missing
"""


def test_every_code_is_known() -> None:
    folder = Path(kethop.spatial.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    written = set(re.findall(r'"((?:site|layer|surfaces)\.[a-z_]+)"', text))
    expected = {f"site.{code}" for code in SITE.split()} | {f"layer.{code}" for code in LAYER.split()}
    assert written == expected | {f"surfaces.{code}" for code in SURFACES.split()}
