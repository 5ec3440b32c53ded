// Out:   what a story is: what makes a request of one operation right, beyond the shapes of its values.
import type { Ask, World } from './world.ts';

/** `as`: the cookie of an account that may; absent: a liaison of harford or, where it may not, the coordinator. Values
 * that are left out are samples by their schema. */
export type Right = Partial<Ask> & { as?: string };

/** Makes what the request needs, anew each time: what it names, changes or removes. */
export type Story = (world: World) => Right | Promise<Right>;
export type Stories = Record<string, Story>;

export const PAST = '2026-11-23T15:00:00.000Z';
export const AHEAD = '2026-12-01T15:00:00.000Z';

interface Listed {
  id: number;
  /** Of work that is handed over; what is withdrawn counts no more. */
  state?: string;
  revision?: number;
  /** Null: the cooperative's. */
  library?: unknown;
}

/** Removes what a library may have so many of. */
export async function removeAll({ make, coordinator }: World, path: string, list: string): Promise<void> {
  const listed = await make<Record<string, Listed[]>>(coordinator, 'GET', path);
  for (const each of listed[list]!.filter(({ library, state }) => library !== null && state !== 'withdrawn')) {
    const query = each.revision === undefined ? '' : `?revision=${each.revision}`;
    await make(coordinator, 'DELETE', `${path}/${each.id}${query}`);
  }
}
