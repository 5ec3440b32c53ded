// In:    widget/languages/*.json, one per language, and the clock and day words that CLDR has for it (Node's Intl).
// Out:   what the tag reads: beside the script a file per language and the list of them with their hashes, and dist/languages.js,
//        English and the list's hash; for the npm package dist/own-languages.js and a module per language.
// Never: words that a page has to ask Intl for: making its first formatter costs a page more than all else that the tag does.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, 'languages');
const MODULE = join(import.meta.dirname, 'dist/languages.js');
const OWN = join(import.meta.dirname, 'dist/own-languages');
const LATER_MODULE = join(import.meta.dirname, 'dist/later-words.js');

/** Every language by its tag, which is its file's name. */
export const readLanguages = () =>
  Object.fromEntries(
    readdirSync(SOURCES)
      .sort()
      .map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(SOURCES, name), 'utf8'))]),
  );

/** 2026-11-01, a Sunday. Any day would do: the clock is read in UTC. */
const SUNDAY = Date.UTC(2026, 10, 1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** CLDR has narrow and no-break spaces in times; fonts of old systems do not. */
const plain = (text) => text.replace(/\s/g, ' ');

function formatter(locale, options) {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  return {
    text: (at) => plain(format.format(at)),
    part: (at, type) => format.formatToParts(at).find((part) => part.type === type).value,
  };
}

/**
 * The 24 hours, "9{past} AM", and what stands there without minutes and before them. `wholeHour`: what a time without
 * minutes looks like: `hour`, as CLDR writes an hour alone; `with zeros`, "9:00"; `without zeros`, the same without them
 * ("9 h"). `time`: what stands around it, by the plural rule of its hour.
 */
function clockWords(lang, { locale = lang, wholeHour, time = { other: '{time}' } }) {
  const exact = formatter(locale, { hour: 'numeric', minute: '2-digit' });
  const hour = formatter(locale, { hour: 'numeric' });
  const plural = new Intl.PluralRules(lang);
  const inSentence = (at, text) =>
    (time[plural.select(Number(exact.part(at, 'hour')))] ?? time.other).replace('{time}', text);
  const five = exact.text(SUNDAY + 5 * HOUR_MS + 55 * 60_000);
  // "5:55 AM", "5 h 55": what stands between hour and minutes.
  const before = /5(\D*)55/.exec(five)[1];
  // "上午5時" beside "上午5:55".
  const after = hour.text(SUNDAY + 5 * HOUR_MS).replace(five.replace(`${before}55`, ''), '');
  const whole = { hour: after, 'with zeros': `${before}00`, 'without zeros': before.trimEnd() }[wholeHour];
  const hours = Array.from({ length: 24 }, (_, index) => SUNDAY + index * HOUR_MS).map((at) =>
    inSentence(at, exact.text(at).replace(`${before}00`, '{past}')),
  );
  // Where the two halves of the day have a word each, that is all there is to know.
  const halves = [0, 12].map((from) => hours[from].replace('12', '{hour}'));
  const isInHalves = hours.every((text, at) => halves[(at / 12) | 0].replace('{hour}', at % 12 || 12) === text);
  return { hours: isInHalves ? halves : hours, past: [whole, before] };
}

/** Days of the week from Sunday on, months from January on, and how a date is put together of month and day. */
function dayWords(lang, { locale = lang, weekdays = {}, date = '{date}' }) {
  const weekday = formatter(locale, { weekday: 'long' });
  const short = formatter(locale, { month: 'short', day: 'numeric' });
  const december = Date.UTC(2026, 11, 29);
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => weekday.text(SUNDAY + index * DAY_MS)).map(
      (name) => weekdays[name] ?? name,
    ),
    months: Array.from({ length: 12 }, (_, index) => short.part(Date.UTC(2026, index, 20), 'month')),
    date: date.replace(
      '{date}',
      short.text(december).replace(short.part(december, 'month'), '{month}').replace('29', '{date}'),
    ),
  };
}

/** One language as the tag reads it. */
export function toLanguage({ clock, ...strings }) {
  const { lang } = strings;
  return {
    ...strings,
    dir: new Intl.Locale(lang).getTextInfo().direction,
    ...clockWords(lang, clock),
    ...dayWords(lang, clock),
    // What the build alone goes by.
    reviewed: undefined,
    on: undefined,
    pages: undefined,
  };
}

/** Writes a file that is named by its content. */
function writeJson(folder, name, data) {
  const bytes = Buffer.from(JSON.stringify(data));
  const hash = createHash('sha256').update(bytes).digest('base64');
  const file = { name: `ask-us-now.${name}.${hash.slice(0, 8).replace(/\W/g, '-')}.json`, integrity: `sha256-${hash}` };
  writeFileSync(join(folder, file.name), bytes);
  writeFileSync(join(OWN, `${name}.js`), `export default ${bytes.toString()};\n`);
  return file;
}

/** Writes the files beside the script in `folder`, and the module that the script is made with. */
export function makeLanguages(folder) {
  const { en, ...others } = readLanguages();
  mkdirSync(folder, { recursive: true });
  rmSync(OWN, { recursive: true, force: true });
  mkdirSync(OWN, { recursive: true });
  const listed = Object.entries(others).map(([tag, source]) => ({
    tag,
    // Up to the end of its name, which pages end in "es-MX" and, against BCP 47, in "es_MX".
    pages: source.pages ?? `^${tag}(?![a-z])`,
    on: source.on,
    ...writeJson(folder, tag, { tag, ...toLanguage(source) }),
  }));
  const list = writeJson(folder, 'languages', listed);
  const text = [
    '// Made by widget/make-languages.mjs of widget/languages/.',
    `export const english = ${JSON.stringify({ ...toLanguage(en), later: undefined })};`,
    `export const list = ${JSON.stringify(list)};`,
  ].join('\n');
  writeFileSync(MODULE, `${text}\n`);
  const own = [...listed, { ...list, tag: 'languages' }].map(
    ({ name, tag }) => `  ${JSON.stringify(name)}: () => import('./own-languages/${tag}.js'),\n`,
  );
  writeFileSync(`${OWN}.js`, `export const ownLanguages = {\n${own.join('')}};\n`);
}

/** Writes the module that the files which are loaded later are made with: English is a part of the script less these sentences. */
export function makeLaterWords() {
  const { en } = readLanguages();
  writeFileSync(LATER_MODULE, `export const english = ${JSON.stringify({ lang: en.lang, ...en.later })};\n`);
}
