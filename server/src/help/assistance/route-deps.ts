// Out:   the dependencies of the assistance routes.
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { StoreDeps } from './store.ts';

export interface AssistanceRouteDeps extends StoreDeps {
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries' | 'librariesOf' | 'librariesByName' | 'queue' | 'queues'>;
}
