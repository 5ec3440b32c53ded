// New libraries as a spreadsheet has them: a header, then a library in each row.
import type { NewRegistrations, StoredDesk } from '@askusnow/sdk';
import { csvRows, delimiterOf, isBlank, RowFault } from './csv-file.js';
import type { FieldErrors } from './field-errors.js';
import { aLibrary, toNew, type TypedRegistration } from './registration-draft.js';

/** The columns by their headers, in any order; only the first has to be there. */
export const LIBRARY_COLUMNS = ['name', 'time zone', 'chat', 'sites', 'phone', 'form', 'page', 'live'] as const;
export type LibraryColumn = (typeof LIBRARY_COLUMNS)[number];

const COLUMN_OF_FIELD: [field: RegExp, column: LibraryColumn][] = [
  [/\.zone$/, 'time zone'],
  [/\.queues\b/, 'chat'],
  [/\.origins\b/, 'sites'],
  [/\.fallback\.phone$/, 'phone'],
  [/\.fallback\.form$/, 'form'],
  [/\.fallback\.page$/, 'page'],
];

export interface ListedLibrary {
  /** The header is row 1. */
  row: number;
  typed: TypedRegistration;
  wanted: NewRegistrations;
}

export type LibraryListFault =
  | { reason: 'quotes' | 'columns'; row: number }
  | { reason: 'no-name' | 'empty' }
  | { reason: 'unknown-column'; column: string };

const isYes = (cell: string): boolean => /^(?:yes|y|true|x|1|live)$/i.test(cell.trim());

/** A library has a desk of its own where its row has a chat. `known`: the desks that there are. */
export function readLibraryList(
  text: string,
  known: readonly StoredDesk[],
  deskName: (library: string) => string,
): ListedLibrary[] | LibraryListFault {
  try {
    const [header = [], ...rows] = csvRows(text, delimiterOf(text));
    const columns = header.map((cell) => cell.trim().toLowerCase());
    const unknown = columns.find((column) => !(LIBRARY_COLUMNS as readonly string[]).includes(column));
    if (!columns.includes('name')) return { reason: 'no-name' };
    if (unknown !== undefined) return { reason: 'unknown-column', column: unknown };
    const libraries = rows.flatMap((cells, index): ListedLibrary[] => {
      if (isBlank(cells)) return [];
      const row = index + 2;
      if (cells.length > columns.length) throw new RowFault(row, 'columns');
      const cell = (column: LibraryColumn): string => cells[columns.indexOf(column)]?.trim() ?? '';
      const library = aLibrary(known);
      const typed = {
        ...library,
        ...{ name: cell('name'), zone: cell('time zone') || library.zone, live: isYes(cell('live')) },
        ...{ phone: cell('phone'), form: cell('form'), page: cell('page') },
        sites: cell('sites').replaceAll(/[\s;]+/g, '\n'),
        desks: { ...library.desks, local: { queue: '', chat: cell('chat') } },
      };
      return [{ row, typed, wanted: toNew(typed, cell('chat') === '' ? null : deskName(typed.name), known) }];
    });
    return libraries.length === 0 ? { reason: 'empty' } : libraries;
  } catch (error) {
    if (error instanceof RowFault) return { reason: error.reason === 'quotes' ? 'quotes' : 'columns', row: error.row };
    throw error;
  }
}

export const toRegistrations = (libraries: readonly ListedLibrary[]): NewRegistrations => ({
  desks: libraries.flatMap(({ wanted }) => wanted.desks),
  libraries: libraries.flatMap(({ wanted }) => wanted.libraries),
});

/** What the server found wrong with a library of the list; `column` undefined: with the row as a whole. */
export function faultsOfRow(
  libraries: readonly ListedLibrary[],
  at: number,
  errors: FieldErrors,
): { column: LibraryColumn | undefined; message: string }[] {
  const deskAt = libraries.slice(0, at).flatMap(({ wanted }) => wanted.desks).length;
  const hasDesk = libraries[at]!.wanted.desks.length > 0;
  const ofRow = errors.filter(
    ({ field }) => field.startsWith(`libraries.${at}.`) || (hasDesk && field === `desks.${deskAt}.id`),
  );
  return ofRow.map(({ field, message }) => ({
    column: field.endsWith('.name') ? 'name' : COLUMN_OF_FIELD.find(([pattern]) => pattern.test(field))?.[1],
    message,
  }));
}
