// Out:   a command's view of its process.
// Never: accesses the process: main.ts passes these.
import type { LogStream } from '../platform/http/log.ts';
import type { Runtime } from '../platform/runtime.ts';

/** Output of a command: results by `print`, errors by `complain`. */
export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
}

export interface Surroundings {
  terminal: Terminal;
  log: LogStream;
  /** Whether a person sees the output: only then, or in a demo, are sign-in links printed. */
  isTerminal: boolean;
  /** The words that start this program in a shell: Node's path and the program's. */
  program: readonly string[];
  runtime: Runtime;
}
