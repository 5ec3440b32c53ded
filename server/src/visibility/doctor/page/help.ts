// Out:   the topics of the help page, which the messages link to.
// Never: needs Node.

export interface HelpSection {
  title: string;
  /** Paragraphs. */
  text: readonly string[];
  /** Lines to copy; `SERVER` stands for this server's address. */
  code?: string;
}

const SCRIPT = '<script type="module" src="SERVER/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>';
const TAG = `${SCRIPT}
<ask-us-now library="harford" placement="header"><a href="https://chat.example.org/harford">Ask a librarian</a></ask-us-now>`;

export const HELP_TITLE = 'Fix the tag on a page';

export const HELP = {
  paste: {
    title: 'Paste the tag',
    text: [
      'The tag has two parts: the script line, once on the page, and the <ask-us-now> element where the button should be. Your library’s own snippet is on its page in the dashboard; this one shows the form.',
      'A template (header, footer, catalog layout) puts it on every page at once.',
    ],
    code: TAG,
  },
  comment: {
    title: 'Comments, noscript and template',
    text: [
      'Browsers skip everything between <!-- and -->, and show nothing of <template>. With scripts on they show nothing of <noscript>. The tag needs no <noscript> around it: the link inside works without scripts.',
    ],
  },
  stripped: {
    title: 'Editors that change or remove the code',
    text: [
      'Paste the snippet in the editor’s HTML or source view, not in its visual view. If the editor removes scripts, add the script line to the theme or template, and keep the <ask-us-now> element in the page.',
      'WordPress removes the element, too, if the account may not publish scripts (unfiltered_html): only the link is left. Let an administrator paste the tag, or use the plugin.',
      'Where neither works, use the frame, the picture or the plain link of your library.',
    ],
  },
  'tag-manager': {
    title: 'Tag managers',
    text: [
      'Put the <ask-us-now> element into the page itself, so that its link is there without the tag manager. The tag manager then loads the script alone. A consent banner may hold it back.',
    ],
    code: `<script>
  (function () {
    var script = document.createElement('script');
    script.src = 'SERVER/widget/v1/ask-us-now.js';
    script.referrerPolicy = 'no-referrer';
    document.head.appendChild(script);
  })();
</script>`,
  },
  optimizer: {
    title: 'Performance and consent plugins',
    text: [
      'Rocket Loader, WP Rocket, LiteSpeed, Autoptimize and consent banners rename the script’s type or move its address, and run it later or after a choice. Add ask-us-now.js to the plugin’s list of exclusions. For Rocket Loader, add data-cfasync="false" to the script line.',
    ],
    code: '<script data-cfasync="false" type="module" src="SERVER/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>',
  },
  xhtml: {
    title: 'XHTML',
    text: ['A page that is served as application/xhtml+xml runs no module scripts. Leave out the type.'],
    code: '<script src="SERVER/widget/v1/ask-us-now.js" defer="defer" referrerpolicy="no-referrer"></script>',
  },
  library: {
    title: 'The right library',
    text: [
      'Each library has its own id. A tag that was copied from a neighbor’s page shows the neighbor’s status and leads to the neighbor’s desk.',
    ],
  },
  link: {
    title: 'The link inside the tag',
    text: [
      'The link works before the script runs, without it, and if it fails. It is https, leads to the library’s registered chat address, and is the only thing inside the tag. HTML has no self-closing tags: always write </ask-us-now>.',
    ],
    code: TAG,
  },
  version: {
    title: 'Versions and integrity',
    text: [
      'The address with /widget/v1/ always has today’s script, so it has no integrity. A pinned version never changes: it may have integrity, which then needs crossorigin. SERVER/widget/versions.json names every version with its integrity. The file ask-us-now.pinned.js has all of its code inside, so that one hash is enough.',
    ],
    code: `<script
  type="module"
  src="SERVER/widget/0.2.0/ask-us-now.pinned.js"
  integrity="sha384-…"
  crossorigin="anonymous"
  referrerpolicy="no-referrer"
></script>`,
  },
  privacy: {
    title: 'No referrer',
    text: ['With referrerpolicy="no-referrer" the browser does not send the page’s address when it loads the script.'],
    code: SCRIPT,
  },
  space: {
    title: 'Reserved space',
    text: [
      'The snippet’s style attribute reserves the button’s space, so that nothing on the page moves. A site that blocks inline styles adds the rule to its style sheet.',
    ],
    code: 'ask-us-now:not([variant=button],[variant=link],[variant=tab]){display:inline-block;width:18.75em;max-width:100%;min-height:5.25em;vertical-align:middle}',
  },
  tab: {
    title: 'Where a floating tab stands',
    text: [
      'A floating tab stands after the footer, last in the page’s body. It takes no room there, so nothing of the page moves when it begins to float. In a text, a header or a menu it lies over what follows it, or moves it.',
    ],
    code: '… </footer>\n<ask-us-now library="harford" placement="corner" variant="tab" role="complementary" aria-label="Ask a librarian" style="…"><a href="https://chat.example.org/harford">Ask a librarian</a></ask-us-now>\n</body>',
  },
  twice: {
    title: 'Two on one page',
    text: [
      'One script line is enough for any number of tags. Each tag has a placement name of its own, like header and footer. One tag serves phone and desktop: do not hide one and show another.',
    ],
  },
  words: {
    title: 'Words of the link, and beside it',
    text: [
      'Say what patrons get, in a plain phrase: “Ask a librarian”, “Chat with us”. A name such as “AskUsNow!”, an acronym or “reference” says it to those who know it already.',
      'One line beside the tag may say who answers, and when: “Librarians answer around the clock.” This check finds such a line in English text near the tag; that it finds none proves nothing.',
    ],
  },
  policy: {
    title: 'Content security policy',
    text: [
      'Add these sources to the site’s policy, beside its own. The tag needs no unsafe-inline, no unsafe-eval and no style-src. A frame needs frame-src instead, and a picture img-src.',
      'If the policy refuses inline styles, it refuses the tag’s style attribute: see “Reserved space”. A tag manager’s script is inline: it needs a nonce or its hash in script-src.',
    ],
    code: 'script-src SERVER; connect-src SERVER',
  },
  cache: {
    title: 'Caches',
    text: [
      'After a change, clear the page cache of the site (WordPress plugins, Drupal, the host) and of its delivery network. This check reads the page a second time past the cache to see the difference.',
    ],
  },
  'other-widgets': {
    title: 'Other chat widgets',
    text: [
      'Patrons who see two chats may choose the one without staff. QuestionPoint ended in 2019: its widget leads nowhere.',
      'Where the tag takes the place of another chat, take out the elements that the check names, with all that is inside. A script may stand in a template, a plugin or a tag manager.',
    ],
  },
  blocked: {
    title: 'Pages that programs cannot read',
    text: [
      'Some sites refuse programs, and some pages are made in the browser. Open the page, choose “View page source” or copy the page’s HTML from the developer tools, and paste it in the dashboard. It is read in your browser, and nothing is sent.',
    ],
  },
  unreachable: {
    title: 'Pages that do not answer',
    text: [
      'A site has 10 seconds and 3 megabytes for a page. Check that the address opens in a browser without signing in, and that it is the page itself.',
    ],
  },
  private: {
    title: 'Pages on a private network',
    text: [
      'The check reads pages on the public internet. Hosts on a private network, and pages on http, are read where the server’s setting EGRESS_ALLOW names their host and port: it is for the person who runs the server.',
    ],
    code: 'EGRESS_ALLOW=catalog.library.internal:443',
  },
  robots: {
    title: 'Pages that are not fetched',
    text: [
      'The check obeys robots.txt (its name there is AskUsNow), reads one page at a time from a site, and never asks for search results: each costs the catalog a search.',
    ],
    code: `User-agent: AskUsNow
Allow: /`,
  },
} as const satisfies Record<string, HelpSection>;

export type HelpTopic = keyof typeof HELP;
