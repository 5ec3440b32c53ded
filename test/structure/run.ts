// How often a thing is written: prints the figures of one table. node test/structure/run.ts [browser]; with `browser` also what a
// page loads, for which `npm run build` must have run.
import { circlesOf } from './folders.ts';
import { countLines, countMatches, filesOf, median, SOURCES } from './files.ts';
import { measureRepeats } from './repeats.ts';
import { measureRoutes } from './routes.ts';

type Figures = Record<string, number | string>;

const server = filesOf('server/src/**/*.ts');
const dashboard = filesOf('server/dashboard/src/**/*.ts');
const contract = filesOf('sdk/src/contract/**/*.ts');
const tests = filesOf('test/server/**/*.test.ts');

const countFilesWith = (pattern: RegExp, files = dashboard): number =>
  files.filter(({ lines }) => lines.some((line) => pattern.test(line))).length;

function measureFeature(noun: string): Figures {
  const all = filesOf(...SOURCES);
  const own = all.filter(({ path }) => path.includes(`/${noun}`) || path.includes(`${noun.slice(0, -1)}-`));
  const names = new RegExp(`from '[^']*/${noun}[/.]`);
  const others = all.filter((file) => !own.includes(file) && file.lines.some((line) => names.test(line)));
  return {
    [`${noun}: source files`]: own.length,
    [`${noun}: their lines`]: countLines(own),
    [`${noun}: files that name them`]: others.length,
  };
}

const measureWrites = (): Figures => {
  const features = server.filter(({ path }) => !path.startsWith('server/src/platform/audit/'));
  return {
    'calls that begin a transaction': countMatches(features, /\.transaction\(\)/),
    'calls of addEntry and addEntries': countMatches(features, /\baddEntr(y|ies)\(/),
    'calls of publish': countMatches(features, /(?<!record\.)\bpublish\(/),
    'calls of change': countMatches(features, /(?<!function )\bchange\((?:database|of\b|\{|$)/),
    'contract files with a revision, a version, replaces': [/\brevision: /, /\bversion: /, /\breplaces: /]
      .map((name) => countFilesWith(name, contract))
      .join(', '),
  };
};

const measureScreens = (): Figures => ({
  'files with Draft, with BegunOn, with saveForm': [/\bnew Draft\b/, /\bnew BegunOn\b/, /\bsaveForm\(/]
    .map((name) => countFilesWith(name))
    .join(', '),
  'pairs of folders that import each other: dashboard': circlesOf('server/dashboard/src').join(', ') || 'none',
  'pairs of folders that import each other: widget': circlesOf('widget/src').join(', ') || 'none',
});

const measureTests = (): Figures => {
  const preludes = tests.map(({ lines }) => {
    const imports = lines.findLastIndex((line) => /^(import|\} from) /.test(line));
    return lines.findIndex((line) => /^\s*(test|it)\(/.test(line)) - imports - 1;
  });
  return {
    'test files of the server': tests.length,
    'lines between imports and the first test: median': median(preludes),
    'their sum': preludes.reduce((total, lines) => total + lines, 0),
  };
};

const tables: Record<string, () => Figures | Promise<Figures>> = {
  'The wire': measureRoutes,
  Writes: measureWrites,
  'One feature': () => measureFeature('alerts'),
  Screens: measureScreens,
  Repeats: () => measureRepeats(),
  Tests: measureTests,
  'Lines in all': () =>
    Object.fromEntries([...SOURCES, 'test/**/*.ts'].map((pattern) => [pattern, countLines(filesOf(pattern))])),
};
if (process.argv.includes('browser'))
  tables['First load'] = async () => (await import('./first-load.ts')).measureFirstLoads();

for (const [title, measure] of Object.entries(tables)) {
  console.log(`\n${title}`);
  for (const [name, figure] of Object.entries(await measure())) console.log(`  ${name}: ${figure}`);
}
