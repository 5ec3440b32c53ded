import type { AssistanceList, AssistanceRequest, Problem, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../server/src/db/database.ts';
import type { TestApp } from './app.ts';

/** Somebody who is told of requests: at a tier, or, local, of one library's. */
export async function addHearer({ db }: Database, tier: Tier, library: string | null = null): Promise<void> {
  await db
    .insertInto('notice_recipient')
    .values({
      tier,
      library_id: library,
      channel: 'atom',
      address: null,
      secret: null,
      token_hash: null,
      kinds: ['assistance-opened', 'assistance-escalated', 'assistance-taken', 'assistance-over'],
      created_at: new Date(0),
      by: 'test',
      stopped_at: null,
    })
    .execute();
}

/** Asks a node as the bearer of a cookie; with a body it is a POST. */
export async function askNode<Body = AssistanceRequest & AssistanceList>(
  node: TestApp,
  cookie: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Body & Problem }> {
  const reply = await fetch(`${node.url}/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, origin: node.config.publicUrl, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: reply.status, body: (await reply.json()) as Body & Problem };
}

/** A request of harford's that a tier has taken. */
export async function openTaken(
  { db }: Database,
  { tier, startMs, endMs }: { tier: Tier; startMs: number; endMs: number | null },
): Promise<void> {
  const start = new Date(startMs);
  await db
    .insertInto('assistance_request')
    .values({
      library_id: 'harford',
      queue_id: 'harford-desk',
      reason: 'by-hand',
      state: 'taken',
      gap_starts_at: start,
      gap_ends_at: endMs === null ? null : new Date(endMs),
      owner: 'local',
      deadline_at: null,
      taken_tier: tier,
      taken_library_id: null,
      note: null,
      opened_at: start,
      over_at: null,
      version: 2,
    })
    .execute();
}
