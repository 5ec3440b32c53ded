// In:    the id of a library or a desk.
// Out:   its name, for people: one that has left has none any more.
// Never: an id in place of a name.
import type { Registry } from './registry.ts';

export const libraryName = (registry: Pick<Registry, 'library'>, id: string): string =>
  registry.library(id)?.name ?? 'A removed library';

export const deskName = (registry: Pick<Registry, 'queue'>, id: string): string =>
  registry.queue(id)?.name ?? 'A removed desk';
