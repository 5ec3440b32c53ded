// The SDK's calls for help against the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  askForAssistance,
  callForHelp,
  getAssistance,
  getLibraryAssistance,
  previewAssistance,
  ProblemError,
  stepAssistance,
} from '@askusnow/sdk';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { addDesks } from '../../support/data/desks.ts';

test('SDK assistance: help requests are opened, listed and taken, and a refusal has its code', async () => {
  const node = await startApp({ engine: 'pglite' });
  await addDesks(node.database);
  await addHelpRecipient(node.database, 'statewide');
  await node.registry.reload();
  const connection = connectionTo(node, await node.signIn('liaison', ['harford']));
  const { requests } = await callForHelp(connection, 'harford-desk', { note: 'Five at once' });
  assert.equal(requests[0]?.owner, 'statewide', 'nobody is told at the library: passed at once');
  const start = new Date(Date.now() + 24 * HOUR_MS).toISOString();
  const end = new Date(Date.now() + 26 * HOUR_MS).toISOString();
  const opening = { queue: 'harford-desk', reason: 'by-hand', gap: { start, end } } as const;
  const plan = await previewAssistance(connection, 'harford', opening);
  assert.deepEqual(
    plan.calls.filter(({ recipients }) => recipients > 0).map(({ tier }) => tier),
    ['statewide'],
  );
  const asked = await askForAssistance(connection, 'harford', opening);
  await assert.rejects(
    askForAssistance(connection, 'harford', opening),
    (error) => error instanceof ProblemError && error.problem.code === 'already-open',
  );
  const taken = await stepAssistance(connection, asked.id, {
    step: 'taken',
    revision: asked.revision,
    taker: { library: 'harford' },
  });
  assert.equal(taken.state, 'taken');
  assert.deepEqual(
    (await getAssistance(connection)).requests.map(({ id }) => id),
    (await getLibraryAssistance(connection, 'harford')).requests.map(({ id }) => id),
  );
  const coordinator = connectionTo(node, await node.signIn('coordinator'));
  assert.equal((await previewAssistance(coordinator, null, { ...opening, queue: 'state' })).already, null);
  const shared = await askForAssistance(coordinator, null, { ...opening, queue: 'state' });
  assert.deepEqual([shared.library, shared.owner], [null, 'statewide']);
  await node.close();
});
