import { type Availability, checkOrigin, getAvailability, toPagePattern } from '@askusnow/sdk';
import { elementsAround, landmarkOf } from '../sight/landmark.js';
import { CONTRAST_MIN, textContrast } from '../sight/contrast.js';
import { faultsOf, isCovered } from '../sight/measure.js';
import { NativeEvent, quietly } from '../natives.js';
import { VERSION } from '../version.js';

/** One line of the report. `yes`: as it should be. `no`: a webmaster should act. `unknown`: this page cannot tell. `fact`: neither. */
export interface Finding {
  verdict: 'yes' | 'no' | 'unknown' | 'fact';
  text: string;
}

const check = (holds: boolean | null, yes: string, no: string, unknown = no): Finding =>
  holds === null ? { verdict: 'unknown', text: unknown } : { verdict: holds ? 'yes' : 'no', text: holds ? yes : no };
const fact = (text: string): Finding => ({ verdict: 'fact', text });

const FAULTS: Record<string, string> = {
  hidden: 'The page hides it: by display, visibility or a closed menu.',
  transparent: 'It, or a box around it, has no opacity.',
  'zero-size': 'It is smaller than 24 by 24 px: it is not counted as shown.',
  squeezed: 'Its text is cut off, or a word is broken over two lines. Give it more room or a smaller variant.',
};
const EVIDENCE: Record<Availability['evidence'], string> = {
  observed: 'somebody was seen at the desk',
  scheduled: 'by its hours and shifts',
  none: 'nothing is known about it',
};
const PHONE_WIDTH = 640;
const HTTPS = /^https:|^http:\/\/(localhost|127\.)/;

function sightFindings(host: HTMLElement): Finding[] {
  const faults = faultsOf(host);
  const found = faults.map((fault): Finding => ({ verdict: 'no', text: FAULTS[fault] ?? fault }));
  if (faults.length > 0) return found;
  const covered = isCovered(host) ?? null;
  return [
    { verdict: 'yes', text: 'The page shows it, with all of its text.' },
    check(
      covered === null ? null : !covered,
      'Nothing is in front of it.',
      'Something else of the page is in front of it.',
      'Whether something is in front of it cannot be measured while it is not on the screen.',
    ),
  ];
}

/** Whether nothing that the page shows follows it, and only boxes without a meaning are around it. */
function isLast(host: HTMLElement): boolean {
  const after = [...document.querySelectorAll('body *')].filter(
    (one) => host.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !host.contains(one),
  );
  return (
    elementsAround(host).every(({ localName }) => /^(div|body|html)$/.test(localName)) &&
    after.every((one) => /^(script|style|link|meta|template|noscript)$/.test(one.localName))
  );
}

/**
 * Whether a click is seen where it begins, or gets to the tag. What is dispatched is no click of a pointer: it opens nothing, does not
 * bubble to the page's usual listeners, and is not counted.
 */
function getsClicks(host: HTMLElement): boolean {
  let isReached = false;
  for (const target of [window, host])
    target.addEventListener('click', (event) => (isReached ||= event.composedPath().includes(host)), {
      capture: true,
      once: true,
    });
  host.shadowRoot
    ?.querySelector('[part=link]:not([hidden])')
    ?.dispatchEvent(new NativeEvent('click', { composed: true }));
  return isReached;
}

