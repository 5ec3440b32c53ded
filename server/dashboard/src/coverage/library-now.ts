// A library now: all routes are read at once, so that the whole page is of one age.
import {
  TIERS,
  getAssistance,
  getCoverageNow,
  getLibraryAssistance,
  getQueuePresence,
  type AssistanceReach,
  type AssistanceRequest,
  type Availability,
  type QueueNow,
  type QueuePresence,
  type Role,
  type Tier,
} from '@askusnow/sdk';
import { connection } from '../ui/connection.js';
import { freshAvailability } from './fresh-availability.js';
import { isOpen } from '../logic/help-requests.js';

/** One snapshot of everything live on a library's page. */
export interface LibraryNow {
  library: string;
  nowMs: number;
  /** Nearest first. */
  queues: QueueNow[];
  /** Of those whose source is late. */
  presence: ReadonlyMap<string, QueuePresence>;
  answer: Availability;
  requests: AssistanceRequest[];
  /** Open requests of other libraries and of shared desks. */
  others: AssistanceRequest[];
  reach: AssistanceReach[];
}

const nearestFirst = (one: { tier: Tier }, other: { tier: Tier }): number =>
  TIERS.indexOf(one.tier) - TIERS.indexOf(other.tier);

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

/** Its sample did not come in time: it may fail. A source is asked every half minute. */
const isLate = ({ observed, sampledAt }: QueueNow, nowMs: number): boolean =>
  observed !== null && (sampledAt === null || nowMs - Date.parse(sampledAt) > 30_000);

export async function readLibraryNow(library: string, role: Role): Promise<LibraryNow> {
  const [coverage, answer, { requests, reach }, others] = await Promise.all([
    getCoverageNow(connection, { library }),
    freshAvailability(library),
    getLibraryAssistance(connection, library),
    readOthers(library, role),
  ]);
  const nowMs = Date.parse(coverage.now);
  const late = coverage.queues.filter((queue) => isLate(queue, nowMs));
  const presence = await Promise.all(late.map(({ queue }) => getQueuePresence(connection, queue)));
  return {
    library,
    nowMs,
    queues: coverage.queues.sort(nearestFirst),
    presence: new Map(presence.map((each) => [each.queue, each])),
    answer,
    requests,
    others,
    reach,
  };
}
