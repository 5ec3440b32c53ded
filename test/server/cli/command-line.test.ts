import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { commandLine } from '../../support/app/command-line.ts';
import { createTestStore, ENGINES, variablesOf } from '../../support/app/database.ts';
import { askusnow, spawnAskusnow, startServerProcess } from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

const { files, right, environment } = commandLine();
const wrong = files.write(
  'wrong.yaml',
  COOPERATIVE_FILE.replace('zone: America/New_York\n    live', 'zone: America/Bel_Air\n    live'),
);

test('command line: words that cannot be meant end with 2 and one line that leads to the help; --help with 0', async () => {
  const mistaken = await askusnow(['imprt'], {});
  assert.equal(mistaken.code, 2);
  assert.match(
    mistaken.complaints,
    /^askusnow: unknown command 'imprt' \(Did you mean import\?\)\. See "askusnow --help"\.\n$/,
  );
  const option = await askusnow(['invite', '--rol', 'desk'], {});
  assert.equal(option.code, 2);
  assert.match(option.complaints, /^askusnow invite: [^\n]*--role[^\n]* See "askusnow invite --help"\.\n$/);
  const missing = await askusnow(['check', '/nowhere.yaml'], {});
  assert.equal(missing.code, 2);
  assert.match(missing.complaints, /^\/nowhere\.yaml: cannot be read \(ENOENT\)\n$/);
  const demo = await askusnow(['start', '--demo', '/nowhere'], environment);
  assert.equal(demo.code, 2);
  assert.match(demo.complaints, /^\/nowhere\/demo\/library\.html: cannot be read \(ENOENT\)\n$/);
  const help = await askusnow(['--help'], { PORT: 'not a port' });
  assert.equal(help.code, 0);
  assert.match(help.output, /^Usage: askusnow/);
});

test('command line: a DATA_DIR that can be no folder is named and refused, also where a file system makes none', async () => {
  for (const dataDir of [files.write('a-file', ''), '/proc/nowhere/data']) {
    const { code, complaints } = await askusnow(['start'], { DATA_DIR: dataDir });
    assert.equal(code, EXIT.refused);
    assert.match(complaints, /^DATA_DIR: \S+ should be a folder that this user can write \(\w+\)\n$/);
  }
});

test('command line: a start on a damaged database, and a command, end so that a supervisor does not try again', async () => {
  const damaged = join(files.path, 'damaged');
  mkdirSync(join(damaged, 'pglite'), { recursive: true });
  for (const words of [['start'], ['export']]) {
    const { code, complaints } = await askusnow(words, { DATA_DIR: damaged, PORT: '0' });
    assert.equal(code, EXIT.refused);
    assert.match(complaints, /^DATA_DIR: the database in \S+ is damaged: [^\n]+\n$/);
  }
});

test('command line: a DATA_DIR that this user cannot read is named, with the user that it belongs to', () => {
  // Root reads everything, unless it gives up that right.
  const isRoot = process.getuid?.() === 0;
  const folder = isRoot ? join(files.path, 'of-nobody') : '/root';
  if (isRoot) {
    mkdirSync(join(folder, 'data/pglite'), { recursive: true, mode: 0o700 });
    for (const path of ['data/pglite', 'data', '']) chownSync(join(folder, path), 65534, 65534);
  }
  const program = [process.execPath, 'server/src/main.ts'];
  const asUser = isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...program] : program;
  for (const dataDir of [folder, join(folder, 'data')])
    for (const words of [['invite', '--role', 'coordinator'], ['start']]) {
      const [file = '', ...rest] = [...asUser, ...words];
      const { status, stderr } = spawnSync(file, rest, { env: { DATA_DIR: dataDir }, encoding: 'utf8' });
      const owner = isRoot ? 'nobody' : 'root';
      assert.equal(
        stderr,
        `DATA_DIR: this user cannot read ${folder}. It belongs to the user ${owner}: run askusnow as that user.\n`,
      );
      assert.equal(status, EXIT.refused);
    }
});

test('command line: a secret in a file reaches the server, and a file that is not there ends the start', async () => {
  const METRICS_TOKEN_FILE = files.write('metrics-token', 'a-token-in-a-file\n');
  const here = { ...environment, METRICS_TOKEN_FILE };
  const server = await startServerProcess(here);
  const metrics = (token: string) => fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([(await metrics('a-token-in-a-file')).status, (await metrics('another')).status], [200, 401]);
  await server.signal('SIGTERM');
  const { code, complaints } = await askusnow(['start'], { ...here, METRICS_TOKEN_FILE: '/nowhere' });
  assert.equal(code, EXIT.refused);
  assert.match(complaints, /^METRICS_TOKEN_FILE: [^\n]*\/nowhere is not \(ENOENT\)\n$/);
});

