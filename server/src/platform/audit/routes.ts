// In:    the coordinator; a filter.
// Out:   the audit log, newest first in pages; all of it, oldest first, as CSV and as JSON.
// Never: builds a whole export in memory.
import { Readable } from 'node:stream';
import { auditApi, auditFilterSchema, auditLogSchema, type AuditLogEntry } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { BYTE_ORDER_MARK, toCsvRows } from '../http/csv.ts';
import { serve } from '../http/serve.ts';
import { auditInSteps, countAudit, loadAudit, loadAuditPeople } from './log-store.ts';

const tags = ['audit'];

const CSV_HEADER = [
  'number',
  'when (UTC)',
  'account number',
  'by',
  'kind',
  'about',
  'action',
  'before',
  'after',
  'note',
  'hash',
  'role',
  'library',
];

const toCell = (value: unknown): string => (value === null ? '' : JSON.stringify(value));

const toRow = ({
  id,
  at,
  account,
  by,
  kind,
  about,
  action,
  before,
  after,
  note,
  hash,
  role,
  library,
}: AuditLogEntry) => [
  id,
  at,
  account ?? '',
  by,
  kind,
  about,
  action.replaceAll('-', ' '),
  toCell(before),
  toCell(after),
  note ?? '',
  hash ?? '',
  role ?? '',
  library?.name ?? '',
];

async function* csvOf(steps: AsyncIterable<AuditLogEntry[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toCsvRows([CSV_HEADER]);
  for await (const entries of steps) yield toCsvRows(entries.map(toRow));
}

async function* jsonOf(steps: AsyncIterable<AuditLogEntry[]>): AsyncGenerator<string> {
  let between = '{"entries":[';
  for await (const entries of steps)
    for (const entry of entries) {
      yield between + JSON.stringify(entry);
      between = ',\n';
    }
  yield between === ',\n' ? ']}\n' : `${between}]}\n`;
}

const sendFile = (reply: FastifyReply, ending: string, type: string, parts: AsyncIterable<string>): FastifyReply =>
  reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="askusnow-audit.${ending}"`)
    .send(Readable.from(parts));

export function auditRoutes({ database: { db } }: { database: Database }): FastifyPluginAsyncZod {
  return async (app) => {
    serve(app, auditApi.list, async ({ query }) => ({
      entries: await loadAudit(db, query),
      total: await countAudit(db, query),
    }));
    serve(app, auditApi.people, async () => ({ people: await loadAuditPeople(db) }));

    app.get(
      '/v1/audit.csv',
      {
        config: { access: 'coordinator' },
        schema: {
          querystring: auditFilterSchema,
          response: { 200: { description: 'One row an entry.', content: { 'text/csv': { schema: z.string() } } } },
          tags,
          summary: 'The log as a file for a spreadsheet, oldest first',
        },
      },
      async ({ query }, reply) =>
        sendFile(reply, 'csv', 'text/csv; charset=utf-8; header=present', csvOf(auditInSteps(db, query))),
    );

    app.get(
      '/v1/audit.json',
      {
        config: { access: 'coordinator' },
        schema: {
          querystring: auditFilterSchema,
          response: {
            200: {
              description: 'Each entry on a line of its own.',
              content: { 'application/json': { schema: auditLogSchema.pick({ entries: true }) } },
            },
          },
          tags,
          summary: 'The log as JSON, oldest first',
        },
      },
      async ({ query }, reply) =>
        sendFile(reply, 'json', 'application/json; charset=utf-8', jsonOf(auditInSteps(db, query))),
    );
  };
}
