// In:    the shared clock.
// Out:   the Date header: clients set their clocks by it and compare it with instants in the body.
// Never: this machine's own time, which Node would send: with a wrong clock, valid answers would look expired.
import type { Clock } from '../clock.ts';

/** The header's current value, formatted once a second. */
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
