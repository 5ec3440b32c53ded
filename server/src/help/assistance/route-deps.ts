// In:    nothing.
// Out:   what the routes of assistance are given.
// Never: anything that runs.
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { StoreDeps } from './store.ts';

export interface AssistanceRouteDeps extends StoreDeps {
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries' | 'librariesByName' | 'queue' | 'queues'>;
}
