"""The help pages; open to everyone, they hold no data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kethop_office.common.glossary import sections_with
from kethop_office.common.help_pages import help_page, help_pages

__all__ = ["index", "page"]


def index(request: HttpRequest) -> HttpResponse:
    """Show the list of help pages."""
    return render(request, "help/index.html", {"pages": help_pages()})


def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one help page; a page of the office that has none of its own leads to the list."""
    found = help_page(page)
    if found is None and "-" in page:
        return redirect("help:index")
    if found is None:
        raise Http404(page)
    context: dict[str, object] = {"page": found, "pages": help_pages()}
    if found.key == "glossary":
        text = request.GET.get("q", "").strip()[:80]
        sections = sections_with(text)
        context |= {"text": text, "sections": sections, "count": sum(len(terms) for _, terms in sections)}
    return render(request, found.template, context)
