// The sheet as a scrolling grid: a few rows of elements, filled anew as one scrolls, over any number of lines.

import {Cells} from './layout-cells.js';
import {Choice} from './layout-choice.js';
import {cellsOf, element, fill, height, mark, spacer, write} from './layout-elements.js';
import {Folds, last} from './layout-folds.js';
import {letters, parse, roleIn, Roles} from './layout-roles.js';

const HEIGHT = 25, SIGN = 7.2, AIR = 16, NUMBERS = 68, OVER = 4;
const NUMBER = /^[−–\-+]?[\d.,  ]+$/;

export class Grid {
  constructor(host, data, addresses, said) {
    Object.assign(this, {host, said, names: data.roles});
    this.cells = new Cells(addresses.cells, data.sheet, data, () => this.later());
    this.lines = new Folds(data.rows, data.folds, data.frozen);
    this.columns = new Folds(data.columns, data.column_folds, 1);
    this.data = data;
    this.roles = new Roles(data.runs);
    this.choice = new Choice({row: data.frozen ? 0 : this.lines.at(0)?.line ?? 0, column: 0});
    this.build();
    this.measure();
    this.draw();
  }

  // building

  build() {
    this.host.replaceChildren();
    this.scroll = element('div', 'grid-scroll');
    this.table = element('table', 'grid');
    this.table.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: 'grid', 'aria-label': this.said.label, 'aria-multiselectable': 'true',
      'aria-rowcount': this.data.rows + 1, 'aria-colcount': this.data.columns + 1,
    })) this.table.setAttribute(name, value);
    this.group = element('colgroup');
    this.head = element('thead');
    this.above = spacer();
    this.body = element('tbody');
    this.below = spacer();
    this.table.append(this.group, this.head, this.above, this.body, this.below);
    this.scroll.append(this.table);
    this.host.append(this.scroll);
    this.scroll.addEventListener('scroll', () => this.later(), {passive: true});
    new ResizeObserver(() => this.later()).observe(this.scroll);
    this.table.addEventListener('focus', () => this.draw());
    this.table.addEventListener('blur', () => this.draw());
    this.table.addEventListener('mousedown', event => this.press(event));
    this.table.addEventListener('mouseover', event => this.drag(event));
  }

  // Where each drawn column begins, from the left edge of the second.
  measure() {
    this.starts = [0];
    for (let place = 0; place < this.columns.length; place += 1) {
      this.starts.push(this.starts[place] + this.widthAt(place));
    }
    this.firstWidth = this.widthOf(0);
    this.table.style.width = `${NUMBERS + this.firstWidth + this.starts.at(-1)}px`;
    this.table.style.setProperty('--numbers', `${NUMBERS}px`);
  }

  widthAt(place) {
    const {line, fold} = this.columns.at(place);
    return fold ? 46 : this.widthOf(line);
  }

  widthOf(column) {
    return Math.round((this.data.widths[column] ?? 4) * SIGN + AIR);
  }

  // New roles and folds, the same cells.
  update(data) {
    this.data = {...this.data, ...data};
    this.roles = new Roles(data.runs);
    this.lines.replace(data.folds);
    this.columns.replace(data.column_folds);
    if (this.lines.from !== data.frozen) {
      this.lines.from = data.frozen;
      this.lines.lay();
    }
    this.measure();
    this.draw();
  }

  fold(folded) {
    this.lines.fold(folded);
    this.columns.fold(folded);
    this.measure();
    this.show();
  }

  // drawing

  later() {
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const places = this.placesInSight();
    const across = this.columnsInSight();
    const columns = [{line: 0, fold: null}, ...across.items];
    this.span(across);
    const rows = places.map(place => this.lines.at(place));
    const frozen = Array.from({length: this.data.frozen}, (_, line) => ({line, fold: null}));
    this.drawHead(columns, frozen);
    fill(this.body, rows.length, () => element('tr'));
    rows.forEach((row, number) => this.drawRow(this.body.rows[number], row, columns));
    height(this.above, places.length ? places[0] * HEIGHT : 0);
    height(this.below, (this.lines.length - (places.at(-1) ?? -1) - 1) * HEIGHT);
    const lines = [...frozen, ...rows].filter(row => !row.fold).map(row => row.line);
    this.cells.want(lines, columns.filter(each => !each.fold).map(each => each.line));
    this.describe();
    if (this.cells.problem) this.said.problem(this.cells.problem);
  }

  placesInSight() {
    const tall = this.scroll.clientHeight || 600;
    const first = Math.max(Math.floor(this.scroll.scrollTop / HEIGHT) - OVER, 0);
    const beyond = Math.min(first + Math.ceil(tall / HEIGHT) + 2 * OVER, this.lines.length);
    return Array.from({length: Math.max(beyond - first, 0)}, (_, number) => first + number);
  }

  columnsInSight() {
    const left = this.scroll.scrollLeft, right = left + (this.scroll.clientWidth || 900);
    let first = Math.max(this.placeAtPixel(left) - 1, 0);
    const beyond = Math.min(this.placeAtPixel(right) + 2, this.columns.length);
    first = Math.min(first, beyond);
    const items = [];
    for (let place = first; place < beyond; place += 1) items.push(this.columns.at(place));
    return {items, before: this.starts[first] ?? 0, after: this.starts.at(-1) - (this.starts[beyond] ?? 0)};
  }

  placeAtPixel(pixel) {
    const start = last(this.starts, each => each <= pixel);
    return start === undefined ? 0 : this.starts.indexOf(start);
  }

  // The widths of what is drawn: line numbers, first column, what lies left of the sight, columns, what lies right.
  span({items, before, after}) {
    const widths = [NUMBERS, this.firstWidth, before, ...items.map(each => (each.fold ? 46 : this.widthOf(each.line))), after];
    fill(this.group, widths.length, () => element('col'));
    widths.forEach((width, number) => { this.group.children[number].style.width = `${width}px`; });
    for (const side of [this.above, this.below]) side.rows[0].cells[0].colSpan = widths.length;
  }

  drawHead(columns, frozen) {
    fill(this.head, 1 + frozen.length, () => element('tr'));
    const top = this.head.rows[0];
    top.setAttribute('aria-rowindex', 1);
    cellsOf(top, columns.length, 'th');
    top.cells[0].className = 'corner';
    columns.forEach(({line, fold}, number) => {
      const cell = top.cells[number + 1 + (number > 0)];
      cell.scope = 'col';
      write(cell, fold ? `+${fold[1] - fold[0] + 1}` : letters(line));
      cell.title = fold ? `${letters(fold[0])}–${letters(fold[1])}` : '';
      cell.setAttribute('aria-colindex', line + 2);
      mark(cell, `${number ? '' : 'first '}${fold ? 'folded ' : ''}${this.choice.holdsColumn(line) ? 'held' : ''}`);
      cell.place = {row: null, column: line, columnFold: fold};
    });
    frozen.forEach((row, number) => {
      const line = this.head.rows[number + 1];
      this.drawRow(line, row, columns);
      line.style.setProperty('--under', `${(number + 1) * HEIGHT}px`);
    });
  }

  drawRow(line, {line: row, fold}, columns) {
    line.setAttribute('aria-rowindex', row + 2);
    line.className = fold ? 'folded' : '';
    if (fold) return this.drawFold(line, fold, columns.length);
    if (line.dataset.fold) line.replaceChildren();
    delete line.dataset.fold;
    cellsOf(line, columns.length, 'td');
    const number = line.cells[0], runs = this.roles.of(row);
    write(number, String(row + 1));
    mark(number, this.choice.holdsRow(row) ? 'number held' : 'number');
    number.place = {row, column: null};
    columns.forEach((column, place) => this.drawCell(line.cells[place + 1 + (place > 0)], row, column, runs, place === 0));
  }

  drawCell(cell, row, {line: column, fold}, runs, first) {
    cell.place = {row, column, columnFold: fold};
    cell.setAttribute('aria-colindex', column + 2);
    const text = fold ? '·' : this.cells.text(row, column);
    write(cell, text ?? '…');
    const role = text && !fold ? roleIn(runs, column) : -1;
    const held = this.choice.holds(row, column);
    const on = this.choice.isAt(row, column);
    mark(cell, [
      role >= 0 ? `r-${this.names[role][0]}` : '', first ? 'first' : '', fold ? 'folded' : '',
      text && NUMBER.test(text) ? 'figure' : '', held ? 'held' : '', on ? 'on' : '',
    ].filter(Boolean).join(' '));
    if (held) cell.setAttribute('aria-selected', 'true');
    else cell.removeAttribute('aria-selected');
    if (on) cell.id = 'layout-active';
    else if (cell.id) cell.removeAttribute('id');
    if (!on) cell.removeAttribute('aria-label');
  }

  drawFold(line, fold, columns) {
    if (!line.dataset.fold) {
      line.replaceChildren(element('th'), element('td'));
      line.cells[0].scope = 'row';
      line.cells[1].append(element('span'));
    }
    line.dataset.fold = fold[0];
    write(line.cells[0], `${fold[0] + 1}–${fold[1] + 1}`);
    write(line.cells[1].firstChild, `▸ ${fold[2]}`);
    line.cells[1].colSpan = columns + 2;
    const on = this.choice.active.row === fold[0];
    line.cells[0].className = 'number';
    line.cells[1].className = on ? 'on' : '';
    if (on) line.cells[1].id = 'layout-active';
    else line.cells[1].removeAttribute('id');
    for (const cell of line.cells) cell.place = {row: fold[0], column: 0, fold};
  }

  // The cell one stands on says where it is and what it is taken for.
  describe() {
    const cell = this.table.querySelector('#layout-active');
    if (!cell) return this.table.removeAttribute('aria-activedescendant');
    this.table.setAttribute('aria-activedescendant', 'layout-active');
    const {row, column, fold, columnFold} = cell.place;
    if (fold || columnFold) return undefined;
    const role = roleIn(this.roles.of(row), column), text = this.cells.text(row, column);
    const words = [`${letters(column)}${row + 1}`, text || this.said.blank, text && role >= 0 ? this.names[role][1] : ''];
    return cell.setAttribute('aria-label', words.filter(Boolean).join(', '));
  }

  // moving

  to(place, how) {
    this.choice.to(place, how);
    this.show();
  }

  go(text) {
    const place = parse(text.split(':')[0]);
    if (!place || place.row >= this.data.rows || place.column >= this.data.columns) return false;
    if (place.row !== null) this.lines.show(place.row);
    if (place.column !== null) this.columns.show(place.column);
    this.measure();
    this.to(place, {kind: place.row === null ? 'column' : place.column === null ? 'row' : ''});
    return true;
  }

  step(down, across, range) {
    const {row, column} = this.choice.active;
    this.to({row: down ? this.next(row, down) : row, column: across ? this.nextColumn(column, across) : column}, {range});
  }

  next(row, by) {
    const frozen = this.data.frozen;
    if (row < frozen || (by < 0 && this.lines.placeOf(row) === 0)) {
      const wanted = row < frozen ? row + Math.sign(by) : frozen - 1;
      if (wanted < frozen) return Math.max(wanted, frozen ? 0 : row);
      return this.lines.at(0)?.line ?? row;
    }
    return this.lines.at(clamp(this.lines.placeOf(row) + by, 0, this.lines.length - 1)).line;
  }

  nextColumn(column, by) {
    if (column === 0) return by > 0 ? this.columns.at(0)?.line ?? 0 : 0;
    const place = this.columns.placeOf(column) + by;
    return place < 0 ? 0 : this.columns.at(clamp(place, 0, this.columns.length - 1)).line;
  }

  // Opens the fold one stands on; false where there is none.
  open() {
    const {active} = this.choice;
    const line = active.row < this.data.frozen ? null : this.lines.at(this.lines.placeOf(active.row));
    const column = active.column ? this.columns.at(this.columns.placeOf(active.column)) : null;
    if (line?.fold) this.lines.open(line.fold);
    else if (column?.fold) this.columns.open(column.fold);
    else return false;
    this.measure();
    this.show();
    return true;
  }

  // Brings what one stands on into sight.
  show() {
    const {row, column} = this.choice.active;
    if (row >= this.data.frozen) {
      const top = this.lines.placeOf(row) * HEIGHT, heads = (1 + this.data.frozen) * HEIGHT;
      const tall = this.scroll.clientHeight - heads - HEIGHT;
      this.scroll.scrollTop = clamp(this.scroll.scrollTop, top - tall, top);
    }
    if (column > 0) {
      const place = this.columns.placeOf(column), wide = this.scroll.clientWidth - NUMBERS - this.firstWidth;
      this.scroll.scrollLeft = clamp(this.scroll.scrollLeft, this.starts[place + 1] - wide, this.starts[place]);
    }
    this.draw();
  }

  // the mouse

  press(event) {
    const place = event.target.closest('th, td')?.place;
    if (!place || event.button) return;
    event.preventDefault();
    this.table.focus({preventScroll: true});
    if (place.fold || place.columnFold) return this.unfold(place);
    const kind = place.row === null ? 'column' : place.column === null ? 'row' : '';
    this.dragged = {kind};
    this.to(place, {range: event.shiftKey, kind});
    addEventListener('mouseup', () => { this.dragged = null; this.said.chosen(); }, {once: true});
    return undefined;
  }

  drag(event) {
    const place = event.target.closest('th, td')?.place;
    if (!this.dragged || !place || place.fold) return;
    this.choice.reach(place, this.dragged.kind);
    this.draw();
  }

  unfold({fold, columnFold}) {
    if (fold) this.lines.open(fold);
    else this.columns.open(columnFold);
    this.measure();
    this.draw();
  }
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
