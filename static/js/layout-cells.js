// The cells of a sheet, fetched in windows of 60 lines by 40 columns as they are looked at, and one window ahead.

const ROWS = 60, COLUMNS = 40, AT_ONCE = 4, AGAIN = 5000;

export class Cells {
  constructor(address, sheet, size, arrived) {
    Object.assign(this, {address, sheet, size, arrived});
    this.windows = new Map();
    this.waiting = [];
    this.busy = 0;
    this.problem = '';
  }

  // The text of a cell; undefined while it is on its way.
  text(row, column) {
    const held = this.windows.get(this.key(row, column));
    return held && held.rows ? held.rows[row % ROWS]?.[column % COLUMNS] ?? '' : undefined;
  }

  key(row, column) {
    return Math.floor(row / ROWS) * 1000 + Math.floor(column / COLUMNS);
  }

  // Asks for what is looked at, nearest first, and for the lines that come next.
  want(rows, columns) {
    this.waiting = [];
    const ahead = rows.length ? [...rows, Math.min(rows.at(-1) + ROWS, this.size.rows - 1)] : [];
    for (const row of ahead) {
      for (const column of columns) this.ask(row, column);
    }
    this.next();
  }

  ask(row, column) {
    const key = this.key(row, column);
    if (this.windows.has(key) || this.waiting.some(each => each.key === key)) return;
    this.waiting.push({key, top: row - row % ROWS, left: column - column % COLUMNS});
  }

  next() {
    while (this.busy < AT_ONCE && this.waiting.length) this.fetch(this.waiting.shift());
  }

  async fetch({key, top, left}) {
    this.busy += 1;
    this.windows.set(key, {});
    try {
      const query = new URLSearchParams({sheet: this.sheet, top, left, version: this.size.version});
      const answer = await fetch(`${this.address}?${query}`, {headers: {Accept: 'application/json'}});
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.refused || answer.statusText);
      this.windows.set(key, said);
      this.problem = '';
    } catch (problem) {
      this.waiting = [];
      this.problem = problem.message;
      setTimeout(() => this.windows.delete(key), AGAIN);
    }
    this.busy -= 1;
    this.arrived();
    this.next();
  }
}
