// Bundles what browsers load: the tag that libraries paste, and the liaison's pages.
// Sources are compiled by `tsc -b` first; rollup only joins and minifies.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { readCoordinatorGuide, readGuide } from './server/dashboard/read-guide.mjs';
import { describeElement } from './widget/describe-element.mjs';
import { litSubset } from './widget/lit-subset.mjs';
import { makeGallery } from './widget/make-gallery.mjs';
import { makeLanguages, makeLaterWords, readLanguages } from './widget/make-languages.mjs';

const WIDGET = 'widget/dist/bundle';
const DASHBOARD = 'server/dashboard/dist';
const { version } = JSON.parse(readFileSync('widget/package.json', 'utf8'));

// Named outright: left to NODE_ENV, a developer's shell would put Lit's development build into the bundle.
const resolve = (more = {}) => nodeResolve({ exportConditions: ['production', 'browser'], ...more });

/** Lit's banners, one per file, become the one in `banner`; their full text is in THIRD-PARTY-NOTICES.txt beside the script. */
const minify = (module, mangle = true, more = {}) =>
  terser({
    module,
    ecma: 2022,
    mangle,
    compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, pure_getters: true, ...more },
    format: { comments: /^!|^# / },
  });

/**
 * What Lit's base class, our element and its controllers call only each other by: one letter will do, since all that uses these
 * names is in the one script. A quarter of a kilobyte. Names that Lit also writes as text ("finalized") must keep what they are,
 * and so does `updateComplete`, which host pages may await.
 */
const LIT_NAMES = [
  ...['addController', 'addInitializer', 'converter', 'createProperty', 'createRenderRoot', 'elementStyles'],
  ...[
    'enableUpdating',
    'finalizeStyles',
    'firstUpdated',
    'fromAttribute',
    'getPropertyDescriptor',
    'getPropertyOptions',
  ],
  ...[
    'getUpdateComplete',
    'hasChanged',
    'hasUpdated',
    'hostConnected',
    'hostDisconnected',
    'hostUpdate',
    'hostUpdated',
  ],
  ...[
    'isUpdatePending',
    'noAccessor',
    'performUpdate',
    'removeController',
    'renderRoot',
    'requestUpdate',
    'scheduleUpdate',
  ],
  ...['shadowRootOptions', 'shouldUpdate', 'toAttribute', 'updated', 'useDefault', 'willUpdate', 'wrapped'],
];
/** Ours, none of which is on the wire or in an event. */
const OWN_NAMES = [
  ...['availability', 'clockOffsetMs', 'countedAt', 'drain', 'follow', 'isFirstScreen', 'isHeld', 'isMeasurable'],
  ...[
    'isOnScreen',
    'isSettled',
    'listeners',
    'onImpression',
    'onViewable',
    'others',
    'scripted',
    'sees',
    'resizes',
    'snapshot',
  ],
  ...['anchor', 'days', 'isInUse', 'language', 'lastResort', 'scrolled', 'tone', 'wasOnScreen'],
];
/** `builtins`: those, too, that a browser's own objects have (`language`, `anchor`): nothing in the script reads them there. */
const withinScript = {
  properties: { builtins: true, regex: new RegExp(`^(_\\$.*|${[...LIT_NAMES, ...OWN_NAMES].join('|')})$`) },
};

/** Chromium compiles the whole script beside the page's thread; else that thread compiles each function when it is first called. */
const COMPILE_AHEAD = '//# allFunctionsCalledOnLoad';

/** The notices beside the bundle have the whole licences; a licence spelled out here would travel to every page. */
const banner = (name) => `/*! ${name} ${version} (MIT), Lit: THIRD-PARTY-NOTICES.txt */`;

