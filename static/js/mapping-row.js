// One label of the list: what it says, and how that looks.

import {words} from "./mapping-page.js";

const NAMES = ["what", "kept_out_of", "reason_code", "measure", "rationale", "year_from", "year_to", "condition", "flag"];

export class Row {
  constructor(li) {
    this.li = li;
    this.pk = li.dataset.pk;
    this.line = li.querySelector(".label-line");
    this.state = li.querySelector(".state");
    this.outcome = li.querySelector(".outcome");
    this.suggested = JSON.parse(li.querySelector("[data-suggested]")?.dataset.suggested ?? "{}");
    this.seen = li.dataset.seen;
    this.known = this.fields;  // what was said last, to come back to
    this.li.classList.toggle("flagging", Boolean(this.fields.flag));
    this.showTick();
  }

  get printed() {
    return this.li.querySelector(".printed").textContent;
  }

  get needsSomebody() {
    return !this.li.classList.contains("saved") && !this.li.classList.contains("settled");
  }

  field(name) {
    return this.li.querySelector(`[name="${this.pk}-${name}"]`);
  }

  get fields() {
    const chosen = this.li.querySelector(`[name="${this.pk}-what"]:checked`)?.value ?? "";
    return Object.fromEntries(NAMES.map(name => [name, name === "what" ? chosen : this.field(name).value]));
  }

  write(said) {
    for (const [name, text] of Object.entries(said)) {
      if (name !== "what") this.field(name).value = text ?? "";
    }
    if ("what" in said) {
      for (const radio of this.li.querySelectorAll(`[name="${this.pk}-what"]`)) radio.checked = radio.value === said.what;
      this.li.querySelectorAll(".stands").forEach(key => key.classList.remove("stands"));
    }
  }

  // What is chosen brings the details that are suggested for it, and takes away those that were of another.
  choose(what) {
    const {suggested} = this, same = suggested.what === what, said = {what};
    const code = what === "exclude" ? (same && suggested.reason_code) || this.fields.reason_code : "";
    said.reason_code = code;
    said.kept_out_of = what !== "exclude" ? "" : (same ? suggested.kept_out_of : suggested.what === "exclude" ? "" : categoryOf(suggested)) ?? "";
    said.measure = same ? suggested.measure ?? "" : "";
    if (same && suggested.condition && !this.fields.condition) said.condition = suggested.condition;
    if (!same && this.fields.condition === suggested.condition) said.condition = "";
    this.write(said);
  }

  take() {
    const empty = {kept_out_of: "", reason_code: "", measure: "", condition: ""};
    this.write({...empty, ...this.suggested});
  }

  code(number) {
    const select = this.field("reason_code");
    if (number < select.options.length) select.selectedIndex = number;
  }

  get ticked() {
    return this.li.querySelector("[name=label]").checked;
  }

  tick(on = !this.ticked) {
    this.li.querySelector("[name=label]").checked = on;
    this.showTick();
  }

  showTick() {
    this.li.classList.toggle("ticked-one", this.ticked);
    this.li.dispatchEvent(new Event("ticked", {bubbles: true}));
  }

  flag() {
    this.li.classList.add("flagging");
    this.li.querySelector(".key.flag").setAttribute("aria-expanded", "true");
    this.field("flag").focus();
  }

  explain() {
    this.field("rationale").focus();
  }

  focus() {
    this.line.focus();
  }

  open() {
    this.li.classList.add("current");
    this.line.tabIndex = 0;
    for (const control of this.line.querySelectorAll("a, input, button")) control.tabIndex = -1;
    this.offerBeginnings();
  }

  close() {
    this.li.classList.remove("current");
    this.line.tabIndex = -1;
  }

  // Words to begin a rationale with, offered once the row is looked at.
  offerBeginnings() {
    const place = this.li.querySelector(".begin-with"), offered = document.getElementById("beginnings").content;
    if (place.firstChild || !offered.childElementCount) return;
    const select = document.createElement("select");
    select.setAttribute("aria-label", words.begin_with);
    select.append(new Option(words.begin_with, ""), offered.cloneNode(true));
    select.addEventListener("change", event => {
      event.stopPropagation();
      const rationale = this.field("rationale");
      rationale.value = select.value;
      select.selectedIndex = 0;
      rationale.focus();
      rationale.dispatchEvent(new Event("input", {bubbles: true}));
    });
    select.addEventListener("input", event => event.stopPropagation());
    place.append(select);
  }

  // how it stands

  drafted() {
    this.li.classList.remove("not-saved", "saved");
    this.state.textContent = words.draft_kept;
    this.tell("");
  }

  waits(seconds) {
    this.li.classList.add("not-saved");
    this.state.textContent = words.not_saved.replace("%(seconds)s", seconds);
  }

  said(said) {
    this.li.classList.remove("not-saved", "returned");
    this.li.classList.add("saved");
    this.state.textContent = `${words.saved} ${said.time}${said.flagged ? `, ${words.flagged}` : ""}`;
    this.seen = said.seen;
    this.tick(false);
    this.tell("");
    const key = this.li.querySelector(`.key.${said.what}`);
    this.li.querySelectorAll(".stands").forEach(each => each.classList.remove("stands"));
    key?.classList.add("stands");
  }

  tookBack() {
    this.li.classList.remove("saved", "settled");
    this.li.querySelectorAll(".stands").forEach(each => each.classList.remove("stands"));
    this.state.textContent = "";
  }

  tell(sentence, refused = false) {
    this.outcome.textContent = sentence;
    this.outcome.classList.toggle("refused", refused);
  }
}

const categoryOf = suggested => (["total", "not_data"].includes(suggested.what) ? "" : suggested.what);
