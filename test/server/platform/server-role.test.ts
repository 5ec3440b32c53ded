// The roles of the server on Postgres, as an operator makes them: the owner of the tables, and the role that serves.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import pg from 'pg';
import { administer, createTestDatabase, sharedPostgresUrl } from '../../support/app/postgres.ts';
import { askusnow, startServerProcess, temporaryFolder } from '../../support/app/process.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';

const files = temporaryFolder();
const id = randomBytes(4).toString('hex');
const OWNER = `owner_${id}`;
const SERVER = `server_${id}`;

let admin: string;
let empty: { url: string; drop(): Promise<void> };
let DATABASE_OWNER_URL: string;
let DATABASE_URL: string;

const urlOf = (role: string, database = empty.url): string => {
  const url = new URL(database);
  url.username = role;
  return url.href;
};

before(async () => {
  admin = await sharedPostgresUrl();
  empty = await createTestDatabase();
  await administer(admin, `create role ${OWNER} login createrole`);
  await administer(admin, `alter database ${new URL(empty.url).pathname.slice(1)} owner to ${OWNER}`);
  DATABASE_OWNER_URL = urlOf(OWNER);
  DATABASE_URL = urlOf(SERVER);
});
after(async () => {
  await empty.drop();
  for (const role of [SERVER, OWNER]) await administer(admin, `drop role if exists ${role}`);
  files.remove();
});

test('server’s role: the owner alone starts with a warning; where a limited role is asked for, it does not', async (t) => {
  const cooperative = files.write('cooperative.yaml', COOPERATIVE_FILE);
  const TOO_MUCH = /The role of DATABASE_URL has more rights than the server needs: it owns the tables/;
  const environment = { DATABASE_URL: DATABASE_OWNER_URL, DATA_DIR: files.path };
  const server = await startServerProcess(environment, ['--import', cooperative]);
  t.after(() => server.signal('SIGKILL'));
  assert.match(server.output(), TOO_MUCH);
  // Policies apply to an owner, too: what the server does is declared.
  assert.equal((await fetch(`${server.url}/v1/libraries`)).status, 200);
  await server.signal('SIGTERM');
  const refused = await askusnow(['start'], { ...environment, DATABASE_REQUIRE_LIMITED_ROLE: 'yes' });
  assert.equal(refused.code, EXIT.refused);
  assert.match(refused.complaints, TOO_MUCH);
  assert.match(refused.complaints, /\nDATABASE_REQUIRE_LIMITED_ROLE=yes refuses it\.\n$/);
});

test('server’s role: the printed SQL makes a role that the server starts with, without a warning', async (t) => {
  const MISSING_ROLE = new RegExp(
    `^create role ${SERVER} login nosuperuser nobypassrls nocreatedb nocreaterole password`,
  );
  const printed = await askusnow(['grants', SERVER], { DATABASE_URL: DATABASE_OWNER_URL, DATA_DIR: files.path });
  assert.equal(printed.code, 0, printed.complaints);
  assert.match(printed.output, MISSING_ROLE);
  await administer(DATABASE_OWNER_URL, printed.output);
  const limited = { DATABASE_URL, DATA_DIR: files.path, DATABASE_REQUIRE_LIMITED_ROLE: 'yes' };
  const server = await startServerProcess(limited);
  t.after(() => server.signal('SIGKILL'));
  assert.doesNotMatch(server.output(), /more rights|"level":"error"/);
  assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
  await server.signal('SIGTERM');
  const verified = await askusnow(['verify'], limited);
  assert.equal(verified.code, 0, verified.complaints);
  assert.match(verified.output, /\nThe database checks each statement by its policies/);
  const again = await askusnow(['grants', SERVER], limited);
  assert.doesNotMatch(again.output, /create role/);
});

test('server’s role: named beside the owner, it gets its rights with each migration; both back up all rows', async (t) => {
  const other = await createTestDatabase();
  await administer(admin, `alter database ${new URL(other.url).pathname.slice(1)} owner to ${OWNER}`);
  const serverUrl = urlOf(SERVER, other.url);
  try {
    const alone = await askusnow(['migrate'], { DATABASE_URL: serverUrl, DATA_DIR: files.path });
    assert.equal(alone.code, EXIT.refused);
    assert.match(alone.complaints, /Name the owner of the database in DATABASE_OWNER_URL/);
    const backups: string[] = [];
    const owned = { DATABASE_URL: DATABASE_OWNER_URL, DATA_DIR: files.path };
    for (const environment of [owned, { ...owned, DATABASE_URL }]) {
      const file = `${files.path}/${backups.length}.askusnow.gz`;
      const { code, output, complaints } = await askusnow(['backup', file], environment);
      assert.equal(code, 0, complaints);
      backups.push(/written: (\d+ rows)/.exec(output)![1]!);
    }
    assert.equal(backups[0], backups[1]);
    const both = { DATABASE_URL: serverUrl, DATABASE_OWNER_URL: urlOf(OWNER, other.url), DATA_DIR: files.path };
    const missing = { ...both, DATABASE_URL: urlOf(`missing_${id}`, other.url) };
    const without = await askusnow(['restore', `${files.path}/0.askusnow.gz`], missing);
    assert.equal(without.code, EXIT.refused);
    assert.match(
      without.complaints,
      /^DATABASE_URL: this Postgres has no role missing_\w+, and nothing was changed\.\n/,
    );
    const restored = await askusnow(['restore', `${files.path}/0.askusnow.gz`], both);
    assert.match(restored.output, new RegExp(`restored: ${backups[0]} `), restored.complaints);
    const server = await startServerProcess({ ...both, DATABASE_REQUIRE_LIMITED_ROLE: 'yes' });
    t.after(() => server.signal('SIGKILL'));
    assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
    await server.signal('SIGTERM');
  } finally {
    await other.drop();
  }
});

test('server’s role: a superuser, one that passes policies, and one with a right on the log are named', async () => {
  const client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  const environment = { DATABASE_URL, DATA_DIR: files.path, DATABASE_REQUIRE_LIMITED_ROLE: 'yes' };
  try {
    // From Postgres 16 on, the creator of a role is a member of it, and a role cannot be a member of its members.
    await client.query(`revoke ${SERVER} from ${OWNER}`);
    for (const [give, take, says] of [
      [`alter role ${SERVER} superuser`, `alter role ${SERVER} nosuperuser`, 'it is a superuser'],
      [`alter role ${SERVER} bypassrls`, `alter role ${SERVER} nobypassrls`, 'no policy applies to it'],
      [`grant ${OWNER} to ${SERVER}`, `revoke ${OWNER} from ${SERVER}`, 'it owns the tables'],
      [
        `grant delete on audit_entry to ${SERVER}`,
        `revoke delete on audit_entry from ${SERVER}`,
        'it can change and remove entries',
      ],
    ] as const) {
      await client.query(give);
      const { code, complaints } = await askusnow(['start'], environment);
      await client.query(take);
      assert.equal(code, EXIT.refused, says);
      assert.match(complaints, new RegExp(`more rights than the server needs: [^.]*${says}`));
    }
  } finally {
    await client.end();
  }
});

test('server’s role: the embedded database says that it has one alone', async () => {
  const { code, complaints } = await askusnow(['grants', 'x'], { DATA_DIR: `${files.path}/embedded` });
  assert.equal(code, 1);
  assert.match(complaints, /^The embedded database has one role, which owns the tables/);
});
