// Which labels are ticked: one by one, a stretch of the list, or all that are shown.

const list = document.querySelector("ol.labels");
const all = document.getElementById("all-shown");

export class Ticks {
  constructor(desk) {
    this.desk = desk;
    list.addEventListener("ticked", () => this.showAll());
    all.addEventListener("change", () => this.tick(desk.rows, all.checked));
    this.showAll();
  }

  get ticked() {
    return this.desk.rows.filter(row => row.ticked);
  }

  tick(rows, on) {
    rows.forEach(row => row.tick(on));
  }

  // The box of a row was pressed; with Shift it speaks for all rows since the box pressed before.
  upTo(row, withShift) {
    const {rows} = this.desk, on = row.ticked;
    const [from, to] = [rows.indexOf(withShift && this.last || row), rows.indexOf(row)].sort((a, b) => a - b);
    this.tick(rows.slice(from, to + 1), on);
    this.last = row;
  }

  // Ticks the row at hand and the next one, and goes there.
  along(by) {
    const {rows, current} = this.desk, next = rows[rows.indexOf(current) + by];
    if (!next) return;
    this.tick([current, next], true);
    this.last = next;
    this.desk.goTo(next);
  }

  showAll() {
    const count = this.ticked.length;
    all.checked = count === this.desk.rows.length;
    all.indeterminate = count > 0 && !all.checked;
  }
}
