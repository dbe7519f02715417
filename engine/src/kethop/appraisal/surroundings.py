"""What is known around a proposal before the rules are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kethop.appraisal.height import HeightAnswer
from kethop.appraisal.places import Places, layer_name
from kethop.appraisal.proposal import Proposal
from kethop.spatial import LayerStore, Relation, Site
from kethop.vocabulary import Text

__all__ = ["Surroundings"]


@dataclass
class Surroundings:
    """What is known around a proposal before the rules are asked.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    site : Site or None
        Its site.
    places : Places or None
        Units of the site.
    height : HeightAnswer or None
        Surfaces over the site.
    layers : LayerStore
        Layers.
    on : date
        Day for which layers must be fresh.
    names : dict of str to Text
        What the pack calls the layers that it asks for.
    relations : dict of str to Relation
        Layers asked, by id; filled while facts are measured.
    """

    proposal: Proposal
    site: Site | None
    places: Places | None
    height: HeightAnswer | None
    layers: LayerStore
    on: date
    names: Mapping[str, Text]
    relations: dict[str, Relation] = field(default_factory=dict)

    def layer_name(self, layer: str) -> Text:
        """Return how a layer is called."""
        return layer_name(self.layers, self.names, layer)
