import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { toYaml } from '../../../server/src/cooperative-file/export.ts';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { toPresentKinds } from '../../../server/src/cooperative-file/former-names.ts';
import { unscheduledGaps } from '../../../server/src/schedule/expansion/gaps.ts';
import { toRanges } from '../../../server/src/schedule/expansion/schedule.ts';
import type { Cooperative } from '../../../server/src/cooperative-file/schema.ts';
import { aCooperative } from '../../support/app/a-cooperative.ts';
import { fileOptions } from '../../support/data/cooperative-text.ts';

function cooperativeOf(text: string): Cooperative {
  const parsed = parseCooperativeFile(text, fileOptions);
  assert.ok('cooperative' in parsed, JSON.stringify(parsed));
  return parsed.cooperative;
}

test('cooperative’s file: any cooperative, written as a file, is read back the same', async () => {
  await fc.assert(
    fc.asyncProperty(aCooperative, async (cooperative) =>
      assert.deepEqual(cooperativeOf(await toYaml(cooperative)), cooperative),
    ),
    { numRuns: 200 },
  );
});

const example = readFileSync(join(import.meta.dirname, '../../../examples/maryland.yaml'), 'utf8');

test('cooperative’s file: the Maryland file has 24 live systems, each with three tiers, its own desk and an origin', () => {
  const { queues, libraries } = cooperativeOf(example);
  assert.equal(libraries.length, 24);
  assert.equal(queues.length, 26);
  for (const library of libraries) {
    assert.ok(library.live);
    assert.deepEqual(Object.keys(library.queues), ['local', 'statewide', 'global']);
    assert.equal(library.queues.local?.queue, library.id);
    assert.deepEqual(library.origins, [fileOptions.variables.PUBLIC_URL]);
    assert.ok(library.keyPages.length >= 3);
  }
});

test('cooperative’s file: every desk and every chat of the Maryland file says that it is the demonstration', () => {
  const { cooperative, queues, libraries } = cooperativeOf(example);
  assert.match(cooperative.name, /demonstration/);
  for (const queue of queues) {
    assert.match(queue.name, /\(demonstration\)$/);
    assert.match(queue.note ?? '', /^Demo hours/);
  }
  for (const { queues: uses } of libraries) {
    for (const use of Object.values(uses))
      assert.ok(use?.chat?.startsWith(`${fileOptions.variables.PUBLIC_URL}/demo/chat/`));
  }
});

test('cooperative’s file: the Maryland file schedules some desks and leaves gaps that a forecast shows, two desks send heartbeats', async () => {
  const { queues } = cooperativeOf(example);
  const nowMs = Date.parse('2026-11-24T17:00:00Z');
  const window = { startMs: nowMs, endMs: nowMs + 14 * 86_400_000 };
  const withGaps: typeof queues = [];
  for (const queue of queues) {
    const { zone, tier, hours, shifts } = queue;
    const ranges = await toRanges({ zone, tier, hours, shifts, closedUntilMs: null, feed: null }, window, nowMs);
    const of = (kind: 'hours' | 'shift') => ranges.filter((range) => range.kind === kind);
    if (unscheduledGaps(of('hours'), of('shift')).length > 0) withGaps.push(queue);
  }
  assert.deepEqual(
    withGaps.map(({ id }) => id),
    ['garrett', 'harford', 'statewide'],
  );
  assert.deepEqual(
    queues.filter(({ presence }) => presence?.kind === 'heartbeat').map(({ id }) => id),
    ['kent', 'talbot'],
  );
});

test('cooperative’s file: the Maryland file, exported, is read back the same', async () => {
  const cooperative = cooperativeOf(example);
  assert.deepEqual(cooperativeOf(await toYaml(cooperative)), cooperative);
});

test('cooperative’s file: the example of docs/cooperative-file.md is right', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/cooperative-file.md'), 'utf8');
  const [, file] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  assert.equal(cooperativeOf(file ?? '').libraries.length, 1);
});

test('cooperative’s file: the former name of a kind of page is taken, and the present one printed', async () => {
  const former = example
    .replaceAll('kind: catalog-results', 'kind: catalogue-results')
    .replace(
      'queues:',
      'standard: { rules: [{ kind: first-screen, id: results, title: Results, page: catalogue-results, weight: 1 }] }\nqueues:',
    );
  assert.ok(former.includes('kind: catalogue-results'));
  const printed = await toYaml(cooperativeOf(former));
  assert.doesNotMatch(printed, /catalogue-results/);
  assert.match(printed, /page: catalog-results/);
  assert.match(printed, /kind: catalog-results/);
});

test('cooperative’s file: a library that was registered under the former name of a kind, as an undo reads it, has the present one', () => {
  const library = { keyPages: [{ kind: 'catalogue-results' }, { kind: 'home' }, {}] };
  toPresentKinds(library);
  assert.deepEqual(library.keyPages, [{ kind: 'catalog-results' }, { kind: 'home' }, {}]);
  toPresentKinds(null);
});
