"""What a page's forms send when somebody fills them in."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.urls import resolve
from need_to_know.asking import Asked, Told, Upload

__all__ = ["filled"]

DAY = "2026-12-01"
WORDS = "Lý do ví dụ."
FILE = Upload("ví dụ.csv", "TT,Tên KCN\n1,KCN Ví dụ\n".encode())
TYPED = {"date": DAY, "number": "1", "email": "vi.du@example.vn", "url": "https://example.vn/", "time": "08:00"}


def filled(asked: Asked, told: Told) -> Iterator[Asked]:
    """Yield what each form of a page sends, once for each of its buttons: what is chosen stays, what is empty is filled in."""
    if told.status != 200 or "html" not in told.headers.get("Content-Type", ""):
        return
    for form in lxml.html.document_fromstring(told.body).forms:
        if (form.get("method") or "get").lower() != "post":
            continue
        data = _values(form)
        for button in form.xpath(".//button[@name or @formaction]") or [None]:
            path = _path(asked, form.get("action"))
            more = {}
            if button is not None:
                path = _path(asked, button.get("formaction") or form.get("action"))
                more = {button.get("name"): button.get("value") or ""} if button.get("name") else {}
            if (to := resolve(path)).namespace:  # signing in and out, which has none, is a library's own
                yield Asked(asked.reader, "POST", to.view_name, path, (), data | more)


def _path(asked: Asked, action: str | None) -> str:
    return urlsplit(urljoin(f"https://office{asked.path}", action or "")).path


def _values(form: lxml.html.FormElement) -> dict[str, object]:
    data: dict[str, object] = {}
    for one in [*form.inputs]:
        name = one.get("name")
        if not name or name == "csrfmiddlewaretoken" or one.get("disabled") is not None:
            continue
        if (value := _value(one, data.get(name))) is not None:
            data[name] = value
    return data


def _value(one: lxml.html.HtmlElement, before: object) -> object:
    """Return what a control sends: what it holds, else something of its kind; None for one that sends nothing."""
    kind = (one.get("type") or one.tag).lower()
    if kind in {"submit", "button", "image", "reset"}:
        return None
    if kind in {"file", "select"}:
        return FILE if kind == "file" else _chosen(one)
    if kind == "checkbox":
        return [*(before if isinstance(before, list) else []), one.get("value") or "on"]
    if kind == "radio":
        return one.get("value") if before is None or one.get("checked") is not None else before
    # the first line break of a text area is none of its text
    held = ((one.text or "").removeprefix("\n") if kind == "textarea" else one.get("value")) or ""
    return held if held or kind == "hidden" else TYPED.get(kind, WORDS)


def _chosen(one: lxml.html.HtmlElement) -> object:
    values = [option.get("value", option.text) for option in one.xpath(".//option")]
    chosen = [option.get("value", option.text) for option in one.xpath(".//option[@selected]")]
    wanted = [value for value in chosen or values if value]
    if one.get("multiple") is not None:
        return chosen or wanted[:1]
    return wanted[0] if wanted else ""
