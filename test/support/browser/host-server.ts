// A server that serves the real tag by its real route and answers the rest as a test sets it, faults included.
import Fastify from 'fastify';
import type { AskEvent, Availability, EventBatch } from '@askusnow/sdk';
import { widgetBundleFolder } from '../../../server/src/serving/assets/folders.ts';
import { readBuild, serveBuilds } from '../../../server/src/serving/assets/widget-builds.ts';
import { widgetRoutes } from '../../../server/src/serving/assets/widget-routes.ts';
import { allowOtherSites } from '../../../server/src/platform/http/cross-site.ts';
import { pinnedScript } from '../../../server/src/visibility/hand-over/pinned-script.ts';
import { anAvailability, answering, type Answer, startEdge, type Edge } from '../peers/edge.ts';

/** One event as it was posted, with what its batch says of the page. */
export type Posted = AskEvent & Omit<EventBatch, 'batch' | 'events'>;

export interface TagServer {
  url: string;
  edge: Edge;
  /** The answer of the availability route from now on. */
  answers(answer: Answer): void;
  /** What the script's address answers from now on; nothing given: the tag, as released. */
  gives(answer?: Answer): void;
  /** The same, for a test to change something of it. */
  released: Answer;
  /** What the bytes of the script are. */
  integrity: string;
  /** The line for a page that pins the script, as its webmaster gets it. */
  pinnedScript: string;
  /** Events that have arrived so far, as they came. */
  posted(): Posted[];
  /** Their kinds alone: a batch that was sent first may arrive second. */
  kinds(): string[];
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

const MINUTE_MS = 60_000;
/** Never in the first minute of an hour: noon and midnight are words, and tests expect a clock time. */
const nowMs = (): number => Date.now() - (Date.now() % HOUR_MS < MINUTE_MS ? MINUTE_MS : 0);

/** An answer that holds from now on; its chat address leads to the host page's own server unless a test says otherwise. */
export function anAnswerNow(chat: string, more: Partial<Availability> = {}): Availability {
  const now = new Date(nowMs()).toISOString();
  const answer = anAvailability({ chat: { url: chat }, ...more }, now);
  return { ...answer, tiers: more.tiers ?? answer.tiers.map((tier) => ({ ...tier, chat: { url: chat } })) };
}

/** Nobody answers for three hours yet; then on the hour, as desks open: a button under 240 px takes another line for some minutes. */
export function aClosedAnswerNow(): Availability {
  const nextHourMs = Math.ceil(nowMs() / HOUR_MS) * HOUR_MS;
  const at = (hours: number): string => new Date(nextHourMs + hours * HOUR_MS).toISOString();
  return anAnswerNow('https://chat.example/harford', {
    state: 'closed',
    tier: null,
    chat: null,
    fallback: { phone: '410-555-0100', form: 'https://library.example/ask' },
    tiers: [
      {
        tier: 'local',
        state: 'closed',
        evidence: 'scheduled',
        chat: { url: 'https://chat.example/harford' },
        open: [[at(3), at(8)]],
      },
    ],
  });
}

export async function startTagServer(): Promise<TagServer> {
  const edge = await startEdge();
  const widget = Fastify();
  const build = readBuild(widgetBundleFolder())!;
  const files = serveBuilds(build, [build]);
  await allowOtherSites(widget);
  await widget.register(widgetRoutes({ widget: { files: () => files } }));
  const released: Answer = ({ path, headers }, response) =>
    void widget.inject({ url: path, headers: headers as Record<string, string> }).then((reply) => {
      response.writeHead(reply.statusCode, reply.headers as Record<string, string>);
      response.end(reply.rawPayload);
    });
  let script = released;
  let availability = answering(200, anAnswerNow('https://chat.example/harford'));
  edge.availability = (arrived, response) =>
    (arrived.path.startsWith('/widget/') ? script : availability)(arrived, response);
  const posted = (): Posted[] =>
    edge.arrived
      .filter(({ path, method }) => path === '/v1/events' && method === 'POST')
      .flatMap(({ body }) => {
        const { events, ...batch } = JSON.parse(body) as EventBatch;
        return events.map((event) => ({ ...batch, ...event }));
      });
  return {
    url: edge.url,
    edge,
    answers: (answer) => void (availability = answer),
    gives: (answer = released) => void (script = answer),
    released,
    integrity: (
      JSON.parse(build.files.get('versions.json')!.toString()) as { files: Record<string, { integrity: string }> }
    ).files['ask-us-now.js']!.integrity,
    pinnedScript: pinnedScript({ publicUrl: edge.url, ...files.scripts, library: null })!,
    posted,
    kinds: () => posted().map(({ kind }) => kind),
    async close() {
      await edge.close();
      await widget.close();
    },
  };
}
