// Lines to be ticked and explained: arrows, e, f, Enter and Ctrl Enter. The form works without any of this.

const deeds = {
  ArrowDown: (form, event) => step(form, event, 1),
  ArrowUp: (form, event) => step(form, event, -1),
  e: (form, event) => to(event, form.querySelector("[data-key=e]")),
  f: doubt,
  " ": tick,
  Enter: open,
};

// How many it would be done to stands on the button; a line may stand for many.
function count(form) {
  const shown = form.querySelector("[data-count]");
  const ticked = [...form.querySelectorAll("tbody input:checked")];
  if (shown) shown.textContent = ticked.reduce((sum, box) => sum + Number(box.dataset.many ?? 1), 0);
}

function pressed(form, event) {
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && event.ctrlKey) {
    send(event, event.target.closest("details")?.querySelector("button") ?? form.querySelector("[data-send]"));
  } else if (field && event.key === "Escape") {
    to(event, stop([...form.querySelectorAll("tbody tr")].find(stop)));
  } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest("tbody")) {
    if (!/^[a-z]$/.test(event.key) || document.documentElement.dataset.deskKeys !== "off") deeds[event.key]?.(form, event);
  }
}

function step(form, event, way) {
  const lines = [...form.querySelectorAll("tbody tr")].filter(stop);
  to(event, stop(lines[lines.indexOf(event.target.closest("tr")) + way]));
}

// Where a line takes the focus: its link, else its tick.
function stop(line) {
  return line?.querySelector("[data-line]") ?? line?.querySelector("input[type=checkbox]");
}

// On a line's link the space bar ticks the line instead of scrolling.
function tick(form, event) {
  const box = event.target.matches("[data-line]") && event.target.closest("tr").querySelector("input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.click();
}

// On a tick Enter would send the form.
function open(form, event) {
  if (!event.target.matches("input[type=checkbox]")) return;
  event.preventDefault();
  event.target.closest("tr").querySelector("[data-line]")?.click();
}

function doubt(form, event) {
  const summary = form.querySelector("summary[data-key=f]");
  if (!summary) return;
  summary.parentElement.open = true;
  to(event, summary.parentElement.querySelector("textarea"));
}

function to(event, element) {
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.scrollIntoView({block: "nearest"});
}

function send(event, button) {
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
}

const form = document.querySelector("[data-lines]");
if (form) {
  count(form);
  form.addEventListener("change", () => count(form));
  form.addEventListener("keydown", (event) => pressed(form, event));
}
document.addEventListener("keydown", (event) => {
  const button = document.querySelector("[data-key='Control+Enter']");
  if (event.key === "Enter" && event.ctrlKey && !event.target.closest("[data-lines]")) send(event, button);
});
