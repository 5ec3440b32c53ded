// Which parts look otherwise on two sets of photographs, and where.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutOut, decodePicture, differenceOutside, type Box } from '../browser/picture.ts';
import type { Photograph } from './photographs.ts';

export interface Difference {
  part: string;
  state: string;
  /** "1280 px, dark" */
  seen: string;
  /** Within the state. */
  box: Box;
  /** Where both photographs of the part were written. */
  files: readonly [former: string, now: string];
}

/** In words: which part, state and look, where, and where to see it. */
export const differenceText = ({ part, state, seen, box, files }: Difference): string =>
  `${part}: ${state}, at ${seen}: ${box.width} × ${box.height} pixels, ${box.x} from the left and ${box.y} from the top of ${state}; see ${files.join(' and ')}`;

function keep(folder: string, part: string, seen: string, former: Photograph, now: Photograph): [string, string] {
  mkdirSync(folder, { recursive: true });
  const path = (name: string): string => join(folder, `${part}, ${seen}, ${name}.png`.replaceAll(/[ ,]+/g, '-'));
  const files: [string, string] = [path('former'), path('now')];
  writeFileSync(files[0], former.png);
  writeFileSync(files[1], now.png);
  return files;
}

/** A busy browser rounds a pixel at the edge of a ring otherwise; what a person changes has more of them. */
const ROUNDED_PIXELS = 1;

/** `compared`: how many states were on both. A state that the former sources cannot show is new. */
export function compare(
  former: ReadonlyMap<string, Photograph>,
  now: ReadonlyMap<string, Photograph>,
  seen: string,
  folder: string,
): { differences: Difference[]; compared: number } {
  const differences: Difference[] = [];
  let compared = 0;
  for (const [part, ours] of now) {
    const theirs = former.get(part);
    const known = ours.states.filter(({ name }) =>
      theirs?.states.some((state) => state.name === name && state.fault === ''),
    );
    compared += known.length;
    if (!theirs || known.length === 0 || theirs.png.equals(ours.png)) continue;
    const [one, other] = [decodePicture(theirs.png), decodePicture(ours.png)];
    for (const { name, box } of known) {
      const before = theirs.states.find((state) => state.name === name)!.box;
      const found = differenceOutside([], cutOut(one, before), cutOut(other, box));
      if (found === null || found.width * found.height <= ROUNDED_PIXELS) continue;
      differences.push({ part, state: name, seen, box: found, files: keep(folder, part, seen, theirs, ours) });
    }
  }
  return { differences, compared };
}

/** Against what was agreed on: parts that differ and have no reason, and reasons of parts that do not differ. */
export function faultsOf(differences: readonly Difference[], reasons: Readonly<Record<string, string>>): string[] {
  const differing = Map.groupBy(differences, ({ part }) => part);
  const unnamed = [...differing].filter(([part]) => !(part in reasons)).flatMap(([, each]) => each.map(differenceText));
  const idle = Object.keys(reasons).filter((part) => !differing.has(part));
  return [...unnamed, ...idle.map((part) => `${part} has a new reason, and looks as it did`)];
}
