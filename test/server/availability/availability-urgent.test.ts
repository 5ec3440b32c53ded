// The cooperative's urgent line in every answer, from the file to the wire, only where it is set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Availability } from '@askusnow/sdk';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { startApp } from '../../support/app/app.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { oneLibrary } from '../../support/app/one-library.ts';
import { eventually } from '../../support/waiting.ts';
const URGENT = { text: 'In a crisis? Call or text 988.', phone: '1-800-273-TALK' };

forEachEngineByTier((engine) => {
  test('urgent line: is absent until the file sets it, and comes with the next import', async () => {
    const FILE = oneLibrary({ origin: 'https://www.harford.example.org', chat: 'https://chat.example.org/' });
    const server = await startApp({ engine, cooperative: FILE });
    try {
      const answer = async (): Promise<Availability> =>
        (await (await fetch(`${server.url}/v1/libraries/harford/availability`)).json()) as Availability;
      assert.ok(!('urgent' in (await answer())));
      const text = FILE.replace(
        'name: Test cooperative',
        `name: Test cooperative\n  urgent: ${JSON.stringify(URGENT)}`,
      );
      const by = { fileName: 'cooperative.yaml', variables: {}, egressAllow: [], replace: false, by: 'test' };
      const result = await importCooperative(server.database, text, { ...by, nowMs: Date.now() });
      assert.match(JSON.stringify(result), /urgent line/);
      assert.ok(await eventually(async () => (await answer()).urgent !== undefined));
      assert.deepEqual((await answer()).urgent, { ...URGENT, tel: '18002738255' });
    } finally {
      await server.close();
    }
  });
});
