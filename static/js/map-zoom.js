// Closer, farther and aside, by buttons, keys or hand. Words and dots keep their size: they are only moved.
// On a telephone the map opens on Europe and Central Asia; what lies outside stands at the edge.

const REGION = {x: -720, y: -2400, width: 2800, height: 1700};
const EUROPE = {x: -600, y: -2440, width: 1290, height: 1120};
const CLOSEST = 240, CLOSE = 3.2, STEP = 1.5, ASIDE = .2, EDGE = 8;
const TELEPHONE = 640;
const KEYS = {
  '+': 'in', '=': 'in', '-': 'out', '_': 'out', '0': 'whole',
  ArrowLeft: 'west', ArrowRight: 'east', ArrowUp: 'north', ArrowDown: 'south',
};

export class Zoom {
  constructor(frame) {
    this.frame = frame;
    this.map = frame.querySelector('svg.map');
    this.inner = this.map.querySelector('.inner');
    const [x, y, width, height] = this.map.dataset.view.split(' ').map(Number);
    this.whole = {x, y, width, height};
    this.view = {...this.whole};
    const tools = frame.querySelector('[data-tools]');
    tools.hidden = false;
    tools.addEventListener('click', event => event.target.dataset.do && this.do(event.target.dataset.do));
    frame.tabIndex = 0;
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', tools.getAttribute('aria-label'));
    frame.dataset.live = '';
    frame.addEventListener('keydown', event => this.pressed(event));
    this.byHand();
    new ResizeObserver(() => this.draw()).observe(this.map);
    if (this.map.clientWidth < TELEPHONE) this.do('region');
  }

  pressed(event) {
    const inTools = event.target.closest('[data-tools]');
    if (!KEYS[event.key] || inTools || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.do(KEYS[event.key]);
  }

  do(what) {
    const {x, y, width, height} = this.view;
    const moves = {
      in: () => this.scaled(1 / STEP), out: () => this.scaled(STEP),
      west: () => ({x: x - width * ASIDE}), east: () => ({x: x + width * ASIDE}),
      north: () => ({y: y - height * ASIDE}), south: () => ({y: y + height * ASIDE}),
      whole: () => this.whole, region: () => REGION, europe: () => EUROPE,
    };
    this.look({...this.view, ...moves[what]()});
  }

  scaled(by) {
    const {x, y, width, height} = this.view;
    return {x: x + width * (1 - by) / 2, y: y + height * (1 - by) / 2, width: width * by, height: height * by};
  }

  // A part of the map; it never shows less than CLOSEST steps, nor strays from the land.
  look({x, y, width, height}) {
    const wide = Math.min(Math.max(width, CLOSEST), this.whole.width * 1.15);
    const high = wide * height / width;
    const middle = {
      x: clamp(x + width / 2, this.whole.x, this.whole.x + this.whole.width),
      y: clamp(y + height / 2, this.whole.y, this.whole.y + this.whole.height * 1.2),
    };
    this.view = {x: middle.x - wide / 2, y: middle.y - high / 2, width: wide, height: high};
    this.draw();
  }

  byHand() {
    let from = null;
    this.map.addEventListener('pointerdown', event => {
      const held = event.pointerType === 'mouse' && !event.button;
      from = held ? {x: event.clientX, y: event.clientY, view: this.view} : null;
    });
    addEventListener('pointermove', event => {
      if (!from) return;
      const step = this.shown.width / this.map.clientWidth;
      this.dragged ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
      if (!this.dragged) return;
      const {x, y} = from.view;
      this.look({...from.view, x: x - (event.clientX - from.x) * step, y: y - (event.clientY - from.y) * step});
    });
    addEventListener('pointerup', () => { from = null; });
    this.map.addEventListener('dragstart', event => event.preventDefault());
    this.map.addEventListener('click', event => {
      if (this.dragged) event.preventDefault();
      this.dragged = false;
    }, true);
    this.map.addEventListener('wheel', event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.do(event.deltaY < 0 ? 'in' : 'out');
    }, {passive: false});
  }

  // What the frame shows of the view: the view itself, made wider or higher until it fills it.
  get shown() {
    const {x, y, width, height} = this.view;
    const ratio = this.map.clientWidth / this.map.clientHeight;
    const wide = Math.max(width, height * ratio), high = wide / ratio;
    return {x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high};
  }

  draw() {
    if (!this.map.clientWidth) return;
    const {x, y, width, height} = this.shown, step = width / this.map.clientWidth;
    this.map.toggleAttribute('data-moved', true);
    this.map.toggleAttribute('data-close', step < CLOSE);
    this.inner.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
    for (const pattern of this.map.querySelectorAll('pattern')) {
      const turned = !pattern.id.startsWith('dots') ? 'rotate(45) ' : '';
      pattern.setAttribute('patternTransform', `${turned}scale(${step})`);
    }
    for (const place of this.map.querySelectorAll('[data-x]')) this.put(place, step);
    this.sort();
  }

  put(place, step) {
    const {x, y} = this.shown;
    const left = (place.dataset.x - x) / step, top = (place.dataset.y - y) / step;
    const wide = this.map.clientWidth, high = this.map.clientHeight;
    const outside = left < 0 || left > wide || top < 0 || top > high;
    for (const circle of place.querySelectorAll('circle')) {
      circle.setAttribute('cx', left);
      circle.setAttribute('cy', top);
    }
    const text = place.querySelector('text');
    if (text) {
      text.dataset.words ||= text.textContent;
      text.dataset.anchor ||= `${text.getAttribute('dx')} ${text.getAttribute('dy')} ${text.getAttribute('text-anchor')}`;
      if (outside) this.atEdge(text, left, top, wide, high);
      else this.atPlace(text, left, top);
    }
    place.classList.toggle('outside', outside);
  }

  atPlace(text, left, top) {
    const [dx, dy, anchor] = text.dataset.anchor.split(' ');
    text.textContent = text.dataset.words;
    set(text, {x: left, y: top, dx, dy, 'text-anchor': anchor});
    const box = text.getBBox();
    if (box.x < 0) set(text, {dx: 11, 'text-anchor': 'start'});
    else if (box.x + box.width > this.map.clientWidth) set(text, {dx: -11, 'text-anchor': 'end'});
  }

  atEdge(text, left, top, wide, high) {
    const west = left < wide / 2;
    text.textContent = west ? `‹ ${text.dataset.words}` : `${text.dataset.words} ›`;
    set(text, {
      x: west ? EDGE : wide - EDGE, y: clamp(top, 16, high - EDGE), dx: 0, dy: 0, 'text-anchor': west ? 'start' : 'end',
    });
  }

  // Words that would cover others give way downwards at the edge; inside, the smaller one is not said.
  sort() {
    const taken = [];
    for (const text of this.map.querySelectorAll('[data-x] text')) {
      text.removeAttribute('visibility');
      if (!text.getClientRects().length) continue;  // of a member, while nobody looks so close
      const atEdge = text.closest('.outside');
      let box = text.getBBox();
      for (let tries = 0; atEdge && tries < 12 && taken.some(each => overlap(each, box)); tries += 1) {
        text.setAttribute('y', Number(text.getAttribute('y')) + 15);
        box = text.getBBox();
      }
      const frame = this.map.clientHeight;
      const covers = taken.some(each => overlap(each, box)) || box.y + box.height > frame;
      if (covers) text.setAttribute('visibility', 'hidden');
      else taken.push(box);
    }
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function overlap(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width
    && one.y < other.y + other.height && other.y < one.y + one.height;
}