test('command line: a wrong variable is named before anything is opened', async () => {
  const { code, complaints } = await askusnow(['start'], { ...environment, PORT: 'eighty' });
  assert.equal(code, EXIT.refused);
  assert.match(complaints, /^PORT: should be a port number/);
  assert.doesNotMatch(complaints, /\n\s+at /);
});

test('command line: check names file, line, library and field, and touches no database', async () => {
  const refused = await askusnow(['check', wrong], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
  assert.equal(refused.code, 1);
  assert.match(refused.complaints, /wrong\.yaml:\d+: library "harford", zone: /);
  const passed = await askusnow(['check', right], {});
  assert.equal(passed.code, 0, passed.complaints);
  assert.match(passed.output, /2 libraries, 2 queues, nothing wrong/);
});

test('command line: a wrong file imports nothing, at a start too; a right one says what it changes, once', async () => {
  assert.equal((await askusnow(['import', wrong], environment)).code, 1);
  const start = await askusnow(['start', '--import', wrong], { ...environment, PORT: '0' });
  assert.equal(start.code, EXIT.refused);
  assert.match(start.complaints, /wrong\.yaml:\d+: library "harford", zone: /);
  const first = await askusnow(['import', right], environment);
  assert.equal(first.code, 0, first.complaints);
  assert.match(first.output, /harford[^]*imported\n$/);
  assert.match((await askusnow(['import', right], environment)).output, /nothing to change\n$/);
});

test('command line: what is exported imports again without a change', async () => {
  const exported = await askusnow(['export'], environment);
  const file = files.write('exported.yaml', exported.output);
  const again = await askusnow(['import', file], environment);
  assert.match(again.output, /nothing to change\n$/, again.complaints);
});

test('command line: closing the pipe of an export early prints no error', async () => {
  const child = spawnAskusnow(['export'], environment);
  child.stdout!.destroy();
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.deepEqual([code, complaints], [0, '']);
});

test('command line: an origin that anybody on the way may change is imported with a warning that names its line', async () => {
  const plain = COOPERATIVE_FILE.replace('https://www.carroll.example.org', 'http://www.carroll.example.org');
  const imported = await askusnow(['import', files.write('plain.yaml', plain)], environment);
  assert.equal(imported.code, 0);
  assert.match(imported.complaints, /^warning: \S*plain\.yaml:\d+: library "carroll", origins\.0: http:/);
});

test('command line: a first start prints its import in one line', async () => {
  const store = await createTestStore('pglite');
  const server = await startServerProcess({ DATA_DIR: store.config.dataDir }, ['--import', right]);
  await server.signal('SIGTERM');
  assert.match(server.output(), /right\.yaml: imported, 5 changes\n/);
  assert.doesNotMatch(server.output(), /added/);
  await store.remove();
});

test('command line: an invitation for a library that does not exist is refused with its name', async () => {
  const { code, complaints } = await askusnow(['invite', '--role', 'liaison', '--library', 'harfrod'], environment);
  assert.equal(code, 2);
  assert.match(complaints, /"harfrod"/);
});

for (const engine of ENGINES)
  test(`command line: an invitation has the address of the running server, and not of the shell; the first one sets up, on ${engine}`, async () => {
    const store = await createTestStore(engine);
    const { databaseUrl } = store.config;
    const here = variablesOf(store.config);
    const server = await startServerProcess(here, []);
    const aLink = (path: string, url = server.url): RegExp => new RegExp(`${url}/${path}/[\\w-]{43}\n`);
    await eventually(() => new RegExp(`Nothing is set up yet[^]*${aLink('set-up').source}`).test(server.output()));
    // The database's address may hold a password.
    assert.ok(databaseUrl === null || !server.output().includes(databaseUrl));
    await eventually(() => / invite --role coordinator\n/.test(server.output()));
    const shell = { ...here, PORT: '9', PUBLIC_URL: 'https://shell.example' };
    const words = ['invite', '--role', 'coordinator'];
    assert.match((await askusnow(words, shell)).output, aLink('set-up'));
    await askusnow(['import', right], here);
    const invited = await askusnow(words, shell);
    assert.match(invited.output, aLink('sign-in'));
    assert.equal(invited.complaints, '');
    await server.signal('SIGTERM');
    assert.equal(server.output().match(/\/set-up\//g)?.length, 1);
    const alone = await askusnow(words, shell);
    assert.match(alone.output, aLink('sign-in', 'https://shell.example'));
    assert.match(
      alone.complaints,
      /^No server is running: the link has the address of this command's settings, https:\/\/shell\.example, .* set PUBLIC_URL\.\n$/,
    );
    assert.equal(alone.code, 0);
    await store.remove();
  });

test('command line: a start without a terminal prints the command that makes a sign-in link, and it works in an empty environment', async (t) => {
  const folder = join(files.path, "a shell's words");
  const server = await startServerProcess({ DATA_DIR: folder });
  t.after(() => server.signal('SIGKILL'));
  const printed = (): string | undefined => /^ {2}(DATA_DIR=.* invite --role coordinator)$/m.exec(server.output())?.[1];
  await eventually(() => printed() !== undefined);
  const linkBy = (command: string): string => execFileSync('sh', ['-c', command], { env: {}, encoding: 'utf8' });
  assert.match(linkBy(printed()!), new RegExp(`^${server.url}/set-up/`));
  assert.equal((await askusnow(['import', right], { DATA_DIR: folder })).code, 0);
  await server.signal('SIGTERM');

  const again = await startServerProcess({ DATA_DIR: folder });
  t.after(() => again.signal('SIGKILL'));
  await eventually(() => /prints a sign-in link for the coordinator/.test(again.output()));
  assert.doesNotMatch(again.output(), /\/sign-in\//);
  assert.match(linkBy(printed()!), new RegExp(`^${again.url}/sign-in/`));
});

test('command line: a command about accounts names the setting where the shell has another database than the server, and makes none', async () => {
  const elsewhere = join(files.path, 'elsewhere');
  for (const words of [['invite', '--role', 'coordinator'], ['accounts'], ['sign-out', '1'], ['end-account', '1']]) {
    const { code, output, complaints } = await askusnow(words, { DATA_DIR: elsewhere });
    assert.deepEqual([code, output], [EXIT.refused, '']);
    assert.match(
      complaints,
      /^DATA_DIR: \S+elsewhere has no database\. Set DATA_DIR or DATABASE_URL as the server has it\.\n$/,
    );
  }
  assert.ok(!existsSync(elsewhere));
});

test('command line: accounts are listed, signed out and ended by number, through the running server too', async () => {
  const store = await createTestStore('pglite');
  const here = { DATA_DIR: store.config.dataDir };
  await askusnow(['import', right], here);
  await askusnow(['invite', '--role', 'liaison', '--library', 'harford'], here);
  const server = await startServerProcess(here, []);
  const listed = await askusnow(['accounts'], here);
  assert.match(
    listed.output,
    /^NUMBER +ROLE +LABEL[^\n]*\n1 +liaison +Liaison: Harford County Public Library +harford +never +0 +20/,
  );
  assert.equal((await askusnow(['sign-out', '1'], here)).output, 'signed out: account 1\n');
  assert.equal((await askusnow(['end-account', '1'], here)).output, 'ended: Liaison: Harford County Public Library\n');
  await server.signal('SIGTERM');
  const again = await askusnow(['end-account', '1'], here);
  assert.deepEqual(
    [again.code, again.complaints.split('\n')[0]],
    [2, 'askusnow end-account: there is no account 1; "askusnow accounts" lists them'],
  );
  assert.doesNotMatch((await askusnow(['accounts'], here)).output, /harford/);
  await store.remove();
});

test('command line: a library’s checklist is printed by name or id, directly and through the running server, with code 1 while a line is unmet', async () => {
  const store = await createTestStore('pglite');
  const here = { DATA_DIR: store.config.dataDir };
  await askusnow(['import', right], here);
  const directly = await askusnow(['check', '--library', 'harford'], here);
  assert.equal(directly.code, 1);
  assert.match(directly.output, /^Harford County Public Library: \d of 9\n/);
  assert.match(directly.output, /\nyes {21}Another way to reach the library\n/);
  assert.match(
    directly.output,
    /\nno {22}The button on a page\n {24}No page with the button has reported yet\.\n {24}Next: /,
  );
  const server = await startServerProcess(here, []);
  const byName = await askusnow(['check', '--library', 'harford county public library'], here);
  assert.match(byName.output, /^Harford County Public Library: \d of 9\n/);
  const unknown = await askusnow(['check', '--library', 'harfrod'], here);
  assert.deepEqual(
    [unknown.code, unknown.complaints.split('\n')[0]],
    [2, 'askusnow check: there is no library "harfrod"'],
  );
  await server.signal('SIGTERM');
  await store.remove();
});
