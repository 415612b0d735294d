// A layout corrected by pointing and by keys: the server counts, with the code that reads, after each of them.

import {Grid} from './layout-grid.js';

const laying = document.getElementById('laying');
const data = JSON.parse(document.getElementById('layout-data').textContent);
const parts = {
  dock: document.getElementById('layout-dock'),
  side: document.getElementById('layout-side'),
  kept: document.getElementById('layout-kept'),
};
const asked = new URLSearchParams(location.search);
const now = {
  at: asked.get('at') || '', role: asked.get('for') || '', here: asked.get('reach') === 'here',
  taken: asked.get('taken') || '', after: '',
};
const undone = [];
let counting, timer;

const grid = new Grid(document.getElementById('layout-sheet'), data, laying.dataset, {
  label: document.querySelector('#layout-sheet .scrolls')?.getAttribute('aria-label') || '',
  blank: laying.dataset.blank,
  chosen: () => choose(grid.choice.address),
  problem: text => fail(text),
});

// asking

function query(extra = {}) {
  const said = {
    sheet: data.sheet, at: now.at, for: now.role, reach: now.here ? 'here' : '', taken: now.taken,
    fold: document.getElementById('layout-fold').checked ? '' : '0', ...extra,
  };
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value !== '' && value !== 0));
}

function choose(at, role = '') {
  Object.assign(now, {at, role});
  count();
}

// Asks again a moment after the last key; an answer that was overtaken is thrown away.
function count() {
  clearTimeout(timer);
  parts.dock.classList.add('waiting');
  timer = setTimeout(look, 40);
}

async function look() {
  counting?.abort();
  const mine = counting = new AbortController();
  try {
    const answer = await fetch(`${laying.dataset.look}?${query()}`, {signal: mine.signal, headers: {Accept: 'application/json'}});
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.refused || answer.statusText);
    take(said);
  } catch (problem) {
    if (problem.name !== 'AbortError') fail(problem.message);
  }
}

function take(said) {
  const focused = document.activeElement?.id;
  for (const [name, html] of Object.entries(said.parts)) parts[name].innerHTML = html;
  parts.dock.classList.remove('waiting');
  laying.classList.remove('failed');
  now.after = said.after;
  now.role = parts.dock.querySelector('#layout-role')?.value || '';
  grid.update(said.data);
  history.replaceState(null, '', `?${query()}`);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

// What was counted stays, greyed, with the reason why it is not counted anew.
function fail(reason) {
  parts.dock.classList.remove('waiting');
  laying.classList.add('failed');
  const said = parts.dock.querySelector('.failure') || parts.dock.appendChild(document.createElement('p'));
  said.className = 'failure wrong-text';
  said.setAttribute('role', 'alert');
  said.textContent = `${laying.dataset.failed} ${reason}`;
}

// deeds

const deeds = {
  take() {
    if (!now.after) return;
    undone.push(now.taken);
    Object.assign(now, {taken: now.after, role: '', after: ''});
    count();
  },
  drop() {
    if (now.role) choose(now.at);
    else choose('');
  },
  undo() {
    if (!undone.length) return;
    Object.assign(now, {taken: undone.pop(), role: '', after: ''});
    count();
  },
  save() {
    const form = document.getElementById('layout-save');
    if (form?.querySelector('button')) form.requestSubmit();
  },
  sheet(by) {
    const choice = document.getElementById('layout-chosen');
    const wanted = choice.selectedIndex + by;
    if (wanted >= 0 && wanted < choice.options.length) {
      location.search = query({sheet: wanted, at: '', for: ''});
    }
  },
};

// keys

const ARROWS = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-20, 0], PageDown: [20, 0]};
const ROLES = Object.fromEntries(data.roles.map(([role, , key]) => [key, role]));

grid.table.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1 && document.documentElement.dataset.deskKeys === 'off') return;
  if (press(event.key, event.shiftKey)) event.preventDefault();
});

// What a key does; the buttons below the grid press the same keys.
function press(key, shift = false) {
  if (ARROWS[key]) {
    grid.step(...ARROWS[key], shift);
    choose(grid.choice.address);
  } else if (key === 'Home' || key === 'End') {
    grid.to({row: grid.choice.active.row, column: key === 'Home' ? 0 : data.columns - 1}, {range: shift});
    choose(grid.choice.address);
  } else if (key === 'c' || key === 'r') {
    grid.choice.kind = key === 'c' ? 'column' : 'row';
    grid.draw();
    choose(grid.choice.address);
  } else if (ROLES[key]) {
    choose(grid.choice.address, ROLES[key]);
  } else if (key === 'Enter') {
    if (now.role) deeds.take();
    else if (!grid.open()) choose(grid.choice.address);
  } else if (key === 'Escape') {
    deeds.drop();
  } else if (key === 'z') {
    deeds.undo();
  } else if (key === '[' || key === ']') {
    deeds.sheet(key === '[' ? -1 : 1);
  } else if (key === 'g') {
    document.getElementById('layout-go').select();
    document.getElementById('layout-go').focus();
  } else {
    return false;
  }
  return true;
}

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault();
    deeds.save();
  }
});

document.getElementById('layout-keys').addEventListener('click', event => {
  const key = event.target.closest('[data-key]')?.dataset.key;
  if (key) {
    grid.table.focus();
    press(key);
  }
});

document.getElementById('layout-go').addEventListener('keydown', event => {
  if (event.key === 'Escape') grid.table.focus();
  if (event.key !== 'Enter') return;
  event.preventDefault();
  if (grid.go(event.target.value)) {
    grid.table.focus();
    choose(grid.choice.address);
  }
});

// the dock and the rest of the page

parts.dock.addEventListener('submit', event => {
  event.preventDefault();
  if (event.submitter?.dataset.deed === 'take') deeds.take();
  else count();
  grid.table.focus();
});

parts.dock.addEventListener('change', event => {
  if (event.target.name === 'for') now.role = event.target.value;
  if (event.target.name === 'reach') now.here = event.target.value === 'here';
  count();
});

laying.addEventListener('click', event => {
  const link = event.target.closest('a');
  if (link?.dataset.deed === 'drop') {
    event.preventDefault();
    deeds.drop();
    grid.table.focus();
  } else if (link?.dataset.go && grid.go(link.dataset.go)) {
    event.preventDefault();
    grid.table.focus();
    choose(grid.choice.address);
  }
});

document.getElementById('layout-constant')?.addEventListener('submit', event => {
  const form = event.target;
  let field = form.querySelector('[name=taken]');
  if (!field) {
    field = form.appendChild(document.createElement('input'));
    Object.assign(field, {type: 'hidden', name: 'taken'});
  }
  field.value = now.taken || document.querySelector('#layout-save [name=taken]').value;
});

document.getElementById('layout-chosen').addEventListener('change', event => {
  location.search = query({sheet: event.target.selectedIndex, at: '', for: ''});
});

document.getElementById('layout-fold').addEventListener('change', event => grid.fold(event.target.checked));
if (!document.getElementById('layout-fold').checked) grid.fold(false);
if (now.at) grid.go(now.at);
else if (data.stop) grid.go(data.stop);
laying.classList.add('alive');
