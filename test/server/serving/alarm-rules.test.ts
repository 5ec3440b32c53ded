// The alarm rules name metrics that are there, on both engines, and say what to do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { startApp } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { ENGINES_BY_TIER } from '../../support/app/database.ts';
import { untilRan } from '../../support/app/job-runs.ts';
import { unknownMetrics } from '../../support/app/metric-names.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { eventually } from '../../support/waiting.ts';

interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string; description: string };
}
const file = join(import.meta.dirname, '../../../examples/monitoring/askusnow.rules.yml');
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

const queries = rules.map(({ alert, expr }) => ({ name: alert, expr }));

for (const engine of ENGINES_BY_TIER) {
  test(`alarm rules: on ${engine}, every metric they name is on /metrics with a value`, async () => {
    /** Labels' values in the rules, by metric: `askusnow_batches_total{result="busy"}`. */
    const LEASES = /lease=~"([^"]+)"/;
    const app = await startApp({ engine, cooperative: COOPERATIVE_FILE });
    const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
    await fetch(`${app.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) });
    const named = rules
      .map(({ expr }) => LEASES.exec(expr)?.[1])
      .find((names) => names !== undefined)!
      .split('|');
    // On a busy machine the write check and the first runs of jobs take their time.
    await untilRan(app.database, named);
    await eventually(async () => /^askusnow_ready 1$/m.test(await app.metrics()));
    const scrape = await app.metrics();
    await app.close();
    assert.deepEqual(unknownMetrics(queries, scrape), []);
    for (const line of [
      /^askusnow_ready 1$/m,
      /^askusnow_nodes 1$/m,
      /^askusnow_clock_skew_seconds -?\d/m,
      /^askusnow_last_commit_age_seconds \d+(\.\d+)?$/m,
      /^askusnow_ingest_stalled_writes 0$/m,
      /^askusnow_database_waiting\{purpose="ingest"\} 0$/m,
      /^askusnow_database_refused_total\{purpose="people"\} 0$/m,
      /^askusnow_notices_due 0$/m,
      /^askusnow_partition_days_ahead_batches 3$/m,
      /^askusnow_partition_days_ahead_hours [3-6]\d$/m,
    ])
      assert.match(scrape, line);
    const held = [...scrape.matchAll(/^askusnow_lease_held\{lease="(.+)"\} [01]$/gm)].map(([, lease]) => lease);
    assert.deepEqual(
      named.filter((lease) => !held.includes(lease)),
      [],
    );
  });
}

test('alarm rules: each says in a sentence what is wrong, and in another what to do', () => {
  assert.ok(rules.length >= 10);
  for (const { alert, annotations } of rules) {
    assert.match(annotations.summary, /^[A-Z].{15,90}\.$/, alert);
    assert.match(annotations.description, /^\S.{30,260}\.$/, alert);
  }
});

test('alarm rules: mutant: rules that name a metric that was renamed are found', () => {
  assert.deepEqual(unknownMetrics([{ name: 'A', expr: 'askusnow_stream > 0' }], '# TYPE askusnow_streams gauge'), [
    'A: askusnow_stream',
  ]);
});
