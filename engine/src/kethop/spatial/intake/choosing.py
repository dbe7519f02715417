"""Which layer of a file is the site: the only one, or the one that the user names; never the first by chance."""

from collections.abc import Sequence
from dataclasses import replace

from kethop.errors import Place, SiteError
from kethop.spatial.intake.reading import LayerSummary

__all__ = ["chosen_layer", "described"]

_SHOWN = 20


def chosen_layer(
    layers: Sequence[LayerSummary], wanted: str | None, *, source: str
) -> tuple[str, tuple[LayerSummary, ...]]:
    """Return the name of the layer to read, and all layers with the mark which one is read.

    Parameters
    ----------
    layers : sequence of LayerSummary
        At least one.
    wanted : str or None
        Name that the user gave.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.several_layers`` (``layers``), ``intake.layer_missing`` (``layer``, ``layers``).
    """
    names = [layer.name for layer in layers]
    shown = "; ".join(described(layer) for layer in layers[:_SHOWN])
    if len(layers) > _SHOWN:
        shown += f"; … {len(layers)}"
    if wanted is None and len(layers) > 1:
        raise SiteError("intake.several_layers", place=Place(source), layers=shown)
    if wanted is not None and wanted not in names:
        raise SiteError("intake.layer_missing", place=Place(source), layer=wanted[:80], layers=shown)
    name = names[0] if wanted is None else wanted
    return name, tuple(replace(layer, is_read=layer.name == name) for layer in layers)


def described(layer: LayerSummary) -> str:
    """Return a layer in one piece of text: its name, count, types and extent in the file's numbers."""
    count = "" if layer.count is None else f"{layer.count} "
    text = f"“{layer.name}”: {count}{layer.kind}".rstrip()
    if layer.extent:
        west, south, east, north = (f"{number:.10g}" for number in layer.extent)
        text += f" [{west} {south}, {east} {north}]"
    return text
