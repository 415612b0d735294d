// The inbox by keyboard: c claims or lets go, i asks what if. Arrows, Space and Enter are those of every list of lines.

const form = document.querySelector("[data-lines]");
const meant = event => !(event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, select"));

function press(event) {
  const off = document.documentElement.dataset.deskKeys === "off";
  if (off || event.defaultPrevented || !/^[a-z]$/.test(event.key) || !meant(event)) return;
  const control = event.target.closest("tr")?.querySelector(`[data-key="${event.key}"]`);
  if (!control) return;
  event.preventDefault();
  control.click();
}

// From anywhere on the page the first arrow leads into the list.
function enter(event) {
  if (event.key !== "ArrowDown" || event.target !== document.body || !meant(event)) return;
  const first = form.querySelector("[data-line]");
  if (!first) return;
  event.preventDefault();
  first.focus();
}

if (form) {
  form.addEventListener("keydown", press);
  document.addEventListener("keydown", enter);
}
