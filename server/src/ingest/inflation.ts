// In:    a client's address, the placement, the kind of event.
// Out:   whether this is more than such a place plausibly sends in an hour.
// Never: keeps or writes an address: what is in memory is a hash under a key that nobody knows and an hour ends.
import { hash, randomBytes } from 'node:crypto';
import type { AskEvent } from '@askusnow/sdk/contract';
import type { Clock } from '../clock.ts';
import { networkOf } from '../http/network.ts';

/**
 * Events per hour, network (/24 or /48) and placement that count as patrons'. Past it they are `suspect`.
 * Source: a hundred busy public computers behind one address, each showing one kind of page 60 times an hour, are 6,000
 * impressions; each asking for help three times an hour, 300 clicks. A whole state's service had 2,076 log-ins a month.
 * It dampens: real browsers on many networks pass.
 */
export const HOURLY_CAP: Readonly<Record<AskEvent['kind'], number>> = {
  impression: 6_000,
  viewable: 6_000,
  click: 300,
};

const ROTATION_MS = 3_600_000;
/** Past so many networks × placements the oldest are forgotten, so that a flood of addresses cannot fill the memory. */
const MOST_METERS = 100_000;

type Taken = Record<AskEvent['kind'], number>;

export interface Inflation {
  /** For one batch: true for each event that is past the cap. */
  meter(address: string, placement: string): (kind: AskEvent['kind']) => boolean;
  close(): void;
}

export function createInflation(clock: Clock): Inflation {
  const newKey = (): string => randomBytes(32).toString('base64url');
  let key = newKey();
  const meters = new Map<string, Taken>();
  let timer = clock.after(ROTATION_MS, rotate);
  function rotate(): void {
    key = newKey();
    meters.clear();
    timer = clock.after(ROTATION_MS, rotate);
  }
  return {
    meter(address, placement) {
      // The key goes first and nothing of this is ever shown: a plain hash does what an HMAC would, at a twentieth of its cost.
      const name = hash('sha256', `${key}\n${networkOf(address)}\n${placement}`, 'base64url');
      let taken = meters.get(name);
      if (!taken) {
        taken = { impression: 0, viewable: 0, click: 0 };
        meters.set(name, taken);
        if (meters.size > MOST_METERS) meters.delete(meters.keys().next().value ?? name);
      }
      const mine = taken;
      return (kind) => ++mine[kind] > HOURLY_CAP[kind];
    },
    close() {
      timer.cancel();
      meters.clear();
    },
  };
}
