// In:    this server's address, and its builds of the tag.
// Out:   the script of the current version with its hash, for sites that pin what they load.
// Never: the hash of the channel address: its file changes with each version.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import { escapeHtml } from '../../platform/http/html.ts';

/** Null: this server has no build, or no hash of it. */
export function pinnedScript({ publicUrl, current, pinnedIntegrity }: ExpectedTag): string | null {
  const hash = current === null ? undefined : pinnedIntegrity[current];
  if (hash === undefined) return null;
  const address = escapeHtml(`${publicUrl}/widget/${current}/ask-us-now.pinned.js`);
  return `<script type="module" src="${address}" integrity="${escapeHtml(hash)}" crossorigin="anonymous" referrerpolicy="no-referrer"></script>`;
}
