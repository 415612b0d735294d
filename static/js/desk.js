// What every page of the desk can do by keyboard, and how its side navigation starts.
//
// A control says its own key: data-desk-key="u". Single letters never act in a field, with a modifier, or when they
// were turned off in “?”; then <html data-desk-keys="off"> tells other modules so.

const KEYS = 'camt.desk.keys';
const SIDEBAR = 'django.admin.navSidebarIsOpen'; // the stock script's own memory
const root = document.documentElement;

function keysAreOn() {
  return localStorage.getItem(KEYS) !== 'off';
}

function turnKeys(on) {
  localStorage.setItem(KEYS, on ? 'on' : 'off');
  root.dataset.deskKeys = on ? 'on' : 'off';
}

function inField(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

// Working pages need the width: there the side navigation starts folded, and each kind of page remembers for itself.
function keepSidebarByKindOfPage() {
  const working = document.body.classList.contains('working');
  const memory = `camt.desk.sidebar.${working ? 'working' : 'other'}`;
  localStorage.setItem(SIDEBAR, localStorage.getItem(memory) ?? String(!working));
  // On the document: the stock script's own listener has to have been called before.
  document.addEventListener('click', (event) => {
    if (event.target.id === 'toggle-nav-sidebar') localStorage.setItem(memory, localStorage.getItem(SIDEBAR));
  });
}

function use(control) {
  if (control.matches('input[type="search"]')) {
    control.focus();
    control.select();
  } else {
    control.click();
  }
}

function listKeys(list) {
  list.replaceChildren();
  for (const control of document.querySelectorAll('[aria-keyshortcuts]')) {
    if (!control.checkVisibility()) continue;
    const key = document.createElement('kbd');
    const term = document.createElement('dt');
    const what = document.createElement('dd');
    key.textContent = control.getAttribute('aria-keyshortcuts');
    term.append(key);
    what.textContent = nameOf(control);
    list.append(term, what);
  }
}

function nameOf(control) {
  const name = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent;
  if (name) return name.trim();
  const words = control.cloneNode(true);
  words.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
  return words.textContent.replace(/\s+/g, ' ').trim();
}

function start() {
  const dialog = document.getElementById('keys');
  const button = document.getElementById('keys-button');
  const box = document.getElementById('keys-on');
  keepSidebarByKindOfPage();
  root.dataset.deskKeys = keysAreOn() ? 'on' : 'off';
  if (dialog) {
    button.hidden = false;
    box.checked = keysAreOn();
    box.addEventListener('change', () => turnKeys(box.checked));
    button.addEventListener('click', () => {
      listKeys(dialog.querySelector('dl'));
      dialog.showModal();
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog?.open) return;
    if (inField(event.target) || (!keysAreOn() && event.key !== '?')) return;
    const control = document.querySelector(`[data-desk-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    use(control);
  });
}

start();
