import { OVERVIEW_ORDERS, type Overview, type OverviewOrder } from '@askusnow/sdk';

export type OverviewRow = Overview['libraries'][number];
export type Direction = 'ascending' | 'descending';

/** What the coordinator can sort by; the server sorts, so that the worst is first on the first of many pages. */
export const ORDERS = OVERVIEW_ORDERS;
export type Order = OverviewOrder;

/** The direction that a column starts with: what asks for attention, or what is most. */
export const firstDirection = (order: Order): Direction =>
  order === 'attention' || order === 'name' || order === 'key-pages' ? 'ascending' : 'descending';

/** Whether rows in this direction are the other way round than the server has them by itself. */
export const isReversed = (order: Order, direction: Direction): boolean => direction !== firstDirection(order);