function ruleFindings(host: HTMLElement, tags: readonly HTMLElement[]): Finding[] {
  const placement = host.getAttribute('placement');
  const links = [...host.querySelectorAll<HTMLAnchorElement>('a[href]')];
  const link = links[0];
  const nameOf = (tag: HTMLElement): string => `${tag.getAttribute('library')} ${tag.getAttribute('placement')}`;
  const twins = tags.filter((tag) => tag !== host && nameOf(tag) === nameOf(host)).length;
  const { top, height } = host.getBoundingClientRect();
  const middle = top + scrollY + height / 2;
  const size = `${innerWidth} × ${innerHeight}`;
  const label = host.shadowRoot?.querySelector('[part=label]');
  const contrast = label ? (quietly(() => textContrast(host, label)) ?? null) : null;
  return [
    check(
      !!placement,
      `It has a placement name: ${placement}.`,
      'It has no placement name: add placement="header" or such.',
    ),
    check(
      twins === 0,
      'It is the only tag in this placement.',
      'This page has the same tag twice: remove one, or rename its placement.',
    ),
    check(
      getsClicks(host),
      'The page lets its clicks be counted.',
      'A script of this page stops clicks before any other script hears of them: the link works, and its clicks are not counted.',
    ),
    ...(host.matches('[variant=tab]')
      ? [
          check(
            isLast(host),
            'It is at the end of the page.',
            'A floating tab should be after the footer, last in the body: elsewhere it lies over what follows it, or moves it, until it floats.',
          ),
        ]
      : []),
    check(
      middle < innerHeight,
      `It is on the first screen of this window (${size}).`,
      `It is below the first screen of this window (${size}): people have to scroll.`,
    ),
    check(
      innerWidth < PHONE_WIDTH ? faultsOf(host).length === 0 : null,
      'It is seen at the width of a phone.',
      'It is not seen well at the width of a phone.',
      'Phones: make this window narrower than 640 px and open this report again.',
    ),
    check(links.length === 1, 'It has one link inside.', 'It should have one link inside: <a href="https://…">.'),
    check(!!link && HTTPS.test(link.href), 'The link inside is https.', 'The link inside should begin with https://.'),
    check(
      !!link?.textContent?.trim(),
      'The link inside has text.',
      'The link inside should have text, not only a picture.',
    ),
    check(
      contrast === null ? null : contrast >= CONTRAST_MIN,
      `Contrast of the label is ${contrast?.toFixed(1)}:1.`,
      `Contrast of the label is ${contrast?.toFixed(1)}:1; at least ${CONTRAST_MIN}:1 can be read.`,
      'Contrast of the label cannot be measured: an image is behind it.',
    ),
  ];
}

/** What the page's policy refused of the server while the report asked it. Browsers report it after a task. */
async function refusalsDuring(run: () => Promise<unknown>): Promise<string[]> {
  const refused: string[] = [];
  const listen = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    // Only the directive and an origin: the rest may name a patron.
    refused.push(`${effectiveDirective} refused ${quietly(() => new URL(blockedURI).origin) ?? blockedURI}`);
  };
  document.addEventListener('securitypolicyviolation', listen);
  await run().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  document.removeEventListener('securitypolicyviolation', listen);
  return refused;
}

async function serverFindings(endpoint: string, library: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const refused = await refusalsDuring(async () => {
    const { state, tier, evidence, tiers } = await getAvailability({ endpoint }, library);
    found.push(fact(`Status: ${state}${tier ? `, ${tier} desk` : ''}; ${EVIDENCE[evidence]}.`));
    for (const one of tiers) found.push(fact(`${one.tier} desk: ${one.state}; ${EVIDENCE[one.evidence]}.`));
    // Browsers name no origin in a request to it.
    if (endpoint === location.origin) return;
    const { registered } = await checkOrigin({ endpoint }, library);
    found.push(
      check(
        registered,
        `${location.origin} is registered: this page is counted.`,
        `${location.origin} is not registered: nothing of this page is counted. Ask your coordinator to add it.`,
      ),
    );
  });
  if (found.length === 0) found.push({ verdict: 'no', text: `${endpoint} gave no answer for “${library}”.` });
  for (const line of refused) found.push({ verdict: 'no', text: `Content policy: ${line}. Allow it there.` });
  if (refused.length === 0)
    found.push({ verdict: 'yes', text: 'Content policy: nothing was refused while this report was made.' });
  return found;
}

/** All that the page shows of one tag. */
export async function findingsOf(
  host: HTMLElement,
  tags: readonly HTMLElement[],
  endpoint: string,
): Promise<{ title: string; findings: Finding[] }> {
  const library = host.getAttribute('library') ?? '';
  const landmark = landmarkOf(host);
  // First: what is in front of the tag is measured before the report is.
  const measured = [...ruleFindings(host, tags), ...sightFindings(host)];
  const shown = host.shadowRoot?.querySelector('[part=text]')?.textContent?.trim();
  return {
    title: `${library} · ${host.getAttribute('placement') ?? 'unnamed'}`,
    findings: [
      fact(`Page pattern: ${toPagePattern(location.pathname)}`),
      fact(`Landmark: ${landmark === 'other' ? 'none around it' : landmark}`),
      fact(`Version ${VERSION}${shown ? `, shows “${shown}”` : ''}`),
      ...measured,
      ...(await serverFindings(endpoint, library)),
    ],
  };
}
