// The upload form: a refusal takes focus, Ctrl Enter sends, and the files held follow the table that is chosen.

const refused = document.getElementById("refused");
const form = document.querySelector("#content form[enctype]");
const source = form.elements.source;
const held = document.getElementById("held");
let asked = 0;

async function fill() {
  const turn = ++asked;
  const address = `${held.dataset.address}?source=${encodeURIComponent(source.value)}`;
  const answer = await fetch(address, {headers: {"X-Requested-With": "fetch"}});
  if (answer.ok && turn === asked) held.innerHTML = await answer.text();
}

if (refused) refused.focus();
source.addEventListener("change", () => fill().catch(() => {}));
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
