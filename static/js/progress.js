// Moves the bar of a reading, and opens the page anew once it is over. Without this the page looks again by itself.

const EVERY = 1000;
const box = document.querySelector("[data-progress]");

function show(now) {
  const bar = box.querySelector("progress");
  if (now.total) {
    bar.max = now.total;
    bar.value = now.done;
  } else {
    bar.removeAttribute("value");
  }
  for (const [name, text] of [["words", now.words], ["counted", now.counted], ["doubted", now.doubted]]) {
    const place = box.querySelector(`[data-${name}]`);
    if (place.textContent !== text) place.textContent = text;
  }
  box.querySelector("[data-stalled]").hidden = !now.stalled;
}

function say(trouble) {
  box.querySelector("[data-trouble]").textContent = trouble;
}

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, {headers: {Accept: "application/json"}, redirect: "error"});
    if (!answer.ok) throw new Error(answer.statusText);
    const now = await answer.json();
    if (now.over) return location.reload();
    show(now);
    say("");
  } catch {
    say(box.querySelector("[data-trouble]").dataset.noAnswer);
  }
  setTimeout(look, EVERY);
}

if (box) look();
