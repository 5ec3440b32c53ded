// In:    a page's elements.
// Out:   other chat widgets on it, alive or of a service that has ended, and where each stands in the source.
// Never: needs Node. Keeps more than the vendor's name: ids and keys of other vendors are theirs.
import type { OtherWidget } from '@askusnow/sdk/contract';
import { finding, type Finding } from './report.ts';
import { isInside, type PageElement } from './read-page.ts';

interface Vendor {
  name: string;
  /** Matches an address, or the text of a script or of a click handler. */
  address: RegExp;
  /** Matches an element's id or class. */
  mark?: RegExp;
  /** An attribute that only this widget has. */
  attribute?: RegExp;
  /** The class of the empty box that a script fills, which may stand in another file. Other sites have such names, too. */
  emptyBox?: string;
  isDead?: true;
}

/** On custom domains too, so paths are what is matched. Source: pages of libraries that use them. */
const VENDORS: readonly Vendor[] = [
  {
    name: 'LibChat',
    address:
      /\/load_chat\.php\?hash=(?:[\da-f]{32}|[\da-f]{64})\b|\/chat\/widget\/[\da-f]{32}|widget_status\?iid=|libchat_(?:inline|btn)_widget/i,
    mark: /^libchat_(?:[\da-f]{32}|[\da-f]{64}|inline_widget|btn_widget)$/i,
  },
  {
    name: 'LibraryH3lp',
    address: /libraryh3lp\.js|[@/.](?:(?:ca|eu)\.)?libraryh3lp\.com|\/presence\/jid\/[^/]+\//i,
    attribute: /^(?:data-lh3-jid|jid)$/i,
    emptyBox: 'needs-js',
  },
  {
    name: 'QuestionPoint',
    address: /qwidgetV4\/js\/qwidget\.bootstrap|questionpoint\.org|BuildForm\?[^"']*institution=\d/i,
    mark: /^questionpoint$/i,
    attribute: /^qwidgetno$/i,
    isDead: true,
  },
  { name: 'Mosio', address: /textalibrarian\.com|mosio\.com\//i },
  { name: 'Chatwoot', address: /\/packs\/js\/sdk\.js|chatwootSDK|app\.chatwoot\.com/i },
  { name: 'tawk.to', address: /embed\.tawk\.to|Tawk_API/ },
  { name: 'Intercom', address: /widget\.intercom\.io|intercomSettings/i },
  { name: 'Tidio', address: /code\.tidio\.co\/|tidioChat(?:Code|Api)/i },
  { name: 'Crisp', address: /client\.crisp\.chat|CRISP_WEBSITE_ID|\$crisp\b/ },
  {
    name: 'Zendesk',
    address: /static\.zdassets\.com\/ekr\/|v2\.zopim\.com|zendesk\.com\/embeddable_framework/i,
    mark: /^ze-snippet$/,
  },
  { name: 'Drift', address: /js\.driftt\.com|\bdrift\.load\(/i },
];

/** A script of the page may be megabytes; a widget's loader stands at its start. */
const MAX_SCRIPT_CHARS = 100_000;
/** Of one vendor: a page repeats a snippet at times, and a list of thousands helps nobody. */
const MAX_PLACES = 10;

const addressesOf = ({ name, attributes, text }: PageElement): string[] => {
  const given = ['src', 'data-src', 'onclick', ...(name === 'a' ? ['href'] : [])].map((one) => attributes.get(one));
  return [...given.filter((one) => one !== undefined), ...(name === 'script' ? [text.slice(0, MAX_SCRIPT_CHARS)] : [])];
};

const marksOf = ({ attributes }: PageElement): string[] => [
  attributes.get('id') ?? '',
  ...(attributes.get('class') ?? '').split(/\s+/),
];

/** It may have a picture that turns until the script has come. */
const isEmptyBox = ({ name, attributes, index, end }: PageElement, mark: string, elements: readonly PageElement[]) =>
  name === 'div' &&
  attributes.size === 1 &&
  attributes.get('class')?.trim() === mark &&
  (end === index + 1 || (end === index + 2 && elements[index + 1]!.name === 'img'));

const isOf = (element: PageElement, vendor: Vendor, elements: readonly PageElement[]): boolean =>
  addressesOf(element).some((text) => vendor.address.test(text)) ||
  (vendor.mark !== undefined && marksOf(element).some((text) => vendor.mark!.test(text))) ||
  (vendor.attribute !== undefined && [...element.attributes.keys()].some((name) => vendor.attribute!.test(name))) ||
  (vendor.emptyBox !== undefined && isEmptyBox(element, vendor.emptyBox, elements));

/** All but the links inside of our tags, which may lead to a vendor: its desk can be the library's own. */
function withoutInnerLinks(elements: readonly PageElement[]): PageElement[] {
  let end = 0;
  return elements.filter((element) => {
    if (element.name === 'ask-us-now') end = Math.max(end, element.end);
    return element.name !== 'a' || element.index >= end;
  });
}

/** In the order of the vendors' list, each with its places in the order of the page. */
export function otherWidgets(elements: readonly PageElement[]): OtherWidget[] {
  const foreign = withoutInnerLinks(elements);
  return VENDORS.flatMap((vendor) => {
    const places: PageElement[] = [];
    for (const element of foreign) {
      const last = places.at(-1);
      if (last !== undefined && isInside(element, last)) continue;
      if (isOf(element, vendor, elements)) places.push(element);
      if (places.length === MAX_PLACES) break;
    }
    if (places.length === 0) return [];
    return [{ name: vendor.name, places: places.map((place) => toPlace(place, elements)) }];
  });
}

/** To the end tag, where the page has it: what the parser has closed may be the rest of the page. */
function toPlace(
  { name, line, lastLine, index, end }: PageElement,
  elements: readonly PageElement[],
): OtherWidget['places'][number] {
  const hasOurs = elements.slice(index + 1, end).some((inside) => inside.name === 'ask-us-now');
  return { element: name, line, lastLine: hasOurs ? line : (lastLine ?? line) };
}

export const widgetFindings = (widgets: readonly OtherWidget[]): Finding[] =>
  widgets.map(({ name, places }) => {
    const isDead = VENDORS.find((vendor) => vendor.name === name)?.isDead;
    return finding(isDead ? 'dead-widget' : 'other-widget', places[0]?.line ?? null, name);
  });
