// A library now: all routes are read at once, so that the whole page is of one age.
import {
  TIERS,
  getAssistance,
  getAvailability,
  getCoverageNow,
  getLibraries,
  getLibraryAssistance,
  getQueuePresence,
  getQueues,
  type AssistanceReach,
  type AssistanceRequest,
  type Availability,
  type QueueHours,
  type QueueNow,
  type QueuePresence,
  type Role,
  type Tier,
} from '@askusnow/sdk';
import { connection } from '../ui/connection.js';
import type { LibraryNames } from '../i18n/help-people-text.js';
import { isOpen } from '../logic/help-requests.js';

/** One snapshot of everything live on a library's page. */
export interface LibraryNow {
  library: string;
  nowMs: number;
  /** Nearest first. */
  desks: QueueHours[];
  queues: QueueNow[];
  presence: ReadonlyMap<string, QueuePresence>;
  answer: Availability;
  requests: AssistanceRequest[];
  /** Open requests of other libraries and of shared desks. */
  others: AssistanceRequest[];
  names: LibraryNames;
  reach: AssistanceReach[];
}

const nearestFirst = (one: { tier: Tier }, other: { tier: Tier }): number =>
  TIERS.indexOf(one.tier) - TIERS.indexOf(other.tier);

/** The browser may have cached the answer for a patron's page; here it must be as new as the rest. */
const fresh = {
  ...connection,
  fetch: (url: RequestInfo | URL, init?: RequestInit) => connection.fetch(url, { ...init, cache: 'no-cache' }),
};

/**
 * Requests of other libraries that have reached this tier, and those of shared desks: a liaison may take them, and a viewer sees them. The coordinator
 * sees other libraries' requests on the Now page.
 */
async function readOthers(library: string, role: Role): Promise<AssistanceRequest[]> {
  const { requests } = await getAssistance(connection);
  return requests.filter(
    (request) => request.library !== library && isOpen(request) && (role !== 'coordinator' || request.library === null),
  );
}

export async function readLibraryNow(library: string, role: Role): Promise<LibraryNow> {
  const [{ queues: desks }, coverage, answer, { requests, reach }, others, { libraries }] = await Promise.all([
    getQueues(connection, library),
    getCoverageNow(connection, { library }),
    getAvailability(fresh, library),
    getLibraryAssistance(connection, library),
    readOthers(library, role),
    getLibraries(connection),
  ]);
  const ids = desks.map(({ queue }) => queue);
  const presence = await Promise.all(ids.map((queue) => getQueuePresence(connection, queue)));
  return {
    library,
    nowMs: Date.parse(coverage.now),
    desks: [...desks].sort(nearestFirst),
    queues: coverage.queues.filter(({ queue }) => ids.includes(queue)).sort(nearestFirst),
    presence: new Map(presence.map((each) => [each.queue, each])),
    answer,
    requests,
    others,
    reach,
    // A library that is not live yet is not listed, so its name comes from its answer.
    names: new Map([...libraries.map(({ id, name }) => [id, name] as const), [library, answer.name]]),
  };
}
