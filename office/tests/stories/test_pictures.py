"""The pictures of the documents: ten pages, two languages, two widths. Taken when ``tools/screenshots.py`` asks."""

import base64
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from browser import context_of
from django.urls import reverse
from story_world import World

PICTURES = os.environ.get("KETHOP_PICTURES", "")
LARGEST = 150_000
NARROW = 360
pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.skipif(not PICTURES, reason="taken by tools/screenshots.py only"),
]
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


def scenes(world):
    """Return the name, the account and the address of each picture."""
    asked, reported = ({"reference": case.reference} for case in (world.asked, world.reported))
    return [
        ("tasks", "officer", reverse("accounts:tasks")),
        ("cases", "officer", reverse("appraisal:case_list")),
        ("case", "officer", reverse("appraisal:case", kwargs=asked)),
        ("site", "officer", reverse("appraisal:case_site", kwargs=asked)),
        ("findings", "officer", reverse("appraisal:findings", kwargs=asked)),
        ("consultations", "officer", reverse("appraisal:consultations", kwargs=asked)),
        ("reply", "command", reverse("appraisal:inquiry", kwargs={"key": world.unanswered.pk})),
        ("report", "officer", reverse("appraisal:report", kwargs=reported)),
        ("approval", "approver1", reverse("appraisal:approve", kwargs={"key": world.reported.pk})),
        ("new-site", "proponent", reverse("appraisal:draft_site", kwargs={"key": world.draft.pk})),
    ]


def test_pictures(desk, chromium, live_server):
    world = World(desk)
    for width, height in ((1400, 1000), (NARROW, 800)):
        for language in ("vi", "en"):
            for name, who, path in scenes(world):
                user = desk.users[who]
                user.language = language
                user.save()
                context = context_of(chromium, language, width, height)
                context.add_cookies(desk.cookies(who, live_server.url))
                page = context.new_page()
                page.goto(f"{live_server.url}{path}")
                if page.locator(".kh-map").count():
                    page.wait_for_selector('.kh-map[data-state="idle"]', timeout=60_000)
                picture = page.screenshot(full_page=False, timeout=60_000)
                page.goto("about:blank")
                small = with_palette(page, picture)
                context.close()
                assert len(small) <= LARGEST, (name, language, width, len(small))
                folder = Path(PICTURES if width > NARROW else os.environ["KETHOP_NARROW_PICTURES"])
                (folder / f"{name}-{language}.png").write_bytes(small)


def with_palette(page, picture):
    """Return a picture with the 255 colours of which it has most."""
    width, height, text = page.evaluate(PIXELS, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(-1, 4)[:, :3]
    keys = (pixels.astype(np.int64) & 0xF8) @ np.array([65536, 256, 1])
    found, first, place, count = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    most = np.argsort(-count)[:255]
    palette = np.array([np.median(pixels[keys == found[at]][:4096], axis=0) for at in most]).astype(np.int64)
    away = ((pixels[first][:, None].astype(np.int64) - palette[None]) ** 2).sum(axis=2)
    rows = away.argmin(axis=1)[place].astype(np.uint8).reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
