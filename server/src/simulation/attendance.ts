// In:    the app; the desks' tokens; an instant.
// Out:   a heartbeat of each desk whose page is open then.
// Never: a desk's state from anywhere but the story: desks.ts.
import { addDesk, sendDeskHeartbeat, type Connection } from '@askusnow/sdk';
import type { Client } from './client.ts';
import { deskStateAt, WATCHED_DESKS, type Opening } from './desks.ts';

export interface Desk {
  queue: string;
  token: string;
}

/** From now on these desks say whether somebody is there. */
export const addDesks = (coordinator: Connection): Promise<Desk[]> =>
  Promise.all(
    WATCHED_DESKS.map(async (queue) => {
      const { token } = await addDesk(coordinator, queue, { name: 'Reference desk' });
      return { queue, token };
    }),
  );

/** A desk with its openings of the next days. */
export interface OpenDesk extends Desk {
  openings: Opening[];
}

/** The openings of a desk's own library, which has its name. */
export const withOpenings = (client: Client, desks: readonly Desk[]): Promise<OpenDesk[]> =>
  Promise.all(
    desks.map(async (desk) => {
      const { tiers } = await client.availabilityOf(desk.queue);
      const open = tiers.find(({ tier }) => tier === 'local')?.open ?? [];
      return {
        ...desk,
        openings: open.map(([start, end]) => ({ startMs: Date.parse(start), endMs: Date.parse(end) })),
      };
    }),
  );

/** How many desks have sent one. */
export async function sendHeartbeats(
  client: Client,
  desks: readonly OpenDesk[],
  { seed, nowMs }: { seed: string; nowMs: number },
): Promise<number> {
  const sent = await Promise.all(
    desks.map(async ({ queue, token, openings }) => {
      const state = deskStateAt(queue, openings, { seed, nowMs });
      if (state !== null) await sendDeskHeartbeat(client.connection, token, { state, seq: nowMs });
      return state !== null;
    }),
  );
  return sent.filter(Boolean).length;
}
