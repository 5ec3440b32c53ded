// The coordinator reads how the server's periodic work goes; so does Prometheus.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobListSchema, ROLE_POWERS } from '@askusnow/sdk/contract';
import { getJobs, getSystem } from '@askusnow/sdk';
import { messages } from '../../../server/dashboard/out/i18n/system.js';
import { startApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest, connectionTo } from '../../support/app/requests.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { eventually } from '../../support/waiting.ts';

/** Of today. */
const JOBS = 6;

withApp({ engines: ['pglite'], cooperative: COOPERATIVE_FILE }).describe('jobs', (on) => {
  test('jobs: a coordinator sees each with its last and next run, a liaison none of them', async () => {
    const connection = await on.signIn('coordinator');
    await eventually(async () => (await getJobs(connection)).jobs.length >= JOBS);
    const { jobs } = jobListSchema.parse(await getJobs(connection));
    for (const { name } of jobs) assert.notEqual(messages.jobName(name), name, 'its words on the System page');
    for (const { name, lastRunAt, lastSuccessAt, failures, lastFailureAt, nextRunAt } of jobs) {
      assert.deepEqual([lastSuccessAt, failures, lastFailureAt], [lastRunAt, 0, null], name);
      assert.ok(nextRunAt > lastRunAt, name);
    }
    const { status } = await sendRequest(on.app, await on.app.signIn('liaison', ['harford']), 'system/jobs');
    assert.equal(status, 403);
  });

  test('jobs: each has its metrics', async () => {
    const { jobs } = await getJobs(await on.signIn('coordinator'));
    const scrape = await eventually(async () => {
      const text = await on.app.metrics();
      const hasRun = (job: string): boolean => text.includes(`\naskusnow_job_failures_total{job="${job}"}`);
      return jobs.every(({ name }) => hasRun(name)) ? text : null;
    });
    assert.ok(jobs.length >= JOBS);
    for (const { name: job } of jobs) {
      assert.match(scrape, new RegExp(`^askusnow_job_last_run_seconds\\{job="${job}"\\} [\\d.e+]+$`, 'm'));
      assert.match(scrape, new RegExp(`^askusnow_job_last_success_seconds\\{job="${job}"\\} [\\d.e+]+$`, 'm'));
      assert.match(scrape, new RegExp(`^askusnow_job_duration_seconds\\{job="${job}"\\} [\\d.]+$`, 'm'));
      assert.match(scrape, new RegExp(`^askusnow_job_failures_total\\{job="${job}"\\} 0$`, 'm'));
    }
  });

  for (const [engine, powers] of [
    ['pglite', ['superuser']],
    ['postgres', []],
  ] as const)
    test(`database role: on ${engine} the coordinator reads what the server’s role may do`, async (t) => {
      const node = engine === 'pglite' ? on.app : await startApp({ engine, cooperative: COOPERATIVE_FILE });
      if (node !== on.app) t.after(() => node.close());
      const { database } = await getSystem(connectionTo(node, await node.signIn('coordinator')));
      assert.deepEqual([database.kind, database.powers], [engine, powers]);
    });

  test('database role: the System page has words for each right that the role should not have', () => {
    type Database = Parameters<typeof messages.separationWhy>[0];
    const textOf = (database: Database): string =>
      `${messages.separationText(database)} ${messages.separationWhy(database)}`;
    const none = textOf({ kind: 'postgres', powers: [] });
    const texts = ROLE_POWERS.map((power) => textOf({ kind: 'postgres', powers: [power] }));
    assert.equal(new Set([none, ...texts]).size, ROLE_POWERS.length + 1);
    assert.match(textOf({ kind: 'pglite', powers: ['superuser'] }), /The embedded database cannot check/);
  });
});
