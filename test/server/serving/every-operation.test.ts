// Every operation of /openapi.json succeeds with a right request; with one value of it changed, no fault of the server.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Problem } from '@askusnow/sdk/contract';
import { withStarted } from '../../support/app/fixture.ts';
import { numbersOfBodies, shapedRequests, type OpenApi, type Shaped } from '../../support/app/openapi-input.ts';
import { rightOf, sendAs } from '../../support/operations/right-requests.ts';
import { STORIES } from '../../support/operations/stories.ts';
import { startWorld, type Ask } from '../../support/operations/world.ts';
import { wrongOnes } from '../../support/operations/wrong-values.ts';
import { timesByTier } from '../../support/tier.ts';

/** The same request with a revision that nobody has read; null: it names none. */
function outdate({ body, query, ...ask }: Ask): Ask | null {
  if ('revision' in query) return { ...ask, body, query: { ...query, revision: '99' } };
  if (typeof body === 'object' && body !== null && 'revision' in body)
    return { ...ask, query, body: { ...body, revision: 99 } };
  return null;
}

withStarted({ world: (engine) => startWorld(engine) }).describe('every operation', (on) => {
  let operations: Shaped[];
  let document: OpenApi;
  before(async () => {
    document = (await (await fetch(`${on.world.app.url}/openapi.json`)).json()) as OpenApi;
    operations = shapedRequests(document);
  });

  /** But for jobs that wait for each other: a clock that jumps starts all of them at once. */
  const faults = (): string[] =>
    on.world.app.log.filter((line) => /^fault:(?! too many requests wait)|"level":[56]0/.test(line));

  test('every operation: takes no whole number that the database cannot store', () => {
    /** Stored in eight bytes, limited by another value of the body, or a part of a text. */
    const STORABLE = /heartbeat\.seq$|\.days\.(levels|pages\.questions)$|\.bundle\.diagnostics\./;
    const numbers = numbersOfBodies(document);
    assert.ok(numbers.length > 40, `${numbers.length}`);
    const large = numbers.filter(({ name, maximum }) => maximum >= 2 ** 31 && !STORABLE.test(name));
    assert.deepEqual(large, []);
  });

  test('every operation: answers a right request with 2xx', async () => {
    const known = new Set(operations.map(({ operation }) => operation));
    assert.ok(known.size > 200);
    assert.deepEqual(
      Object.keys(STORIES).filter((operation) => !known.has(operation)),
      [],
    );
    const wrong: string[] = [];
    for (const each of operations) {
      const { ask, as } = await rightOf(on.world, each);
      const { status, text } = await sendAs(on.world, each, ask, as);
      if (status >= 300) wrong.push(`${each.operation}: ${status} ${text}`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(faults(), []);
  });

  test('every operation: an outdated revision is refused with what is stored now', async () => {
    /** What they add is not stored yet. */
    const ADDING = [
      'POST /v1/libraries/{library}/alerts',
      'POST /v1/libraries/{library}/contacts',
      'POST /v1/libraries/{library}/scripts',
      'POST /v1/scripts',
    ];
    const faulty: string[] = [];
    let count = 0;
    for (const each of operations) {
      const { ask, as } = await rightOf(on.world, each);
      const change = outdate(ask);
      if (change === null || ADDING.includes(each.operation)) continue;
      count += 1;
      const { status, text } = await sendAs(on.world, each, change, as);
      const { code, stored } = status === 409 ? (JSON.parse(text) as Problem) : {};
      if (code !== 'stale-revision' || typeof stored !== 'object' || stored === null)
        faulty.push(`${each.operation}: ${status} ${text}`);
    }
    assert.deepEqual(faulty, []);
    assert.ok(count > 25, `${count}`);
  });

  test('every operation: whatever one value of a right request is, no fault of the server', async () => {
    /** One of so many wrong values is tried. */
    const EACH = timesByTier(41, 3);
    /** Accounts and networks have limits: new accounts come before these are reached. */
    const REQUESTS_PER_ACCOUNT = 40;
    const wrong: string[] = [];
    let count = 0;
    for (const each of operations) {
      let right = await rightOf(on.world, each);
      for (const { what, change } of wrongOnes(each, right.ask)) {
        count += 1;
        if (count % EACH > 0) continue;
        if ((count / EACH) % REQUESTS_PER_ACCOUNT === 0) await on.world.renewAccounts();
        const { status, text } = await sendAs(on.world, each, change(right.ask), right.as);
        if (status >= 500) wrong.push(`${each.operation} ${what}: ${status} ${text}`);
        // What a request has changed, or a former one removed, is made anew: the next one must come as far.
        if (status < 400 || status === 404 || status === 409) right = await rightOf(on.world, each);
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(faults(), []);
  });
});
