// Alerts for those who answer a library's patrons: who writes and reads them, their end, and that patrons see none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addAlert,
  changeAlert,
  endAlert,
  getAlerts,
  getAllAlerts,
  getAudit,
  getAvailability,
  getLibraryMessage,
  setLibraryMessage,
  type AlertChange,
} from '@askusnow/sdk';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { pause } from '../../support/waiting.ts';

const TEXT = 'The public printers are down until Friday.';

const refusalOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    ({ problem }: { problem?: { status: number; code: string; errors?: { field: string; message: string }[] } }) =>
      [problem?.status, problem?.code, ...(problem?.errors ?? []).map(({ field }) => field)].join(' '),
  );

withApp({ now: '2026-11-24T12:00:00.000Z' }).describe('alerts', (on) => {
  const alert = (change: Partial<AlertChange> = {}): AlertChange => ({
    ...{ text: TEXT, until: new Date(on.clock.now() + 3 * DAY_MS).toISOString(), revision: 0 },
    ...change,
  });

  test('alerts: a liaison adds one, every account reads it, and it is gone at its end', async () => {
    const liaison = await on.signIn('liaison', ['harford']);
    const provider = await on.signIn('provider');
    const made = await addAlert(liaison, 'harford', alert());
    assert.deepEqual(
      [made.text, made.library, made.by, made.revision],
      [TEXT, { id: 'harford', name: '=Harford, "County"' }, 'liaison harford', 1],
    );
    const textsIn = async (library?: string) =>
      (await (library === undefined ? getAllAlerts(provider) : getAlerts(provider, library))).alerts.map(
        ({ text }) => text,
      );
    assert.deepEqual([await textsIn('harford'), await textsIn('cecil'), await textsIn()], [[TEXT], [], [TEXT]]);
    on.clock.advance(3 * DAY_MS - 1);
    assert.deepEqual(await textsIn('harford'), [TEXT]);
    on.clock.advance(1);
    assert.deepEqual([await textsIn('harford'), await textsIn()], [[], []]);
    assert.equal(await refusalOf(endAlert(liaison, 'harford', made.id, made)), '404 not-found');
    const { id } = await addAlert(liaison, 'harford', alert());
    const stored = await on.app.database.db.selectFrom('provider_alert').select('id').execute();
    assert.deepEqual(stored, [{ id }], 'what has ended is deleted');
    await endAlert(liaison, 'harford', id, { revision: 1 });
  });

  test('alerts: only the library’s own people and the coordinator change them', async () => {
    const provider = await on.signIn('provider');
    const viewer = await on.signIn('viewer', ['harford']);
    const other = await on.signIn('liaison', ['cecil']);
    const coordinator = await on.signIn('coordinator');
    const made = await addAlert(coordinator, 'harford', alert());
    const { id } = made;
    for (const [who, refusal] of [
      [provider, '403 own-account-only'],
      [viewer, '403 read-only'],
      [other, '404 unknown-library'],
    ] as const) {
      assert.equal(await refusalOf(addAlert(who, 'harford', alert())), refusal);
      assert.equal(await refusalOf(changeAlert(who, 'harford', id, alert({ revision: 1 }))), refusal);
      assert.equal(await refusalOf(endAlert(who, 'harford', made.id, made)), refusal);
    }
    assert.equal(await refusalOf(changeAlert(other, 'cecil', id, alert({ revision: 1 }))), '404 not-found');
    await endAlert(coordinator, 'harford', made.id, made);
  });

  test('alerts: each change is in the audit log, and none silently overwrites another', async () => {
    const liaison = await on.signIn('liaison', ['harford']);
    const made = await addAlert(liaison, 'harford', alert());
    const { id } = made;
    const changed = await changeAlert(liaison, 'harford', id, alert({ text: 'One printer is down.', revision: 1 }));
    assert.equal(
      await refusalOf(changeAlert(liaison, 'harford', id, alert({ text: 'Late.', revision: 1 }))),
      '409 stale-revision',
    );
    assert.equal(
      await refusalOf(endAlert(liaison, 'harford', made.id, made)),
      '409 stale-revision',
      'a colleague’s is not ended',
    );
    await endAlert(liaison, 'harford', changed.id, changed);
    const { entries } = await getAudit(await on.signIn('coordinator'), {});
    const own = entries.filter(({ action }) => action.startsWith('alert-')).slice(0, 3);
    assert.deepEqual(
      own.map(({ action, before, after }) => [
        action,
        (before as AlertChange | null)?.text ?? null,
        (after as AlertChange | null)?.text ?? null,
      ]),
      [
        ['alert-removed', 'One printer is down.', null],
        ['alert-changed', TEXT, 'One printer is down.'],
        ['alert-added', null, TEXT],
      ],
    );
  });

  test('alerts: an end in the past or far away, no text, and marks of direction are refused by field', async () => {
    const liaison = await on.signIn('liaison', ['harford']);
    const at = (ms: number): string => new Date(on.clock.now() + ms).toISOString();
    for (const [change, field] of [
      [{ until: at(0) }, 'until'],
      [{ until: at(60 * DAY_MS + 1000) }, 'until'],
      [{ until: 'Friday' }, 'until'],
      [{ text: '  ' }, 'text'],
      [{ text: 'x'.repeat(501) }, 'text'],
      [{ text: 'Printers ‮nwod' }, 'text'],
      [{ text: 'Printers\u0000' }, 'text'],
    ] as const)
      assert.equal(
        await refusalOf(addAlert(liaison, 'harford', alert(change))),
        `422 invalid-request ${field}`,
        JSON.stringify(change),
      );
  });

  test('alerts: twenty at once are enough', async () => {
    const liaison = await on.signIn('liaison', ['cecil']);
    for (let count = 0; count < 20; count++) await addAlert(liaison, 'cecil', alert({ text: `Alert ${count}` }));
    assert.equal(await refusalOf(addAlert(liaison, 'cecil', alert())), '409 quota-reached');
    on.clock.advance(3 * DAY_MS);
    await addAlert(liaison, 'cecil', alert());
  });

  test('alerts: patrons see none of it; mutant: one that is public by default is seen beside the button', async () => {
    const liaison = await on.signIn('liaison', ['harford']);
    const stored = async () => (await getLibraryMessage(liaison, 'harford')).message?.text;
    const seen = async () => (await getAvailability({ endpoint: on.app.url }, 'harford')).message?.text;
    const change = alert({ text: 'Internal.' });
    await addAlert(liaison, 'harford', change);
    assert.deepEqual([await stored(), await seen()], [undefined, undefined]);
    const publicByDefault = async (): Promise<void> => {
      await addAlert(liaison, 'harford', change);
      await setLibraryMessage(liaison, 'harford', { text: change.text, until: change.until, revision: 0 });
    };
    await publicByDefault();
    assert.equal(await stored(), 'Internal.');
    while ((await seen()) !== 'Internal.') await pause(20);
  });
});
