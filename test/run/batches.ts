// In:    test files with the seconds that each took last time.
// Out:   which of them share a process: a process's start and its imports take longer than most files' tests.

/** Longer batches would keep one worker busy while the others have ended. Units: s. */
const MAX_BATCH_SECONDS = 180;
/** Assumed for a file without a stored duration. */
const UNKNOWN_SECONDS = 2;

export type Durations = Readonly<Record<string, number>>;

export const secondsOf = (durations: Durations, file: string): number => durations[file] ?? UNKNOWN_SECONDS;

const sum = (durations: Durations, batch: readonly string[]): number =>
  batch.reduce((total, file) => total + secondsOf(durations, file), 0);

export const longestFirst = (batches: readonly string[][], durations: Durations): string[][] =>
  batches.toSorted((one, other) => sum(durations, other) - sum(durations, one));

/** Files that are `isAlone` share a process with no other. */
export function intoBatches(
  files: readonly string[],
  durations: Durations,
  isAlone: (file: string) => boolean,
): string[][] {
  const byLength = files.toSorted((one, other) => secondsOf(durations, other) - secondsOf(durations, one));
  const batches: string[][] = [];
  const shared: string[][] = [];
  for (const file of byLength) {
    const hasRoom = (batch: string[]): boolean =>
      sum(durations, batch) + secondsOf(durations, file) <= MAX_BATCH_SECONDS;
    const batch = isAlone(file) ? undefined : shared.find(hasRoom);
    if (batch) {
      batch.push(file);
      continue;
    }
    const begun = [file];
    batches.push(begun);
    if (!isAlone(file)) shared.push(begun);
  }
  return batches;
}
