// Pages with a module loader or a framework of their own: RequireJS, SystemJS, AngularJS, zone.js, and bundles of polyfills.
import { debian, npm, type Site } from './site.ts';

const classic = (server: string): string => `${server}/widget/v1/ask-us-now.classic.js`;
/** A button that says that it was pressed. */
const BUTTON = '<p><button id="button">Help</button> <span id="out"></span></p>';
const ANSWERS = `document.getElementById('button').addEventListener('click', function () { document.getElementById('out').textContent = 'pressed'; });`;
const WORKS = [{ press: '#button', until: `document.getElementById('out').textContent === 'pressed'` }];
const body =
  (script: string): Site['body'] =>
  ({ tag }) =>
    `<main><h1>Catalogue</h1>${tag('header')}${BUTTON}</main><script>${script}</script>`;

export const LOADERS: Record<string, Site> = {
  requirejs: {
    head: debian('requirejs/require.js'),
    body: body(`define('app', [], function () { ${ANSWERS} }); require(['app']);`),
    works: WORKS,
  },
  'amd-classic': {
    head: debian('requirejs/require.js'),
    body: body(`define('app', [], function () { ${ANSWERS} }); require(['app']);`),
    script: (server) => `<script defer src="${classic(server)}"></script>`,
    works: WORKS,
  },
  'amd-loaded': {
    head: debian('requirejs/require.js'),
    body: body(`define('app', [], function () { ${ANSWERS} }); require(['app']);`),
    script: (server) => `<script>require(['${classic(server)}']);</script>`,
    works: WORKS,
  },
  systemjs: {
    head:
      npm('systemjs/dist/system.js') +
      npm('systemjs/dist/extras/amd.js') +
      npm('systemjs/dist/extras/named-register.js'),
    body: body(
      `System.register('app', [], function () { return { execute: function () { ${ANSWERS} } }; }); System.import('app');`,
    ),
    script: (server) => `<script>System.import('${classic(server)}');</script>`,
    works: WORKS,
  },
  angularjs: {
    html: 'lang="en" ng-app="library"',
    head: debian('angular.js/angular.js'),
    body: ({ tag }) => `<main ng-controller="Help as help"><h1>{{ 'Cata' + 'logue' }}</h1>${tag('header')}
      <p><button id="toggle" ng-click="help.toggle()">Help {{ help.times }}</button></p>
      <div ng-if="help.open">${tag('panel')}</div></main>
      <script>angular.module('library', []).controller('Help', function () {
        this.times = 0;
        this.toggle = function () { this.open = !this.open; this.times += 1; };
      });</script>`,
    menus: { panel: { opens: '#toggle', closes: '#toggle' } },
    works: [{ press: '#toggle', until: `document.getElementById('toggle').textContent === 'Help 3'` }],
  },
  'zone-js': {
    head: npm('zone.js/bundles/zone.umd.js'),
    body: body(`Zone.current.fork({ name: 'app' }).run(function () { ${ANSWERS.replace("'pressed'", `Zone.current.name === 'app' ? 'pressed' : ''`)} });`), // oxfmt-ignore
    works: WORKS,
  },
  'core-js': { head: npm('core-js-bundle/minified.js'), body: body(ANSWERS), works: WORKS },
  webcomponents: {
    head:
      npm('@webcomponents/webcomponentsjs/custom-elements-es5-adapter.js') +
      npm('@webcomponents/webcomponentsjs/webcomponents-bundle.js'),
    body: ({ tag }) => `<main><h1>Catalogue</h1>${tag('header')}${BUTTON}<old-element></old-element></main>
      <script>
        function Old() { return HTMLElement.call(this) || this; }
        Old.prototype = Object.create(HTMLElement.prototype, { constructor: { value: Old } });
        Old.prototype.connectedCallback = function () { ${ANSWERS} };
        customElements.define('old-element', Old);
      </script>`,
    works: WORKS,
  },
};
