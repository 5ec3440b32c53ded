// Filters in the address of the page, so that a reload, a bookmark and a link sent to a colleague keep them.
import type { FilterName } from '@askusnow/server/dashboard-pages';

/** A list whose search and page number stand in the address. */
export type ListName = 'desks' | 'libraries' | 'list' | 'q';
type Name = FilterName | ListName | `${ListName}-page`;

/** As long as the longest field. Units: characters. */
const MAX_LENGTH = 100;

/** A filter that the page was opened with; '': none. It may be anything that somebody typed. */
export const addressValue = (name: Name): string =>
  (new URL(location.href).searchParams.get(name) ?? '').replace(/\p{C}/gu, '').slice(0, MAX_LENGTH);

/** The value if it is one of these; otherwise the one that a page without filters has. */
export function addressChoice<Value extends string>(name: Name, values: readonly Value[], otherwise: Value): Value {
  const given = addressValue(name);
  return values.find((value) => value === given) ?? otherwise;
}

/** '' takes a filter away. A filter adds no step to the browser's history. */
export function keepInAddress(values: Readonly<Partial<Record<Name, string>>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
