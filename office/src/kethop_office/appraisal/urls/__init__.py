"""The addresses of this room: one module for each part of the work, each with its own ``urlpatterns``."""

import pkgutil
from importlib import import_module

from django.urls import URLPattern, URLResolver

__all__ = ["app_name", "urlpatterns"]

app_name = "appraisal"
urlpatterns: list[URLPattern | URLResolver] = [
    pattern
    for part in pkgutil.iter_modules(__path__)
    for pattern in import_module(f"{__name__}.{part.name}").urlpatterns
]
