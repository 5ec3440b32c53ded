// In:    a finding's code.
// Out:   one fault, one action, one link.
// Never: needs Node: the dashboard shows the same sentences as the command line.
import type { OtherWidget, PageFinding, PageState } from '@askusnow/sdk/contract';
import type { HelpTopic } from './help.ts';
import type { PageReport } from './report.ts';

/** The help page, below this server's address. */
export const HELP_PATH = '/help/tag';

/** A state in words. */
export const STATE_TEXT: Readonly<Record<PageState, string>> = {
  found: 'Found',
  absent: 'Absent',
  altered: 'Found, but changed',
  blocked: 'Blocked: not read',
  'needs-browser': 'Needs a browser',
  unreachable: 'Unreachable: not read',
  'not-allowed': 'Not allowed: not read',
};

export interface Message {
  /** Fault: patrons, or the counts, lose something. Advice: it works, and could be better. Note: something to know. */
  severity: 'fault' | 'advice' | 'note';
  fault: string;
  action: string;
  /** An anchor of the help page. */
  topic: HelpTopic;
}

const fault = (text: string, action: string, topic: HelpTopic): Message => ({
  severity: 'fault',
  fault: text,
  action,
  topic,
});
const advice = (text: string, action: string, topic: HelpTopic): Message => ({
  ...fault(text, action, topic),
  severity: 'advice',
});
const note = (text: string, action: string, topic: HelpTopic): Message => ({
  ...fault(text, action, topic),
  severity: 'note',
});

