// In:    events of one batch, each with its class.
// Out:   cells: what the counters grow by, per answer and class.
// Never: a database, a clock or an address.
import { VIEWPORTS } from '@askusnow/sdk/contract';
import type { AnswerState, AskEvent, Tier, Viewport } from '@askusnow/sdk/contract';
import type { EventClass, EventColumn } from '../../platform/db/tables.ts';

/** Columns of both counter tables, in the order in which {@link Cell.counts} holds them. */
const COUNTED = ['impression', 'unmeasurable', 'viewable', 'first_screen', 'click', 'follow'] as const;
export const EVENT_COLUMNS: readonly EventColumn[] = COUNTED.flatMap((kind) =>
  VIEWPORTS.map((viewport): EventColumn => `${kind}_${viewport}`),
);

/** Where each kind's columns begin. */
const FIRST_OF = Object.fromEntries(COUNTED.map((kind, index) => [kind, index * VIEWPORTS.length])) as Record<
  (typeof COUNTED)[number],
  number
>;

/** What one row grows by. */
export interface Cell {
  state: AnswerState;
  tier: Tier | 'none';
  class: EventClass;
  /** One number per {@link EVENT_COLUMNS}. */
  counts: number[];
}

/** An unmeasurable impression is an impression, too, and a viewable one on the first screen a viewable one. */
function columnsOf(event: AskEvent): (typeof COUNTED)[number][] {
  switch (event.kind) {
    case 'impression':
      return event.measurable ? ['impression'] : ['impression', 'unmeasurable'];
    case 'viewable':
      return event.firstScreen ? ['viewable', 'first_screen'] : ['viewable'];
    case 'click':
      return ['click'];
  }
}

export function toCells(
  events: readonly AskEvent[],
  viewport: Viewport,
  classOf: (event: AskEvent) => EventClass,
): Cell[] {
  const cells: Cell[] = [];
  const offset = VIEWPORTS.indexOf(viewport);
  let cell: Cell | undefined;
  for (const event of events) {
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
    for (const column of columnsOf(event)) addTo(cell.counts, FIRST_OF[column] + offset, 1);
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
