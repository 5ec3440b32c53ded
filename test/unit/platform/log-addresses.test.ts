// What Fastify itself logs when a handler replies twice quotes the requested address: the log must not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyServerOptions } from 'fastify';
import { logOptions } from '../../../server/src/platform/http/log.ts';

type Logger = NonNullable<FastifyServerOptions['logger']>;

/** A handler that replies twice, on a server of its own: ours would never. */
async function logOf(options: (stream: { write(line: string): void }) => Logger) {
  const lines: string[] = [];
  const app = Fastify({ logger: options({ write: (line) => void lines.push(line) }) });
  app.get('/', (_request, reply) => {
    void reply.send('once');
    void reply.send('twice');
  });
  await app.inject('/?name=Marta');
  await app.close();
  return lines.join('');
}

test('log: a second reply is logged by its code, without the address; mutant: the framework’s own log quotes it', async () => {
  const log = await logOf((stream) => logOptions(stream));
  assert.match(log, /FST_ERR_REP_ALREADY_SENT/);
  assert.doesNotMatch(log, /Marta/);
  const { serializers: _serializers, hooks: _hooks, ...usual } = logOptions({ write() {} }) as Record<string, unknown>;
  assert.match(await logOf((stream) => ({ ...usual, stream })), /Marta/);
});
