// In:    queues and libraries of the file.
// Out:   their rows.
// Never: reads or writes the database.
import type { Insertable } from 'kysely';
import { TIERS } from '@askusnow/sdk/contract';
import type { BranchTable, KeyPageTable, LibraryQueueTable, LibraryTable, QueueTable } from '../cooperative/tables.ts';
import type { CooperativeLibrary, CooperativeQueue } from './schema.ts';

export const queueRow = ({
  id,
  name,
  tier,
  zone,
  note,
  hours,
  shifts,
  needed,
  presence,
  languages,
}: CooperativeQueue): Insertable<QueueTable> => ({
  id,
  name,
  tier,
  zone,
  note: note ?? null,
  weekly: hours.weekly && JSON.stringify(hours.weekly),
  seasons: JSON.stringify(hours.seasons),
  exceptions: JSON.stringify(hours.exceptions),
  shifts: JSON.stringify(shifts),
  needed: JSON.stringify(needed),
  presence: presence ? JSON.stringify(presence) : null,
  languages: languages ? JSON.stringify(languages) : null,
});

const fallbackColumns = ({ phone, form, page }: CooperativeLibrary['fallback']) => ({
  fallback_phone: phone ?? null,
  fallback_form: form ?? null,
  fallback_page: page ?? null,
});

export const libraryRow = ({ id, name, zone, live, fallback }: CooperativeLibrary): Insertable<LibraryTable> => ({
  id,
  name,
  zone,
  live,
  ...fallbackColumns(fallback),
  removed: false,
});

export const branchRows = ({ id, branches }: CooperativeLibrary): Insertable<BranchTable>[] =>
  branches.map((branch) => ({
    ...{ library_id: id, id: branch.id, name: branch.name },
    ...fallbackColumns(branch.fallback),
    removed: false,
  }));

export const useRows = ({ id, queues }: CooperativeLibrary): Insertable<LibraryQueueTable>[] =>
  TIERS.flatMap((tier) => {
    const use = queues[tier];
    return use ? [{ library_id: id, tier, queue_id: use.queue, chat_url: use.chat ?? null }] : [];
  });

export const keyPageRows = ({ id, keyPages }: CooperativeLibrary): Insertable<KeyPageTable>[] =>
  keyPages.map(({ name, kind, origin, pattern, placement, viewport, minPatterns, weight }) => ({
    library_id: id,
    name,
    kind: kind ?? null,
    origin: origin ?? null,
    pattern: pattern ?? null,
    placement: placement ?? null,
    viewport: viewport ?? null,
    min_patterns: minPatterns,
    weight,
  }));
