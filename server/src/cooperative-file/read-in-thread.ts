// In:    the text of the cooperative's file, in a worker thread.
// Out:   what file.ts reads in it, as a list that can be handed over in parts.
// Never: anything that file.ts does not say.
import { parseCooperativeFile, type FileError, type FileOptions, type FileText, type ParsedFile } from './file.ts';
import type { Cooperative, CooperativeLibrary, CooperativeQueue } from './schema.ts';

/** One piece of a {@link ParsedFile}. */
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
