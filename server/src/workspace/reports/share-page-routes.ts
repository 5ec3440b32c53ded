// In:    the token of a share link, in the path; a month.
// Out:   the library's report of a whole month, as a page to read and to print.
// Never: tells an ended link from an unknown one. A figure below 5. Anything stored of a reader but the day.
import type { FastifyInstance } from 'fastify';
import { sendFormlessPage } from '../../platform/http/send-page.ts';
import { hashToken, isToken } from '../../accounts/token.ts';
import { withinLibrary } from '../../platform/db/request-deadline.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { readReport } from './read-report.ts';
import { endedSharePage, sharePage } from './share-page.ts';
import type { ShareDeps } from './share-routes.ts';
import { findOpenShare, markOpened, type OpenShare } from './share-store.ts';
import { openMonth } from './share-months.ts';

export const sharePageRoutes = (deps: ShareDeps & { lookups: TokenLookups }) => {
  const { database, clock, registry, lookups } = deps;
  const noteDay = async ({ id, openedOn }: OpenShare, today: string): Promise<void> => {
    // The database accepts no writes: the link still opens.
    if (openedOn !== today) await markOpened(database.db, id, today).catch(() => undefined);
  };
  return async (scope: FastifyInstance): Promise<void> => {
    scope.get<{ Params: { token: string }; Querystring: { month?: unknown } }>(
      '/share/:token',
      { config: { access: 'anyone', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS }, schema: { hide: true } },
      async ({ ip, params: { token }, query }, reply) => {
        const nowMs = clock.now();
        const looked = isToken(token)
          ? await lookups.find(ip, token, () => findOpenShare(database.db, hashToken(token), nowMs))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply, looked);
        const { found } = looked;
        const library = found && registry.library(found.library);
        if (!found || !library) return sendFormlessPage(reply, 404, endedSharePage());
        const today = windowOf(library.zone, nowMs, 1).to;
        await noteDay(found, today);
        const month = openMonth(query.month, today);
        const report = await withinLibrary(library.id, () => readReport(deps, library.id, month));
        return sendFormlessPage(reply, 200, sharePage(report, { today, expiresMs: found.expiresMs }));
      },
    );
  };
};
