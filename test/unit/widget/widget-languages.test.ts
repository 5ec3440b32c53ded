// Clock and day words come from CLDR at build time, and local time from the answer's offsets: both are held to Intl here.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability } from '@askusnow/sdk';
import { offsetsOf } from '../../../server/src/platform/time/local-time.ts';
import type { Language } from '../../../widget/dist/language.js';
import { toMoment } from '../../../widget/dist/local-time.js';
import { readLanguages, toLanguage, type LanguageSource } from '../../../widget/make-languages.mjs';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const sources: Record<string, LanguageSource> = readLanguages();
const plain = (text: string): string => text.replace(/\s/g, ' ');

/** What an answer that is made at `nowMs` says of a zone. */
function answerIn(zone: string, nowMs: number): Availability {
  const startMs = Math.floor(nowMs / DAY_MS) * DAY_MS - DAY_MS;
  const offsets = offsetsOf(zone, { startMs, endMs: startMs + 10 * DAY_MS });
  return {
    zone,
    offsets: offsets.map(([fromMs, minutes]) => [new Date(fromMs).toISOString(), minutes]),
  } as Availability;
}

/** A formatter for each shape, made once: each costs about a millisecond. */
function intl(locale: string, timeZone: string): (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (options) => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    made.set(key, format);
    return format;
  };
}

/** The words of CLDR for an instant, put into a sentence as the language's file says. */
function expected(
  { lang, clock }: LanguageSource,
  zone: string,
): (atMs: number, days: number) => { time: string; day: string } {
  const { locale = lang, wholeHour, time = { other: '{time}' }, date = '{date}', weekdays = {} } = clock;
  const formats = intl(locale, zone);
  const plural = new Intl.PluralRules(lang);
  const exact = formats({ hour: 'numeric', minute: '2-digit' });
  const clockTime = (atMs: number): string => {
    const text = plain(exact.format(atMs));
    const isWhole = exact.formatToParts(atMs).some(({ type, value }) => type === 'minute' && value === '00');
    if (!isWhole || wholeHour === 'with zeros') return text;
    return wholeHour === 'hour' ? plain(formats({ hour: 'numeric' }).format(atMs)) : text.replace(' 00', '');
  };
  return (atMs, days) => {
    const hour = Number(exact.formatToParts(atMs).find(({ type }) => type === 'hour')!.value);
    const weekday = formats({ weekday: 'long' }).format(atMs);
    return {
      time: (time[plural.select(hour)] ?? time.other).replace('{time}', clockTime(atMs)),
      day:
        days < 7
          ? (weekdays[weekday] ?? weekday)
          : date.replace('{date}', plain(formats({ month: 'short', day: 'numeric' }).format(atMs))),
    };
  };
}

/** Civil days between two instants, by Intl: Swedish writes dates as ISO 8601 does. */
const civilDay = (zone: string): ((atMs: number) => number) => {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' });
  return (atMs) => Date.parse(format.format(atMs)) / DAY_MS;
};

/** Each hour of the day, and minutes of each shape. */
const MINUTES = [0, 1, 9, 10, 30, 59];

function check(tag: string, zone: string, language: Language): number {
  const words = expected(sources[tag]!, zone);
  const dayOf = civilDay(zone);
  let checked = 0;
  for (let day = 0; day < 366; day += 1) {
    const nowMs = Date.UTC(2026, 0, 1) + day * DAY_MS + ((day * 7) % 24) * HOUR_MS;
    const answer = answerIn(zone, nowMs);
    // Today to the eighth day, and one more; over the year every day meets every distance.
    for (let ahead = 0; ahead < 9; ahead += 1) {
      const minute = MINUTES[(day + ahead) % MINUTES.length]!;
      const atMs =
        nowMs + ahead * DAY_MS - ((day * 7) % 24) * HOUR_MS + ((day + ahead * 5) % 24) * HOUR_MS + minute * 60_000;
      if (atMs < nowMs) continue;
      const days = dayOf(atMs) - dayOf(nowMs);
      assert.deepEqual(
        toMoment(atMs, nowMs, answer, language),
        { ...words(atMs, days), days },
        `${tag} ${zone} ${atMs}`,
      );
      checked += 1;
    }
  }
  return checked;
}

describe('every language has the times and days of CLDR', () => {
  for (const tag of Object.keys(sources)) {
    const language = toLanguage(sources[tag]!);

    test(`widget languages: ${tag}: a year of days, near and far, where the clocks are changed`, () => {
      assert.ok(check(tag, 'America/New_York', language) > 2500);
    });

    test(`widget languages: ${tag}: each minute of a day`, () => {
      const words = expected(sources[tag]!, 'Asia/Kathmandu');
      const nowMs = Date.UTC(2026, 5, 1);
      const answer = answerIn('Asia/Kathmandu', nowMs);
      for (let minute = 0; minute < 1440; minute += 1) {
        const atMs = nowMs + minute * 60_000;
        assert.equal(toMoment(atMs, nowMs, answer, language)?.time, words(atMs, 0).time);
      }
    });
  }

  test('widget languages: in zones with clocks of every kind, and on both sides of the date line', () => {
    const english = toLanguage(sources['en']!);
    for (const zone of [
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Pacific/Kiritimati',
      'Pacific/Niue',
      'Africa/Casablanca',
    ])
      assert.ok(check('en', zone, english) > 2500);
  });

  test('widget languages: mutant: the offset of the first day shows a wrong time after a clock change', () => {
    const english = toLanguage(sources['en']!);
    const nowMs = Date.UTC(2026, 9, 30, 12);
    const answer = answerIn('America/New_York', nowMs);
    const atMs = Date.UTC(2026, 10, 2, 14);
    const naive = { ...answer, offsets: answer.offsets!.slice(0, 1) };
    assert.equal(toMoment(atMs, nowMs, answer, english)?.time, '9 AM');
    assert.notEqual(toMoment(atMs, nowMs, naive, english)?.time, '9 AM');
  });
});

describe('every language says everything', () => {
  const { en, ...others } = sources;
  /** Paths of all texts, with the places that each has. */
  const places = (value: unknown, path = ''): Record<string, string> =>
    typeof value === 'string'
      ? { [path]: [...new Set(value.match(/{\w+}/g))].sort().join() }
      : Object.fromEntries(
          Object.entries(value as object).flatMap(([key, inner]) => Object.entries(places(inner, `${path}.${key}`))),
        );
  const sentences = ({ clock: _clock, pages: _pages, ...texts }: LanguageSource): Record<string, string> =>
    places(texts);

  for (const [tag, source] of Object.entries(others)) {
    test(`widget languages: ${tag} has the sentences of English, and no place in them that English does not fill`, () => {
      const [own, english] = [sentences(source), sentences(en!)];
      assert.deepEqual(Object.keys(own), Object.keys(english));
      for (const [path, names] of Object.entries(own))
        for (const name of names.split(',').filter(Boolean))
          assert.ok(english[path]!.includes(name), `${path}: ${name}`);
    });

    test(`widget languages: ${tag} is not called reviewed, and is off unless it is Spanish`, () => {
      assert.deepEqual([source.reviewed, source.on], [false, tag === 'es']);
    });
  }

  test('widget languages: Arabic and Urdu are read from the right', () => {
    const rtl = Object.keys(sources).filter((tag) => toLanguage(sources[tag]!).dir === 'rtl');
    assert.deepEqual(rtl, ['ar', 'ur']);
  });
});
