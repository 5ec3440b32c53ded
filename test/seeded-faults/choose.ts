// Two faults per module, by a seed: the modules' lines are shuffled by it, and the first two that a rule applies to are taken, by
// two rules. Writes list.json: node test/seeded-faults/choose.ts
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCode, RULES } from './rules.ts';

export interface Fault {
  file: string;
  /** From 1. */
  line: number;
  rule: string;
  was: string;
  becomes: string;
}

const SEED = 'askusnow seeded faults 1';
const PER_MODULE = 2;
const LIST = join(import.meta.dirname, 'list.json');
const SOURCES = ['server/src/**/*.ts', 'sdk/src/**/*.ts', 'widget/src/**/*.ts', 'server/dashboard/src/**/*.ts'];
/** Its lines are tables, texts and SQL that has been released. */
const NO_CODE = /\/(migrations|(lease-)?tables|messages|dashboard-pages)\.ts$|\/i18n\/|\/words\/|simulation\//;

/** The server's folders to the second level, the folders of the others. */
const moduleOf = (file: string): string => {
  const depth = file.startsWith('server/src/') ? 4 : file.startsWith('server/dashboard/') ? 4 : 3;
  return dirname(file).split('/').slice(0, depth).join('/');
};

const place = (...words: (string | number)[]): string =>
  createHash('sha256')
    .update([SEED, ...words].join(' '))
    .digest('hex');

function faultsOf(file: string): Fault[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((was, at) =>
    isCode(was)
      ? RULES.flatMap(({ name, apply }) => {
          const becomes = apply(was);
          return becomes === null || becomes === was ? [] : [{ file, line: at + 1, rule: name, was, becomes }];
        })
      : [],
  );
}

export function chooseFaults(): Fault[] {
  const files = SOURCES.flatMap((pattern) => globSync(pattern))
    .filter((file) => !NO_CODE.test(file))
    .sort();
  return [...Map.groupBy(files, moduleOf)].flatMap(([, own]) => {
    const byRule = Map.groupBy(own.flatMap(faultsOf), ({ rule }) => rule);
    const rules = [...byRule.keys()].sort((one, other) => (place(own[0]!, one) < place(own[0]!, other) ? -1 : 1));
    return rules.slice(0, PER_MODULE).map((rule) => {
      const order = ({ file, line }: Fault): string => place(rule, file, line);
      return byRule.get(rule)!.sort((one, other) => (order(one) < order(other) ? -1 : 1))[0]!;
    });
  });
}

if (import.meta.main) {
  const faults = chooseFaults();
  writeFileSync(LIST, `${JSON.stringify(faults, null, 2)}\n`);
  console.log(`${faults.length} faults in ${new Set(faults.map(({ file }) => moduleOf(file))).size} modules`);
}
