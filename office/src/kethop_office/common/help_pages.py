"""Which help pages there are: a template in ``<room>/templates/help/<key>.html``, or the paragraphs of a room's ``help``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["HelpPage", "help_page", "help_pages", "register_help", "register_page_help"]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A help page.

    Parameters
    ----------
    key : str
        Part of its address; for one page of the office ``<room>-<url name>``.
    title : str
        Vietnamese message id.
    order : int
        Place in the list.
    paragraphs : tuple of str
        What it says; empty where it has a template of its own.
    """

    key: str
    title: Words
    order: int = 50
    paragraphs: tuple[Words, ...] = ()

    @property
    def template(self) -> str:
        """Name of its template."""
        return "help/of_page.html" if self.paragraphs else f"help/{self.key}.html"


_pages: dict[str, HelpPage] = {}
_covered: dict[str, str] = {}


def register_help(key: str, title: Words, order: int = 50) -> None:
    """Add a help page; its template extends ``help/page.html`` and fills the block ``help``."""
    _pages[key] = HelpPage(key, title, order)


def register_page_help(
    key: str, title: Words, paragraphs: Sequence[Words], covers: Iterable[str] = (), *, order: int = 20
) -> None:
    """Say what a page of the office is for and what can be done on it.

    Parameters
    ----------
    key : str
        ``<room>-<url name>`` of the page.
    paragraphs : sequence of str
        Vietnamese message ids.
    covers : iterable of str
        Url names of the same room whose pages this help speaks of too.
    """
    room = key.partition("-")[0]
    _pages[key] = HelpPage(key, title, order, tuple(paragraphs))
    _covered.update({f"{room}-{name}": key for name in covers})


def help_page(key: str) -> HelpPage | None:
    """Return a page, or the one that speaks of it too; None for an unknown key."""
    return _pages.get(_covered.get(key, key))


def help_pages() -> list[HelpPage]:
    """Return all pages in the order of the list."""
    return sorted(_pages.values(), key=lambda page: (page.order, page.key))


register_help("keyboard", _("Phím tắt"), 10)
register_help("map", _("Bản đồ"), 20)
register_help("drafts", _("Bản nháp và phiên làm việc"), 30)
register_help("levels", _("Mức độ mật"), 40)
register_help("glossary", _("Bảng từ"), 50)
register_help("about", _("Số liệu và giấy phép"), 60)
