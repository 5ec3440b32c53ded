// In:    a site or a key page that somebody of a library proposes; the coordinator's answer.
// Out:   proposed addresses with their answers.
// Never: shows a library another one's.
import { proposedAddressesApi, type ProposedAddress } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import { changedLibraries } from '../cooperative/store.ts';
import type { Database } from '../platform/db/database.ts';
import type { Account } from '../platform/http/access.ts';
import { serve } from '../platform/http/serve.ts';
import {
  acknowledgeAnswer,
  addProposed,
  answerProposed,
  loadProposed,
  loadWaiting,
  toAsked,
  withdrawProposed,
  type StoredProposed,
} from './proposed-address-store.ts';

export const proposedAddressRoutes =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    const toReply = (row: StoredProposed, { id: reader }: Account): ProposedAddress => {
      const { id, library_id, state, by, at, account_id, answered_by, answered_at, acknowledged_at, reason } = row;
      const library = registry.library(library_id);
      const isOwn = account_id === reader;
      return {
        ...{ id, ...toAsked(row), state, by, isOwn, at: at.toISOString() },
        library: { id: library_id, name: library?.name ?? library_id, zone: library?.zone ?? 'UTC' },
        isNewSite: library === undefined || registry.originOf(library, row.origin) === undefined,
        answer: answered_at && { by: answered_by!, at: answered_at.toISOString(), reason },
        isUnread: isOwn && answered_at !== null && acknowledged_at === null,
      };
    };

    serve(app, proposedAddressesApi.list, async ({ library, by }) => ({
      addresses: (await loadProposed(database.db, library)).map((row) => toReply(row, by)),
    }));
    serve(app, proposedAddressesApi.propose, async ({ library, body, ...authorship }) =>
      toReply(await addProposed(database, library, body, authorship), authorship.by),
    );
    serve(app, proposedAddressesApi.withdraw, ({ library, address, ...authorship }) =>
      withdrawProposed(database, library, address, authorship),
    );
    serve(app, proposedAddressesApi.acknowledge, async ({ library, address, ...authorship }) =>
      toReply(await acknowledgeAnswer(database, library, address, authorship), authorship.by),
    );
    serve(app, proposedAddressesApi.listAll, async ({ by }) => ({
      addresses: (await loadWaiting(database.db)).map((row) => toReply(row, by)),
    }));
    serve(app, proposedAddressesApi.answer, async ({ address, body, ...authorship }) => {
      const answered = await answerProposed(database, address, body, authorship);
      // Counted from now on, on this node before it replies.
      await registry.reload(changedLibraries(answered.library_id));
      return toReply(answered, authorship.by);
    });
  };
