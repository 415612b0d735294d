// The mapping desk by keyboard. Without this script the same page is a plain form.

import {Batch} from "./mapping-batch.js";
import {Beside} from "./mapping-beside.js";
import {Row} from "./mapping-row.js";
import {Saving} from "./mapping-saving.js";
import {Ticks} from "./mapping-ticks.js";
import {refreshFacets, say, words} from "./mapping-page.js";

const CATEGORIES = {w: "work", s: "study", r: "residence", a: "asylum", x: "exclude", t: "total", n: "not_data"};
const KEYS = "camt.desk.keys";  // said once for all pages of the desk, see desk.js

const root = document.documentElement;
const list = document.querySelector("ol.labels");
const dialog = document.getElementById("all-keys");
const letters = document.getElementById("letters");

class Desk {
  constructor() {
    this.rows = [...list.children].map(li => new Row(li));
    this.done = [];  // what can be undone, the last deed last
    this.before = null;  // what `.` says again
    this.beside = new Beside();
    this.saving = new Saving(this.rows, (row, said) => this.wasSaid(row, said));
    this.batch = new Batch(this);
    this.ticks = new Ticks(this);
    this.current = this.rows.find(row => row.li.classList.contains("current")) ?? this.rows[0];
    this.goTo(this.current, {quietly: true});
  }

  rowOf(element) {
    return this.rows.find(row => row.li.contains(element));
  }

  goTo(row, {quietly = false} = {}) {
    if (!row) return;
    if (row !== this.current) this.saving.settle(this.current);
    this.current.close();
    this.current = row;
    row.open();
    if (!quietly) row.focus();
    const at = this.rows.indexOf(row);
    this.beside.show(row, this.rows.slice(at + 1, at + 3));
  }

  step(by) {
    this.goTo(this.rows[this.rows.indexOf(this.current) + by]);
  }

  next() {
    const at = this.rows.indexOf(this.current);
    const wanting = this.rows.slice(at + 1).find(row => row.needsSomebody);
    if (wanting) return this.goTo(wanting);
    document.getElementById("next-page")?.focus();
    say(words.end_of_page);
  }

  // A change of what a row says: kept at once, and remembered so that it can be undone.
  change(row, deed) {
    const before = row.known;  // a radio is chosen before anybody is told
    deed();
    if (JSON.stringify(before) === JSON.stringify(row.fields)) return;
    row.known = row.fields;
    this.done.push({row, before});
    this.before = row.fields;
    this.saving.draft(row);
  }

  choose(what) {
    const {ticked} = this.ticks;
    if (ticked.length) return this.batch.preview(ticked, what);
    this.change(this.current, () => this.current.choose(what));
  }

  take(row) {
    const {ticked} = this.ticks;
    if (ticked.length) return this.batch.preview(ticked, "suggested");
    if (row.suggested.what) this.change(row, () => row.take());
  }

  asBefore() {
    if (!this.before) return;
    const {what, reason_code, kept_out_of, measure, rationale} = this.before;
    this.change(this.current, () => this.current.write({what, reason_code, kept_out_of, measure, rationale}));
  }

  propose(row) {
    this.saving.propose(row).then(saved => saved && row === this.current && this.next());
  }

  wasSaid(row, said) {
    this.before = row.fields;
    this.done.push({row, said});
    row.said(said);
    say(`${row.printed}: ${said.words}`);
    refreshFacets();
  }

  async undo() {
    const last = this.done.pop();
    if (!last) return say(words.nothing_to_undo);
    if (last.batch) return this.batch.undo(last.batch);
    if (last.said && !await this.saving.takeBack(last.row)) return;
    if (last.before) last.row.write(last.before);
    last.row.known = last.row.fields;
    this.saving.draft(last.row);
    this.goTo(last.row);
    say(words.undone);
    refreshFacets();
  }

