// Which lines, or columns, are drawn in which place: runs of one role are folded into one until somebody opens them.

export class Folds {
  constructor(count, folds, from = 0) {
    Object.assign(this, {count, folds, from, opened: new Set(), folded: true});
    this.lay();
  }

  // Segments: the place at which each begins, its first line, how many lines, and its fold where it is one.
  lay() {
    this.segments = [];
    this.length = 0;
    let next = this.from;
    for (const fold of this.folds) {
      if (!this.folded || this.opened.has(fold[0]) || fold[0] < this.from) continue;
      this.add(next, fold[0] - next, null);
      this.add(fold[0], 1, fold);
      next = fold[1] + 1;
    }
    this.add(next, this.count - next, null);
  }

  add(first, lines, fold) {
    if (lines <= 0) return;
    this.segments.push({place: this.length, first, lines, fold});
    this.length += lines;
  }

  replace(folds) {
    this.folds = folds;
    this.lay();
  }

  fold(folded) {
    this.folded = folded;
    this.opened.clear();
    this.lay();
  }

  open(fold) {
    this.opened.add(fold[0]);
    this.lay();
  }

  // What is drawn at a place: {line, fold}.
  at(place) {
    const segment = last(this.segments, each => each.place <= place);
    return segment ? {line: segment.first + (segment.fold ? 0 : place - segment.place), fold: segment.fold} : null;
  }

  // The place of a line; the place of its fold where it is folded away.
  placeOf(line) {
    const segment = last(this.segments, each => each.first <= line);
    if (!segment) return 0;
    return segment.fold ? segment.place : Math.min(segment.place + line - segment.first, this.length - 1);
  }

  // Opens the fold in which a line is hidden.
  show(line) {
    const fold = this.folds.find(each => each[0] <= line && line <= each[1]);
    if (fold && this.folded && !this.opened.has(fold[0])) this.open(fold);
  }
}

// The last of sorted items for which something holds.
export function last(items, holds) {
  let low = 0, high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle])) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
