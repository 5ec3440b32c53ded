// Requests to a node with a session's cookie.
import assert from 'node:assert/strict';
import { isProblemError, type Connection } from '@askusnow/sdk';
import type { Problem } from '@askusnow/sdk/contract';
import { pause } from '../waiting.ts';
import type { TestApp } from './app.ts';

type Node = Pick<TestApp, 'url' | 'config'>;

/** Then the answer is the test's, whatever it is. */
const MAX_ATTEMPTS = 5;

/**
 * A busy server has done nothing, and says when to ask again: on a machine that runs several tests at once, this happens
 * to requests that no test expects to be refused.
 */
async function onceItIsNotBusy(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const reply = await ask();
    if (reply.status !== 503 || attempt + 1 === MAX_ATTEMPTS) return reply;
    const { code } = (await reply.clone().json()) as Problem;
    if (code !== 'busy') return reply;
    await pause(1000 * Number(reply.headers.get('retry-after')));
  }
}

/** Sends a request with a cookie; by default a POST if there is a body. A server that is busy is asked again, as it says. */
export async function sendRequest<Body>(
  node: Node,
  cookie: string,
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<{ status: number; body: Body & Problem }> {
  const reply = await onceItIsNotBusy(() =>
    fetch(`${node.url}/v1/${path}`, {
      method,
      headers: { cookie, origin: node.config.publicUrl, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return { status: reply.status, body: (await reply.json()) as Body & Problem };
}

/** The same for the SDK's functions. */
export const connectionTo = (node: Node, cookie: string): Connection => ({
  endpoint: node.url,
  fetch: (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    headers.set('origin', node.config.publicUrl);
    return onceItIsNotBusy(() => fetch(address, { ...init, headers }));
  },
});

/** Why a request was refused, with the fields that are wrong. Fails where it was accepted. */
export async function problemOf(asked: Promise<unknown>): Promise<{ status: number; code: string; fields: string[] }> {
  const error = await asked.then(
    () => assert.fail('was accepted'),
    (fault: unknown) => fault,
  );
  assert.ok(isProblemError(error), String(error));
  const { status, code, errors = [] } = error.problem;
  return { status, code, fields: errors.map(({ field }) => field) };
}

/** What came of a request: `done`, or the status and the code with which it was refused. */
export const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (fault: unknown) => {
      assert.ok(isProblemError(fault), String(fault));
      return `${fault.problem.status} ${fault.problem.code}`;
    },
  );

/** The sentence with which a request was refused; `done` where it was accepted. */
export const sentenceOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (fault: unknown) => {
      assert.ok(isProblemError(fault), String(fault));
      return fault.problem.detail ?? '';
    },
  );
