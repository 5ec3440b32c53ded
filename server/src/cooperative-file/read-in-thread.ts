// In:    the text of the cooperative's file, in a worker thread.
// Out:   the result of file.ts as a list, for transfer in parts.
import { parseCooperativeFile, type FileError, type FileOptions, type FileText, type ParsedFile } from './file.ts';
import type { Cooperative, CooperativeLibrary, CooperativeQueue } from './schema.ts';

/** One part of a {@link ParsedFile}. */
export type ParsedPiece =
  | { head: Cooperative['cooperative'] }
  | { queue: CooperativeQueue }
  | { library: CooperativeLibrary }
  | { warning: FileError }
  | { error: FileError };

function toPieces(parsed: ParsedFile): ParsedPiece[] {
  if ('errors' in parsed) return parsed.errors.map((error) => ({ error }));
  const { cooperative, queues, libraries } = parsed.cooperative;
  return [
    { head: cooperative },
    ...queues.map((queue) => ({ queue })),
    ...libraries.map((library) => ({ library })),
    ...parsed.warnings.map((warning) => ({ warning })),
  ];
}

export const run = ({ text, options }: { text: FileText; options: FileOptions }): ParsedPiece[] =>
  toPieces(parseCooperativeFile(text, options));
