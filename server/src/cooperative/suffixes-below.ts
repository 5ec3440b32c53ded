// In:    a host name.
// Out:   whether the Public Suffix List has a suffix below it: a name under which strangers register their own.
// Never: answers for the host itself being one: tldts' own parse does.
//
// tldts answers "which suffix does this host have", never "which suffixes does this host have below it", so its compiled
// list is walked here. It is no public part of the package: the version is exact, and test/unit/cooperative/cooperative-origin.test.ts
// fails where another has moved it.
// @ts-expect-error: the package has types for its public part only.
import * as compiledList from 'tldts/dist/cjs/src/data/trie.js';

interface CompiledList {
  /** Where a node's edges begin in `edgeLength` and `edgeChild`; they end where the next node's begin. */
  edgeStart: Uint16Array;
  /** Length of each edge's label. Units: UTF-16 code units. */
  edgeLength: Uint8Array;
  /** The node that each edge leads to. */
  edgeChild: Uint16Array;
  /** All labels, one after another in the order of the edges. */
  labelText: string;
  /** The node that top-level domains hang on. */
  rulesRoot: number;
}
const { edgeStart, edgeLength, edgeChild, labelText, rulesRoot } = compiledList as CompiledList;

/** Where each edge's label begins in `labelText`. */
const labelStart = new Uint32Array(edgeLength.length);
for (let edge = 1; edge < labelStart.length; edge++) labelStart[edge] = labelStart[edge - 1]! + edgeLength[edge - 1]!;

function childOf(node: number, label: string): number | undefined {
  for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
    if (edgeLength[edge] === label.length && labelText.startsWith(label, labelStart[edge])) return edgeChild[edge];
  }
  return undefined;
}

/** "amazonaws.com" is no suffix itself, but "s3.amazonaws.com" is: whoever may make a bucket may make a page there. */
export function hasSuffixBelow(host: string): boolean {
  let node = rulesRoot;
  for (const label of host.split('.').reverse()) {
    const child = childOf(node, label);
    if (child === undefined) return false;
    node = child;
  }
  return edgeStart[node + 1]! > edgeStart[node]!;
}
