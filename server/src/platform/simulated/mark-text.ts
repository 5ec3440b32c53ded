// In:    a page, a sheet, a feed or a calendar of a server with simulated data.
// Out:   the same, saying so to its reader.
// Never: relies on the response's header, which nobody who prints a page or saves a file sees.

const LABEL = 'Simulated';

/** Uses the class of the dashboard's style sheet, and that of the demo's. */
const NOTE = `<aside class="simulated notice" aria-label="${LABEL} data"><p>${LABEL} data: nobody visited, clicked or answered. Nothing is sent to anybody.</p></aside>`;

export const markHtml = (page: string): string =>
  page
    .replace('<html', '<html data-simulated')
    .replace('<title>', `<title>${LABEL}: `)
    .replace(/<body[^>]*>/, (body) => `${body}\n    ${NOTE}`);

/** A column of its own, at the end: a sheet is copied without its name. Line ends inside quotes are a cell's. */
function createCsvMarker(): (rows: string) => string {
  let isHeader = true;
  return (rows) =>
    rows.replace(/"(?:[^"]|"")*"|\r\n/g, (part) => {
      if (part !== '\r\n') return part;
      const cell = isHeader ? 'data' : LABEL.toLowerCase();
      isHeader = false;
      return `,${cell}\r\n`;
    });
}

/** Of a sheet that is written in parts, each of whole rows. */
export async function* markCsvParts(parts: AsyncIterable<string>): AsyncGenerator<string> {
  const mark = createCsvMarker();
  for await (const part of parts) yield mark(part);
}

const MARKS: Readonly<Record<string, (text: string) => string>> = {
  'text/html': markHtml,
  'text/csv': (sheet) => createCsvMarker()(sheet),
  'application/atom+xml': (feed) => feed.replaceAll('<title>', `<title>${LABEL}: `),
  'text/calendar': (calendar) => calendar.replaceAll('\r\nSUMMARY:', `\r\nSUMMARY:${LABEL}: `),
};

/** `type`: the response's content type. A type of another kind is left as it is: its response has the header. */
export const markText = (type: string, text: string): string => MARKS[type.split(';')[0]!.trim()]?.(text) ?? text;

/** A file that is saved says so in its name. */
export const markFileName = (disposition: string): string =>
  disposition.replace('filename="', `filename="${LABEL.toLowerCase()}-`);
