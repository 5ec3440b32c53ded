// In:    the reports of a page and of its new version.
// Out:   entry points that are lost or new, faults that are new or mended.
// Never: needs Node. Calls a page that was not read worse, or as good.
import type { PageState } from '@askusnow/sdk/contract';
import { isFault } from './messages.ts';
import { isRead, type EntryPoint, type Finding, type PageReport } from './report.ts';

export interface Comparison {
  states: { before: PageState; after: PageState };
  /** False: one of the pages was not read in full, so nothing is said about lost and new. */
  isComparable: boolean;
  lost: EntryPoint[];
  gained: EntryPoint[];
  mended: Finding[];
  added: Finding[];
  isWorse: boolean;
}

const keyOf = ({ form, library, placement }: EntryPoint): string => `${form} ${library ?? ''} ${placement ?? ''}`;

/** What `list` has more of than `other`: two tags that become one are one lost. */
function beyond<Item>(list: readonly Item[], other: readonly Item[], key: (item: Item) => string): Item[] {
  const left = Map.groupBy(other, key);
  return list.filter((item) => left.get(key(item))?.pop() === undefined);
}

export function compareReports(before: PageReport, after: PageReport): Comparison {
  const isComparable = isRead(before) && isRead(after);
  const code = (one: Finding): string => one.code;
  const lost = isComparable ? beyond(before.entries, after.entries, keyOf) : [];
  const added = beyond(after.findings, before.findings, code);
  return {
    states: { before: before.state, after: after.state },
    isComparable,
    lost,
    gained: isComparable ? beyond(after.entries, before.entries, keyOf) : [],
    mended: isComparable ? beyond(before.findings, after.findings, code) : [],
    added,
    isWorse: !isComparable || lost.length > 0 || added.some((one) => isFault(one.code)),
  };
}
