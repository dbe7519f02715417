"""The help pages; open to everyone, they hold no data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kethop_office.common.help_pages import help_page, help_pages

__all__ = ["index", "page"]


def index(request: HttpRequest) -> HttpResponse:
    """Show the list of help pages."""
    return render(request, "help/index.html", {"pages": help_pages()})


def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one help page; a page of the office that has none of its own leads to the list."""
    found = help_page(page)
    if found is None:
        return redirect("help:index")
    return render(request, found.template, {"page": found, "pages": help_pages()})
