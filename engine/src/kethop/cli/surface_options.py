"""What the commands on surfaces share: which aerodromes, which rules."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from kethop.cli.desk import open_desk
from kethop.cli.places import read_whole
from kethop.errors import LayerError, Place
from kethop.spatial import AerodromeSet, DesignGroup, LayerState, Regime, SurfaceSet, aerodromes_from_table

__all__ = [
    "aerodromes_option",
    "asked_sets",
    "group_option",
    "named_aerodromes",
    "named_set",
    "regime_option",
]

regime_option = click.option(
    "--regime",
    type=click.Choice([item.value for item in Regime]),
    default=Regime.ANNEX14_2004.value,
    show_default=True,
    help="Bộ quy tắc · the rules.",
)
group_option = click.option(
    "--group",
    type=click.Choice([item.value for item in DesignGroup]),
    help="Nhóm thiết kế tàu bay (Nghị định 222/2026/NĐ-CP); không ghi thì tính mọi nhóm · aeroplane design group.",
)
aerodromes_option = click.option(
    "--runways",
    "runway_table",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Bảng đường cất hạ cánh theo mẫu OurAirports (CSV, .gz) · a table of runways instead of the pack's layer.",
)


def asked_sets(regime: str, group: str | None) -> tuple[SurfaceSet, ...]:
    """Return the set of ``--regime``; every set where the user does not name one."""
    named = click.get_current_context().get_parameter_source("regime")
    wanted = list(Regime) if named is ParameterSource.DEFAULT else [Regime(regime)]
    return tuple(named_set(item.value, group) for item in wanted)


def named_set(regime: str, group: str | None) -> SurfaceSet:
    """Return the set of surfaces of the options ``--regime`` and ``--group``."""
    return SurfaceSet(regime=Regime(regime), group=DesignGroup(group) if group else None)


def named_aerodromes(
    idents: Iterable[str], *, runway_table: Path | None, pack_name: str, layer_folders: tuple[Path, ...]
) -> AerodromeSet:
    """Return the aerodromes that the user names, from a table or from the pack's layer.

    Raises
    ------
    LayerError
        ``runways.layer_unusable`` (``layer``, ``state``), ``runways.aerodrome_missing`` (``ident``), those of the table.
    """
    wanted = sorted(set(idents))
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
