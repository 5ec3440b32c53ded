// In:    an OpenAPI document's operations.
// Out:   the same with an id for each, like `getLibraryMetrics`: generated clients name their functions by it.
// Never: changes the id of a path: generated clients would break.

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const wordsOf = (segment: string): string =>
  segment
    .split(/[^a-z0-9]+/i)
    .map(capital)
    .join('');
/** `libraries/{library}` is one library. */
const singular = (segment: string): string => segment.replace(/ies$/, 'y').replace(/s$/, '');

/** `get /v1/libraries/{library}/metrics` → `getLibraryMetrics`; `get /v1/libraries` → `getLibraries`. */
export function operationId(method: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'v1');
  const names = segments.map((segment, index) => {
    if (segment.startsWith('{')) return '';
    return wordsOf(segments[index + 1]?.startsWith('{') ? singular(segment) : segment);
  });
  return method + names.join('');
}

export function withOperationIds<D extends { paths?: object }>(document: D): D {
  const paths = Object.entries((document.paths ?? {}) as Record<string, Record<string, object>>).map(
    ([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          { operationId: operationId(method, path), ...operation },
        ]),
      ),
    ],
  );
  return { ...document, paths: Object.fromEntries(paths) as unknown };
}
