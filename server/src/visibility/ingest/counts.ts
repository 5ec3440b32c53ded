// In:    events of one batch, each with its class.
// Out:   cells: what the counters grow by, per answer and class.
// Never: a database, a clock or an address.
import { COUNTERS, EVENT_KINDS, VIEWPORTS } from '@askusnow/sdk/contract';
import type { AnswerState, AskEvent, Counter, EventColumn, EventKind, Tier, Viewport } from '@askusnow/sdk/contract';
import type { EventClass } from '../tables.ts';

const COUNTER_NAMES = Object.keys(COUNTERS) as Counter[];
/** Columns of both counter tables, in the order in which {@link Cell.counts} holds them. */
export const EVENT_COLUMNS: readonly EventColumn[] = COUNTER_NAMES.flatMap((counter) =>
  VIEWPORTS.map((viewport): EventColumn => `${counter}_${viewport}`),
);

/** Where each counter's columns begin. */
const firstOf = (counter: Counter): number => COUNTER_NAMES.indexOf(counter) * VIEWPORTS.length;

/** Where the columns begin that an event of a kind adds to: as its flag is absent or false, and as it is true. */
const STARTS = Object.fromEntries(
  Object.entries(EVENT_KINDS).map(([kind, row]) => {
    const startsIf = (flag: boolean): number[] => [
      ...row.counted.map(firstOf),
      ...('countedIf' in row && row.countedIf.flag === flag ? row.countedIf.counted.map(firstOf) : []),
    ];
    return [kind, { flag: 'flag' in row ? row.flag.name : null, unflagged: startsIf(false), flagged: startsIf(true) }];
  }),
) as Record<EventKind, { flag: string | null; unflagged: number[]; flagged: number[] }>;

function startsOf(event: AskEvent): number[] {
  const { flag, unflagged, flagged } = STARTS[event.kind];
  return flag !== null && (event as Record<string, unknown>)[flag] === true ? flagged : unflagged;
}

/** What one row grows by. */
export interface Cell {
  state: AnswerState;
  tier: Tier | 'none';
  class: EventClass;
  /** One number per {@link EVENT_COLUMNS}. */
  counts: number[];
}

/** One counter of a cell, over all window widths. */
export const countOf = ({ counts }: Cell, counter: Counter): number =>
  VIEWPORTS.reduce((sum, _, index) => sum + counts[firstOf(counter) + index]!, 0);

export function toCells(
  events: readonly AskEvent[],
  viewport: Viewport,
  classOf: (event: AskEvent) => EventClass,
): Cell[] {
  const cells: Cell[] = [];
  const offset = VIEWPORTS.indexOf(viewport);
  let cell: Cell | undefined;
  for (const event of events) {
    if (event.kind === 'diagnosis') continue; // Counted by value: diagnoses.ts.
    const tier = event.tier ?? 'none';
    const eventClass = classOf(event);
    const isOf = (known: Cell): boolean =>
      known.state === event.state && known.tier === tier && known.class === eventClass;
    // A page's events mostly say the same as the one before.
    if (!cell || !isOf(cell)) {
      cell = cells.find(isOf);
      if (!cell)
        cells.push((cell = { state: event.state, tier, class: eventClass, counts: EVENT_COLUMNS.map(() => 0) }));
    }
    for (const start of startsOf(event)) addTo(cell.counts, start + offset, 1);
  }
  return cells;
}

const addTo = (counts: number[], index: number, more: number): void => {
  counts[index] = (counts[index] ?? 0) + more;
};

/** Rows to write, each key once, in key order: nodes that write the same keys in one order cannot deadlock. */
export interface Rows<Key> {
  keys: Key[];
  counts: number[][];
}

export function createRows<Key>(): {
  add(name: string, key: Key, counts: readonly number[]): void;
  size(): number;
  inOrder(): Rows<Key>;
} {
  const rows = new Map<string, { key: Key; counts: number[] }>();
  return {
    add(name, key, counts) {
      const row = rows.get(name);
      if (row) counts.forEach((count, index) => count > 0 && addTo(row.counts, index, count));
      else rows.set(name, { key, counts: [...counts] });
    },
    size: () => rows.size,
    inOrder() {
      const names = [...rows.keys()].sort();
      const sorted = names.map((name) => rows.get(name)!);
      return { keys: sorted.map(({ key }) => key), counts: sorted.map(({ counts }) => counts) };
    },
  };
}
