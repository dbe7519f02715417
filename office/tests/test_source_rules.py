"""What no module may do, read from the source: each rule is also shown a planted line that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database
ROOT = Path(__file__).resolve().parents[2]
OFFICE, ENGINE = ROOT / "office/src/kethop_office", ROOT / "engine/src/kethop"
Found = Iterator[str]

# Statements put together from names that the source itself gives (tables, triggers, policies), each in a module that no address calls
# with anything that was typed.
OWN_STATEMENTS = {
    "accounts/actions/tidying.py",
    "audit/append_only.py",
    "audit/actions/recording.py",
    "audit/queries/verifying.py",
    "common/planning.py",
    "common/statistics.py",
    "project/safekeeping/postgresql_copy.py",
    "project/safekeeping/sqlite_copy.py",
    "project/safekeeping/loading.py",
    "accounts/row_security/limits.py",
    "accounts/row_security/policies.py",
    "accounts/row_security/reader.py",
    "spatial/sites/geopackage.py",
}
STATEMENTS = {"execute", "executemany", "executescript", "raw", "extra", "RawSQL"}
# The decision tables' own function `matches()`: its patterns are law, translated sign by sign and bounded by a work budget.
OWN_PATTERNS = {"rules/feel/functions/patterns.py", "rules/feel/functions/pattern_work.py"} | {
    "registry/reading/cells.py"  # its own table of kinds of parks
}
# The steps of a proposal, each with the template of its name; the invented titles of the demonstration.
OWN_TEMPLATES = {"appraisal/views/new_case.py"}
OWN_FORMATS = {"appraisal/demonstration/proposals.py"}
PATTERNS = {"compile", "search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
# A reading that leaves its event, or a note of what a calendar was told: nothing of a case, a list or an account changes.
TELLS_OF_A_READING = {"note_download", "note_export", "refresh_feed"}
ALLOWED_HASHES = {"sha256", "sha512", "pbkdf2_hmac"}
ALLOWED_CRYPTOGRAPHY = {
    "cryptography.exceptions",
    "cryptography.hazmat.primitives",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.serialization",
    "pyrage",
}


TEXTS = {
    file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
    for folder in (OFFICE, ENGINE)
    for file in sorted(folder.rglob("*.py"))
}


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse(TEXTS[file])


def trees(words: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules in whose text one of the words stands: the others need not be read."""
    looked_for = re.compile(words)
    yield from ((file, tree_of(file)) for file, text in TEXTS.items() if looked_for.search(text))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


def statements(tree: ast.AST) -> Found:
    """Yield statements for the database that are not written down whole."""
    for call, name in calls(tree):
        if name in STATEMENTS and call.args and not isinstance(call.args[0], ast.Constant):
            yield ast.unparse(call)


def patterns(tree: ast.AST) -> Found:
    """Yield patterns into which a value is put without its signs being escaped."""
    constants = {name.id for node in tree.body if isinstance(node, ast.Assign) for name in node.targets if isinstance(name, ast.Name)}  # fmt: skip
    for call, name in calls(tree):
        if name not in PATTERNS or not ast.unparse(call.func).startswith("re.") or not call.args:
            continue
        put_in = {part.id for part in ast.walk(call.args[0]) if isinstance(part, ast.Name)}
        imported = {name for name in put_in if name.isupper()}
        if put_in - constants - imported - {"re"} and "re.escape(" not in ast.unparse(call.args[0]):
            yield ast.unparse(call)


def templates(tree: ast.AST) -> Found:
    """Yield templates that are no files of the package."""
    for call, name in calls(tree):
        if name in {"from_string", "Template"}:
            yield ast.unparse(call)
        if name in {"render", "render_to_string", "get_template"}:
            given = call.args[1 if name == "render" and len(call.args) > 1 else 0] if call.args else ast.Constant("")
            if isinstance(given, (ast.JoinedStr, ast.BinOp)):
                yield ast.unparse(call)


def formats(tree: ast.AST) -> Found:
    """Yield format strings that come out of a request, a form or a row."""
    typed = re.compile(r"request|cleaned_data|\bPOST\b|\bGET\b|\bdata\[|\.answers|_name\b|\.title\b")
    for call, name in calls(tree):
        if name in {"format", "format_map"} and isinstance(call.func, ast.Attribute) and typed.search(ast.unparse(call.func.value)):  # fmt: skip
            yield ast.unparse(call)
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and typed.search(ast.unparse(node.left)):
            yield ast.unparse(node)


