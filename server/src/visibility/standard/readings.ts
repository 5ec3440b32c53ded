// In:    a library's key pages, and the last check of each page of it that a program can read.
// Out:   what each check shows of the key pages that the page is.
// Never: takes a check that could not read its page for one that found no tag.
import type { PageFinding } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { readableKeyPages } from '../doctor/key-pages.ts';
import type { PageCheck } from '../doctor/store.ts';
import type { PageReading } from './facts.ts';

type Check = Pick<PageCheck, 'origin' | 'path' | 'state' | 'findings' | 'checkedMs'>;

const NEIGHBOURS: readonly PageFinding[] = ['library-wrong'];

function toReading({ state, findings, checkedMs }: Check, keyPage: string): PageReading {
  const has = (codes: readonly PageFinding[]): boolean => findings.some((code) => codes.includes(code));
  const reading = { keyPage, atMs: checkedMs };
  // A floating tag satisfies no rule about a placed one, and does not say that there is none.
  if (state === 'found' && has(['floating-only'])) return { ...reading, state: 'altered', traits: {} };
  if (state !== 'found') return { ...reading, state, traits: {} };
  const isNeighbours = has(NEIGHBOURS);
  return {
    ...reading,
    // A neighbour's tag is not this library's, and does not say that this library's is absent.
    state: isNeighbours ? 'altered' : 'found',
    traits: {
      // The tag is a link to the chat itself: no menu comes before it.
      'one-click': true,
      'text-link': !has(['link-missing']),
      'own-entry-point': !isNeighbours,
      'plain-words': !has(['words-not-plain']),
      ...(has(['who-answers-beside']) && { 'who-answers': true }),
    },
  };
}

export function toReadings(library: Pick<RegisteredLibrary, 'keyPages'>, checks: readonly Check[]): PageReading[] {
  if (checks.length === 0) return [];
  const byAddress = new Map(checks.map((check) => [check.origin + check.path, check]));
  return readableKeyPages(library).flatMap(({ origin, path, names }) => {
    const check = byAddress.get(origin + path);
    return check === undefined ? [] : names.map((name) => toReading(check, name));
  });
}
