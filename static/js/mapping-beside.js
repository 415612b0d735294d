// What stands beside the label at hand: loaded when one rests on it, kept, and fetched ahead for the next two.

import {get, words} from "./mapping-page.js";

const REST = 120;
const pane = document.getElementById("pane");

export class Beside {
  constructor() {
    this.pages = new Map();
    const first = pane.querySelector(".beside");
    if (first) this.shown = first.dataset.pk;
    showWhole(pane.querySelector(".cells [aria-current]"));
    pane.addEventListener("click", event => {
      const link = event.target.closest(".next-cell");
      if (!link) return;
      event.preventDefault();
      this.nextCell();
    });
  }

  show(row, ahead) {
    clearTimeout(this.timer);
    this.row = row;
    if (this.shown === row.pk) return;
    this.timer = setTimeout(async () => {
      await this.put(row.li.dataset.at, row);
      for (const each of ahead) this.page(each.li.dataset.at).catch(() => null);
    }, REST);
  }

  page(address) {
    if (!this.pages.has(address)) this.pages.set(address, get(address));
    return this.pages.get(address);
  }

  async put(address, row) {
    try {
      const page = await this.page(address);
      if (row !== this.row) return;
      pane.replaceChildren(page.querySelector(".beside").cloneNode(true));
      this.shown = row.pk;
      showWhole(pane.querySelector(".cells [aria-current]"));
    } catch {
      this.pages.delete(address);
      if (row === this.row) pane.textContent = words.no_answer;
      this.shown = null;
    }
  }

  // Whoever is quick asks before the label at hand stands here; then it comes first.
  async nextCell() {
    const {row} = this;
    clearTimeout(this.timer);
    if (row && this.shown !== row.pk) await this.put(row.li.dataset.at, row);
    const link = pane.querySelector(".next-cell");
    if (!link || row !== this.row) return;
    const hadFocus = link === document.activeElement;
    await this.put(`${row.li.dataset.at}?cell=${link.dataset.cell}`, row);
    if (hadFocus) pane.querySelector(".next-cell")?.focus();
  }

  // Something else stands there now: a batch.
  give(element) {
    clearTimeout(this.timer);
    this.row = this.shown = null;
    pane.replaceChildren(element);
  }
}

// Scrolls the sheet's window, and nothing else, so far that the cell is in it with its whole number.
function showWhole(cell) {
  if (!cell) return;
  const around = cell.closest(".cell-window"), beyond = cell.offsetLeft + cell.offsetWidth - around.clientWidth;
  around.scrollLeft = Math.max(0, beyond);
}
