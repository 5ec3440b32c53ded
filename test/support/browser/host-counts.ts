// The real server of one library, as host pages meet it, and what became of their events: those that arrived, and its counts.
import type { EventBatch, PlacementList } from '@askusnow/sdk/contract';
import { startApp } from '../app/app.ts';
import { oneLibrary } from '../app/one-library.ts';
import { startForwarder } from '../peers/forwarder.ts';
import { GATE_ENGINE } from '../app/database.ts';

export interface Counts {
  impressions: number;
  viewable: number;
  clicks: number;
}

export interface CountingServer {
  url: string;
  /** The kinds of a placement's events that the server has accepted so far, in order. */
  kinds(placement: string): string[];
  /** What the server shows now, read once, of each placement. */
  counts(): Promise<(placement: string) => Counts>;
  close(): Promise<void>;
}

/** The library is `harford`; `origin` is its site's, or those of its sites. */
export async function startCountingServer(where: Parameters<typeof oneLibrary>[0]): Promise<CountingServer> {
  const app = await startApp({ engine: GATE_ENGINE, cooperative: oneLibrary(where) });
  const forwarder = await startForwarder();
  forwarder.route = () => ({ port: app.config.port, forwardedFor: '127.0.0.1' });
  const cookie = await app.signIn('liaison', ['harford']);
  return {
    url: forwarder.url,
    kinds: (placement) =>
      forwarder.passed
        .filter(({ method, path, status }) => method === 'POST' && path === '/v1/events' && status === 202)
        .map(({ text }) => JSON.parse(text.slice(text.lastIndexOf('\n') + 1)) as EventBatch)
        .filter((batch) => batch.placement === placement)
        .flatMap(({ events }) => events.map(({ kind }) => kind)),
    async counts() {
      const reply = await fetch(`${app.url}/v1/libraries/harford/placements?days=7`, { headers: { cookie } });
      const { placements } = (await reply.json()) as PlacementList;
      return (placement) => {
        const counted = placements.filter((one) => one.placement === placement).map(({ counts }) => counts);
        const sum = (name: keyof Counts): number => counted.reduce((total, counts) => total + counts[name], 0);
        return { impressions: sum('impressions'), viewable: sum('viewable'), clicks: sum('clicks') };
      };
    },
    async close() {
      await app.close();
      await forwarder.close();
    },
  };
}
