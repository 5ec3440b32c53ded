// In:    a client's address, the library it sends for, the kind of event.
// Out:   whether this is more than one network plausibly sends for a library in an hour.
// Never: keeps, writes or sends an address: what is in this node's memory is a hash under a key that nobody knows and an
//        hour ends, and what leaves it is one yes or no about all traffic.
import { hash, randomBytes } from 'node:crypto';
import { EVENT_KINDS, type EventKind } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import { networkOf } from '../../platform/http/network.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { addTraffic, NO_TRAFFIC, showsOneAddress, type Traffic } from './one-address.ts';

/**
 * Events per hour, network (/24 or /48), library and kind that count as patrons'. Past it they are `suspect`.
 *
 * A library building has one address for all its computers and its wireless network. The most visited building of a library
 * that has only one: North Miami Beach, 685,387 visits in a year (IMLS Public Libraries Survey, FY2022), 220 an hour over
 * 60 open hours a week, and 660 in a busy hour. If each of those visitors sees 20 pages with the entry point, it is shown
 * 13,200 times. A whole state's service had 2,076 log-ins in a month, 26 for each site: 120 clicks an hour are a class of 35
 * in that building of whom each tries it three times.
 *
 * Per library and not per page or placement: those are the sender's own words, and as many caps as it likes. A second cap
 * per placement below this one would meet a library's one busy page before it met a script.
 * It dampens: real browsers on many networks pass.
 */
export const HOURLY_CAP = {
  ...(Object.fromEntries(Object.entries(EVENT_KINDS).map(([kind, { hourlyCap }]) => [kind, hourlyCap])) as Record<
    EventKind,
    number
  >),
  /** A plain link that is followed is what a click is elsewhere. */
  follow: EVENT_KINDS.click.hourlyCap,
} as const satisfies Readonly<Record<string, number>>;
export type CappedKind = keyof typeof HOURLY_CAP;

const ROTATION_MS = HOUR_MS;
/** How far back other networks are looked for before one is taken for a proxy. Units: hours. */
const MEMORY_HOURS = 24;
/** Past so many networks the oldest are forgotten, so that a flood of addresses cannot fill the memory. */
const MAX_NETWORKS = 50_000;

type Taken = Record<CappedKind, number>;
interface Network extends Taken {
  batches: number;
  byLibrary: Map<string, Taken>;
}

const none = (): Taken => Object.fromEntries(Object.keys(HOURLY_CAP).map((kind) => [kind, 0])) as Taken;

export interface AbuseCap {
  /** For one batch: true for each event that is past the cap. */
  meter(address: string, libraryId: string): (kind: CappedKind) => boolean;
  /** Nearly all traffic shows one address, so that a cap by address would stop everybody. */
  isSuspended(): boolean;
  close(): void;
}

export function createAbuseCap({
  clock,
  liveNodes,
  libraryCount,
  onSuspend,
}: {
  clock: Clock;
  /** Nodes that share the traffic: each has its part of the cap, since none knows of the others' networks. */
  liveNodes: () => number;
  libraryCount: () => number;
  /** Once, the first time. */
  onSuspend: () => void;
}): AbuseCap {
  const newKey = (): string => randomBytes(32).toString('base64url');
  let key = newKey();
  let networks = new Map<string, Network>();
  let busiest: Network | undefined;
  let batches = 0;
  let networkCount = 0;
  /** Ended hours, the latest last. */
  let hours: Traffic[] = [];
  let before = NO_TRAFFIC;
  let wasSuspended = false;
  let timer = clock.after(ROTATION_MS, rotate);

  const thisHour = (): Traffic =>
    busiest
      ? {
          batches,
          otherNetworks: networkCount - 1,
          otherBatches: batches - busiest.batches,
          libraries: busiest.byLibrary.size,
          viewables: busiest.viewable,
          clicks: busiest.click + busiest.follow,
        }
      : NO_TRAFFIC;

  function rotate(): void {
    isSuspended();
    hours = [...hours, thisHour()].slice(1 - MEMORY_HOURS);
    before = hours.reduce(addTraffic, NO_TRAFFIC);
    key = newKey();
    networks = new Map();
    busiest = undefined;
    batches = 0;
    networkCount = 0;
    timer = clock.after(ROTATION_MS, rotate);
  }

  function networkAt(address: string): Network {
    // The key goes first and nothing of this is ever shown: a plain hash does what an HMAC would, at a twentieth of its cost.
    const name = hash('sha256', `${key}\n${networkOf(address)}`, 'base64url');
    let network = networks.get(name);
    if (!network) {
      network = { ...none(), batches: 0, byLibrary: new Map() };
      networks.set(name, network);
      networkCount++;
      if (networks.size > MAX_NETWORKS) networks.delete(networks.keys().next().value ?? name);
    }
    return network;
  }

  function isSuspended(): boolean {
    const suspended = showsOneAddress(addTraffic(before, thisHour()), libraryCount());
    if (suspended && !wasSuspended) {
      wasSuspended = true;
      onSuspend();
    }
    return suspended;
  }

  return {
    meter(address, libraryId) {
      const network = networkAt(address);
      batches++;
      network.batches++;
      if (!busiest || network.batches > busiest.batches) busiest = network;
      let taken = network.byLibrary.get(libraryId);
      if (!taken) network.byLibrary.set(libraryId, (taken = none()));
      const mine = taken;
      const share = 1 / Math.max(1, liveNodes());
      return (kind) => {
        network[kind]++;
        return ++mine[kind] > HOURLY_CAP[kind] * share && !isSuspended();
      };
    },
    isSuspended,
    close() {
      timer.cancel();
      networks.clear();
    },
  };
}
