import { OVERVIEW_ORDERS, type Overview, type OverviewOrder } from '@askusnow/sdk';

export type OverviewRow = Overview['libraries'][number];
export type Direction = 'ascending' | 'descending';

/** The orders of the overview. The server sorts, so that the worst of all pages comes first. */
export const ORDERS = OVERVIEW_ORDERS;
export type Order = OverviewOrder;

/** Where the least comes first: the lowest score, the largest fall, the oldest work. */
const ASCENDING: ReadonlySet<Order> = new Set(['attention', 'name', 'key-pages', 'score', 'moved', 'hand-overs']);

/** The direction that a column starts with: what needs work, or is highest, first. */
export const firstDirection = (order: Order): Direction => (ASCENDING.has(order) ? 'ascending' : 'descending');

/** Whether this direction is the reverse of the server's default. */
export const isReversed = (order: Order, direction: Direction): boolean => direction !== firstDirection(order);
