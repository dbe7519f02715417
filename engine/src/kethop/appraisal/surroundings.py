"""What is known around a proposal before the rules are asked."""

from dataclasses import dataclass, field
from datetime import date

from kethop.appraisal.height import HeightAnswer
from kethop.appraisal.places import Places
from kethop.appraisal.proposal import Proposal
from kethop.spatial import LayerStore, Relation, Site

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
    relations : dict of str to Relation
        Layers asked, by id; filled while facts are measured.
    """

    proposal: Proposal
    site: Site | None
    places: Places | None
    height: HeightAnswer | None
    layers: LayerStore
    on: date
    relations: dict[str, Relation] = field(default_factory=dict)
