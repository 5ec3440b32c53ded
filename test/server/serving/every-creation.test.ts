// Every request that creates something creates one when it is sent again, because its answer was lost.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import * as contract from '@askusnow/sdk/contract';
import type { Endpoint } from '@askusnow/sdk/contract';
import { CONTENTS } from '../../../server/src/schema.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';
import { withStarted } from '../../support/app/fixture.ts';
import { shapedRequests, type OpenApi, type Shaped } from '../../support/app/openapi-input.ts';
import { rightOf, sendAs } from '../../support/operations/right-requests.ts';
import { startWorld } from '../../support/operations/world.ts';

const creating = Object.entries(contract)
  .filter(([name]) => name.endsWith('Api'))
  .flatMap(([, api]) => Object.values(api as Record<string, Endpoint>))
  .filter(({ status }) => status === 201)
  .map(({ route }): string => route);

const TABLES = Object.keys(CONTENTS);
const counts = sql.join(
  TABLES.map((table) => sql`select ${sql.lit(table)} as table, count(*)::integer as count from ${sql.table(table)}`),
  sql` union all `,
);

/** A secret is in one answer only: sent again, the request has another. */
const withoutSecrets = (text: string): string => text.replace(/[\w-]{43}/g, 'secret');

withStarted({ world: () => startWorld(GATE_ENGINE) }, [GATE_ENGINE]).describe('every creation', (on) => {
  let document: OpenApi;
  let shaped: Map<string, Shaped>;
  before(async () => {
    document = (await (await fetch(`${on.world.app.url}/openapi.json`)).json()) as OpenApi;
    shaped = new Map(shapedRequests(document).map((each) => [each.operation, each]));
  });

  const countRows = async (): Promise<Map<string, number>> => {
    const { rows } = await counts.$castTo<{ table: string; count: number }>().execute(on.world.app.database.db);
    return new Map(rows.map(({ table, count }) => [table, count]));
  };

  /** Sends it twice. The client has the second answer alone: the first, of what is committed, is lost on its way. */
  async function faultsOf(operation: string, headers: Record<string, string>): Promise<string[]> {
    const each = shaped.get(operation)!;
    const { ask, as } = await rightOf(on.world, each);
    const send = () => sendAs(on.world, each, { ...ask, headers: { ...ask.headers, ...headers } }, as);
    const empty = await countRows();
    const lost = await send();
    const once = await countRows();
    const again = await send();
    const twice = await countRows();
    const grown = TABLES.filter((table) => once.get(table)! > empty.get(table)!);
    const doubled = grown.filter((table) => twice.get(table)! > once.get(table)!);
    return [
      ...(lost.status === 201 && again.status === 201 ? [] : [`${lost.status}, then ${again.status}: ${again.text}`]),
      ...(grown.length > 0 ? [] : ['creates nothing']),
      ...doubled.map((table) => `creates another ${table}`),
      ...(withoutSecrets(again.text) === withoutSecrets(lost.text)
        ? []
        : [`answers first ${lost.text}, then ${again.text}`]),
    ].map((fault) => `${operation}: ${fault}`);
  }

  test('every creation: is declared in the contract, and so takes a key', () => {
    const answering = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { responses }]) => '201' in responses)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(answering.toSorted(), creating.toSorted());
  });

  test('every creation: sent again since its answer was lost: one row, and the answer is that row’s', async () => {
    const faults: string[] = [];
    for (const [n, operation] of creating.entries())
      faults.push(...(await faultsOf(operation, { 'idempotency-key': `key-${n}` })));
    assert.deepEqual(faults, []);
  });

  test('every creation: mutant: without a key the second request adds a second row, and is found', async () => {
    const faults = await faultsOf('POST /v1/libraries/{library}/training', {});
    assert.ok(
      faults.some((fault) => fault.endsWith('creates another training_session')),
      faults.join('\n'),
    );
  });
});
