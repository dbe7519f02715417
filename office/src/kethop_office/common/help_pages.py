"""Which help pages there are: each a template in ``<room>/templates/help/<key>.html``."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["HelpPage", "help_page", "help_pages", "register_help"]


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
    """

    key: str
    title: Words
    order: int = 50

    @property
    def template(self) -> str:
        """Name of its template."""
        return f"help/{self.key}.html"


_pages: dict[str, HelpPage] = {}


def register_help(key: str, title: Words, order: int = 50) -> None:
    """Add a help page; its template extends ``help/page.html`` and fills the block ``help``."""
    _pages[key] = HelpPage(key, title, order)


def help_page(key: str) -> HelpPage | None:
    """Return a page, or None for an unknown key."""
    return _pages.get(key)


def help_pages() -> list[HelpPage]:
    """Return all pages in the order of the list."""
    return sorted(_pages.values(), key=lambda page: (page.order, page.key))


register_help("keyboard", _("Phím tắt"), 10)
register_help("map", _("Bản đồ"), 20)
register_help("drafts", _("Bản nháp và phiên làm việc"), 30)
register_help("levels", _("Mức độ mật"), 40)
register_help("glossary", _("Bảng từ"), 50)
register_help("about", _("Số liệu và giấy phép"), 60)
