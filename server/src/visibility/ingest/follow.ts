// In:    a plain link of this server that a person follows: GET /go/{library}.
// Out:   a submission that counts it, outside of clicks and their rate.
// Never: an address or a user agent past this file; knows on which page the link stands.
import { toBatchId } from '@askusnow/sdk';
import type { AnswerState, Tier, Viewport } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { CivilHour } from './civil-hour.ts';
import { EVENT_COLUMNS } from './counts.ts';
import type { Classify } from './event-class.ts';
import { slotKey, type Slot } from './placement-admission.ts';
import type { Submission } from './record.ts';

export interface Follow {
  library: RegisteredLibrary;
  /** The webmaster's name for where the link stands. */
  placement: string;
  state: AnswerState;
  tier: Tier | null;
  viewport: Viewport;
  userAgent: string | undefined;
  address: string;
}

export interface FollowContext {
  /** The library's row for this server's own origin: a link does not say on which page it stands. */
  origin: { id: number; origin: string };
  /** This server's version, which placements record. */
  version: string;
  hour: CivilHour;
  nowMs: number;
  classify: Classify;
}

export function toSubmission(
  { library, placement, state, tier, viewport, userAgent, address }: Follow,
  { origin, version, hour, nowMs, classify }: FollowContext,
): Submission {
  const slot: Slot = {
    library_id: library.id,
    origin_id: origin.id,
    pattern: toPagePattern(`/go/${library.id}`),
    name: placement,
    form: 'link',
  };
  return {
    batch: toBatchId(nowMs),
    slot,
    key: slotKey(slot),
    library,
    branch: null,
    origin: origin.origin,
    isPublished: true,
    widget: version,
    hour,
    cells: [
      {
        state,
        tier: tier ?? 'none',
        class: classify(library.id, { userAgent, address, practice: false })({ kind: 'follow' }),
        counts: EVENT_COLUMNS.map((column) => (column === `follow_${viewport}` ? 1 : 0)),
      },
    ],
    diagnoses: [],
  };
}