  // Keys of the list; true where one was meant.
  key(event) {
    const {key} = event, row = this.current, onLine = event.target === row.line || event.target.type === "radio";
    if (key === "ArrowDown" || key === "ArrowUp") {
      const by = key === "ArrowDown" ? 1 : -1;
      return (event.shiftKey ? this.ticks.along(by) : this.step(by)) ?? true;
    }
    if (key === "Enter" && onLine) return this.take(row) ?? true;
    if (key === " " && onLine) return row.tick() ?? true;
    if (root.dataset.deskKeys === "off" && key !== "?") return false;
    if (key in CATEGORIES) return this.choose(CATEGORIES[key]) ?? true;
    if (/^[1-8]$/.test(key) && row.fields.what === "exclude") return this.change(row, () => row.code(Number(key))) ?? true;
    return this.deed(key);
  }

  // What a letter does, also when its button is pressed; true where it does something.
  deed(key) {
    const row = this.current;
    const deeds = {
      f: () => row.flag(), ".": () => this.asBefore(), e: () => row.explain(), z: () => this.undo(),
      "]": () => this.beside.nextCell(), "/": () => document.getElementById("find").focus(),
      "?": () => dialog.showModal(), R: () => location.reload(),
    };
    return key in deeds && (deeds[key]() ?? true);
  }
}

const isField = element => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function listen(desk) {
  list.addEventListener("keydown", event => {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const row = desk.rowOf(event.target);
    if (row !== desk.current) desk.goTo(row, {quietly: true});  // one that was only ticked, by mouse
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      return desk.propose(row);
    }
    if (event.key === "Escape") return row.focus();
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (desk.key(event)) event.preventDefault();
  });
  // While a mouse button is down nothing opens or closes: what was pressed must still lie under it when it comes up.
  // A row that is only ticked stays shut, so that the next box stays where it is.
  let pressed = false;
  const follow = () => {
    const row = !pressed && desk.rowOf(document.activeElement);
    if (row && row !== desk.current) desk.goTo(row, {quietly: true});
  };
  list.addEventListener("mousedown", () => { pressed = true; });
  document.addEventListener("mouseup", () => {
    pressed = false;
    if (!document.activeElement.matches("[name=label]")) follow();
  });
  list.addEventListener("focusin", follow);
  list.addEventListener("click", event => {
    const row = desk.rowOf(event.target), hit = selector => event.target.closest(selector);
    if (hit(".printed")) event.preventDefault();
    if (hit("[name=label]")) return desk.ticks.upTo(row, event.shiftKey);
    if (row !== desk.current) desk.goTo(row);
    if (hit(".take")) desk.take(row);
    if (hit(".flag, .flag-button")) row.flag();
    if (hit("button[name=save]")) {
      event.preventDefault();
      desk.propose(row);
    }
  });
  list.addEventListener("input", event => {
    const row = desk.rowOf(event.target);
    if (event.target.type === "checkbox") return;  // see Ticks
    if (event.target.type === "radio") return desk.change(row, () => row.choose(event.target.value));
    row.known = row.fields;
    desk.saving.draftSoon(row);
  });
  document.querySelectorAll(".keys-bar [data-key]").forEach(button => button.addEventListener("click", () => {
    desk.deed(button.dataset.key);
  }));
  document.getElementById("undo")?.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    desk.batch.undo(event.target.action);
  });
  letters.checked = root.dataset.deskKeys !== "off";
  letters.addEventListener("change", () => {
    root.dataset.deskKeys = letters.checked ? "on" : "off";
    localStorage.setItem(KEYS, root.dataset.deskKeys);
  });
  document.querySelector(".to-list")?.addEventListener("click", event => {
    event.preventDefault();
    desk.current.focus();
  });
  // After the last row the focus is on what comes below the list, and one may still want it back.
  document.addEventListener("keydown", event => {
    if (event.key !== "z" || event.ctrlKey || event.metaKey || event.altKey || root.dataset.deskKeys === "off") return;
    if (event.defaultPrevented || list.contains(event.target) || isField(event.target)) return;
    event.preventDefault();
    desk.undo();
  });
}

if (list) listen(new Desk());
