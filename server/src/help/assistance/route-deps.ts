// Out:   the dependencies of the assistance routes.
import type { Registry } from '../../cooperative/registry.ts';
import type { StoreDeps } from './store.ts';

export interface AssistanceRouteDeps extends StoreDeps {
  registry: Pick<Registry, 'library' | 'libraries' | 'librariesOf' | 'librariesByName' | 'queue' | 'queues'>;
}
