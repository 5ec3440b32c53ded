import type { LibraryStatus, Overview } from '@askusnow/sdk';

export type OverviewRow = Overview['libraries'][number];

/** What the coordinator can sort by. Each puts first what asks for attention, or what is most. */
export const ORDERS = [
  'attention',
  'name',
  'key-pages',
  'places',
  'refused',
  'viewable',
  'clicks',
  'click-through',
] as const;
export type Order = (typeof ORDERS)[number];
export type Direction = 'ascending' | 'descending';

/** The direction that a column starts with. */
export const firstDirection = (order: Order): Direction =>
  order === 'attention' || order === 'name' || order === 'key-pages' ? 'ascending' : 'descending';

/** Worst first: data that is being lost, then data that has stopped, then what never began. */
const TROUBLE: LibraryStatus[] = ['refused', 'silent', 'never-seen'];
const WORST_FIRST: LibraryStatus[] = [...TROUBLE, 'zero', 'new', 'live'];

/** Whether somebody has to do something: a library that is not live yet owes nothing. */
export const needsAttention = ({ live, status }: OverviewRow): boolean => live && TROUBLE.includes(status);

const keyPageShare = (row: OverviewRow): number =>
  row.keyPagesExpected === 0 ? 1 : row.keyPagesLive / row.keyPagesExpected;

/** A library that is not live yet owes nothing, so it comes after all that are. */
const attention = (row: OverviewRow): number =>
  (row.live ? 0 : 100) + WORST_FIRST.indexOf(row.status) * 10 + keyPageShare(row);

/** Without a denominator there is no rate: below every real one. */
const rate = (row: OverviewRow): number => row.clickThrough.value ?? -1;

const VALUES: Record<Exclude<Order, 'name'>, (row: OverviewRow) => number> = {
  attention,
  'key-pages': keyPageShare,
  places: (row) => row.placements,
  refused: (row) => row.refused,
  viewable: (row) => row.counts.viewable,
  clicks: (row) => row.counts.clicks,
  'click-through': rate,
};

export function orderedRows(rows: OverviewRow[], order: Order, direction: Direction): OverviewRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const byName = (a: OverviewRow, b: OverviewRow): number => a.name.localeCompare(b.name);
  if (order === 'name') return [...rows].sort((a, b) => sign * byName(a, b));
  const valueOf = VALUES[order];
  return [...rows].sort((a, b) => sign * (valueOf(a) - valueOf(b)) || byName(a, b));
}

/** Each word of the text must be in the name or the id; an empty status means every one. */
export function matchingRows(rows: OverviewRow[], text: string, status: LibraryStatus | ''): OverviewRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (status === '' || row.status === status) &&
      words.every((word) => row.name.toLowerCase().includes(word) || row.library.includes(word)),
  );
}
