// In:    log lines.
// Out:   the same lines, but of each kind of error and warning only the first, and once a minute the number of repeats.
// Never: one line per refusal: an outage at 2,550 refusals a second would write 954 MB in six minutes.
import type { Clock } from '../clock.ts';
import { isAway, isBusy } from '../db/faults.ts';
import type { LogStream } from './log.ts';
import { MINUTE_MS, toInstant } from '../time/instants.ts';

const EVERY_MS = MINUTE_MS;
/** More kinds are counted as one: a kind may contain a message. */
const MAX_KINDS = 200;
const MAX_KEY_LENGTH = 200;

interface Line {
  level?: string;
  msg?: string;
  err?: { type?: string; code?: string; message?: string; frames?: string[] };
}

/**
 * An error's kind: its code if that is enough (the database is unreachable or busy, for any caller), otherwise also where
 * it was thrown.
 */
function kindOf({ level, msg = '', err = {} }: Line): string {
  const { type = '', code, message = '', frames = [] } = err;
  const isTheDatabases = code !== undefined && (isAway({ code }) || isBusy({ code }));
  const parts = isTheDatabases ? [code] : [type, code ?? message, frames[0] ?? ''];
  return [level, msg, ...parts].join('|').slice(0, MAX_KEY_LENGTH);
}

export interface RepeatLimit extends LogStream {
  /** Writes the counts since the last minute. */
  close(): void;
}

export function limitRepeats(stream: LogStream, clock: Clock): RepeatLimit {
  const kinds = new Map<string, { count: number; last: Line; timer: { cancel(): void } }>();

  const writeCount = ({ count, last: { level, msg, err } }: { count: number; last: Line }): void => {
    const { type, code, message } = err ?? {};
    const at = toInstant(clock.now());
    const line = { level, at, msg, err: { type, code, message }, repeated: count, overSec: EVERY_MS / 1000 };
    stream.write(`${JSON.stringify(line)}\n`);
  };

  const watch = (key: string): { cancel(): void } =>
    clock.after(EVERY_MS, () => {
      const kind = kinds.get(key)!;
      if (kind.count === 0) return void kinds.delete(key);
      writeCount(kind);
      kind.count = 0;
      kind.timer = watch(key);
    });

  return {
    write(text) {
      if (!/^\{"level":"(?:error|warn|fatal)"/.test(text)) return stream.write(text);
      const line = JSON.parse(text) as Line;
      const own = kindOf(line);
      const key = kinds.has(own) || kinds.size < MAX_KINDS ? own : 'others';
      const kind = kinds.get(key);
      if (kind) {
        kind.count++;
        kind.last = line;
        return;
      }
      kinds.set(key, { count: 0, last: line, timer: watch(key) });
      stream.write(text);
    },
    close() {
      for (const kind of kinds.values()) {
        kind.timer.cancel();
        if (kind.count > 0) writeCount(kind);
      }
      kinds.clear();
    },
  };
}
