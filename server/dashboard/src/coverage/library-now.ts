// A library at this moment, read from the doors at once, so that all of a page is of one age.
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
import { connection } from '../app/connection.js';
import { isOpen, type LibraryNames } from '../i18n/help-text.js';

/** One reading of all that is live on a library's page. */
export interface LibraryNow {
  library: string;
  nowMs: number;
  /** Nearest first. */
  desks: QueueHours[];
  queues: QueueNow[];
  presence: ReadonlyMap<string, QueuePresence>;
  answer: Availability;
  requests: AssistanceRequest[];
  /** Open ones of other libraries, and of desks that libraries share. */
  others: AssistanceRequest[];
  names: LibraryNames;
  reach: AssistanceReach[];
}

const nearestFirst = (one: { tier: Tier }, other: { tier: Tier }): number =>
  TIERS.indexOf(one.tier) - TIERS.indexOf(other.tier);

/** The answer may lie in the browser's cache for a patron's page; here it must be as new as the rest. */
const fresh = {
  ...connection,
  fetch: (url: RequestInfo | URL, init?: RequestInit) => connection.fetch(url, { ...init, cache: 'no-cache' }),
};

/**
 * What has come this far of other libraries, or is a shared desk's own: a liaison may take it for their own. The coordinator
 * has other libraries' on the page of all.
 */
async function readOthers(library: string, role: Role): Promise<AssistanceRequest[]> {
  const { requests } = await getAssistance(connection);
  return requests.filter(
    (request) => request.library !== library && isOpen(request) && (role === 'liaison' || request.library === null),
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
    // Those that are not live yet are not listed, but each knows its own name.
    names: new Map([...libraries.map(({ id, name }) => [id, name] as const), [library, answer.name]]),
  };
}
