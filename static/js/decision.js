// One proposal by keyboard: Ctrl Enter does what the page says it would, Escape goes back, and a return that has no
// words yet asks for them first. Single letters and their switch are those of every page (desk.js).

const form = document.getElementById("judge");
const field = document.getElementById("words");
const mode = document.getElementById("mode");
let deed = "approve";

function button(name) {
  return document.querySelector(`[data-deed="${name}"]`);
}

function turn(to) {
  deed = to;
  if (mode) mode.textContent = mode.dataset[to];
}

function start(words) {
  field.value = words;
  field.focus();
  field.setSelectionRange(words.length, words.length);
}

function inField(element) {
  return element.closest("input, textarea, select");
}

function onEscape(target) {
  if (!inField(target)) {
    location.assign(document.querySelector("[data-inbox]").dataset.inbox);
    return;
  }
  turn("approve");
  target.blur();
}

function onKey(event) {
  const elsewhere = inField(event.target) && event.target.form !== form;
  if (event.defaultPrevented || elsewhere || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    (deed === "return" ? button("return") : button("look") ?? button("approve")).click();
  } else if (event.key === "Escape") {
    onEscape(event.target);
  }
}

if (form && mode) {
  turn("approve");
  document.addEventListener("keydown", onKey);
  button("return").addEventListener("click", (event) => {
    if (field.value.trim()) return;
    event.preventDefault();
    turn("return");
    field.focus();
  });
  for (const link of document.querySelectorAll("[data-fill]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      turn("return");
      start(`${link.dataset.fill} `);
    });
  }
}
document.querySelector(".changed")?.focus();
