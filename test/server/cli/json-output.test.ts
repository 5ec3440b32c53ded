// `--json`: one document on standard output, of the type that server/src/cli/json-output.ts gives it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../../server/src/cli/commands.ts';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import type { JsonOutput } from '../../../server/src/cli/json-output.ts';
import { runCommand, type OneShot } from '../../../server/src/cli/run.ts';
import { readCommand } from '../../../server/src/cli/words.ts';
import { loadConfig } from '../../../server/src/platform/config.ts';
import { schemaOperations } from '../../../server/src/schema-operations.ts';
import { commandLine } from '../../support/app/command-line.ts';
import { askusnow, startServerProcess, type Environment } from '../../support/app/process.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { startLibrarySite } from '../../support/peers/library-site.ts';

const { files, right, environment } = commandLine('pglite');
const wrong = files.write('wrong.yaml', COOPERATIVE_FILE.replace('America/New_York', 'America/Bel_Air'));
const backup = join(files.path, 'today.gz');
const tried = new Set<string>();

async function read<Key extends keyof JsonOutput>(
  words: string[],
  { code = EXIT.done, here = environment }: { code?: number; here?: Environment } = {},
): Promise<JsonOutput[Key]> {
  tried.add(words[0]!);
  const printed: string[] = [];
  const terminal = { print: (line: string) => void printed.push(line), complain: () => undefined };
  const command = readCommand([...words, '--json']) as OneShot;
  assert.equal(await runCommand(command, loadConfig(here), terminal, schemaOperations), code, words.join(' '));
  return JSON.parse(printed.join('\n')) as JsonOutput[Key];
}

test('--json: what is wrong with a file, what an import changes, and that it changes nothing again', async () => {
  assert.deepEqual(await read<'migrate'>(['migrate']), { applied: [] });
  assert.deepEqual(await read<'check FILE'>(['check', right]), { libraries: 2, queues: 2, warnings: [] });
  for (const words of [
    ['check', wrong],
    ['import', wrong],
  ]) {
    const refused = await read<'import'>(words, { code: EXIT.failed });
    assert.ok('errors' in refused);
    const [{ file, field, line } = { file: '', field: '', line: 0 }] = refused.errors;
    assert.deepEqual([file, /zone$/.test(field), line > 0], [wrong, true, true]);
  }
  const imported = await read<'import'>(['import', right]);
  assert.ok('changes' in imported && imported.changes.length > 1);
  assert.deepEqual(await read<'import'>(['import', right]), { changes: [], warnings: [] });
});

test('--json: a link, accounts, a score and a checklist, also through the running server', async (t) => {
  const server = await startServerProcess(environment);
  t.after(() => server.signal('SIGKILL'));
  const { link, isServed } = await read<'invite'>(['invite', '--role', 'liaison', '--library', 'harford']);
  assert.ok(link.startsWith(`${server.url}/sign-in/`) && isServed);
  const [account] = await read<'accounts'>(['accounts']);
  assert.deepEqual([account?.id, account?.role, account?.libraries], [1, 'liaison', ['harford']]);
  await server.signal('SIGTERM');
  assert.equal((await read<'score'>(['score', '--library', 'harford'])).library, 'harford');
  const partner = await read<'check --library'>(['check', '--library', 'harford'], { code: EXIT.failed });
  assert.ok(partner.unmet > 0 && partner.lines.some(({ state }) => state === 'unmet'));
});

test('--json: the checks of a database, and what a backup holds', async () => {
  const { counts, integrity, auditLog, sealed, role } = await read<'verify'>(['verify']);
  assert.deepEqual([counts.differences, integrity.faults, auditLog.broken, sealed.unopened], [[], [], null, 0]);
  assert.equal(role.kind, 'pglite');
  const { rows } = await read<'backup'>(['backup', backup]);
  assert.equal((await read<'backup'>(['verify', backup])).rows, rows);
  const here = { DATA_DIR: join(files.path, 'restored') };
  assert.equal((await read<'backup'>(['restore', backup], { here })).rows, rows);
});

test('--json: pages in the order of the arguments, and what a redesign loses', async (t) => {
  const text = `<p>${'Books, music and films. '.repeat(20)}</p>`;
  const site = await startLibrarySite({ '/new': text, '/other': text });
  t.after(() => site.close());
  const here = { ...environment, EGRESS_ALLOW: site.host };
  const pages = [`${site.url}/lost`, `${site.url}/new`];
  const reports = await read<'doctor'>(['doctor', ...pages], { code: EXIT.failed, here });
  assert.deepEqual(
    reports.map(({ page, state }) => [page, state]),
    [
      [pages[0], 'unreachable'],
      [pages[1], 'absent'],
    ],
  );
  const words = ['doctor', '--before', pages[1]!, '--after', `${site.url}/other`];
  assert.deepEqual((await read<'doctor --before --after'>(words, { here })).lost, []);
});

test('--json: standard output has the document and nothing else; a command that fails without one has its sentence on standard error', async () => {
  const accounts = await askusnow(['accounts', '--json'], environment);
  assert.deepEqual([accounts.code, accounts.complaints], [EXIT.done, '']);
  assert.equal((JSON.parse(accounts.output) as JsonOutput['accounts']).length, 1);
  const { code, output, complaints } = await askusnow(['score', '--library', 'nowhere', '--json'], environment);
  assert.deepEqual([code, output, complaints], [EXIT.usage, '', 'askusnow score: there is no library "nowhere"\n']);
});

test('--json: each command that has it is tried here', () => {
  const having = COMMANDS.filter(([, , , ...options]) => options.some(({ long }) => long === '--json'));
  assert.deepEqual(having.map(([usage]) => usage.split(' ')[0]).sort(), [...tried].sort());
});
