// In:    nothing.
// Out:   what a command sees of the process that it runs in.
// Never: the process itself: main.ts hands these over.
import type { LogStream } from '../platform/http/log.ts';
import type { Runtime } from '../platform/runtime.ts';

/** Where a command speaks: results on `print`, faults on `complain`. */
export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
}

export interface Surroundings {
  terminal: Terminal;
  log: LogStream;
  /** Whether a person is looking: only then, or in a demo, are sign-in links printed. */
  isTerminal: boolean;
  runtime: Runtime;
}
