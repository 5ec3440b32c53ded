// The languages in which a desk answers, from the file to every answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Availability } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';

const ALWAYS = 'hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }';
const FILE = `
cooperative:
  name: Test cooperative
  languages: [fr]
queues:
  - { id: desk, name: Harford desk, tier: local, zone: America/New_York, ${ALWAYS} }
  - { id: state, name: Statewide desk, tier: statewide, zone: America/New_York, ${ALWAYS}, languages: [en, es, fr] }
libraries:
  - id: harford
    name: Harford
    zone: America/New_York
    live: true
    queues: { local: { queue: desk, chat: "https://chat.example.org/" }, statewide: { queue: state } }
  - id: cecil
    name: Cecil
    zone: America/New_York
    live: true
    queues: { local: { queue: desk, chat: "https://chat.example.org/" } }
`;

withApp({ cooperative: FILE }).describe('languages of a desk', (on) => {
  test('languages of a desk: an answer names the tier for each; without a desk that names one it names none', async () => {
    const answer = async (library: string): Promise<Availability> =>
      (await (await fetch(`${on.app.url}/v1/libraries/${library}/availability`)).json()) as Availability;
    const { tier, byLanguage } = await answer('harford');
    assert.deepEqual([tier, byLanguage], ['local', { en: 1, es: 1, fr: 1 }]);
    assert.ok(!('byLanguage' in (await answer('cecil'))));
  });
});
