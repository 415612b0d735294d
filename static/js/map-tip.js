// What a place says of itself, beside the pointer, the finger or the focus. A first tap tells, a second one opens.

export class Tip {
  constructor(frame) {
    this.box = frame.querySelector('[data-tip]');
    this.frame = frame;
    this.told = null;
    document.addEventListener('pointerover', event => event.pointerType === 'mouse' && this.at(event));
    document.addEventListener('pointerdown', event => {
      this.touch = event.pointerType !== 'mouse';
      this.before = this.told;  // a tap moves the focus too, which tells: what was told before it counts
    }, true);
    document.addEventListener('click', event => this.tapped(event), true);
    document.addEventListener('focusin', event => this.at(event));
    document.addEventListener('focusout', () => this.away());
    document.addEventListener('keydown', event => event.key === 'Escape' && this.away());
    this.arrived();
  }

  // A browser shows a title by itself: with script it is told better, so it becomes a plain name.
  arrived() {
    for (const title of document.querySelectorAll('svg.map title')) {
      title.parentNode.dataset.words = title.textContent;
      if (title.parentNode.matches('a')) title.parentNode.setAttribute('aria-label', title.textContent);
      title.remove();
    }
    this.away();
  }

  at(event) {
    const place = event.target.closest?.('svg.map [data-code]');
    if (place) this.tell(place);
    else this.away();
  }

  tapped(event) {
    const place = event.target.closest('svg.map [data-code]');
    if (!place || !this.touch || this.before === place.dataset.code) return;
    event.preventDefault();
    event.stopPropagation();
    this.tell(place);
  }

  tell(place) {
    this.away();
    const words = place.getAttribute('aria-label') || place.dataset.words;
    if (!words) return;
    this.told = place.dataset.code;
    for (const same of document.querySelectorAll(`svg.map [data-code="${CSS.escape(this.told)}"]`)) {
      same.classList.add('pointed');
    }
    this.box.textContent = words;
    this.box.hidden = false;
    this.beside(place);
  }

  // Under the dot of the place, or above it where there is no room, and never outside the page.
  beside(place) {
    const spot = (place.querySelector('.target') || place).getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect(), own = this.box.getBoundingClientRect();
    const left = spot.left + spot.width / 2 - own.width / 2 - frame.left;
    const room = document.documentElement.clientWidth - own.width - frame.left - 4;
    this.box.style.left = `${Math.max(4 - frame.left, Math.min(left, room))}px`;
    const below = spot.bottom - frame.top + 6;
    const above = spot.top - frame.top - own.height - 6;
    this.box.style.top = `${spot.bottom + own.height + 10 > innerHeight ? above : below}px`;
  }

  away() {
    this.told = null;
    this.box.hidden = true;
    for (const same of document.querySelectorAll('svg.map .pointed')) same.classList.remove('pointed');
  }
}
