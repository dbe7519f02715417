"""Every parcel of a cadastre against layers, aerodrome surfaces and a decision table; in parts, so that a stopped run goes on.

A cadastre is the parcels of an area as GeoParquet files. What each parcel meets is found by ``kethop.spatial.screening``; this room says
what that comes to: ``hit``, ``clear`` or ``unknown`` with the reason, as a single appraisal does. It opens no network and reads no
clock; who runs the parts (threads, other machines) is the caller's.
"""

from kethop.cadastre.folder import FolderPlace, begun_part_rows, open_folder
from kethop.cadastre.height_question import HeightQuestion, height_question
from kethop.cadastre.job import ScreenJob
from kethop.cadastre.joining import join_parts
from kethop.cadastre.layers import LayerUse
from kethop.cadastre.memory import slots_within
from kethop.cadastre.opened import OpenJob, begin_job
from kethop.cadastre.reasons import Reason
from kethop.cadastre.receipt import Receipt
from kethop.cadastre.remarks import Remark, RemarkKind
from kethop.cadastre.requests import LayerRequest, RulesRequest, ScreenRequest
from kethop.cadastre.running import Advance, Ended, run_job
from kethop.cadastre.totals import LayerTotal, RuleTotal, Totals

__all__ = [
    "Advance",
    "Ended",
    "FolderPlace",
    "HeightQuestion",
    "LayerRequest",
    "LayerTotal",
    "LayerUse",
    "OpenJob",
    "Reason",
    "Receipt",
    "Remark",
    "RemarkKind",
    "RuleTotal",
    "RulesRequest",
    "ScreenJob",
    "ScreenRequest",
    "Totals",
    "begin_job",
    "begun_part_rows",
    "height_question",
    "join_parts",
    "open_folder",
    "run_job",
    "slots_within",
]
