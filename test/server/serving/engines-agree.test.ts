// Each read answers the same on both engines: on the embedded database there are no policies of rows, and no settings of theirs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { ENGINES } from '../../support/app/database.ts';
import { shapedRequests, type OpenApi, type Shaped } from '../../support/app/openapi-input.ts';
import { rightOf, sendAs } from '../../support/operations/right-requests.ts';
import { startWorld, type World } from '../../support/operations/world.ts';

/** What they tell is of the server itself. */
const OF_THE_SERVER = ['GET /health', 'GET /health/ready', 'GET /metrics', 'GET /v1/system', 'GET /v1/system/jobs'];

describe('both engines', () => {
  const worlds: World[] = [];
  let reads: Shaped[];
  before(async () => {
    for (const engine of ENGINES) worlds.push(await startWorld(engine));
    const document = (await (await fetch(`${worlds[0]!.app.url}/openapi.json`)).json()) as OpenApi;
    reads = shapedRequests(document).filter(
      ({ operation: name }) => name.startsWith('GET ') && !OF_THE_SERVER.includes(name),
    );
  });
  after(async () => {
    for (const world of worlds) await world.close();
  });

  async function answerOf(world: World, each: Shaped): Promise<string> {
    const { ask, as } = await rightOf(world, each);
    const { status, text } = await sendAs(world, each, ask, as);
    // The database's own clock dates an account.
    return `${status} ${text.replaceAll(world.app.url, '').replaceAll(/"createdAt":"[^"]+"/g, '')}`;
  }
  async function differences(): Promise<string[]> {
    const found: string[] = [];
    for (const each of reads) {
      const answers = new Set<string>();
      for (const world of worlds) answers.add(await answerOf(world, each));
      if (answers.size > 1) found.push([each.operation, ...answers].join('\n'));
    }
    return found;
  }

  test('both engines: each read answers the same', async () => {
    assert.ok(reads.length > 120, `${reads.length}`);
    assert.deepEqual(await differences(), []);
  });

  test('both engines: mutant: a function that goes by a setting of the policies alone is found', async () => {
    const [embedded] = worlds;
    await sql`create or replace function library_accounts(text) returns jsonb language sql as
      $$ select '[{"id": 0, "label": "somebody", "role": "viewer"}]'::jsonb
        where current_setting('askusnow.work', true) = 'cooperative' $$`.execute(embedded!.app.database.db);
    const found = await differences();
    assert.deepEqual(
      found.map((each) => each.split('\n')[0]),
      ['GET /v1/libraries/{library}/colleagues'],
    );
  });
});
