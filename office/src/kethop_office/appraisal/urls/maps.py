"""Addresses that maps ask."""

from django.urls import URLPattern, URLResolver, path

from kethop_office.appraisal.views import maps

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("map/coordinates/<int:crs>", maps.coordinates, name="map_coordinates"),
    path("map/convert", maps.convert, name="map_convert"),
    path("map/tile/<slug:layer>/<int:z>/<int:x>/<int:y>.mvt", maps.map_tile, name="map_tile"),
]
