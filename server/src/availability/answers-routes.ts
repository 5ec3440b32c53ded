// In:    an account.
// Out:   what the patrons of each of its libraries are told now, from memory.
// Never: a word that a patron's page does not get, but which desks the answer passes over.
import { answersSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../cooperative/registry.ts';
import type { AssistanceView, LiveAvailability } from './live.ts';

export interface AnswersDeps {
  registry: Pick<Registry, 'libraries'>;
  live: Pick<LiveAvailability, 'frame'>;
  assistance: Pick<AssistanceView, 'passedOver'>;
}

export const answersRoutes =
  ({ registry, live, assistance }: AnswersDeps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/answers',
      {
        config: { access: 'staff' },
        schema: {
          response: { 200: answersSchema },
          tags: ['coverage'],
          summary: "What the patrons of the session's libraries are told now",
        },
      },
      ({ account }) => {
        const mine = registry
          .libraries()
          .filter(({ id }) => account?.role === 'coordinator' || account?.libraries.includes(id));
        return {
          answers: mine.flatMap(({ id, live: isLive }) => {
            const frame = live.frame(id);
            if (frame === undefined) return [];
            const { name, state, tier, evidence, asOf, validUntil, nextChange } = frame.availability;
            const passedOver = [...assistance.passedOver(id)];
            return [
              { library: id, name, live: isLive, state, tier, evidence, passedOver, asOf, validUntil, nextChange },
            ];
          }),
        };
      },
    );
  };
