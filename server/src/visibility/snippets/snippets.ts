// In:    a library, how a webmaster wants its entry point, this server's address.
// Out:   the HTML of each form: tag, tag manager, frame, picture, link.
// Never: an entry point without a working link.
import type { SnippetQuery, Snippets } from '@askusnow/sdk/contract';
import { escapeHtml } from '../../platform/http/html.ts';
import { textOn } from './contrast.ts';
import { attributesOf, framedOf, hrefOf, propertiesOf, scriptOf, TAB_SPACE, tagsOf, type Askable } from './tag.ts';

/** The frame's page has 8 px around the tag, for the ring of the focus. Units: CSS pixels. */
const FRAME_SIZES: Record<ReturnType<typeof framedOf>, { width: number; height: number }> = {
  card: { width: 316, height: 100 },
  button: { width: 296, height: 60 },
  link: { width: 400, height: 40 },
};

function toQuery(fields: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** For a script in HTML: "<" would let a value end it. */
const quote = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c');

/** Where a tag manager's script puts the tag: a page may have no `<header>`, or one that is hidden. */
const HEADER_PLACE = [
  "    // Where the link goes: the first of these that is visible. For another place, an element of your pages: '#search-box'.",
  "    var places = 'header, [role=banner]';",
  '    function isVisible(element) {',
  '      var box = element.getBoundingClientRect();',
  '      return (',
  '        box.width >= 24 &&',
  '        box.height > 1 &&',
  '        box.right > 0 &&',
  '        box.left < window.innerWidth &&',
  "        getComputedStyle(element).visibility === 'visible'",
  '      );',
  '    }',
  '    function findPlace() {',
  '      return [].filter.call(document.querySelectorAll(places), isVisible)[0];',
  '    }',
];
/** A floating tab goes to the end of the page, once it has one. */
const END_PLACE = [
  '    function findPlace() {',
  "      return document.readyState !== 'loading' && document.body;",
  '    }',
];

/** Written for tag managers that take old JavaScript alone. */
function tagManagerScript(library: Askable, publicUrl: string, wanted: SnippetQuery): string {
  const attributes = attributesOf(library, wanted).map(
    ([name, value]) => `      tag.setAttribute(${quote(name)}, ${quote(value)});`,
  );
  const properties = [...(wanted.variant === 'tab' ? TAB_SPACE : []), ...propertiesOf(wanted.variant, wanted)].map(
    ([name, value]) => `      tag.style.setProperty(${quote(name)}, ${quote(value)});`,
  );
  return [
    '<script>',
    '  (function () {',
    ...(wanted.variant === 'tab' ? END_PLACE : HEADER_PLACE),
    '    function add() {',
    "      if (document.querySelector('ask-us-now')) return;",
    '      var place = findPlace();',
    '      if (!place) {',
    "        if (document.readyState !== 'complete') window.addEventListener('load', add);",
    "        else console.warn('Ask Us Now: nothing was added: this page has no visible ' + places);",
    '        return;',
    '      }',
    "      var tag = document.createElement('ask-us-now');",
    ...attributes,
    ...properties,
    "      var link = document.createElement('a');",
    `      link.href = ${quote(hrefOf(library, publicUrl))};`,
    `      link.textContent = ${quote(wanted.label)};`,
    '      tag.appendChild(link);',
    '      place.appendChild(tag);',
    "      var script = document.createElement('script');",
    `      script.src = ${quote(scriptOf(publicUrl))};`,
    "      script.referrerPolicy = 'no-referrer';",
    '      document.head.appendChild(script);',
    '    }',
    '    // Once the page is painted: before, a style sheet that hides something may be on its way.',
    '    window.requestAnimationFrame(add);',
    '  })();',
    '</script>',
  ].join('\n');
}

/** The address of a plain link. */
export const goAddressOf = ({ id }: Pick<Askable, 'id'>, publicUrl: string, placement: string): string =>
  `${publicUrl}/go/${id}${toQuery({ placement })}`;

/** What is printed and posted: a link, its QR code, and a poster with both. */
export const paperAddresses = (
  library: Pick<Askable, 'id'>,
  publicUrl: string,
  { placement, label }: { placement: string; label?: string },
): Pick<Snippets, 'address' | 'qr' | 'poster'> => ({
  address: goAddressOf(library, publicUrl, placement),
  qr: `${publicUrl}/qr/${library.id}.svg${toQuery({ placement })}`,
  poster: `${publicUrl}/poster/${library.id}${toQuery({ placement, label })}`,
});

export function snippetsOf(library: Askable & { name: string }, publicUrl: string, wanted: SnippetQuery): Snippets {
  const { variant, placement, branch, label, lang, background, backgroundClosed } = wanted;
  const own = (path: string, fields: Readonly<Record<string, string | undefined>>): string =>
    `${publicUrl}/${path}${toQuery(fields)}`;
  const link = goAddressOf(library, publicUrl, placement);
  const framed = framedOf(variant);
  const { width, height } = FRAME_SIZES[framed];
  const frame = own(`embed/${library.id}`, {
    placement,
    branch,
    variant: framed === 'card' ? undefined : framed,
    label,
    lang,
    ...Object.fromEntries(variant === 'link' ? [] : Object.entries({ background, backgroundClosed })),
  });
  const picture = own(`badge/${library.id}.svg`, { label, background });
  return {
    library: library.id,
    name: library.name,
    tag: tagsOf(library, publicUrl, wanted).find((tag) => tag.variant === variant)!,
    tagManager: tagManagerScript(library, publicUrl, wanted),
    frame:
      `<iframe src="${escapeHtml(frame)}" title="${escapeHtml(label)}" width="${width}" height="${height}" ` +
      'style="border:0;max-width:100%" referrerpolicy="no-referrer"></iframe>',
    badge: `<a href="${escapeHtml(link)}"><img src="${escapeHtml(picture)}" alt="${escapeHtml(label)}" height="44"></a>`,
    link: `<a href="${escapeHtml(link)}">${escapeHtml(label)}</a>`,
    // Scanned codes and typed addresses are counted apart from the site's links.
    ...paperAddresses(library, publicUrl, { placement: 'poster', label }),
    colours: (variant === 'link' ? [] : [background, backgroundClosed]).flatMap((colour) =>
      colour === undefined ? [] : [textOn(colour)],
    ),
  };
}
