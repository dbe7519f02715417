"""What the commands on surfaces share: which aerodromes, which rules."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from kethop.cli.desk import open_desk
from kethop.cli.numbers import ELEVATION
from kethop.cli.places import read_whole
from kethop.errors import LayerError, Place
from kethop.spatial import AerodromeSet, DesignGroup, LayerState, Regime, SurfaceSet, aerodromes_from_table

__all__ = [
    "aerodromes_option",
    "ground_elevation_option",
    "ground_option",
    "group_option",
    "height_option",
    "named_aerodromes",
    "named_sets",
    "on_option",
    "regime_option",
]

regime_option = click.option(
    "--regime",
    type=click.Choice([item.value for item in Regime]),
    help="Bộ quy tắc · the rules [mọi bộ có hiệu lực ngày --on · every set in force on --on].",
)
on_option = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ngày áp dụng bộ quy tắc · day of the rules [hôm nay · today].",
)
group_option = click.option(
    "--group",
    type=click.Choice([item.value for item in DesignGroup]),
    help="Nhóm thiết kế tàu bay (Nghị định 222/2026/NĐ-CP); không ghi thì tính mọi nhóm · aeroplane design group.",
)
height_option = click.option(
    "--height", default="height_m", show_default=True, help="Cột chiều cao trên mặt đất, mét · height column."
)
ground_option = click.option(
    "--ground", help="Cột cao độ mặt đất, mét trên mực nước biển · column of ground elevations."
)
ground_elevation_option = click.option(
    "--ground-elevation", "ground_m", type=ELEVATION, help="Cao độ mặt đất giả định cho tất cả · assumed for all."
)
aerodromes_option = click.option(
    "--runways",
    "runway_table",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Bảng đường cất hạ cánh theo mẫu OurAirports (CSV, .gz) · a table of runways instead of the pack's layer.",
)


def named_sets(regime: str | None, group: str | None, *, on: datetime | None, pack_name: str) -> tuple[SurfaceSet, ...]:
    """Return the set of ``--regime``, else every set that the pack holds in force on the day.

    Raises
    ------
    LayerError
        ``runways.no_rules`` (``pack``, ``day``), ``runways.group_without_decree`` (``group``).
    """
    day = (on or datetime.now(tz=UTC)).date()
    settings = open_desk(pack_name, ()).pack.manifest.surfaces
    held = [item for item in (settings.regimes if settings else ()) if item.law_from is None or item.law_from <= day]
    published = {Regime(item.regime): item.published for item in held}
    wanted = [Regime(regime)] if regime else list(published)
    if not wanted:
        raise LayerError("runways.no_rules", place=Place(pack_name), pack=pack_name, day=day.isoformat())
    if group and Regime.DECREE222_2026 not in wanted:
        raise LayerError("runways.group_without_decree", place=Place("--group"), group=group)
    return tuple(
        SurfaceSet(
            regime=item,
            published=published.get(item),
            group=DesignGroup(group) if group and item is Regime.DECREE222_2026 else None,
        )
        for item in wanted
    )


def named_aerodromes(
    idents: Iterable[str], *, runway_table: Path | None, pack_name: str, layer_folders: tuple[Path, ...]
) -> AerodromeSet:
    """Return the aerodromes that the user names, from a table or from the pack's layer.

    Raises
    ------
    LayerError
        ``runways.layer_unusable`` (``layer``, ``state``), ``runways.aerodrome_missing`` (``ident``), those of the table.
    """
    wanted = sorted({ident.strip().upper() for ident in idents})
    if runway_table:
        return aerodromes_from_table(read_whole(runway_table), source=str(runway_table), idents=wanted)
    desk = open_desk(pack_name, layer_folders)
    settings = desk.pack.manifest.surfaces
    layer = settings.layer if settings else "aerodromes"
    found = AerodromeSet.from_layer(desk.layers, on=datetime.now(tz=UTC).date(), layer=layer)
    if found.state is not LayerState.ANSWERED:
        raise LayerError("runways.layer_unusable", place=Place(pack_name), layer=layer, state=str(found.state))
    known = {item.ident for item in found.aerodromes}
    for ident in wanted:
        if ident not in known:
            raise LayerError("runways.aerodrome_missing", place=Place(pack_name), ident=ident)
    return AerodromeSet(item for item in found.aerodromes if item.ident in wanted)
