"""Two ways to work a page: with the mouse, and with the keyboard alone."""

MOST_TABS = 900
FOCUSED = """selector => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const box = at.getBoundingClientRect();
  const seen = style => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const near = [getComputedStyle(at)];
  if (at.nextElementSibling) near.push(getComputedStyle(at.nextElementSibling, "::before"));
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    html: at.outerHTML.slice(0, 160),
    isWanted: at.matches(selector[0]) && (!selector[1] || at.textContent.trim().startsWith(selector[1])),
    isSeen: near.some(seen) && inside && box.width > 0,
  };
}"""


class Mouse:
    """Points, clicks and types."""

    def __init__(self, page):
        self.page = page

    def press(self, text):
        """Press a button by its words."""
        with self.page.expect_event("load"):
            self.page.locator("main button.govuk-button:visible").filter(has_text=text).first.click()

    def follow(self, selector):
        """Follow a link."""
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()

    def choose(self, name, value):
        """Choose one of several radio buttons by its label."""
        mark = self.page.locator(f'main [name="{name}"][value="{value}"]').first
        self.page.locator(f'main label[for="{mark.get_attribute("id")}"]').click()
        assert mark.is_checked(), (name, value)

    def pick(self, name, value):
        """Pick from a list."""
        self.page.locator(f'main [name="{name}"]').first.select_option(value)

    def write(self, name, text):
        """Write into a field, in place of what is there."""
        field = self.page.locator(f'main [name="{name}"]').first
        field.click()
        field.fill(text)


class Keyboard:
    """Tab, Enter, the arrows and typing; sees to it that the focus is always visible and always goes on."""

    def __init__(self, page):
        self.page = page
        self.walked = 0

    def _walk(self, selector, text=""):
        seen = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            self.walked += 1
            at = self.page.evaluate(FOCUSED, [selector, text])
            if at is None:
                seen.append("(window)")
                assert seen.count("(window)") < 3, (selector, text, self.page.url, seen[-60:])
                continue
            assert at["isSeen"], f"the focus is not visible: {at['html']} on {self.page.url}"
            assert len(seen) < 3 or seen[-3:] != [at["html"]] * 3 or "<input" in at["html"], f"trapped: {at['html']}"
            seen.append(at["html"])
            if at["isWanted"]:
                return
        raise AssertionError((selector, text, self.page.url, seen[-60:]))

    def _enter(self):
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")

    def press(self, text):
        """Press a button by its words."""
        self._walk("main button.govuk-button", text)
        self._enter()

    def follow(self, selector):
        """Follow a link."""
        self._walk(selector)
        self._enter()

    def choose(self, name, value):
        """Choose one of several radio buttons with the arrows."""
        marks = f'main [name="{name}"]'
        self._walk(marks)
        if self.page.evaluate("document.activeElement.checked") is False:
            self.page.keyboard.press("Space")
        for _ in range(self.page.locator(marks).count()):
            if self.page.evaluate("document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        assert self.page.evaluate("[document.activeElement.value, document.activeElement.checked]") == [value, True]

    def pick(self, name, value):
        """Pick from a list with the arrows."""
        self._walk(f'main select[name="{name}"]')
        self.page.keyboard.press("Home")
        for _ in range(self.page.evaluate("document.activeElement.options.length")):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert self.page.evaluate("document.activeElement.value") == value, (name, value)

    def write(self, name, text):
        """Write into a field, in place of what is there."""
        self._walk(f'main [name="{name}"]')
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
