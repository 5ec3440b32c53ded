// Our packages as npm publishes them.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Packs workspaces into `folder`: the path of each tarball by its workspace. */
export function packInto(folder: string, workspaces: readonly string[]): Map<string, string> {
  const words = workspaces.flatMap((workspace) => ['-w', workspace]);
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const entries = JSON.parse(packed) as { name: string; filename: string }[];
  return new Map(entries.map(({ name, filename }) => [name.replace('@askusnow/', ''), join(folder, filename)]));
}
