import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation } from "govuk-frontend";
import htmx from "htmx.org";
import { startDrafts } from "./shell/draft.js";
import { startKeys } from "./shell/keys.js";
import "./shell/menu.js";
import { startPasskeys } from "./shell/passkey.js";
import "./shell/paste.js";
import { startPolls } from "./shell/poll.js";
import "./shell/rows.js";
import { startSession } from "./shell/session.js";
import "./shell/swap.js";

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation];
document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of COMPONENTS) createAll(component);
htmx.config.includeIndicatorCSS = false;
startDrafts();
startKeys();
startPasskeys();
startPolls();
startSession();

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx?.target;
  if (!target?.isConnected) return;
  for (const component of COMPONENTS) createAll(component, undefined, target);
  startDrafts(target);
  startPolls(target);
});
