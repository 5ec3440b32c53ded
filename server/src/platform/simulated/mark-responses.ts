// In:    responses of a server with simulated data.
// Out:   the same; what people read or save says that it is simulated.
// Never: on the routes of patrons' pages, which have the header alone.
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { markCsvParts, markFileName, markText } from './mark-text.ts';

export function markSimulated(scope: FastifyInstance): void {
  scope.addHook('onSend', async (_request, reply, payload) => {
    const disposition = reply.getHeader('content-disposition');
    if (typeof disposition === 'string') reply.header('content-disposition', markFileName(disposition));
    const type = String(reply.getHeader('content-type') ?? '');
    if (payload instanceof Readable && type.startsWith('text/csv')) return Readable.from(markCsvParts(payload));
    if (typeof payload !== 'string') return payload;
    const marked = markText(type, payload);
    if (marked !== payload) reply.removeHeader('content-length');
    return marked;
  });
}
