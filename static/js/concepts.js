// The concept board by keyboard: arrows walk the concepts, a letter makes the open one alike, e writes its reason.
// Every key does what a link or a button of the page does; single letters act only while the board has focus.

const board = document.querySelector("[data-board]");

function inField(target) {
  return target.closest("input, textarea, select");
}

function rows() {
  return [...board.querySelectorAll("[data-open]")];
}

function walk(by) {
  const all = rows();
  const row = document.activeElement.closest("[data-row]");
  const at = row ? all.indexOf(row.querySelector("[data-open]")) : -1;
  const to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  to?.focus();
  to?.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function reason() {
  const field = board.querySelector("#reason textarea");
  if (field) {
    field.focus();
    return;
  }
  const row = document.activeElement.closest("[data-row]");
  row?.querySelector(".why a[href$='#reason']")?.click();
}

function onKey(event) {
  if (inField(event.target)) {
    onKeyInField(event);
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  if (event.key.length === 1 && document.documentElement.dataset.deskKeys === "off") {
    return;
  }
  const deeds = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), e: reason, Escape: close };
  const deed = deeds[event.key] ?? pressed(event.key);
  if (deed) {
    event.preventDefault();
    deed();
  }
}

function onKeyInField(event) {
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
  if (event.key === "Escape") {
    event.target.closest("[data-row]")?.querySelector("[data-open]").focus();
  }
}

function pressed(key) {
  const button = board.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return button ? () => button.click() : null;
}

function close() {
  board.querySelector("tbody.open [data-open]")?.click();
}

// The row that the address names has the focus; after the browser went to the address's fragment, which takes it away.
function focusOpened() {
  const row = board.querySelector("tbody.open") ?? document.getElementById(location.hash.slice(1));
  const wanted = location.hash === "#reason" ? "#reason textarea" : "[data-open]";
  row?.querySelector(wanted)?.focus();
}

if (board) {
  board.addEventListener("keydown", onKey);
  window.addEventListener("pageshow", () => requestAnimationFrame(focusOpened));
}
