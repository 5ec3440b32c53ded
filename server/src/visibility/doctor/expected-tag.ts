// In:    this server's address and builds; a registered library.
// Out:   the snippet that the library's pages should have.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';

export interface ServedScripts {
  /** By version. */
  integrity: Readonly<Record<string, string>>;
  /** Of the file for sites that pin it. */
  pinnedIntegrity: Readonly<Record<string, string>>;
  /** The version at `/widget/v1/`; null: no build. */
  current: string | null;
}

/** Its chat addresses, and what it names as other ways to ask. */
const linksOf = ({ queues, fallback: { form, page } }: Pick<RegisteredLibrary, 'queues' | 'fallback'>): string[] => [
  ...new Set([...queues.map(({ chatUrl }) => chatUrl), form, page].filter((link) => typeof link === 'string')),
];

/** Null for the library: any library's tag. */
export function expectedTag(
  publicUrl: string,
  scripts: ServedScripts,
  library: Pick<RegisteredLibrary, 'id' | 'queues' | 'fallback'> | null,
): ExpectedTag {
  return { publicUrl, ...scripts, library: library && { id: library.id, links: linksOf(library) } };
}
