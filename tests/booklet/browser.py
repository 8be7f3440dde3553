"""The system's Chromium, driven by Playwright, and a folder served to it as a web site is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.programs import lacking, needed

DESKTOP = (1280, 800)
PHONE = (390, 844)
AXE = os.environ.get("AXE_CORE", "")
"""The path of axe.min.js, out of the npm package axe-core."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system: Playwright's own is not downloaded."""
    found = needed("chromium", "chromium-browser")
    with sync_playwright() as playwright:
        # Else it tries to reach its maker's hosts.
        quiet = ["--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=found, args=quiet)
        yield browser
        browser.close()


def axe() -> str:
    """The script of axe-core."""
    if not AXE:
        lacking("axe.min.js of the npm package axe-core, named by AXE_CORE,")
    return Path(AXE).read_text("utf-8")


class _Silent(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """The file; no icon at the server's root, where every browser looks by itself."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: pytest shows what a test says."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder`, below the root of a server, so that `/site.css` finds nothing."""
    handler = partial(_Silent, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        server.shutdown()
        thread.join()


@contextmanager
def visitor(
    browser: Browser, size: tuple[int, int] = DESKTOP, javascript: bool = True
) -> Iterator[BrowserContext]:
    """Somebody with a window of that size, who touches it on a phone."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=size == PHONE,
        is_mobile=size == PHONE,
        java_script_enabled=javascript,
        accept_downloads=True,
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()