/** CSS is text to the minifier: its line breaks and comments would travel to every page. */
const minifyStyles = {
  name: 'minify-styles',
  transform(code, id) {
    if (!/\/widget\/dist\/(styles|(link|tab)\/styles|more\/show-lines)\.js$/.test(id)) return null;
    const small = (css) =>
      css
        .replace(/\/\*[^]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}')
        .replace(/ (?=!)|\b0(?=\.)|(?<= [*/]) | (?=[*/] )/g, '');
    return { code: code.replace(/\/\* css \*\/ `([^`]*)`/, (_, css) => '`' + small(css).trim() + '`'), map: null };
  },
};

/**
 * Lit's css-tag brings a way to make styles of text and a fallback that writes <style> elements. The tag hands Lit a
 * constructable stylesheet and strict hosts refuse <style>, so of the module two lines are left: a third of a kilobyte.
 */
const CSS_TAG = '\0constructable-only';
const constructableOnly = {
  name: 'constructable-only',
  resolveId: (source, importer) =>
    source === './css-tag.js' && importer?.endsWith('/@lit/reactive-element/reactive-element.js') ? CSS_TAG : null,
  load: (id) =>
    id === CSS_TAG
      ? `export const getCompatibleStyle = (sheet) => sheet;
         export const adoptStyles = (root, sheets) => { root.adoptedStyleSheets = sheets; };
         export { CSSResult, css, supportsAdoptingStyleSheets, unsafeCSS } from '@lit/reactive-element/css-tag.js';`
      : null,
};

/** A page needs no stream before it has loaded its sight's file, which has the reader: a quarter of a kilobyte. */
const streamLater = {
  name: 'stream-later',
  resolveId: (source, importer) =>
    source === './event-stream.js' && importer?.endsWith('/availability/watch.js')
      ? resolvePath('widget/dist/later-stream.js')
      : null,
};

/** Nothing in the place of the npm package's own modules: the script's files are beside it, on its server. */
const servedFiles = {
  name: 'served-files',
  resolveId: (source) => (source === './own-files.js' ? '\0served-files' : null),
  load: (id) =>
    id === '\0served-files' ? 'export const importOwn = undefined; export const readOwnLanguage = undefined;' : null,
};

/** The languages' files, and the module that knows their hashes: made first, since the script is made with it. */
const languages = { name: 'languages', buildStart: () => makeLanguages(WIDGET) };

/** The English of the files that are loaded later. */
const laterWords = { name: 'later-words', buildStart: () => makeLaterWords() };

/** Of a language's file: whether a person of that language has read it. */
function review(name) {
  const [, tag] = /^ask-us-now\.([\w-]+)\.[\w-]{8}\.json$/.exec(name) ?? [];
  const language = readLanguages()[tag];
  return language === undefined ? {} : { language: tag, reviewed: language.reviewed };
}

/** Names each file with its integrity and its size on the wire, for the snippet, docs/webmaster.md and the size's test. */
const describeFiles = {
  name: 'describe-files',
  writeBundle: {
    sequential: true,
    order: 'post',
    handler() {
      const files = {};
      for (const name of readdirSync(WIDGET).sort()) {
        if (!/^ask-us-now\..*js(on)?$/.test(name)) continue;
        const bytes = readFileSync(join(WIDGET, name));
        const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        files[name] = {
          integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
          bytes: bytes.length,
          brotli: brotli.length,
          ...review(name),
        };
      }
      copyFileSync('widget/THIRD-PARTY-NOTICES.txt', join(WIDGET, 'THIRD-PARTY-NOTICES.txt'));
      writeFileSync(join(WIDGET, 'versions.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
    },
  },
};

/** What editors and catalogues of elements read, from the class's own comment. */
const describe = { name: 'describe-element', writeBundle: describeElement };

/** The guide, as data. */
const guide = {
  name: 'guide',
  resolveId: (source) => (source === 'askusnow:guide' ? '\0askusnow:guide' : null),
  load: (id) =>
    id === '\0askusnow:guide'
      ? `export const chapters = ${JSON.stringify(readGuide())}; export const coordinatorChapters = ${JSON.stringify(readCoordinatorGuide())};`
      : null,
};

/** The dashboard's document and styles go beside its script as they are, but for the script's imports; what the document shares with the shadow roots is written of their styles. */
const copyDashboard = {
  name: 'copy-dashboard',
  async writeBundle(_options, bundle) {
    // The browser asks for what the script imports beside the script, not after it.
    const preloads = bundle['main.js'].imports.map(
      (name) => `<link rel="modulepreload" href="/dashboard/assets/${name}" />\n    `,
    );
    const document = readFileSync('server/dashboard/index.html', 'utf8');
    writeFileSync(join(DASHBOARD, 'index.html'), document.replace('<script ', `${preloads.join('')}<script `));
    for (const name of readdirSync('server/dashboard/styles')) {
      copyFileSync(join('server/dashboard/styles', name), join(DASHBOARD, 'assets', name));
    }
    const { base } = await import('./server/dashboard/out/styles/base.js');
    const { controls } = await import('./server/dashboard/out/styles/controls.js');
    writeFileSync(join(DASHBOARD, 'assets', 'look.css'), base.cssText + controls.cssText);
  },
};

/** Beside each of the dashboard's files, its compressed form: a server's first page would wait 2 s for it. */
const compressDashboard = {
  name: 'compress-dashboard',
  writeBundle: {
    sequential: true,
    order: 'post',
    async handler() {
      const files = readdirSync(DASHBOARD, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const compress = async (entry) => {
        const file = join(entry.parentPath, entry.name);
        writeFileSync(`${file}.br`, await promisify(brotliCompress)(readFileSync(file)));
      };
      await Promise.all(files.map(compress));
    },
  },
};

/** Files of an earlier build would be served, and named in versions.json, as if they were today's. */
const clean = (folder) => ({ name: 'clean', buildStart: () => rmSync(folder, { recursive: true, force: true }) });

/** The language's own, for Lit and the SDK: where a page brings another, an error in that would be an unhandled rejection of the page's. */
const OWN_PROMISE = 'const Promise=(async()=>{})().constructor;new Promise(()=>{});';

/**
 * One file for `<script>`, `<script type="module">` and `import()`: a function, so that nothing of it is global. What a page has broken
 * before us ends it there, without an error of the page's: the link inside the tag stays what it is.
 */
const asFunction = {
  intro: ({ isEntry }) => (isEntry ? `try{(()=>{"use strict";${OWN_PROMISE}` : ''),
  outro: ({ isEntry }) => (isEntry ? '})()}catch{}' : ''),
};

/** Tells a module of the tag's the name of a file with a hash, which is built before it. */
const nameFile = (module, constant) => ({
  name: 'name-file',
  generateBundle(_options, bundle) {
    const [{ fileName }] = Object.values(bundle);
    writeFileSync(join('widget/dist', module), `export const ${constant} = ${JSON.stringify(fileName)};\n`);
  },
});

/** A file that is loaded when it is needed, by a name that has its hash; `constant` of `module` is that name. */
const hashed = (name, input, module, constant, before = []) => ({
  input: { [`ask-us-now.${name}`]: input },
  plugins: [...before, resolve()],
  output: {
    dir: WIDGET,
    format: 'es',
    entryFileNames: '[name].[hash:8].js',
    plugins: [minify(true), nameFile(module, constant)],
  },
});
/** Loaded by the sight's file for a webmaster's report. */
const inspect = hashed('inspect', 'widget/dist/inspect/inspect.js', 'inspect-file.js', 'inspectFile', [clean(WIDGET)]);
/** Loaded by the tag when its page is idle. */
const sight = hashed('sight', 'widget/dist/sight/file.js', 'sight-file.js', 'sightFile');
/** Loaded by the file below for a tag that floats. */
const tab = hashed('tab', 'widget/dist/tab/float.js', 'tab-file.js', 'tabFile', [laterWords, minifyStyles]);
/** Loaded by the file below for a link in running text. */
const link = hashed('link', 'widget/dist/link/look.js', 'link-file.js', 'linkFile', [minifyStyles]);
/** Loaded by the file below for a tag that names a branch, while nobody can chat. */
const branch = hashed('branch', 'widget/dist/branch/branch.js', 'branch-file.js', 'branchFile');
/** Loaded by a tag that floats, by a link, or by a tag that has more to show than its status. */
const more = hashed('more', 'widget/dist/more/more.js', 'more-file.js', 'moreFile', [minifyStyles]);

/**
 * For pages that pin the script by its hash: with the diagnosis inside, since no browser checks the hash of what `import()` loads.
 * What else is loaded later is not in it, and fails as where a page's policy refuses it.
 */
const diagnosisInside = {
  name: 'diagnosis-inside',
  transform(code, id) {
    if (!id.endsWith('/widget/dist/later.js')) return null;
    const pinned = code.replace(/if \(folder \|\| importOwn\)(\s+await use)\([^;]*\);/, '$1(inside[file]);');
    if (pinned === code) this.error('later files are no longer loaded as this build expects');
    return { code: `import { inside } from './sight/inside.js';\n${pinned}`, map: null };
  },
  // A classic script has no `import.meta`: without an address the webmaster's report is not loaded.
  resolveImportMeta: () => 'undefined',
};

const tag = {
  input: { 'ask-us-now': 'widget/dist/served.js' },
  plugins: [languages, servedFiles, streamLater, constructableOnly, litSubset, resolve(), minifyStyles, describe],
  treeshake: { propertyReadSideEffects: false },
  output: {
    dir: WIDGET,
    format: 'es',
    ...asFunction,
    entryFileNames: '[name].js',
    banner: `${banner('ask-us-now')}\n${COMPILE_AHEAD}`,
    plugins: [minify(false, withinScript)],
  },
};

/** Built last: it describes all files. */
const pinned = {
  ...tag,
  input: { 'ask-us-now.pinned': 'widget/dist/served.js' },
  plugins: [diagnosisInside, servedFiles, streamLater, constructableOnly, litSubset, resolve(), minifyStyles],
  output: { ...tag.output, plugins: [minify(false, withinScript), describeFiles] },
};

/** A page with the npm form of the tag in one file, for any file system or static host. */
const gallery = {
  input: { gallery: 'widget/dist/gallery/gallery.js' },
  // The package's list of files with side effects leaves out the gallery, which is no part of it.
  plugins: [
    resolve({ rootDir: 'widget', ignoreSideEffectsForRoot: true }),
    { name: 'make-gallery', writeBundle: makeGallery },
  ],
  output: {
    dir: 'widget/demo/gallery',
    format: 'iife',
    inlineDynamicImports: true,
    banner: banner('ask-us-now'),
    plugins: [minify(false)],
  },
};

/** Parts that no first page uses. */
const OF_FEW =
  'bars|choices-table|columns-form|empty-state|entry-editor|long-work|more-rows|part-links|queues-page|save-bar|sparkline';
/** Elements and controllers that most pages use, with Lit and the SDK: one script, where each few of them would be one of their own. A sheet of few pages comes with them. */
const SHARED = new RegExp(
  String.raw`/dashboard/out/(?:styles/(?:base|controls|forms|page|table|tones)\.|ui/(?!(?:${OF_FEW})\.js))|/node_modules/(?:@lit|lit|lit-\w+)/`,
);
const isShared = (id) => SHARED.test(id);

const pages = (input, plugins, output = {}) => ({
  input: Object.fromEntries(input.map((name) => [name.split('/').at(-1), `server/dashboard/out/${name}.js`])),
  // The compiler's decorator helper asks `this` for a shared copy; at a module's top that is undefined, and rollup says so 20 times.
  context: 'globalThis',
  plugins,
  output: {
    dir: join(DASHBOARD, 'assets'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].[hash].js',
    banner: banner('askusnow dashboard'),
    // markdown-it makes its class callable by a function with a prototype, which an arrow function does not have.
    plugins: [minify(true, true, { unsafe_arrows: false })],
    ...output,
  },
});
/** Each page of the dashboard is a script of its own, which is loaded when the page is opened (`app/page-registry.ts`, `app/library-pages.ts`). */
/** A package is bundled only with its licence's text beside the scripts. */
const noticed = {
  name: 'noticed',
  generateBundle(_options, bundle) {
    const notices = readFileSync('server/THIRD-PARTY-NOTICES.txt', 'utf8');
    const known = [...notices.matchAll(/^(.+), https?:/gm)].flatMap(([, names]) => names.split(', '));
    const modules = Object.values(bundle).flatMap((file) => Object.keys(file.modules ?? {}));
    for (const module of modules) {
      const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
      if (name && !known.includes(name))
        this.error(`server/THIRD-PARTY-NOTICES.txt has no notice of ${name}, which the pages contain`);
    }
  },
};

const dashboard = pages(['app/main'], [clean(DASHBOARD), guide, resolve(), noticed, copyDashboard], {
  manualChunks: (id) => (isShared(id) ? 'shared' : undefined),
});
/** For people with a link and no account, who never load the dashboard. */
const linked = pages(['get/get', 'hand-over/hand-over', 'set-up/set-up'], [resolve(), noticed, compressDashboard]);

/** `rollup -c --configWidget` or `--configDashboard` for one of them; both by default. */
export default ({ configWidget, configDashboard }) => {
  const all = !configWidget && !configDashboard;
  return [
    ...(all || configWidget ? [inspect, sight, tab, link, branch, more, tag, pinned, gallery] : []),
    ...((all && existsSync(dashboard.input.main)) || configDashboard ? [dashboard, linked] : []),
  ];
};
