"""Collect what the office says, keep its English beside it, and check that nothing is missing.

The Vietnamese sentence is the message id. Each room has its English in ``<room>/locale/en/LC_MESSAGES/django.po``: sorted, without
line numbers or dates, so that two people's changes join. ``project/locale/vi`` holds the Vietnamese of what Django and
django-allauth say in English only; it is written by hand.

``./run messages`` writes the catalogues anew (translations are kept, gone messages are dropped and shown) and compiles them;
``--check`` writes nothing and fails on what is missing, empty, fuzzy, obsolete, translated in two ways, or filled differently.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

__all__ = ["Entry", "check", "messages_of", "problems_of"]

ROOT = Path(__file__).resolve().parent.parent / "office" / "src" / "kethop_office"
ENGLISH = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
OVERRIDES = ROOT / "project" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
)
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "vi": "nplurals=1; plural=0;"}
WIDTH = 118

_FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), "one"),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), "many"),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), "context"),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), "context many"),
}
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_IN_TEMPLATE = re.compile(rf"\b(npgettext|pgettext|ngettext|gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_FIELD = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A message.

    Parameters
    ----------
    text : str
        The Vietnamese sentence.
    plural : str
        Its second form, equal in Vietnamese; empty for a message without.
    context : str
        What tells two equal sentences apart; mostly empty.
    """

    text: str
    plural: str = ""
    context: str = ""


def messages_of(room: Path) -> set[Entry]:
    """Return every message in the Python files and templates of a room."""
    found: set[Entry] = set()
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            found |= set(_in_python(path))
    for path in sorted((*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt"))):
        found |= set(_in_template(path))
    return found


def _in_python(path: Path) -> Iterator[Entry]:
    source = BytesIO(path.read_bytes())
    for _, function, texts, _ in extract_python(source, list(_FUNCTIONS), [], {"encoding": "utf-8"}):
        literals = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if isinstance(text, str)]
        if literals:
            yield _entry(function, literals)


def _in_template(path: Path) -> Iterator[Entry]:
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for function, literals in _IN_TEMPLATE.findall(text):
        yield _entry(function, [ast.literal_eval(literal) for literal in re.findall(_LITERAL, literals)])


def _entry(function: str, literals: list[str]) -> Entry:
    kind = _FUNCTIONS[function]
    context = literals.pop(0) if kind.startswith("context") else ""
    return Entry(literals[0], literals[1] if kind.endswith("many") else "", context)


def _catalogue(path: Path, language: str = "en") -> Catalog:
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _key(message: Message) -> Entry:
    texts = message.id if isinstance(message.id, tuple) else (message.id,)
    return Entry(texts[0], texts[1] if len(texts) > 1 else "", message.context or "")


def _translations(catalogue: Catalog) -> dict[Entry, tuple[str, ...]]:
    found = {}
    for message in catalogue:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string or "",)
            found[_key(message)] = tuple(strings)
    return found


def update(room: Path, known: dict[Entry, tuple[str, ...]]) -> tuple[int, list[str]]:
    """Write a room's catalogue anew; return how many messages wait for a translation, and the ones dropped."""
    path, wanted = room / ENGLISH, messages_of(room)
    kept = _translations(_catalogue(path))
    dropped = [f"{entry.text!r} -> {kept[entry][0]!r}" for entry in kept if entry not in wanted and kept[entry][0]]
    catalogue = Catalog(locale="en")
    waiting = 0
    for entry in wanted:
        strings = kept.get(entry) if any(kept.get(entry, ())) else known.get(entry)
        strings = strings or (("", "") if entry.plural else ("",))
        waiting += not all(strings)
        identity = (entry.text, entry.plural) if entry.plural else entry.text
        catalogue.add(identity, strings if entry.plural else strings[0], context=entry.context or None)
    if wanted:
        _write(path, catalogue, "en")
    elif path.exists():
        path.unlink()
    return waiting, dropped


def _write(path: Path, catalogue: Catalog, language: str) -> None:
    body = BytesIO()
    for message in catalogue:
        message.flags.discard("fuzzy")
        message.flags.discard("python-format")
    write_po(body, catalogue, no_location=True, omit_header=True, sort_output=True, width=WIDTH)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = HEADER.format(language=language, plural=PLURALS[language]) + body.getvalue().decode().strip() + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def compile_all() -> None:
    """Write the ``.mo`` file of every catalogue."""
    for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po"):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _catalogue(path, path.parts[-3]))


def rooms() -> list[Path]:
    """Return the folders of the rooms."""
    return sorted(path for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__")


def check() -> list[str]:
    """Return everything that is wrong with the catalogues."""
    found: list[str] = []
    seen: dict[Entry, tuple[str, tuple[str, ...]]] = {}
    for room in rooms():
        catalogue = _catalogue(room / ENGLISH)
        kept, wanted = _translations(catalogue), messages_of(room)
        found += [f"{room.name}: missing {entry.text!r}" for entry in sorted(wanted - set(kept), key=str)]
        found += [f"{room.name}: obsolete {entry.text!r}" for entry in sorted(set(kept) - wanted, key=str)]
        found += [f"{room.name}: fuzzy {message.id!r}" for message in catalogue if message.id and message.fuzzy]
        for entry, strings in kept.items():
            found += [f"{room.name}: {problem} {entry.text!r}" for problem in problems_of(entry, strings)]
            other, theirs = seen.setdefault(entry, (room.name, strings))
            if theirs != strings:
                found.append(f"{room.name}: translated otherwise than in {other} {entry.text!r}")
    for entry, strings in _translations(_catalogue(OVERRIDES, "vi")).items():
        found += [f"project/vi: {problem} {entry.text!r}" for problem in problems_of(entry, strings)]
    return found


def problems_of(entry: Entry, strings: tuple[str, ...]) -> list[str]:
    """Return what is wrong with a translation: empty, or filled with other fields than the sentence."""
    if not all(strings):
        return ["empty"]
    fields = set(_FIELD.findall(entry.text + entry.plural))
    return ["other fields in" for string in strings[-1:] if set(_FIELD.findall(string)) != fields]


def main() -> None:
    """Write the catalogues, or check them (``--check``)."""
    if not settings.configured:
        settings.configure(USE_I18N=False)  # the reader of templates asks for it
    if "--check" in sys.argv:
        found = check()
        sys.exit("\n".join([*found, "run ./run messages and fill in"]) if found else 0)
    known = {
        entry: strings
        for room in rooms()
        for entry, strings in _translations(_catalogue(room / ENGLISH)).items()
        if all(strings)
    }
    for room in rooms():
        waiting, dropped = update(room, known)
        if waiting:
            print(f"{room.name}: {waiting} chờ bản tiếng Anh · wait for English")
        for line in dropped:
            print(f"{room.name}: bỏ · dropped {line}")
    compile_all()


if __name__ == "__main__":
    main()
