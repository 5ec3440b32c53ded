// A nation's file is imported, exported, and all of its desks are closed at once: how long the event loop is held meanwhile.
// By hand, like every bench: the import of a nation on PGlite holds it for longer than it should.
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { queueHoursListSchema, type Availability } from '@askusnow/sdk/contract';
import { NATION_COUNT, nationFile } from './nation-file.ts';
import { COOPERATIVE_FILE } from '../support/data/cooperative-file.ts';
import { forEachEngine } from '../support/app/database.ts';
import { askusnow, temporaryFolder, type Ended } from '../support/app/process.ts';
import { assertHeldBriefly, startProbedServer, type ProbedServer } from '../support/app/probed-server.ts';
import { eventually } from '../support/waiting.ts';

/** Units: ms. */
const LIMIT_MS = 180_000;
const MIB = 2 ** 20;

/** As large as a file may be, in letters that take two bytes in memory. */
const LARGEST = `cooperative: { name: Ōtautahi 図書館 }\n${'# Ōtautahi 図書館 📚, not a desk\n'.repeat((19 * MIB) / 44)}queues: 5\n`;

forEachEngine((engine) => {
  describe('event loop: a nation', () => {
    const files = temporaryFolder();
    const nation = nationFile(undefined);
    let server: ProbedServer;
    let stateBefore: string | null = null;
    before(async () => {
      server = await startProbedServer(engine, COOPERATIVE_FILE);
    });
    after(async () => {
      await server.close();
      files.remove();
    });

    /** Once: a second import of the same file changes nothing. */
    const isHeldBriefly = <Done>(context: TestContext, work: () => Promise<Done>): Promise<Done> =>
      assertHeldBriefly(server, context, work, 1);

    /** What patrons of the last library see; null: not known yet. */
    async function stateOfLast(): Promise<string | null> {
      const reply = await fetch(`${server.url}/v1/libraries/${nation.libraries.at(-1)}/availability`);
      return reply.ok ? ((await reply.json()) as Availability).state : null;
    }

    /** Through the server's socket on PGlite, which nobody else may open; on Postgres the command uses the database itself. */
    const importFile = (text: string): Promise<Ended> =>
      askusnow(['import', files.write('import.yaml', text), '--replace'], server.environment);

    test('event loop: the import of 19 MiB of comments', async (context) => {
      const { code, complaints } = await isHeldBriefly(context, () => importFile(LARGEST));
      assert.equal(code, 1, complaints.slice(0, 500));
      assert.match(complaints, /queues: should be/);
    });

    test('event loop: the import of a nation, and all that follows it', async (context) => {
      const { code, complaints } = await isHeldBriefly(context, async () => {
        const imported = await importFile(nation.text);
        stateBefore = await eventually(stateOfLast, LIMIT_MS);
        return imported;
      });
      assert.equal(code, 0, complaints.slice(0, 500));
    });

    test('event loop: the export of a nation', async (context) => {
      const { code, output } = await isHeldBriefly(context, () => askusnow(['export'], server.environment));
      assert.equal(code, 0);
      assert.equal(output.match(/^ {2}- id: /gm)?.length, 2 * NATION_COUNT + 2);
    });

    for (const until of [new Date(Date.now() + 3_600_000).toISOString(), null]) {
      test(`event loop: ${until ? 'the closing' : 'the opening'} of all desks of a nation`, async (context) => {
        const { status, body } = await isHeldBriefly(context, async () => {
          const reply = await server.ask('closing', { queues: 'all', until });
          await eventually(async () => (await stateOfLast()) === (until ? 'closed' : stateBefore), LIMIT_MS);
          return reply;
        });
        assert.equal(status, 200, JSON.stringify(body).slice(0, 500));
        const { queues } = queueHoursListSchema.parse(body);
        assert.equal(queues.length, NATION_COUNT + 2);
        assert.ok(queues.every(({ closedUntil }) => closedUntil === until));
      });
    }
  });
});