def all_fields(tree: ast.AST) -> Found:
    """Yield forms that take whatever fields a model has, and objects made of whatever was sent."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for line in ast.walk(node):
                is_fields = isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
                if is_fields and (line.targets[0].id == "exclude" or "__all__" in ast.unparse(line.value)):
                    yield ast.unparse(line)
        if isinstance(node, ast.Call):
            for word in node.keywords:
                if word.arg is None and re.search(r"request\.(POST|GET|body)|json\.loads", ast.unparse(word.value)):
                    yield ast.unparse(node)
            if ast.unparse(node.func) == "setattr" and not isinstance(node.args[1], ast.Constant) and "POST" in ast.unparse(node):  # fmt: skip
                yield ast.unparse(node)


def weak_cryptography(tree: ast.AST) -> Found:
    """Yield hashes and parts of libraries that are not in the list of ``docs/reference/cryptography.md``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"cryptography", "pyrage"}:
            if node.module not in ALLOWED_CRYPTOGRAPHY:
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (
                one.name for one in node.names if one.name.split(".")[0] in {"nacl", "Crypto", "OpenSSL", "md5"}
            )
    for call, name in calls(tree):
        text = ast.unparse(call.func)
        if (
            text == f"hashlib.{name}"
            and name not in ALLOWED_HASHES
            and "usedforsecurity=False" not in ast.unparse(call)
        ):
            yield ast.unparse(call)


@pytest.mark.parametrize(
    ("rule", "words", "listed", "planted"),
    [
        (
            statements,
            r"execute|raw\(|extra\(|RawSQL",
            OWN_STATEMENTS,
            "cursor.execute(f\"SELECT '{name}'\")\nrows.raw(text)\nrows.extra(where)",
        ),
        (patterns, r"\bre\.", OWN_PATTERNS, "re.search(word, text)\nre.compile(f'a{typed}')\nre.sub(a + b, '', c)"),
        (
            templates,
            r"Template|from_string|render",
            OWN_TEMPLATES,
            "Template(text)\nengine.from_string(x)\nrender(request, f'{kind}.html', {})",
        ),
        (
            formats,
            r"\.format|(title|name|data|POST|GET|answers)\b.* % ",
            OWN_FORMATS,
            "request.POST['a'].format(x)\nform.cleaned_data['t'] % {}\ncase.title.format_map(x)",
        ),
        (
            all_fields,
            r"class Meta|\*\*|setattr",
            set(),
            "class Meta:\n    fields = '__all__'\nmake(**request.POST)\nmake(**json.loads(x))",
        ),
        (
            weak_cryptography,
            r"hashlib|cryptography|pyrage|nacl|Crypto|OpenSSL|md5",
            set(),
            "hashlib.md5(x)\nhashlib.sha1(x)\nfrom cryptography.hazmat.primitives.ciphers import C",
        ),
    ],
)
def test_no_module_does_it_and_a_planted_line_is_seen(
    rule: Callable[[ast.AST], Found], words: str, listed: set[str], planted: str
) -> None:
    assert len(TEXTS) > 500
    assert re.search(words, planted)
    found = {file: list(rule(tree)) for file, tree in trees(words)}
    assert {file: lines for file, lines in found.items() if lines and file not in listed} == {}
    assert [file for file in listed if not found.get(file)] == [], "a module of the list that needs it no more"
    assert len(list(rule(ast.parse(planted)))) == 3


def acting_views(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield views that call an action, with what lets them: only POST, a look at the method, or nothing."""
    acts = {
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and ".actions" in node.module
        for one in node.names
    } - TELLS_OF_A_READING
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.decorator_list:
            continue
        if not {name.id for name in ast.walk(node) if isinstance(name, ast.Name)} & acts:
            continue
        marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
        by_post = "require_POST" in marks or "require_http_methods(['POST'])" in marks
        by_program = re.search(r"router\.(post|put|patch|delete)\(", marks) is not None
        looks = re.search(r"request\.method (==|!=) 'POST'|request\.method == 'GET'", ast.unparse(node)) is not None
        reads = "require_GET" in marks or "require_safe" in marks or "router.get(" in marks
        yield node.name, "post" if by_post or by_program else "looks" if looks and not reads else "nothing"


def test_what_changes_something_is_never_a_get() -> None:
    found = {
        (file, view): how
        for file, tree in trees(r"\.actions")
        if "/views" in file and not file.endswith("__init__.py")
        for view, how in acting_views(tree)
    }
    assert len(found) > 100
    assert {place for place, how in found.items() if how == "nothing"} == set()
    planted = "from a.actions import do\n@require_GET\ndef view(request):\n    do()\n@signed_in\ndef other(request):\n    do()"
    assert [how for _view, how in acting_views(ast.parse(planted))] == ["nothing", "nothing"]


SCRIPTS = sorted((ROOT / "office/frontend/src").rglob("*.js"))
AS_MARKUP = (
    r"\.(?:innerHTML|outerHTML)\s*=(?!=)|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe"
)
BY_A_TYPED_NAME = r"__proto__|\bprototype\[|Object\.assign\((?!document\.createElement)|\[\s*(?:key|name|field)\s*\]\s*=(?!=)|\bmerge\("


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (AS_MARKUP, "a.innerHTML = b; c.outerHTML = d; e.insertAdjacentHTML('x', y)"),
        (BY_A_TYPED_NAME, "a.__proto__ = b; Object.assign(all, JSON.parse(x)); kept[name] = value"),
    ],
)
def test_scripts_show_text_as_text_and_name_no_property_by_what_is_read(rule: str, planted: str) -> None:
    assert len(SCRIPTS) > 15
    found = {(file.name, what) for file in SCRIPTS for what in re.findall(rule, file.read_text(encoding="utf-8"))}
    assert found == set()
    assert len(re.findall(rule, planted)) == 3
