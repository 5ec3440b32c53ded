// In:    a host name.
// Out:   whether the Public Suffix List has a suffix below it, under which strangers register their own names.
// Never: checks whether the host itself is a suffix: tldts' own parse does.
//
// tldts finds the suffix of a host, never the suffixes below a host, so this file walks its compiled list. The list is
// not part of the public API: the version is exact, and test/unit/cooperative/cooperative-origin.test.ts fails if another
// version has moved it.
// @ts-expect-error: the package has types for its public API only.
import * as compiledList from 'tldts/dist/cjs/src/data/trie.js';

interface CompiledList {
  /** Index of a node's first edge in `edgeLength` and `edgeChild`; its last edge precedes the next node's first. */
  edgeStart: Uint16Array;
  /** Length of each edge's label. Units: UTF-16 code units. */
  edgeLength: Uint8Array;
  /** The target node of each edge. */
  edgeChild: Uint16Array;
  /** All labels in the order of the edges, concatenated. */
  labelText: string;
  /** The parent node of top-level domains. */
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

/** "amazonaws.com" is no suffix, but "s3.amazonaws.com" is: anybody who can create a bucket can publish a page there. */
export function hasSuffixBelow(host: string): boolean {
  let node = rulesRoot;
  for (const label of host.split('.').reverse()) {
    const child = childOf(node, label);
    if (child === undefined) return false;
    node = child;
  }
  return edgeStart[node + 1]! > edgeStart[node]!;
}
