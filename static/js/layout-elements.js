// The elements of the grid: made when they are missing, filled anew when they are there.

export function element(name, kind = '') {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  return made;
}

// An empty part of the table, as high as the lines that are not drawn.
export function spacer() {
  const body = element('tbody', 'space');
  body.setAttribute('aria-hidden', 'true');
  body.append(element('tr'));
  body.rows[0].append(element('td'));
  return body;
}

export function height(body, pixels) {
  body.rows[0].style.height = `${pixels}px`;
  body.hidden = pixels <= 0;
}

export function fill(parent, count, make) {
  while (parent.children.length < count) parent.append(make());
  while (parent.children.length > count) parent.lastChild.remove();
}

// A line number, the first column, room for what lies to the left, the columns, room for what lies to the right.
export function cellsOf(line, columns, kind) {
  const wanted = columns + 3;
  if (line.cells.length === wanted) return;
  line.replaceChildren();
  for (let number = 0; number < wanted; number += 1) {
    const cell = element(number === 0 && kind === 'td' ? 'th' : number === 0 ? 'td' : kind);
    if (number === 0 && kind === 'td') cell.scope = 'row';
    if (number === 2 || number === wanted - 1) cell.setAttribute('aria-hidden', 'true');
    line.append(cell);
  }
  const room = line.cells[2];
  room.className = line.lastChild.className = 'room';
  if (kind === 'th') for (const cell of [room, line.lastChild]) cell.replaceWith(hiddenCell());
}

function hiddenCell() {
  const cell = element('td', 'room');
  cell.setAttribute('aria-hidden', 'true');
  return cell;
}

export function write(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}

export function mark(cell, name) {
  if (cell.className !== name) cell.className = name;
}
