// In:    the registry, a desk's tier.
// Out:   the words of a shared desk: its partner libraries by name, what its services are called.
import type { SharedDesk, SharedHours, Tier } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';

/** What each service is called on screens. */
export const serviceNames = ({ services: { statewide, global } }: SharedHours): SharedDesk['services'] => ({
  statewide: statewide.name,
  global: global.name,
});

export type SharedDeskFacts = Pick<Registry, 'librariesByName' | 'sharedHours'>;

/** Null: a desk of one library. */
export function toSharedDesk(registry: SharedDeskFacts, tier: Tier): SharedDesk | null {
  if (tier === 'local') return null;
  return {
    libraries: registry.librariesByName().map(({ id, name }) => ({ id, name })),
    services: serviceNames(registry.sharedHours()),
  };
}
