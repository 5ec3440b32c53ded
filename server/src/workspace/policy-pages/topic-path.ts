// Out:   the address of a library's local information, with the row of one topic open.
import { libraryPath } from '../tasks/task.ts';

export const topicPath = (library: string, topic?: string): string =>
  `${libraryPath(library, 'local')}${topic === undefined ? '' : `?topic=${topic}`}`;
