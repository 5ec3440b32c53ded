import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { COMMANDS } from '../../../server/src/cli/commands.ts';
import { EXIT, EXIT_MEANINGS } from '../../../server/src/cli/exit-codes.ts';
import { UsageError } from '../../../server/src/cli/faults.ts';
import { readCommand } from '../../../server/src/cli/words.ts';
import { environmentSchema, SECRETS } from '../../../server/src/platform/config.ts';

const refusal = (...words: string[]): string => {
  try {
    readCommand(words);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail(`${words.join(' ')} is taken`);
};

const helpOf = (...words: string[]): string => {
  const command = readCommand(words);
  assert.ok(command.name === 'print', words.join(' '));
  return command.text;
};

describe('readCommand', () => {
  test('readCommand: reads each command', () => {
    const start = { name: 'start', import: null, demo: null, simulate: false, acceptDifferences: false };
    const json = false;
    assert.deepEqual(readCommand(['start']), start);
    assert.deepEqual(readCommand(['start', '--import', 'a.yaml', '--demo', 'x']), {
      ...start,
      import: 'a.yaml',
      demo: 'x',
    });
    assert.deepEqual(readCommand(['start', '--accept-differences']), { ...start, acceptDifferences: true });
    assert.deepEqual(readCommand(['verify']), { name: 'verify', file: null, json });
    assert.deepEqual(readCommand(['verify', 'b.gz']), { name: 'verify', file: 'b.gz', json });
    assert.deepEqual(readCommand(['import', '--replace', 'a.yaml']), {
      name: 'import',
      file: 'a.yaml',
      replace: true,
      json,
    });
    assert.deepEqual(readCommand(['check', 'a.yaml']), { name: 'check', file: 'a.yaml', library: null, json });
    assert.deepEqual(readCommand(['check', '--library', 'a']), { name: 'check', file: null, library: 'a', json });
    for (const name of ['backup', 'restore'])
      assert.deepEqual(readCommand([name, 'b.gz']), { name, file: 'b.gz', json });
    assert.deepEqual(readCommand(['score', '--library', 'a']), { name: 'score', library: 'a', json });
    assert.deepEqual(readCommand(['grants', 'server']), { name: 'grants', role: 'server' });
    const doctor = { name: 'doctor', url: [], library: null, before: null, after: null, json };
    const [one, two] = ['https://a.example/', 'https://b.example/'];
    assert.deepEqual(readCommand(['doctor', one, two]), { ...doctor, url: [one, two] });
    assert.deepEqual(readCommand(['doctor', '--before', one, '--after', two]), { ...doctor, before: one, after: two });
    assert.deepEqual(readCommand(['invite', '--role', 'liaison', '--library', 'a', '--library', 'b']), {
      name: 'invite',
      role: 'liaison',
      library: ['a', 'b'],
      queue: [],
      label: null,
      json,
    });
    assert.deepEqual(readCommand(['invite', '--role', 'desk', '--queue', 'a', '--label', 'Reference desk']), {
      name: 'invite',
      role: 'desk',
      library: [],
      queue: ['a'],
      label: 'Reference desk',
      json,
    });
    for (const name of ['end-account', 'sign-out'] as const)
      assert.deepEqual(readCommand([name, '12']), { name, number: 12 });
    assert.deepEqual(readCommand(['export']), { name: 'export' });
    for (const name of ['migrate', 'accounts']) {
      assert.deepEqual(readCommand([name]), { name, json });
      assert.deepEqual(readCommand([name, '--json']), { name, json: true });
    }
    assert.deepEqual(readCommand(['--version']), { name: 'version' });
  });

  test('readCommand: says what is wrong with the words', () => {
    assert.match(refusal(), /which command/);
    assert.match(
      refusal('statr'),
      /^askusnow: unknown command 'statr' \(Did you mean start\?\)\. See "askusnow --help"\.$/,
    );
    assert.equal(refusal('help', 'statr'), refusal('statr'));
    assert.match(refusal('constructor'), /unknown command 'constructor'/);
    assert.match(
      refusal('import'),
      /^askusnow import: missing required argument 'FILE'\. See "askusnow import --help"\.$/,
    );
    assert.match(refusal('import', 'a', 'b'), /too many arguments for 'import'/);
    assert.match(
      refusal('start', '--imprt', '1'),
      /unknown option '--imprt' \(Did you mean --import\?\)\. See "askusnow start --help"\.$/,
    );
    assert.match(refusal('start', '--simulate'), /needs --import FILE/);
    for (const words of [[], ['a.yaml', '--library', 'a']])
      assert.match(refusal('check', ...words), /FILE, or --library NAME/);
    for (const number of ['', '0', '-1', '1.5', 'x', '9999999999'])
      assert.match(refusal('end-account', '--', number), /one of those that "askusnow accounts" lists/);
    assert.match(refusal('sign-out'), /missing required argument 'NUMBER'/);
    assert.match(refusal('invite'), /option '--role <ROLE>' not specified/);
    assert.match(
      refusal('invite', '--role', 'boss'),
      /Allowed choices are coordinator, liaison, viewer, provider, desk\./,
    );
    assert.match(refusal('invite', '--role', 'liaison'), /at least one --library ID/);
    assert.match(refusal('invite', '--role', 'viewer'), /a viewer needs at least one --library ID/);
    assert.match(refusal('invite', '--role', 'provider'), /needs a --label/);
    assert.match(refusal('invite', '--role', 'coordinator', '--library', 'a'), /leave --library out/);
    assert.match(refusal('invite', '--role', 'desk'), /at least one --queue ID/);
    assert.match(refusal('invite', '--role', 'desk', '--queue', 'a', '--library', 'b'), /no --library/);
    assert.match(refusal('invite', '--role', 'coordinator', '--queue', 'a'), /leave --queue out/);
  });

  test('help: the list names each command, and each has its own with every option, default and one example', () => {
    const list = helpOf('--help');
    for (const words of [['-h'], ['help']]) assert.equal(helpOf(...words), list);
    assert.equal(COMMANDS.length, 16);
    for (const [usage, what, , ...options] of COMMANDS) {
      const [name = ''] = usage.split(' ');
      assert.match(list, new RegExp(`^  ${name}\\b.* ${what.slice(0, 20)}`, 'm'));
      const own = helpOf(name, '--help');
      assert.equal(helpOf('help', name), own);
      assert.match(own, new RegExp(`^Usage: askusnow ${name}`));
      assert.equal(own.match(/^Example: askusnow /gm)?.length, 1);
      for (const { flags, mandatory } of options) {
        const [, text = ''] = new RegExp(`\\n  ${flags} +([^]*?)(?=\\n  -|\\n\\n)`).exec(own) ?? [];
        assert.ok(text !== '' && (mandatory || text.includes('(default:')), `${name} ${flags}`);
      }
    }
  });

  test('help: each example is a command that is read', () => {
    for (const [, , example] of COMMANDS) {
      const words = example.replace(/ >.*/, '').split(' ');
      assert.equal(readCommand(words).name, words[0] === 'completions' ? 'print' : words[0]);
    }
  });
});

test('command line: its help and the operators’ page have every setting, its default, and which may be in a file', () => {
  const settings = helpOf('--help').split(/,\s+|\s{2,}/);
  const page = readFileSync('docs/operator.md', 'utf8');
  const namesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  const rows = [...page.matchAll(/^\| (`[A-Z][^|]*?) +\| ([^|]*?) +\|/gm)].flatMap(([, names, defaults]) =>
    namesIn(names).map((name, at) => [name, namesIn(defaults)[at] ?? ''] as const),
  );
  assert.deepEqual(new Set(rows.map(([name]) => name)), new Set(Object.keys(environmentSchema.shape)));
  const [, inFiles] = /`NAME_FILE`[^]*?works\nfor ([^.]+)\./.exec(page) ?? [];
  assert.deepEqual(namesIn(inFiles), SECRETS);
  for (const [name, otherwise] of rows) {
    // PUBLIC_URL is made of others.
    const shown = otherwise !== '' && name !== 'PUBLIC_URL' ? ` (${otherwise})` : '';
    const setting = `${name}${namesIn(inFiles).includes(name) ? '*' : ''}${shown}`;
    assert.ok(settings.includes(setting), setting);
  }
});

test('command line: its help and the operators’ table have each exit code, with the same meaning', () => {
  const table = readFileSync('docs/operator.md', 'utf8');
  const rows = [...table.matchAll(/^\| `(\d+)` +\| (.+?) +\|$/gm)].map(([, code, meaning]) => [Number(code), meaning]);
  const codes = (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [EXIT[name], EXIT_MEANINGS[name]]);
  assert.deepEqual(rows, codes);
  for (const [code, meaning] of codes) assert.ok(helpOf('--help').includes(`  ${String(code).padEnd(4)}${meaning}\n`));
});
