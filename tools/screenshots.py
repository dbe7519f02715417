"""Take the pictures of the office that the documents show: ten pages of the demonstration in both languages.

    .venv/bin/python tools/screenshots.py [--width 360] [--only site] [--to FOLDER]

Makes a demonstration in a folder of its own, serves it, and opens the pages in a real Chromium.
"""

import argparse
import base64
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import png_palette
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "office"
LARGEST = 150_000
SECONDS = 120
OFFICE = (sys.executable, "-m", "kethop_office")
CORNERS = "1\t2358905.2\t567310.5\n2\t2358911.7\t567702.3\n3\t2358530.4\t567711.9\n4\t2358522.8\t567318.6\n"
PIXELS = """async data => {
  const image = await createImageBitmap(await (await fetch(data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const all = pen.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < all.length; at += 32768) text += String.fromCharCode(...all.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def main() -> int:
    """Take them all."""
    sys.path.insert(0, str(ROOT / "office" / "tests"))
    from browser import FLAGS, chromium_path  # noqa: PLC0415 - the tests' own way to a Chromium

    options = argparse.ArgumentParser()
    options.add_argument("--width", type=int, default=1400)
    options.add_argument("--only", choices=[name for name, _who, _go in SCENES], action="append")
    options.add_argument("--to", type=Path, default=PICTURES)
    chosen = options.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    with demonstration() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        for language in ("vi", "en"):
            for name, who, go in (scene for scene in SCENES if scene[0] in (chosen.only or [scene[0]])):
                page = signed_in(browser, address, who, password, language, chosen.width)
                go(page, address)
                for chart in page.locator(".kh-map").all():
                    chart.scroll_into_view_if_needed()
                    page.wait_for_selector('.kh-map[data-state="idle"]', timeout=60_000)
                page.evaluate("window.scrollTo(0, 0)")
                small = compressed(page, page.screenshot(timeout=60_000))
                page.context.close()
                if len(small) > LARGEST:
                    raise SystemExit(f"{name}-{language}: {len(small)} bytes")
                (chosen.to / f"{name}-{language}.png").write_bytes(small)
                print(f"{name}-{language}: {len(small) // 1000} kB")
        browser.close()
    return 0


@contextmanager
def demonstration() -> Iterator[tuple[str, str]]:
    """Make a demonstration, serve it, and give its address and password."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = {**os.environ, "KETHOP_DATA_DIR": folder, "KETHOP_DEMO": "1", "KETHOP_DEMO_CASES": "46"}
        subprocess.run([*OFFICE, "init", "--demo"], env=settings, check=True)  # noqa: S603 - our own command
        with subprocess.Popen([*OFFICE, "serve", "--with-worker", "--port", str(port)], env=settings) as server:  # noqa: S603
            try:
                wait_for(port)
                mark = json.loads((Path(folder) / "demonstration").read_text(encoding="utf-8"))
                yield f"http://localhost:{port}", mark["password"]
            finally:
                server.terminate()


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit("the office does not answer")


def signed_in(browser: Browser, address: str, who: str, password: str, language: str, width: int) -> Page:
    """Return a page on which an account of the demonstration has signed in."""
    page = browser.new_context(viewport={"width": width, "height": 1000}).new_page()
    page.goto(f"{address}/?lang={language}")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{address}/tasks/**")
    return page


def compressed(page: Page, picture: bytes) -> bytes:
    """Return a screenshot in few colours."""
    page.goto("about:blank")
    width, height, text = page.evaluate(PIXELS, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(height, width, 4)[:, :, :3]
    return png_palette.encode(pixels)


def at(path: str) -> Callable[[Page, str], None]:
    """Return a way to an address."""
    return lambda page, address: _opened(page, f"{address}{path}")


def of_case(number: int, section: str) -> Callable[[Page, str], None]:
    """Return a way to a section of an invented case, by the number in its title."""

    def go(page: Page, address: str) -> None:
        _opened(page, f"{address}/case/?query=" + f"số {number} (ví dụ)")
        link = page.locator("main table a[href*='/case/KH-']", has_text=re.compile(rf"\b{number} \(")).first
        reference = str(link.get_attribute("href")).split("/")[2]
        _opened(page, f"{address}/case/{reference}/{section}")

    return go


def site(page: Page, address: str) -> None:
    """Have the map of a case drawn, and go to it."""
    of_case(SHOWN, "site")(page, address)
    button = page.locator("form[action$='/site/draw'] button")
    if button.count():
        button.first.click()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and not page.locator(".kh-map").count():
        time.sleep(2)
        of_case(SHOWN, "site")(page, address)


def first_of(path: str, part: str) -> Callable[[Page, str], None]:
    """Return a way to the first object of a list."""

    def go(page: Page, address: str) -> None:
        _opened(page, f"{address}{path}")
        page.locator(f"main table a[href*='{part}']").first.click()
        page.wait_for_load_state()

    return go


def new_site(page: Page, address: str) -> None:
    """Begin a proposal and paste a table of corners."""
    _opened(page, f"{address}/case/new/")
    page.locator("form[action$='/case/new/start'] button").first.click()
    page.wait_for_load_state()
    _opened(page, re.sub(r"(/case/new/[0-9a-f-]+/).*", r"\1site", page.url))
    page.locator("input[name=way][value=table]").check(force=True)
    page.fill("textarea[name=table]", CORNERS)
    page.locator("button[name=check]:not(.govuk-visually-hidden)").last.click()
    page.wait_for_load_state()


def _opened(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer.status if answer else 'no answer'}")


SHOWN, ANSWERED, WRITTEN = 23, 34, 35
SCENES: tuple[tuple[str, str, Callable[[Page, str], None]], ...] = (
    ("tasks", "officer", at("/tasks/")),
    ("cases", "officer", at("/case/")),
    ("case", "officer", of_case(SHOWN, "")),
    ("site", "officer", site),
    ("findings", "officer", of_case(SHOWN, "findings")),
    ("consultations", "officer", of_case(ANSWERED, "consultations")),
    ("reply", "consultee_officer", first_of("/inbox/", "/inbox/")),
    ("report", "officer", of_case(ANSWERED, "report")),
    ("approval", "approver.ubnd", first_of("/approve/", "/approve/")),
    ("new-site", "proponent", new_site),
)

if __name__ == "__main__":
    sys.exit(main())
