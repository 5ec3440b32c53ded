// In:    the clock that nodes share.
// Out:   the Date header of replies: clients set their clocks by it, and compare it with instants in the body.
// Never: this machine's own time, which Node would write: a wrong one makes true answers look expired.
import type { Clock } from '../clock.ts';

/** The header's value now, formatted once a second. */
export function createHttpDate(clock: Clock): () => string {
  let second = NaN;
  let text = '';
  return () => {
    const nowSecond = Math.floor(clock.now() / 1000);
    if (nowSecond !== second) {
      second = nowSecond;
      text = new Date(second * 1000).toUTCString();
    }
    return text;
  };
}