export const MESSAGES: Readonly<Record<PageFinding, Message>> = {
  'tag-absent': fault('The tag is not on this page.', 'Paste the tag into the page or its template.', 'paste'),
  'snippet-in-comment': fault(
    'The tag is inside an HTML comment, so browsers skip it.',
    'Remove the <!-- and --> around it.',
    'comment',
  ),
  'snippet-inert': fault(
    'The tag is inside an element that shows nothing, like <noscript> or <template>.',
    'Move the tag out of that element.',
    'comment',
  ),
  'snippet-as-text': fault(
    'The page shows the tag’s code as text.',
    'Paste it again in the editor’s HTML or source view.',
    'stripped',
  ),
  'plain-link': note(
    'The page links to the chat without the tag, so patrons see no status and nothing is counted.',
    'Replace the link with the tag.',
    'paste',
  ),
  'script-missing': fault(
    'The tag is there, but not its script: patrons see a plain link without a status.',
    'Add the script line of the snippet, or use the frame if the site removes scripts.',
    'stripped',
  ),
  'element-missing': fault(
    'The script is there, but not the <ask-us-now> tag, so nothing is shown.',
    'Paste the second line of the snippet where the button should be.',
    'paste',
  ),
  'script-alone': note(
    'The source has the tag’s script, and not the tag, which a script of the page may add.',
    'Open the page in a browser and look for the button.',
    'blocked',
  ),
  'made-by-script': note(
    'A script of the page adds the tag, which only a browser can show.',
    'Open the page in a browser and look for the button.',
    'tag-manager',
  ),
  'tag-manager': note(
    'The page loads a tag manager, which could add the tag in a browser.',
    'Open the page in a browser before you change it.',
    'tag-manager',
  ),
  'script-delayed': fault(
    'A performance or consent plugin has changed or joined the script, so it may run late or never.',
    'Exclude ask-us-now.js from that plugin.',
    'optimizer',
  ),
  'script-insecure': fault(
    'The script’s address begins with http://, which browsers refuse on an https page.',
    'Change it to https://.',
    'paste',
  ),
  'script-in-xhtml': fault(
    'The page is XHTML, which runs no module scripts.',
    'Use defer="defer" in place of type="module".',
    'xhtml',
  ),
  'other-server': fault(
    'The script is loaded from another server, or is a copy.',
    'Use the script’s address of this cooperative.',
    'paste',
  ),
  'library-missing': fault('The tag does not name a library.', 'Add library="…" with the library’s id.', 'paste'),
  'library-wrong': fault(
    'The tag names another library, so patrons reach the wrong desk.',
    'Replace it with the snippet of this library.',
    'library',
  ),
  'link-missing': fault(
    'There is no link inside the tag, so patrons without scripts have no way to chat.',
    'Paste the whole snippet again, with the link inside.',
    'link',
  ),
  'link-insecure': fault(
    'The link inside the tag begins with http://, so others on the network can change it.',
    'Change it to https://.',
    'link',
  ),
  'link-wrong': fault(
    'The link inside the tag does not lead to this library’s registered chat address.',
    'Paste the snippet of this library again.',
    'link',
  ),
  'self-closing': fault(
    'The tag ends with />, which HTML ignores, so the rest of the page is inside the tag.',
    'End the tag with </ask-us-now>.',
    'link',
  ),
  'version-outdated': advice(
    'The page is pinned to an older version of the script.',
    'Paste today’s snippet.',
    'version',
  ),
  'version-unknown': fault(
    'The page is pinned to a version that this server does not have.',
    'Paste today’s snippet.',
    'version',
  ),
  'integrity-wrong': fault(
    'The script’s integrity attribute does not match the script, so browsers refuse it.',
    'Copy the integrity of this version from versions.json.',
    'version',
  ),
  'integrity-on-channel': fault(
    'The integrity attribute is on an address whose script changes, so the next update will be refused.',
    'Remove integrity, or pin a version.',
    'version',
  ),
  'crossorigin-missing': fault(
    'The integrity attribute needs crossorigin="anonymous" beside it.',
    'Add crossorigin="anonymous".',
    'version',
  ),
  'referrer-sent': advice(
    'The script line has no referrerpolicy, so each page’s address is sent along.',
    'Add referrerpolicy="no-referrer".',
    'privacy',
  ),
  'space-not-reserved': advice(
    'No space is reserved, so the page moves when the button appears.',
    'Add the style rule that comes with the snippet.',
    'space',
  ),
  'two-tags': fault(
    'Two tags on the page have the same placement name, so their counts cannot be told apart.',
    'Give each its own placement name, or remove one.',
    'twice',
  ),
  'two-scripts': advice('The script is loaded twice.', 'Remove one of the two script lines.', 'twice'),
  'floating-only': advice(
    'The only entry point is a floating tab, which does not count as placed.',
    'Place a tag in the page itself, too.',
    'paste',
  ),
  'tab-not-last': advice(
    'The floating tab is not at the end of the page: until it floats it lies over what follows it, or moves it.',
    'Move it after the footer, last in the page’s body.',
    'tab',
  ),
  'words-not-plain': advice(
    'The link’s words are a brand, an acronym or “reference”, which many patrons do not understand.',
    'Use a plain phrase, such as “Ask a librarian”.',
    'words',
  ),
  'who-answers-beside': note(
    'A line beside the tag says who answers, and when.',
    'Change it when the hours change.',
    'words',
  ),
  'policy-blocks-script': fault(
    'The site’s content security policy blocks the script.',
    'Add this server to script-src.',
    'policy',
  ),
  'policy-blocks-connection': fault(
    'The site’s content security policy blocks the status and the counts.',
    'Add this server to connect-src.',
    'policy',
  ),
  'policy-blocks-frame': fault(
    'The site’s content security policy blocks the frame.',
    'Add this server to frame-src.',
    'policy',
  ),
  'policy-blocks-picture': fault(
    'The site’s content security policy blocks the picture.',
    'Add this server to img-src.',
    'policy',
  ),
  'policy-blocks-style': advice(
    'The site’s content security policy ignores the tag’s style attribute, so no space is reserved.',
    'Move the style rule to the site’s style sheet.',
    'policy',
  ),
  'stale-cache': fault(
    'A cache still gives patrons an older copy of the page.',
    'Clear the cache of the site or its delivery network.',
    'cache',
  ),
  'other-widget': note(
    'Another chat widget is on the page.',
    'Check that patrons do not have to choose between two chats.',
    'other-widgets',
  ),
  'dead-widget': fault('The page has a chat widget of a service that ended in 2019.', 'Remove it.', 'other-widgets'),
  blocked: note(
    'The site refuses everything that is not a browser, so the page was not read.',
    'Open the page in a browser, copy its source and check that.',
    'blocked',
  ),
  'needs-browser': note(
    'The page is put together in the browser, so its source does not show what patrons see.',
    'Open the page in a browser and look for the button.',
    'blocked',
  ),
  unreachable: note('The page could not be reached.', 'Check the address, and try again later.', 'unreachable'),
  'private-address': note(
    'The address is on a private network, which this server does not read.',
    'Ask the person who runs the server to allow this host.',
    'private',
  ),
  'http-error': note(
    'The site answers with an error in place of the page.',
    'Check that the address still leads to the page.',
    'unreachable',
  ),
  'not-html': note('The address leads to a file, not to a web page.', 'Check the address.', 'unreachable'),
  'too-large': note(
    'The page is too large to be checked.',
    'Copy only the part of its source around the tag and check that.',
    'unreachable',
  ),
  'robots-disallowed': note(
    'The site’s robots.txt asks programs not to read this page, or could not be read.',
    'Open the page in a browser, copy its source and check that.',
    'robots',
  ),
  'search-page': note(
    'This is a page of search results, which is never fetched.',
    'Open it in a browser and look for the button.',
    'robots',
  ),
};

/** "LibChat: <div> on lines 3 to 5, <script> on line 6" */
export const widgetText = ({ name, places }: OtherWidget): string =>
  `${name}: ${places.map(({ element, line, lastLine }) => `<${element}>${linesText(line, lastLine)}`).join(', ')}`;

function linesText(line: number | null, lastLine: number | null): string {
  if (line === null) return '';
  return lastLine === null || lastLine === line ? ` on line ${line}` : ` on lines ${line} to ${lastLine}`;
}

/** The code is something that a person should mend. */
export const isFault = (code: PageFinding): boolean => MESSAGES[code].severity === 'fault';

/** The tag is missing, was changed, or has a fault. A page that could not be read is neither. */
export const isBroken = ({ state, findings }: Pick<PageReport, 'state' | 'findings'>): boolean =>
  state === 'absent' || state === 'altered' || findings.some(({ code }) => isFault(code));
