// What is chosen in the grid: a cell, a range, whole columns or whole lines; the active cell is the one stood on.

import {letters} from './layout-roles.js';

export class Choice {
  constructor(place) {
    this.active = this.anchor = place;
    this.kind = '';
  }

  to(place, {range = false, kind = ''} = {}) {
    this.reach(place, kind);
    if (!range) this.anchor = this.active;
  }

  // A range ends here; what a place leaves open stays as it is.
  reach({row, column}, kind) {
    this.active = {row: row ?? this.active.row, column: column ?? this.active.column};
    this.kind = kind;
  }

  isAt(row, column) {
    return this.active.row === row && this.active.column === column;
  }

  get area() {
    const rows = [this.anchor.row, this.active.row].sort((a, b) => a - b);
    const columns = [this.anchor.column, this.active.column].sort((a, b) => a - b);
    return {rows, columns};
  }

  holds(row, column) {
    const {rows, columns} = this.area;
    const within = (value, [low, high]) => low <= value && value <= high;
    return (this.kind === 'column' || within(row, rows)) && (this.kind === 'row' || within(column, columns));
  }

  holdsColumn(column) {
    return this.kind !== 'row' && this.holds(this.active.row, column);
  }

  holdsRow(row) {
    return this.kind !== 'column' && this.holds(row, this.active.column);
  }

  // The address of what is chosen: `CH`, `12`, `CH1`, `B3:D9`.
  get address() {
    const {rows, columns} = this.area;
    const at = side => `${this.kind === 'row' ? '' : letters(columns[side])}${this.kind === 'column' ? '' : rows[side] + 1}`;
    return at(0) === at(1) ? at(0) : `${at(0)}:${at(1)}`;
  }
}
