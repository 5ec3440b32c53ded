// What audit engines do not look for, on every page of the dashboard; each check has a seeded defect that it has to find.
import type { Page } from 'playwright-core';

/** Evaluated in the page: one line per fault, `check: where`. Goes through every open shadow root. */
const INSPECT = `(() => {
  const roots = [document];
  for (const root of roots) for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const whereOf = (element) => [element.getRootNode().host?.localName, element.localName, (element.textContent ?? '').trim().slice(0, 40)].filter(Boolean).join(' ');
  const faults = [];
  const fault = (check, element) => faults.push(check + ': ' + whereOf(element));

  for (const table of all('table')) {
    if (!table.caption?.textContent.trim()) fault('table-caption', table);
    for (const cell of table.tHead?.rows[0]?.cells ?? []) if (cell.localName !== 'th' || cell.scope !== 'col') fault('column-header', cell);
    for (const body of table.tBodies) for (const row of body.rows)
      if (row.cells[0]?.localName !== 'th' || row.cells[0].scope !== 'row') fault('row-header', row);
  }

  for (const figure of all('figure')) {
    const labelled = figure.getAttribute('aria-labelledby');
    const name = labelled ? figure.getRootNode().getElementById(labelled)?.textContent : figure.getAttribute('aria-label');
    if (!name?.trim()) fault('figure-name', figure);
  }

  for (const root of roots) for (const animation of root.getAnimations()) {
    const { iterations } = animation.effect.getComputedTiming();
    if (iterations === Infinity) fault('endless-animation', animation.effect.target);
  }
  for (const element of all('animate, animateTransform, animateMotion, marquee, blink')) fault('endless-animation', element);

  const names = new Map();
  for (const button of all('button')) {
    if (!isShown(button) || button.closest('[aria-hidden=true]')) continue;
    const name = (button.getAttribute('aria-label') ?? button.textContent).trim().replace(/\\s+/g, ' ');
    if (names.has(name)) fault('repeated-name', button);
    names.set(name, button);
  }

  for (const element of all('h1, h2, h3, button, summary')) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let last = ''; walker.nextNode();) {
      const text = walker.currentNode.data;
      if (/[\\p{L}\\p{N}]$/u.test(last) && /^[\\p{L}\\p{N}]/u.test(text)) fault('glued-words', element);
      if (text) last = text;
    }
  }

  const regions = all('[role=status]').filter((each) => each.getRootNode() === document);
  if (regions.length !== 1 || !isShown(regions[0]) || regions[0].closest('[aria-hidden=true], [inert]')) fault('live-region', document.body);

  for (const nav of all('nav')) {
    const current = nav.querySelector('[aria-current]');
    const other = [...nav.querySelectorAll('a')].find((link) => !link.hasAttribute('aria-current'));
    if (!current || !other) continue;
    const lookOf = (element) => { const { borderBottomColor, fontWeight, backgroundColor } = getComputedStyle(element); return [borderBottomColor, backgroundColor, fontWeight].join(); };
    if (lookOf(current) === lookOf(other)) fault('current-page', current);
  }

  /* Without their colours: what fills them, how high, with what outline. */
  for (const picture of all('week-picture')) {
    const root = picture.shadowRoot;
    const shapeOf = (rect) => {
      const style = getComputedStyle(rect);
      const id = /url\\("?#([^")]+)/.exec(style.fill)?.[1];
      const ground = id && getComputedStyle(root.getElementById(id).querySelector('.ground')).fill;
      const marks = id ? [...root.getElementById(id).querySelectorAll('path, circle')]
        .filter((mark) => { const { stroke, fill } = getComputedStyle(mark); return mark.localName === 'path' ? stroke !== 'none' && stroke !== ground : fill !== 'none' && fill !== ground; })
        .map((mark) => mark.localName + (mark.getAttribute('d') ?? mark.getAttribute('r'))) : [];
      const fill = style.fill === 'none' ? 'empty' : marks.length > 0 ? marks.join() : 'solid';
      /* A line around a filled box is one more colour; around an empty one, or dashed, it is a shape. */
      const outline = style.stroke === 'none' || (fill !== 'empty' && style.strokeDasharray === 'none') ? '' : style.strokeDasharray;
      return [rect.getAttribute('height'), fill, outline].join(' ');
    };
    const shapes = new Map();
    for (const rect of root.querySelectorAll('li rect')) {
      const shape = shapeOf(rect);
      if (shapes.has(shape)) faults.push('colour-alone: ' + rect.getAttribute('class') + ' looks like ' + shapes.get(shape));
      shapes.set(shape, rect.getAttribute('class'));
    }
  }

  const channelsOf = (colour) => (colour.match(/[\\d.]+/g) ?? []).slice(0, 3).map(Number);
  const light = (colour) => {
    const [r, g, b] = channelsOf(colour).map((value) => { const share = value / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let node = element; node; node = node.parentNode ?? node.host) {
      if (!(node instanceof Element)) continue;
      const { backgroundColor } = getComputedStyle(node);
      if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  for (const text of all('svg text')) {
    const [one, other] = [light(getComputedStyle(text).fill), light(groundOf(text))];
    if ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5) fault('picture-text-contrast', text);
  }
  return [...new Set(faults)];
})()`;

/** Puts the focus on each control in turn, as a key would, and lists those without a ring. */
const RINGS = `(() => {
  const roots = [document];
  for (const root of roots) for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  const before = document.activeElement;
  const faults = [];
  for (const root of roots) for (const control of root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    control.focus({ focusVisible: true, preventScroll: true });
    if (root.activeElement !== control) continue;
    const { outlineStyle, outlineWidth } = getComputedStyle(control);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) faults.push('focus-ring: ' + control.localName + ' ' + control.textContent.trim().slice(0, 40));
  }
  before?.focus?.({ preventScroll: true });
  return faults;
})()`;

export async function inspect(page: Page): Promise<string[]> {
  return [...(await page.evaluate<string[]>(INSPECT)), ...(await page.evaluate<string[]>(RINGS))];
}

/** WCAG 1.4.12: readers may set text this wide; nothing may be cut off or push the page sideways. */
export async function withTextSpacing<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
    globalThis.spacing = sheet;
    const roots = [document];
    for (const root of roots) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  })()`);
  try {
    return await look();
  } finally {
    await page.evaluate(`(() => {
      const roots = [document];
      for (const root of roots) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== globalThis.spacing);
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
    })()`);
  }
}
