// What Partners says where libraries are added from a list.
import { NEW_LIBRARIES_MAX } from '@askusnow/sdk';
import { LIBRARY_COLUMNS, type LibraryColumn, type LibraryListFault } from '../logic/library-list.js';
import { countedText } from './count-text.js';

const COLUMNS = new Intl.ListFormat('en').format(LIBRARY_COLUMNS.slice(1));
const libraries = (count: number): string => countedText(count, 'library', 'libraries');

export const messages = {
  addList: 'Add libraries from a list',
  note: `Paste rows of a spreadsheet or a CSV file, up to ${NEW_LIBRARIES_MAX} libraries. All of them are added, or none.`,
  list: 'List, with a header in its first row',
  columns: `Columns by their headers: name, and where you have them ${COLUMNS}. A library with a chat has a desk of its own. Several sites stand in one cell, with spaces. Live is yes or empty.`,
  check: 'Check the list',
  preview: 'What would be added',
  asks: 'Who is asked',
  ownDesk: 'Its own desk, then the shared ones',
  sharedDesks: 'The shared desks',
  sites: 'Sites',
  says: 'Check',
  right: 'Right',
  row: (row: number): string => `Row ${row}`,
  isLive: 'live',
  fault: (row: number, column: LibraryColumn | undefined, message: string): string =>
    column === undefined ? `Row ${row}: ${message}` : `Row ${row}, ${column}: ${message}`,
  faulty: 'Nothing is added. Correct what the table names, and check the list again.',
  sound: (count: number): string => `${libraries(count)} can be added.`,
  add: (count: number): string => `Add ${libraries(count)}`,
  added: (count: number): string => `${libraries(count)} added.`,
};

export function libraryListFaultText(fault: LibraryListFault): string {
  switch (fault.reason) {
    case 'no-name':
      return 'The first row should be a header with a column “name”.';
    case 'empty':
      return 'The list has a header and no library below it.';
    case 'unknown-column':
      return `The column “${fault.column}” is not known. Columns are name, ${COLUMNS}.`;
    case 'quotes':
      return `Row ${fault.row} has a quotation mark that does not close.`;
    case 'columns':
      return `Row ${fault.row} has more cells than the header.`;
  }
}
