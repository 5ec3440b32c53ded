// In:    plain text of paragraphs and lines.
// Out:   the same with lines of at most 72 columns, as mail and listservs quote it.
// Never: breaks a word or an address.

/** Source: RFC 5322 section 2.1.1 asks for at most 78; quoted twice, 72 stay below. */
export const COLUMNS = 72;

function wrapLine(line: string): string[] {
  const indent = line.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : indent + word);
  }
  return lines;
}

export const wrapText = (text: string): string => text.split('\n').flatMap(wrapLine).join('\n');
