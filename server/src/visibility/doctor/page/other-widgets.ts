// In:    a page's elements.
// Out:   other chat widgets on it, alive or of a service that has ended.
// Never: needs Node. Names whose widget it is: ids and keys of other vendors are not kept.
import { finding, type Finding } from './report.ts';
import type { PageElement } from './read-page.ts';

interface OtherWidget {
  name: string;
  /** Matches an address or a script's text. */
  address: RegExp;
  /** Matches an element's id or class. */
  mark?: RegExp;
  /** An attribute that only this widget has. */
  attribute?: RegExp;
  isDead?: true;
}

/** On custom domains too, so paths are what is matched. Source: pages of libraries that use them. */
const OTHER_WIDGETS: readonly OtherWidget[] = [
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
];

/** A script of the page may be megabytes; a widget's loader stands at its start. */
const MAX_SCRIPT_CHARS = 100_000;

const addressesOf = ({ name, attributes, text }: PageElement): string[] => {
  const given = [attributes.get('src'), attributes.get('data-src'), name === 'a' ? attributes.get('href') : undefined];
  return [...given.filter((one) => one !== undefined), ...(name === 'script' ? [text.slice(0, MAX_SCRIPT_CHARS)] : [])];
};

const marksOf = ({ attributes }: PageElement): string[] => [
  attributes.get('id') ?? '',
  ...(attributes.get('class') ?? '').split(/\s+/),
];

const isOf = (element: PageElement, { address, mark, attribute }: OtherWidget): boolean =>
  addressesOf(element).some((text) => address.test(text)) ||
  (mark !== undefined && marksOf(element).some((text) => mark.test(text))) ||
  (attribute !== undefined && [...element.attributes.keys()].some((name) => attribute.test(name)));

export function otherWidgets(elements: readonly PageElement[]): Finding[] {
  return OTHER_WIDGETS.flatMap((widget) => {
    const first = elements.find((element) => isOf(element, widget));
    return first ? [finding(widget.isDead ? 'dead-widget' : 'other-widget', first.line, widget.name)] : [];
  });
}
