"""A real Chromium for tests, and axe in it.

The machine's own Chromium when there is one (``KETHOP_CHROMIUM`` names another); else the one inside the npm package
that the front end's lock pins, unpacked here without root; else the tests are skipped and say why.

The fixtures come through ``conftest``; helpers by ``from browser import axe``.
"""

import io
import os
import platform
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

OFFICE = Path(__file__).parents[1]
MODULES = OFFICE / "frontend" / "node_modules"
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu-rasterization",  # pages are drawn without WebGL: in software it takes four times as long
    "--disable-gpu-compositing",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
WITHOUT_WEBGL = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-3d-apis",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def in_turn(number: int, *screens: tuple[str, int]) -> list[tuple[str, int]]:
    """Return one of the languages and widths in a test run, another in the next module; all of them in a proof."""
    return list(screens) if os.environ.get("KETHOP_PROVE") == "1" else [screens[number % len(screens)]]


def chromium_path() -> Path:
    """Return a Chromium that starts here, or skip the test."""
    named = os.environ.get("KETHOP_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return Path(found)
    packed = MODULES / "@sparticuz" / "chromium" / "bin"
    if not packed.is_dir():
        pytest.skip("no Chromium: none installed, and office/frontend/node_modules has none (./run builds it)")
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("no Chromium: the npm package has one for x64 Linux only; set KETHOP_CHROMIUM")
    return _unpacked(packed, OFFICE / "var" / "chromium")


def _unpacked(packed: Path, folder: Path) -> Path:
    target = folder / "chromium"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("swiftshader", "al2023", "fonts"):
            data = brotli.decompress((packed / f"{name}.tar.br").read_bytes())
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(folder, filter="data")
        part = folder / f"chromium.{os.getpid()}"
        part.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
        part.chmod(0o755)
        part.replace(target)
    os.environ["LD_LIBRARY_PATH"] = f"{folder / 'lib'}:{folder}"
    return target


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium with software WebGL for all tests of a process."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the live server and Playwright share the process
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium_without_webgl(chromium: Browser) -> Iterator[Browser]:
    """A Chromium that draws no WebGL."""
    browser = chromium.browser_type.launch(executable_path=str(chromium_path()), args=list(WITHOUT_WEBGL))
    yield browser
    browser.close()


def context_of(browser: Browser, language: str = "vi", width: int = 1400, height: int = 900) -> BrowserContext:
    """Return a clean context: language, Vietnam's time zone, size."""
    return browser.new_context(
        locale="vi-VN" if language == "vi" else "en-GB",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """A page of 1,400 × 900 in Vietnamese; what the browser complains of fails the test."""
    context = context_of(chromium)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield page
    context.close()
    unexpected = [text for text in complaints if "the server responded with a status of 4" not in text]
    assert not unexpected, unexpected


def axe(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.0-2.2 A and AA and its best practices: rule, impact and the first places."""
    source = MODULES / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not there: ./run builds office/frontend/node_modules")
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", list(AXE_TAGS))
    return [
        f"{rule['id']} ({rule['impact']}): {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


def is_sideways(page: Page) -> bool:
    """Return whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
