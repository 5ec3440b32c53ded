// In:    the registry, a desk's tier.
// Out:   the words of a shared desk: its partner libraries by name, what its services are called.
import type { SharedDesk, Tier } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';

export type SharedDeskFacts = Pick<Registry, 'librariesByName' | 'sharedHours'>;

/** Null: a desk of one library. */
export function toSharedDesk(registry: SharedDeskFacts, tier: Tier): SharedDesk | null {
  if (tier === 'local') return null;
  const { statewide, global } = registry.sharedHours().services;
  return {
    libraries: registry.librariesByName().map(({ id, name }) => ({ id, name })),
    services: { statewide: statewide.name, global: global.name },
  };
}
