// A cooperative's file made to hold the server up is refused, and patrons are answered meanwhile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { askusnow, temporaryFolder } from '../../support/app/process.ts';
import {
  assertHeldBriefly,
  MAX_HELD_MS,
  startProbedServer,
  type ProbedServer,
} from '../../support/app/probed-server.ts';

const MIB = 2 ** 20;

/** Nine levels of nine: 9^9 words. */
const ALIAS_BOMB = [
  'cooperative: { name: Bomb }',
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map(
    (name, level) => `${name}: &${name} [${Array<string>(9).fill(`*${'abcdefgh'[level]}`).join(', ')}]`,
  ),
  'queues: *i',
].join('\n');
const FLOW = `cooperative: { name: Flow }\nqueues: [${'{a: [b, {c: d}]}, '.repeat(MIB / 18)}]\n`;

forEachEngineByTier((engine) => {
  describe('event loop: files', () => {
    const files = temporaryFolder();
    let server: ProbedServer;
    before(async () => {
      server = await startProbedServer(engine, COOPERATIVE_FILE);
    });
    after(async () => {
      await server.close();
      files.remove();
    });

    for (const [title, text, says] of [
      ['a bomb of aliases', ALIAS_BOMB, /import\.yaml:\d+: .*alias/i],
      ['1 MiB in brackets', FLOW, /import\.yaml:2: |needs more than 1024 MB to read/],
    ] as const) {
      // Through the server's socket on PGlite, which nobody else may open; on Postgres the command uses the database itself.
      test(`event loop: held for less than ${MAX_HELD_MS} ms by an import of ${title}`, async (context) => {
        const { code, complaints } = await assertHeldBriefly(server, context, () =>
          askusnow(['import', files.write('import.yaml', text), '--replace'], server.environment),
        );
        assert.equal(code, 1, complaints.slice(0, 500));
        assert.match(complaints, says);
      });
    }
  });
});
