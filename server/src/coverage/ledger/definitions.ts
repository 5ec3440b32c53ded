// Out:   the definition of each coverage number, to show beside it.
// Never: a definition that sums.ts, gaps.ts, displayed-state.ts or missed.ts does not follow: change both or neither.
import type { LibraryCoverage, QueueCoverage } from '@askusnow/sdk/contract';

export const QUEUE_DEFINITIONS: QueueCoverage['definitions'] = [
  {
    term: 'Scheduled',
    text: "Minutes of the desk's shifts, as they were scheduled at the time; where it had none, of its service hours. Two shifts at once count once. They count from when the desk's schedule was first known here.",
  },
  {
    term: 'Covered',
    text: 'Scheduled minutes in which somebody was seen at the desk, available or busy.',
  },
  {
    term: 'Unmonitored',
    text: 'Shown as “not known”. Scheduled minutes without evidence: the desk had no live status, or it had not answered for 90 seconds. They are never counted as covered.',
  },
  {
    term: 'Uncovered',
    text: 'Shown as “nobody there”. Scheduled minutes in which the source saw nobody: scheduled less covered less unmonitored.',
  },
  {
    term: 'Coverage',
    text:
      'Covered out of the scheduled minutes that were observed. It stands between its bounds: covered out of scheduled, if nobody had been ' +
      'there in any unmonitored minute, and covered and unmonitored out of scheduled, if somebody always had. Hidden where less than half was observed.',
  },
  { term: 'Observed share', text: 'Scheduled minutes less unmonitored ones, out of scheduled minutes.' },
  {
    term: 'Gap',
    text:
      'Uncovered time without a break, as one incident: no-show where it holds a whole shift, late start or early end at a ' +
      "shift's first or last minute, else middle. A desk that is left in the last 10 minutes before closing time is no gap; " +
      'those minutes stay uncovered. Worth an alarm: 5 minutes or longer, and not all within the last 10 minutes before closing. ' +
      'A gap that extends beyond the period counts only its minutes in the period; its kind is that of the whole gap.',
  },
  {
    term: 'Late start',
    text:
      'Uncovered minutes from the start of a shift until somebody was there, all on the day on which the shift began, though it were after ' +
      'midnight. A shift that was missed completely is not included.',
  },
  {
    term: 'Early end',
    text:
      'Uncovered minutes up to the end of a shift, beyond 10 minutes of grace where it ends at closing time, all on the day on which the ' +
      'shift ended, though the desk was left before midnight.',
  },
  {
    term: 'Unscheduled gap',
    text: 'Service hours for which nobody was scheduled: a forecast, not a no-show. They are in none of the other numbers.',
  },
  {
    term: 'Correction',
    text: 'A person corrected the record, with a reason. The minutes count by the latest correction; what was observed is kept beside it.',
  },
  { term: 'Day', text: "A calendar day by the desk's own clock; it has 23 or 25 hours where the clocks change." },
];

export const LIBRARY_DEFINITIONS: LibraryCoverage['definitions'] = [
  {
    term: 'Availability',
    text: 'Minutes in which some desk could answer, free or busy, out of the minutes with a recorded status. By the desk that answers: local, statewide, global.',
  },
  {
    term: 'Unmet demand',
    text:
      'Clicks, and times that the button was seen, while every desk was closed or no status was known: the last 13 weeks, by ' +
      "weekday and part of the day on the library's clock (night from 0, morning from 6, afternoon from 12, evening from 18 o'clock). The hour that comes twice when clocks go back is counted as one.",
  },
  {
    term: 'Too few',
    text:
      'Until four weeks have been counted, a part of the week with 1 to 4 clicks or views is hidden; where only one would be, so is the next ' +
      'smallest, since it could be had by subtraction. Nothing seen is shown as 0.',
  },
  {
    term: 'Displayed-state accuracy',
    text:
      'Seconds of each day in which patrons were shown that a desk could answer while its source saw nobody, and in which they were shown that all was ' +
      'closed while a source saw somebody available. Each is out of the seconds in which a source was watching: the desk that answered, or, ' +
      'where all was closed, any of them. Where none was, it is not known whether the status was true. A desk that is back is shown 60 seconds after it was last left at the earliest: that delay counts here, too. ' +
      'A program that is left on longer past closing time than the cooperative allows is nobody.',
  },
];
