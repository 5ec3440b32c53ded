// In:    the rows of the cooperative.
// Out:   the data of its file.
// Never: reads the database: rows-store.ts does.
import { escalationSchema, sharedHoursSchema, type Standard, type Urgent } from '@askusnow/sdk/contract';
import type { Selectable } from 'kysely';
import { given, toFallback, type LibraryParts } from '../cooperative/store.ts';
import type { LibraryTable, QueueTable } from '../cooperative/tables.ts';
import { mapYielding } from '../platform/yield-event-loop.ts';
import type { CooperativeRows } from './rows-store.ts';
import { inOrder } from './in-order.ts';
import type { Cooperative, CooperativeLibrary, CooperativeQueue } from './schema.ts';

export const toQueue = ({
  id,
  name,
  tier,
  zone,
  note,
  weekly,
  seasons,
  exceptions,
  shifts,
  needed,
  presence,
  languages,
}: Selectable<QueueTable>): CooperativeQueue => ({
  id,
  name,
  tier,
  zone,
  ...given({ note }),
  hours: { weekly, seasons, exceptions },
  shifts,
  needed,
  ...given({ presence, languages }),
});

export function toLibrary(row: Selectable<LibraryTable>, rows: LibraryParts): CooperativeLibrary {
  const { id, name, zone, live } = row;
  const uses = (rows.uses.get(id) ?? []).map(({ tier, queue_id, chat_url }) => [
    tier,
    { queue: queue_id, ...given({ chat: chat_url }) },
  ]);
  const keyPages = (rows.keyPages.get(id) ?? []).map((page) => ({
    name: page.name,
    ...given({
      kind: page.kind,
      origin: page.origin,
      pattern: page.pattern,
      placement: page.placement,
      viewport: page.viewport,
    }),
    minPatterns: page.min_patterns,
    weight: page.weight,
  }));
  return {
    id,
    name,
    zone,
    live,
    origins: (rows.origins.get(id) ?? []).map(({ origin }) => origin),
    queues: Object.fromEntries(uses) as CooperativeLibrary['queues'],
    fallback: toFallback(row),
    branches: (rows.branches.get(id) ?? []).map((branch) => ({
      id: branch.id,
      name: branch.name,
      fallback: toFallback(branch),
    })),
    keyPages,
  };
}

/** In the order in which a person would write them: jsonb does not keep it. */
const toStandard = ({ disabled, weights, rules }: Standard): Standard => ({ disabled, weights, rules });

const toUrgent = ({ text, translations, phone, page }: Urgent): Urgent => ({
  text,
  ...given({ translations, phone, page }),
});

/** The cooperative's own fields. */
export function toHead(row: NonNullable<CooperativeRows['cooperative']>): Cooperative['cooperative'] {
  const { name, note, escalation: waits, page_words: pageWords, languages, urgent } = row;
  // What was stored before a field was there has its default.
  const escalation = waits && escalationSchema.parse(waits);
  const policyTopics = row.policy_topics?.map(({ id, name }) => ({ id, name }));
  return {
    name,
    ...given({ note, escalation, pageWords, languages, urgent: urgent && toUrgent(urgent), policyTopics }),
    ...given({ afterClosingMin: row.after_closing_min }),
    ...given({ sharedHours: row.shared_hours && sharedHoursSchema.parse(row.shared_hours), holidays: row.holidays }),
  };
}

/** The file's data; undefined before the first import. */
export async function toCooperative(rows: CooperativeRows): Promise<Cooperative | undefined> {
  if (!rows.cooperative) return undefined;
  const { standard } = rows.cooperative;
  return inOrder({
    cooperative: toHead(rows.cooperative),
    ...(standard && { standard: toStandard(standard) }),
    queues: await mapYielding(rows.queues, toQueue),
    libraries: await mapYielding(rows.libraries, (library) => toLibrary(library, rows)),
  });
}
