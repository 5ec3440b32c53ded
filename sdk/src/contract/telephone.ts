/** The key of each letter from A to Z. Source: ITU-T E.161. */
const KEYS = '22233344455566677778889999';

/** What stands before an extension's digits. No hyphen follows those: "1-800-4X4-1234" has none. */
const EXTENSION = /(?<![a-z])(?:x|ext|extension)[. ]*(\d+)(?![\d-])/i;

/** What ends a number: another number, or a pause that only some telephones make. */
const NEXT = /[/;]|,(?! *(?:x|ext))|\s(?:or|and)\b/i;

/** A word after ten digits is about the number and no part of it: "410-555-0100 (24 hours)". */
const WORDS_AFTER = /^((?:[^a-z\d]*\d){10,}?)[^a-z\d(]*(?:\([^a-z)]*)?[a-z].*/i;

/** The same number again, in digits: "1-800-273-TALK (8255)". */
const SPELLED_OUT = /([a-z]) *\(.*/i;

/**
 * What a telephone dials for a number as people write it: the digits of RFC 3966, which `tel:` makes a link.
 *
 * Of several numbers the first; words before it ("Tel.") are left out. Letters are the keypad's digits. An extension follows as
 * `;ext=`. "(0)" after a country's code is dialled within that country alone.
 * Errors: none.
 * @example toTel('1-800-273-TALK') // '18002738255'
 * @example toTel('+1 410 555 0100 ext. 12') // '+14105550100;ext=12'
 */
export function toTel(phone: string): string {
  const start = phone.search(/\+|[a-z-]*\d/i);
  if (start < 0) return '';
  const [first] = phone.slice(start).split(NEXT) as [string];
  const extension = EXTENSION.exec(first);
  const number = extension ? first.slice(0, extension.index) : first;
  const digits = number
    .replace(WORDS_AFTER, '$1')
    .replace(SPELLED_OUT, '$1')
    .replace(/^\+(.*?)\(0\)/, '+$1')
    .replace(/[a-z]/gi, (letter) => KEYS[parseInt(letter, 36) - 10]!)
    .replace(/(?!^\+)\D/g, '');
  return digits + (extension ? `;ext=${extension[1]}` : '');
}
