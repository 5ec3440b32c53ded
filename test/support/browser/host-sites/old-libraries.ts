// Libraries that add to the browser's own objects: Prototype with script.aculo.us, MooTools, Dojo's core.
import { debian, type Site } from './site.ts';

/** A panel that the page's own library opens and closes by `toggle`. */
const panel = (tag: string, style: string): string =>
  `<p><button id="toggle">Help</button></p><div id="panel" style="${style}"><div>${tag}</div></div>`;
const PANEL = { panel: { opens: '#toggle', closes: '#toggle' } };
const PROTOTYPE = debian('prototype/prototype.js') + debian('scriptaculous/effects.js');
const BLIND = `<script>$('toggle').observe('click', function () { Effect.toggle('panel', 'blind', { duration: 0.2 }); });</script>`;

/** What 1.6.0.2 says and 1.7 no longer does. Source: its prototype.js; it makes JSON.stringify([1, 2]) the text of a text. */
const AS_1_6 = `<script>
  Object.extend(Array.prototype, { toJSON: function () { return '[' + this.map(Object.toJSON).join(', ') + ']'; } });
  Object.extend(String.prototype, { toJSON: function () { return this.inspect(true); } });
  Object.extend(Number.prototype, { toJSON: function () { return isFinite(this) ? this.toString() : 'null'; } });
  Object.extend(Date.prototype, { toJSON: function () { return '"' + this.getUTCFullYear() + '"'; } });
  Array.from = $A = function (iterable) {
    if (!iterable) return [];
    var length = iterable.length || 0, results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  };
  Function.prototype.bind = function () {
    if (arguments.length < 2 && arguments[0] === undefined) return this;
    var method = this, args = $A(arguments), object = args.shift();
    return function () { return method.apply(object, args.concat($A(arguments))); };
  };
  document.getElementsByClassName = function (className) { return $A(document.querySelectorAll('.' + className)).map(Element.extend); };
</script>`;

export const OLD_LIBRARIES: Record<string, Site> = {
  'prototype-1-7': {
    head: PROTOTYPE,
    body: ({ tag }) => `<main><h1>Catalogue</h1>${tag('header')}${panel(tag('panel'), 'display: none')}</main>${BLIND}`,
    menus: PANEL,
  },
  'prototype-1-6': {
    head: PROTOTYPE + AS_1_6,
    body: ({ tag }) => `<main><h1>Catalogue</h1>${tag('header')}${panel(tag('panel'), 'display: none')}</main>${BLIND}`,
    menus: PANEL,
  },
  mootools: {
    head: debian('mootools/mootools.js'),
    body: ({
      tag,
    }) => `<main><h1>Catalogue</h1>${tag('header')}${panel(tag('panel'), 'height: 0; overflow: hidden')}</main>
      <script>$('toggle').addEvent('click', function () { $('panel').set('tween', { duration: 200 }).tween('height', $('panel').getSize().y ? 0 : 200); });</script>`,
    menus: PANEL,
  },
  dojo: {
    head: '<script src="/debian/dojo/dojo.js" data-dojo-config="async: true, parseOnLoad: true"></script>',
    body: ({ tag }) => `<main><h1>Catalogue</h1>${tag('header')}${panel(tag('panel'), 'display: none')}</main>
      <script>require(['dojo/dom', 'dojo/on', 'dojo/fx', 'dojo/parser', 'dojo/domReady!'], function (dom, on, fx) {
        on(dom.byId('toggle'), 'click', function () {
          fx[dom.byId('panel').offsetHeight ? 'wipeOut' : 'wipeIn']({ node: 'panel', duration: 200 }).play();
        });
        dom.byId('toggle').title = 'ready';
      });</script>`,
    menus: PANEL,
  },
};
