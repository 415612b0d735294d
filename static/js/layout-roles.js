// What each cell is taken for, looked up in rectangles: only those that meet a block of lines are searched.

const BLOCK = 32;

export class Roles {
  constructor(runs) {
    this.blocks = new Map();
    for (const run of runs) {
      for (let block = run[0] >> 5; block <= run[2] >> 5; block += 1) {
        if (!this.blocks.has(block)) this.blocks.set(block, []);
        this.blocks.get(block).push(run);
      }
    }
  }

  // The rectangles that meet a line.
  of(row) {
    return (this.blocks.get(Math.floor(row / BLOCK)) || []).filter(run => run[0] <= row && row <= run[2]);
  }
}

export function roleIn(runs, column) {
  const run = runs.find(each => each[1] <= column && column <= each[3]);
  return run ? run[4] : -1;
}

// `CH` for 85.
export function letters(column) {
  let found = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    found = String.fromCharCode(65 + (rest - 1) % 26) + found;
  }
  return found;
}

// {row, column} of `CH12`, `CH` or `12`, each null where it is not said; null for what is no address.
export function parse(text) {
  const found = /^([A-Z]{1,3})?([1-9]\d{0,6})?$/.exec(text.trim().toUpperCase());
  if (!found || !(found[1] || found[2])) return null;
  const column = found[1] ? [...found[1]].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : null;
  return {row: found[2] ? Number(found[2]) - 1 : null, column};
}
