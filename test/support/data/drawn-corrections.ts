// Corrections of hours at shared desks, drawn by chance and stored as the route keeps them.
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { hoursByMinute } from './contribution-minutes.ts';

const HALF_HOUR = 1_800_000;

/** Of hours that a library was to work; a few of others, which count for nothing. */
export const anyCorrections = fc.array(
    fc.record({
      hours: fc.nat(7),
      isOther: fc.constantFrom(false, false, false, true),
      side: fc.constantFrom('library' as const, 'coordinator' as const),
      said: fc.constantFrom('there' as const, 'there' as const, 'absent' as const, 'taken-back' as const),
      from: fc.double({ min: 0, max: 0.9, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 10 },
  );
type Drawn = (typeof anyCorrections extends fc.Arbitrary<infer Value> ? Value : never)[number];

/** Of hours that are over. */
export async function storeCorrections(
  db: Kysely<Tables>,
  drawn: readonly Drawn[],
  nowMs: number,
): Promise<void> {
  const hours = (await hoursByMinute(db)).filter(({ to }) => to <= nowMs);
  for (const { hours: index, isOther, side, said, from, to } of hours.length === 0 ? [] : drawn) {
    const its = hours[index % hours.length]!;
    const endMs = its.to + (isOther ? HALF_HOUR : 0);
    const second = (share: number): number => its.from + Math.floor(((endMs - its.from) * share) / 1000) * 1000;
    const cameMs = second(from);
    const isThere = said === 'there';
    await db
      .insertInto('duty_correction')
      .values({
        ...{ queue_id: its.queue, library_id: its.library, service: its.service as 'statewide' | 'global' },
        ...{ starts_at: new Date(its.from), ends_at: new Date(endMs), side, said, by: 'test', at: new Date(nowMs) },
        came_at: isThere ? new Date(cameMs) : null,
        left_at: isThere ? new Date(Math.max(second(to), cameMs + 1000)) : null,
        why: said === 'taken-back' ? null : 'The clock was not pressed.',
      })
      .execute();
  }
}
