// Lists of requests in pages: open ones by age, then those over, latest first; how many were notified of each.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { getAssistance } from '@askusnow/sdk';
import { assistanceListSchema, type AssistanceList } from '@askusnow/sdk/contract';
import { CLOCK } from '../../../server/src/help/assistance/record.ts';
import { openHelp, takeStep } from '../../../server/src/help/assistance/store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest, connectionTo } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';

const HOUR = 3_600_000;
const [OPEN, OVER] = [5, 7];

withApp({
  desks: true,
  as: { coordinator: ['coordinator'], harford: ['liaison', 'harford'] },
}).describe('requests in pages', (on) => {
  let startMs = 0;
  const ask = async (path: string, cookie = on.cookies.coordinator): Promise<AssistanceList> =>
    (await sendRequest<AssistanceList>(on.app, cookie, path)).body;

  before(async () => {
    startMs = Date.now();
    for (let index = 0; index < OPEN + OVER; index += 1) {
      const gap = { startMs: startMs + (index + 1) * 3 * HOUR, endMs: startMs + (index + 1) * 3 * HOUR + HOUR };
      const asked = {
        library: 'harford',
        queue: 'harford-desk',
        reason: 'by-hand',
        note: null,
        ...gap,
      } as const;
      const { id, standing } = await openHelp(on.app, asked, CLOCK, startMs + index, true);
      if (index < OPEN) continue;
      const closed = { id, made: { step: 'closed' }, revision: standing.revision, by: CLOCK, note: null } as const;
      await takeStep(on.app, closed, startMs + 100 + index);
    }
  });

  test('request pages: every page has the next rows of the one list, and says how long it is', async () => {
    const all = assistanceListSchema.parse(await ask('assistance'));
    assert.deepEqual([all.total, all.open, all.requests.length], [OPEN + OVER, OPEN, OPEN + OVER]);
    const over = all.requests.slice(OPEN).map(({ overAt }) => overAt!);
    assert.deepEqual(over, over.toSorted().toReversed());
    for (const [path, cookie] of [
      ['assistance', on.cookies.coordinator],
      ['assistance', on.cookies.harford],
      ['libraries/harford/assistance', on.cookies.harford],
    ] as const) {
      const paged: number[] = [];
      for (let offset = 0; offset < OPEN + OVER + 4; offset += 4) {
        const { requests, total, open } = await ask(`${path}?limit=4&offset=${offset}`, cookie);
        assert.deepEqual([total, open], [OPEN + OVER, OPEN]);
        paged.push(...requests.map(({ id }) => id));
      }
      assert.deepEqual(
        paged,
        all.requests.map(({ id }) => id),
        path,
      );
    }
    const page = await getAssistance(connectionTo(on.app, on.cookies.coordinator), { limit: 2, offset: OPEN - 1 });
    assert.deepEqual(
      page.requests.map(({ id }) => id),
      all.requests.slice(OPEN - 1, OPEN + 1).map(({ id }) => id),
    );
  });

  test('request pages: a page that cannot be is refused, and the field named', async () => {
    for (const field of ['limit', 'offset']) {
      const { status, body } = await sendRequest(on.app, on.cookies.coordinator, `assistance?${field}=-1`);
      assert.deepEqual([status, body.errors?.[0]?.field], [422, field]);
    }
  });

  test('request pages: an opened request without recipients shows so; the next one has recipients', async () => {
    assert.deepEqual(new Set((await ask('assistance')).requests.map(({ told }) => told)), new Set([0]));
    await addHelpRecipient(on.app.database, 'local', 'harford');
    await addHelpRecipient(on.app.database, 'statewide');
    const gap = { startMs: startMs - 2 * HOUR, endMs: startMs + HOUR };
    const asked = { library: 'harford', queue: 'harford-desk', reason: 'by-hand', note: null, ...gap } as const;
    const { id, standing } = await openHelp(on.app, asked, CLOCK, startMs, true);
    const told = async () => (await ask('assistance')).requests.find((request) => request.id === id)?.told;
    assert.equal(await told(), 1);
    const escalated = {
      id,
      made: { step: 'escalated' },
      revision: standing.revision,
      by: CLOCK,
      note: null,
    } as const;
    await takeStep(on.app, escalated, standing.deadlineMs!);
    assert.equal(await told(), 2);
  });
});
