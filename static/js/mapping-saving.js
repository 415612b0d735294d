// Everything a person says is kept: at the key as a draft, at Ctrl Enter as a proposal, and here until the server has it.

import {post, words} from "./mapping-page.js";

const WAITS = [2, 8, 30];
const PAUSE = 700;  // after the last letter typed
const kept = pk => `mapping-${pk}`;

export class Saving {
  constructor(rows, wasSaid) {
    this.wasSaid = wasSaid;
    this.unsaved = new Map();  // row → what is still to be sent, and how often that failed
    this.sending = new Map();  // row → the answer that is awaited: one request at a time for each
    this.typing = new Map();
    addEventListener("beforeunload", event => {
      if (this.unsaved.size || this.typing.size) event.preventDefault();
    });
    addEventListener("online", () => this.unsaved.forEach((job, row) => this.send(row)));
    rows.forEach(row => this.restore(row));
  }

  restore(row) {
    const left = sessionStorage.getItem(kept(row.pk));
    if (!left) return;
    row.write(JSON.parse(left));
    this.draft(row);
  }

  draft(row) {
    return this.keep(row, {address: `${row.li.dataset.at}draft/`, body: row.fields, propose: false});
  }

  draftSoon(row) {
    clearTimeout(this.typing.get(row));
    this.typing.set(row, setTimeout(() => this.draft(row), PAUSE));
  }

  // Whoever leaves a row leaves nothing behind that was typed and not sent.
  settle(row) {
    if (this.typing.has(row)) this.draft(row);
  }

  propose(row) {
    return this.keep(row, {address: `${row.li.dataset.at}propose/`, body: {...row.fields, seen: row.seen}, propose: true});
  }

  keep(row, job) {
    clearTimeout(this.typing.get(row));
    this.typing.delete(row);
    clearTimeout(this.unsaved.get(row)?.timer);
    const {seen, ...fields} = job.body;
    sessionStorage.setItem(kept(row.pk), JSON.stringify(fields));
    this.unsaved.set(row, {...job, failures: 0});
    return this.send(row);
  }

  // Send the newest that a row says, after the answer to what it said before. True where it was proposed.
  async send(row) {
    await this.sending.get(row);
    const job = this.unsaved.get(row);
    if (!job) return false;
    const answer = post(job.address, job.body);
    this.sending.set(row, answer.catch(() => null));
    let response;
    try {
      response = await answer;
    } catch {
      return this.failed(row, job);
    }
    if (this.unsaved.get(row) === job) this.unsaved.delete(row);
    if (!this.unsaved.has(row)) sessionStorage.removeItem(kept(row.pk));
    return this.answered(row, job, response);
  }

  failed(row, job) {
    if (this.unsaved.get(row) !== job) return false;
    const seconds = WAITS[Math.min(job.failures, WAITS.length - 1)];
    job.failures += 1;
    row.waits(seconds);
    job.timer = setTimeout(() => this.send(row), seconds * 1000);
    return false;
  }

  async answered(row, job, response) {
    if (response.status === 204) {
      if (!this.unsaved.has(row)) row.drafted();
      return false;
    }
    const told = await response.json();
    if (response.status === 200) {
      this.wasSaid(row, {...told.said, seen: told.seen});
      return true;
    }
    if (response.status === 409) this.somebodyWasFirst(row, told);
    else this.refused(row, job, told.refused);
    return false;
  }

  // What is refused as a proposal is kept as a draft all the same.
  async refused(row, job, sentence) {
    if (job.propose) await this.draft(row);
    row.tell(sentence, true);
  }

  somebodyWasFirst(row, told) {
    const box = document.createElement("div"), theirs = told.first;
    box.className = "first-one";
    box.setAttribute("role", "alert");
    const sentence = document.createElement("p");
    sentence.textContent = words.first
      .replace("%(label)s", row.printed).replace("%(who)s", theirs.by)
      .replace("%(words)s", theirs.words).replace("%(time)s", theirs.time);
    box.append(sentence, button(words.keep_theirs, () => {
      box.remove();
      row.write(Object.fromEntries(Object.keys(row.fields).map(name => [name, ""])));
      this.draft(row).then(() => row.said({...theirs, seen: told.seen}));
    }), " ", button(words.propose_mine, () => {
      box.remove();
      row.seen = told.seen;
      this.propose(row);
    }));
    row.li.querySelector(".first-one")?.remove();
    row.li.querySelector(".opened").append(box);
    box.querySelector("button").focus();
  }

  async takeBack(row) {
    try {
      const response = await post(`${row.li.dataset.at}take-back/`, {});
      if (response.status !== 204) row.tell((await response.json()).refused, true);
      else row.tookBack();
      return response.status === 204;
    } catch {
      row.tell(words.no_answer, true);
      return false;
    }
  }
}

function button(text, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", event => {
    event.stopPropagation();
    deed();
  });
  return made;
}
