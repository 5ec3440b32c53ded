import { nothing, svg, type SVGTemplateResult } from 'lit';
import { dayText, weekdayText } from '../i18n/day-text.js';
import { messages } from '../i18n/note-text.js';

/** A dated note, as charts show it. */
export interface MarkedNote {
  date: string;
  text: string;
}

interface Mark {
  date: string;
  /** The middle of the day. */
  x: number;
  plot: { top: number; bottom: number };
}

/** A day's notes as a mark at the top of a chart; the notes themselves stand beside it. Its host's styles include `noteMarks`. */
export function noteMark(notes: readonly MarkedNote[], { date, x, plot }: Mark): SVGTemplateResult | typeof nothing {
  const texts = notes.filter((note) => note.date === date).map(({ text }) => text);
  if (texts.length === 0) return nothing;
  return svg`<g class="note"><title>${weekdayText(date)}: ${texts.join('; ')}</title>
    <line x1=${x} x2=${x} y1=${plot.top} y2=${plot.bottom} />
    <circle cx=${x} cy=${plot.top} r="4" /></g>`;
}

/** The marks of a chart in words, for its summary: " Notes on Sep 5, Oct 1." */
export function marksText(notes: readonly MarkedNote[], dates: readonly string[]): string {
  const marked = dates.filter((date) => notes.some((note) => note.date === date));
  return marked.length === 0 ? '' : messages.notesOn(marked.map(dayText));
}
