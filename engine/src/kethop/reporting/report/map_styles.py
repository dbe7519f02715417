"""How lines and areas of the map look; no two differ by colour alone."""

__all__ = ["COMMUNE", "PROVINCE", "RUNWAY", "SITE"]

SITE = {"stroke": "#b3005e", "stroke_width": "0.6", "stroke_linejoin": "round"}
COMMUNE = {"stroke": "#7a8288", "stroke_width": "0.2"}
PROVINCE = {"stroke": "#383f43", "stroke_width": "0.5", "stroke_dasharray": "3 1 0.6 1"}
RUNWAY = {"stroke": "#000000", "stroke_width": "1"}
