// The sources that the parts are compared with: those of the commit whose looks were agreed on last.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** By part, why it looks otherwise than before. */
export const CHANGED_LOOKS = 'test/parts/changed-looks.json';
type Reasons = Readonly<Record<string, string>>;

/** Null where the command fails. */
function git(folder: string, ...words: string[]): string | null {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8', stdio }).trim();
  } catch {
    return null;
  }
}

/**
 * The commit of the list before this one; for the first list, the commit before it. What was changed between two lists is asked for by
 * the later one, so that nothing is lost where nobody ran this after each commit. Null: the clone ends before it, or there is none.
 */
export function formerCommit(folder: string): string | null {
  const log = git(folder, 'log', '-2', '--format=%H', '--', CHANGED_LOOKS);
  if (log === null) return null;
  const [latest, before] = log.split('\n');
  const isCommitted = git(folder, 'diff', '--quiet', 'HEAD', '--', CHANGED_LOOKS) !== null;
  const commit = latest ? (isCommitted ? before || `${latest}^` : latest) : 'HEAD';
  return git(folder, 'rev-parse', '--verify', `${commit}^{commit}`);
}

const parse = (json: string | null): Reasons => JSON.parse(json ?? '{}') as Reasons;

/** The reasons that are new since. */
function newReasons(commit: string): Reasons {
  const former = parse(git('.', 'show', `${commit}:${CHANGED_LOOKS}`));
  const now = Object.entries(parse(readFileSync(CHANGED_LOOKS, 'utf8')));
  return Object.fromEntries(now.filter(([part, reason]) => former[part] !== reason));
}

export interface FormerTree extends AsyncDisposable {
  /** As a person names it. */
  commit: string;
  path: string;
  reasons: Reasons;
}

/** What the parts page is made of, in a folder of its own. Undefined: there is no former commit here. */
export function formerTree(): FormerTree | undefined {
  const commit = formerCommit('.');
  if (commit === null) return undefined;
  const path = mkdtempSync(join(tmpdir(), 'askusnow-parts-'));
  const archive = join(path, 'sources.tar');
  git('.', 'archive', '--output', archive, commit, 'sdk', 'server/package.json', 'server/src', 'server/dashboard');
  execFileSync('tar', ['-xf', archive, '-C', path]);
  return {
    commit: git('.', 'log', '-1', '--format=%h %s', commit)!,
    path,
    reasons: newReasons(commit),
    [Symbol.asyncDispose]: () => Promise.resolve(rmSync(path, { recursive: true, force: true })),
  };
}
