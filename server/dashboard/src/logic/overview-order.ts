import { OVERVIEW_ORDERS, type Overview, type OverviewOrder } from '@askusnow/sdk';

export type OverviewRow = Overview['libraries'][number];
export type Direction = 'ascending' | 'descending';

/** The orders of the overview. The server sorts, so that the worst of all pages comes first. */
export const ORDERS = OVERVIEW_ORDERS;
export type Order = OverviewOrder;

/** The direction that a column starts with: most urgent or highest first. */
export const firstDirection = (order: Order): Direction =>
  order === 'attention' || order === 'name' || order === 'key-pages' ? 'ascending' : 'descending';

/** Whether this direction is the reverse of the server's default. */
export const isReversed = (order: Order, direction: Direction): boolean => direction !== firstDirection(order);
