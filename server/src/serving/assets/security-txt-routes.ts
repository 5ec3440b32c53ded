// In:    where the operator takes reports of faults in security; the clock.
// Out:   /.well-known/security.txt, as RFC 9116 describes it; 404 where no contact is set.
// Never: a date that is past: the operator still runs the server.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

/** From the beginning of today. RFC 9116 §2.5.5 asks for less than a year. */
const VALID_MS = 90 * DAY_MS;

interface Deps {
  config: Pick<Config, 'securityContact' | 'publicUrl' | 'secure'>;
  clock: Clock;
}

function securityTxt({ securityContact, publicUrl, secure }: Deps['config'], nowMs: number): string {
  const expires = new Date(Math.floor(nowMs / DAY_MS) * DAY_MS + VALID_MS);
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${expires.toISOString()}`,
    ...(secure ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export const securityTxtRoutes =
  ({ config, clock }: Deps) =>
  async (scope: FastifyInstance): Promise<void> => {
    scope.get('/.well-known/security.txt', { config: { access: 'anyone' } }, (_request, reply) => {
      if (config.securityContact === null) return sendNotFound(reply);
      return reply
        .header('cache-control', 'public, max-age=86400')
        .type('text/plain; charset=utf-8')
        .send(securityTxt(config, clock.now()));
    });
  };
