// The map without reloading: a link, a choice or a year fetches its page, and the parts that differ are put in place.
// What is drawn and said is so made in one place only, on the server, in the language of the page.

import {Tip} from './map-tip.js';
import {Years} from './map-years.js';
import {Zoom} from './map-zoom.js';

const PARTS = '[data-part]';
const AROUND = ['.languages', '.chooser ul'];
const frame = document.querySelector('[data-map]');
const said = document.querySelector('[data-said]');
const pages = new Map();
let asking;

const zoom = new Zoom(frame);
const tip = new Tip(frame);
const years = new Years(document.querySelector('.years-line'), address => show(address));

for (const hidden of document.querySelectorAll('[data-with-script]')) hidden.hidden = false;
for (const needless of document.querySelectorAll('[data-without-script]')) needless.hidden = true;

// A page that was fetched once is not fetched again, so that the years play as smoothly the second time.
async function page(address) {
  if (!pages.has(address)) {
    const answer = await fetch(address, {headers: {Accept: 'text/html'}});
    if (!answer.ok) throw new Error(answer.status);
    pages.set(address, await answer.text());
  }
  return new DOMParser().parseFromString(pages.get(address), 'text/html');
}

async function show(address) {
  const mine = asking = Symbol(address);
  let next;
  try {
    next = await page(address);
  } catch {
    location.assign(address);
    return;
  }
  if (mine !== asking) return;  // another one was asked for meanwhile
  swap(next);
  history.replaceState(null, '', address);
  ahead();
}

function swap(next) {
  const focus = document.activeElement?.id;
  document.title = next.title;
  for (const part of document.querySelectorAll(PARTS)) {
    const same = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (same) part.replaceChildren(...same.childNodes);
  }
  for (const place of AROUND) {
    document.querySelectorAll(place).forEach((here, at) => {
      const same = next.querySelectorAll(place)[at];
      if (same) here.replaceChildren(...same.childNodes);
    });
  }
  const map = document.querySelector('svg.world'), other = next.querySelector('svg.world');
  for (const name of ['class', 'aria-label']) map.setAttribute(name, other.getAttribute(name));
  for (const needless of document.querySelectorAll('[data-without-script]')) needless.hidden = true;
  for (const hidden of document.querySelectorAll('[data-with-script]')) hidden.hidden = false;
  years.arrived();
  zoom.draw();
  tip.arrived();
  said.textContent = document.querySelector('[data-spoken]').textContent;
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({preventScroll: true});
}

// The next year is fetched before it is asked for.
function ahead() {
  if (years.next && !navigator.connection?.saveData) page(years.next).catch(() => {});
}

document.addEventListener('click', event => {
  const link = event.target.closest('.choices a, .years a');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  years.stop();
  show(link.href);
});

document.addEventListener('change', event => {
  const form = event.target.closest('[data-choices]');
  if (form) show(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});
