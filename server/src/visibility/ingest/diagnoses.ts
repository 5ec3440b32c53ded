// In:    events of one batch, the class of each, the tag's version.
// Out:   what their page diagnosed of the entry point, and that the tag is outdated.
// Never: a database, a clock or an address; a count of impressions, views or clicks.
import type { AskEvent, DiagnosisValue, SightFault } from '@askusnow/sdk/contract';
import type { EventClass } from '../tables.ts';
import { countOf, type Cell } from './counts.ts';

/** One diagnosis: a page sends each value once per placement and page view. */
export interface Diagnosis {
  class: EventClass;
  value: DiagnosisValue | SightFault;
  count: number;
}

export function toDiagnoses(events: readonly AskEvent[], classOf: (event: AskEvent) => EventClass): Diagnosis[] {
  const diagnoses: Diagnosis[] = [];
  for (const event of events)
    if (event.kind === 'diagnosis') diagnoses.push({ class: classOf(event), value: event.value, count: 1 });
  return diagnoses;
}

/** Of two versions like "0.1.0". */
export function isOlder(version: string, than: string): boolean {
  if (version === than) return false;
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = a!.findIndex((part, index) => part !== b![index]);
  return at >= 0 && a![at]! < b![at]!;
}

/** Once per impression: a tag that is pinned to an old version has no code that could know. */
export const toOutdated = (cells: readonly Cell[]): Diagnosis[] =>
  cells.flatMap((cell) => {
    const count = countOf(cell, 'impression');
    return count > 0 ? [{ class: cell.class, value: 'outdated' as const, count }] : [];
  });
