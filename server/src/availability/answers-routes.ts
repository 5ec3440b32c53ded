// In:    an account, what of the list it asks for.
// Out:   what the patrons of each of its libraries are told now, from memory: a page of them, worst first.
// Never: a word that a patron's page does not get, but which desks the answer passes over.
import { answersApi, type Answers, type AnswerState } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { visibleLibraries } from '../accounts/scope.ts';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { Registry } from '../cooperative/registry.ts';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import { mapYielding, sortYielding } from '../platform/yield-event-loop.ts';
import { matcherOf, pageOf } from '../platform/http/paging.ts';
import { serve } from '../platform/http/serve.ts';
import type { AssistanceView, LiveAvailability } from './live.ts';

export interface AnswersDeps {
  registry: Pick<Registry, 'librariesByName'>;
  live: Pick<LiveAvailability, 'frame' | 'gist'>;
  assistance: Pick<AssistanceView, 'passedOver'>;
}

const RANKS: Record<AnswerState, number> = { unknown: 0, closed: 2, busy: 3, available: 4 };

interface Ranked {
  library: RegisteredLibrary;
  rank: number;
  passedOver: number;
}

/**
 * What patrons cannot use comes first, and desks that they are sent past; a library that is not live comes last. One whose
 * own desk has called for help is not well because others answer for it: only one that nobody knows of is worse.
 */
const worseFirst = (one: Ranked, other: Ranked): number =>
  Number(other.library.live) - Number(one.library.live) || one.rank - other.rank || other.passedOver - one.passedOver;

export const answersRoutes =
  ({ registry, live, assistance }: AnswersDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const toRanked = (library: RegisteredLibrary): Ranked[] => {
      const gist = live.gist(library.id);
      if (gist === undefined) return [];
      const passedOver = assistance.passedOver(library.id).length;
      const rank = passedOver > 0 ? Math.min(1, RANKS[gist.state]) : RANKS[gist.state];
      return [{ library, rank, passedOver }];
    };

    const toAnswer = ({ library: { id, live: isLive } }: Ranked): Answers['answers'] => {
      const frame = live.frame(id);
      if (frame === undefined) return [];
      const { name, state, tier, evidence, asOf, validUntil, nextChange } = frame.availability;
      const passedOver = [...assistance.passedOver(id)];
      return [{ library: id, name, live: isLive, state, tier, evidence, passedOver, asOf, validUntil, nextChange }];
    };

    serve(app, answersApi.list, async ({ by, query }, reply) => {
      const isFound = matcherOf(query.q);
      const mine = visibleLibraries(by, registry).filter(isFound);
      // They are in the order of their names, and the sort is stable.
      const sorted = await sortYielding((await mapYielding(mine, toRanked)).flat(), worseFirst);
      const answers = (await mapYielding(pageOf(sorted, query), toAnswer)).flat();
      return sendInChunks(reply, { total: sorted.length, answers } satisfies Answers);
    });
  };
