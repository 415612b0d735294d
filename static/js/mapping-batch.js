// Several labels at once: a preview beside the list, one proposal, one undo.

import {get, post, refreshFacets, say, words} from "./mapping-page.js";

const mapping = document.getElementById("mapping");

export class Batch {
  constructor(desk) {
    this.desk = desk;
  }

  preview(rows, what) {
    const address = new URL(mapping.dataset.batch, location);
    address.search = location.search;
    address.searchParams.set("what", what);
    for (const row of rows) address.searchParams.append("label", row.pk);
    this.show(address);
  }

  async show(address, rationale = "") {
    address.searchParams.set("alone", "1");
    let form;
    try {
      form = (await get(address)).querySelector(".batch");
    } catch {
      return say(words.no_answer);
    }
    form = document.importNode(form, true);
    this.desk.beside.give(form);
    const text = form.querySelector("textarea");
    if (text && rationale) text.value = rationale;
    (text ?? form.querySelector("a")).focus();
    this.listen(form);
  }

  listen(form) {
    form.addEventListener("click", event => {
      const link = event.target.closest(".leave-out, .take-in, .back-to-list");
      if (!link) return;
      event.preventDefault();
      if (link.matches(".back-to-list")) return this.back();
      if (link.matches(".leave-out")) this.desk.rows.find(row => row.pk === link.dataset.pk)?.tick(false);
      this.show(new URL(link.getAttribute("href"), new URL(mapping.dataset.batch, location)), form.rationale?.value);
    });
    form.addEventListener("keydown", event => {
      if (event.key === "Escape") this.back();
      if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.propose(form);
    });
  }

  back() {
    this.desk.goTo(this.desk.current);
  }

  async propose(form) {
    const outcome = form.querySelector(".outcome");
    let told;
    try {
      told = await (await post(form.action, new FormData(form))).json();
    } catch {
      told = {refused: words.no_answer};
    }
    if (!told.batch) {
      outcome.textContent = told.refused;
      return outcome.classList.add("refused");
    }
    const said = Object.entries(told.said);
    for (const [pk, decision] of said) this.desk.rows.find(row => row.pk === pk)?.said(decision);
    for (const [pk, sentence] of Object.entries(told.refused)) this.desk.rows.find(row => row.pk === pk)?.tell(sentence, true);
    this.desk.done = [{batch: told.undo}];
    this.bar(told, said);
    this.back();
    refreshFacets();
  }

  // The one undo bar: it takes room of its own and stays until the next batch.
  bar(told, said) {
    document.getElementById("undo")?.remove();
    const bar = document.getElementById("undo-bar").content.firstElementChild.cloneNode(true);
    const [, first] = said[0];
    bar.querySelector("p").textContent = words.batch
      .replace("%(count)s", said.length).replace("%(words)s", first.words)
      .replace("%(batch)s", told.batch).replace("%(time)s", first.time);
    bar.querySelector("button").addEventListener("click", () => this.undo(told.undo));
    document.querySelector(".mapping-list").prepend(bar);
  }

  async undo(address) {
    let told;
    try {
      told = await (await post(address, {})).json();
    } catch {
      told = {refused: words.no_answer};
    }
    if (told.refused) {
      document.querySelector("#undo p").textContent = told.refused;
      return;
    }
    for (const pk of told.labels) {
      const row = this.desk.rows.find(each => each.pk === String(pk));
      row?.tookBack();
      row?.write({what: ""});
    }
    document.getElementById("undo")?.remove();
    this.desk.done = this.desk.done.filter(deed => deed.batch !== address);
    say(words.undone);
    this.desk.goTo(this.desk.current);
    refreshFacets();
  }
}
