// One polite live region for the whole page, and requests that carry what the office asks for.
const region = document.querySelector("[data-live]");

export const announce = (text) => {
  if (!region || !text) return;
  region.textContent = "";
  // a change in the next frame is spoken even when the sentence is the same as before
  requestAnimationFrame(() => {
    region.textContent = text;
  });
};

export const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export const endpoint = (name) => document.body.getAttribute(`data-${name}-url`) ?? "";

/** Fetch that never follows a signed-out redirect silently; `isBackground` is no activity of the reader. */
export const ask = (url, { isBackground = false, ...options } = {}) =>
  fetch(url, {
    credentials: "same-origin",
    redirect: "manual",
    ...options,
    headers: {
      "X-CSRFToken": csrf(),
      "X-Requested-With": "fetch",
      ...(isBackground ? { "X-KH-Background": "1" } : {}),
      ...options.headers,
    },
  });

/** An address with more of a query; what it has already stays. */
export const withQuery = (url, query) => {
  const full = new URL(url, location.href);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [].concat(value)) full.searchParams.append(name, one);
  }
  return full.href;
};
