// Pages as libraries have them, each with the one fault that its name says. Ids and hosts are made up.
import { createHash } from 'node:crypto';
import type { ExpectedTag, PageFinding, PageState } from '@askusnow/sdk/contract';


export const SERVER = 'https://ask.example.org';
const CHAT = 'https://chat.example.org/harford';
export const HASH = 'sha384-right';

export const EXPECTED: ExpectedTag = {
  publicUrl: SERVER,
  library: { id: 'harford', links: [CHAT] },
  integrity: { '0.1.0': HASH, '0.2.0': 'sha384-newer' },
  pinnedIntegrity: { '0.2.0': 'sha384-whole' },
  current: '0.2.0',
};

const ROOM = 'style="display:inline-block;width:18.75em;max-width:100%;min-height:5.25em"';
export const SCRIPT = `<script type="module" src="${SERVER}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>`;
export const LINK = `<a href="${CHAT}">Ask a librarian</a>`;
export const TAG = `<ask-us-now library="harford" placement="header" ${ROOM}>${LINK}</ask-us-now>`;
const LOADER = `const script = document.createElement('script'); script.src = '${SERVER}/widget/v1/ask-us-now.js'; document.head.append(script);`;
const TEXT = 'Books, music, films and events at all branches of the library. '.repeat(6);

/** A whole page with something in its body and its head. */
export const pageOf = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Library</title>${head}</head><body><p>${TEXT}</p>${body}</body></html>`;

const pinned = (version: string, rest: string): string =>
  `<script type="module" src="${SERVER}/widget/${version}/ask-us-now.js" referrerpolicy="no-referrer" ${rest}></script>`;

export interface DoctorPage {
  name: string;
  html: string;
  state: PageState;
  /** All of them, in order. */
  findings: PageFinding[];
  status?: number;
  headers?: Record<string, string>;
}

const changed = (html: string, from: string, to: string): string => {
  if (!html.includes(from)) throw new Error(`the page has no ${from}`);
  return html.replace(from, to);
};

const GOOD = pageOf(SCRIPT + TAG);
/** In place of another vendor's id. */
export const HEX = '0123456789abcdef0123456789abcdef';

export const DOCTOR_PAGES: readonly DoctorPage[] = [
  { name: 'the snippet as it was given', html: GOOD, state: 'found', findings: [] },
  {
    name: 'the snippet with a style rule in a style element',
    html: pageOf(SCRIPT + TAG.replace(ROOM, ''), '<style>ask-us-now{display:inline-block;min-height:5.25em}</style>'),
    state: 'found',
    findings: [],
  },
  { name: 'no tag', html: pageOf(''), state: 'absent', findings: ['tag-absent'] },
  {
    name: 'in a comment',
    html: pageOf(`<!-- ${SCRIPT}${TAG} -->`),
    state: 'absent',
    findings: ['snippet-in-comment', 'tag-absent'],
  },
  ...['noscript', 'template', 'textarea', 'xmp'].map((name): DoctorPage => ({
    name: `in a ${name}`,
    html: pageOf(`<${name}>${SCRIPT}${TAG}</${name}>`),
    state: 'absent',
    findings: ['snippet-inert', 'tag-absent'],
  })),
  {
    name: "in an SVG's title",
    html: pageOf(`<svg><title>${TAG}</title></svg>`),
    state: 'absent',
    findings: ['snippet-inert', 'tag-absent'],
  },
  {
    name: 'as text, by a visual editor',
    html: pageOf(TAG.replaceAll('<', '&lt;')),
    state: 'absent',
    findings: ['snippet-as-text', 'tag-absent'],
  },
  { name: 'a plain link to the chat', html: pageOf(LINK), state: 'absent', findings: ['tag-absent', 'plain-link'] },
  { name: 'the script was removed', html: pageOf(TAG), state: 'altered', findings: ['script-missing'] },
  { name: 'the element was removed', html: pageOf(SCRIPT), state: 'absent', findings: ['element-missing'] },
  {
    name: 'the element is written by a script',
    html: pageOf(`${SCRIPT}<script>document.body.append(document.createElement('ask-us-now'))</script>`),
    state: 'needs-browser',
    findings: ['made-by-script'],
  },
  {
    name: 'the script is added by a tag manager’s snippet',
    html: pageOf(
      `${TAG}<script>var s=document.createElement('script');s.src='${SERVER}/widget/v1/ask-us-now.js';document.head.append(s)</script>`,
    ),
    state: 'found',
    findings: [],
  },
  {
    name: 'a tag manager, and no tag',
    html: pageOf('<script src="https://www.googletagmanager.com/gtm.js?id=GTM-MADEUP"></script>'),
    state: 'absent',
    findings: ['tag-absent', 'tag-manager'],
  },
  ...(
    [
      ['Rocket Loader', 'type="module"', 'type="0123456789abcdef01234567-module"'],
      ['WP Rocket', 'type="module"', 'type="rocketlazyloadscript"'],
      ['LiteSpeed', 'type="module"', 'type="litespeed/javascript"'],
      ['a consent banner', 'type="module"', 'type="text/plain" data-category="functional"'],
      ['a lazy loader', ' src=', ' data-src='],
    ] as const
  ).map(([plugin, from, to]): DoctorPage => ({
    name: `the script was changed by ${plugin}`,
    html: pageOf(SCRIPT.replace(from, to) + TAG),
    state: 'altered',
    findings: ['script-delayed'],
  })),
  {
    name: 'the module type was stripped, which still works',
    html: pageOf(SCRIPT.replace('type="module"', 'defer') + TAG),
    state: 'found',
    findings: [],
  },
  {
    name: 'the script on http',
    html: pageOf(SCRIPT.replace('https:', 'http:') + TAG),
    state: 'altered',
    findings: ['script-insecure'],
  },
  {
    name: 'a module on an XHTML page',
    html: GOOD,
    headers: { 'content-type': 'application/xhtml+xml' },
    state: 'altered',
    findings: ['script-in-xhtml'],
  },
  {
    name: 'a copy of the script',
    html: pageOf(SCRIPT.replace(SERVER, 'https://www.library.example/js') + TAG),
    state: 'found',
    findings: ['other-server'],
  },
  {
    name: 'no library',
    html: changed(GOOD, 'library="harford" ', ''),
    state: 'found',
    findings: ['library-missing'],
  },
  {
    name: "a neighbor's tag",
    html: changed(GOOD, '"harford"', '"cecil"'),
    state: 'altered',
    findings: ['library-wrong'],
  },
  {
    name: "a neighbor's frame beside the own tag",
    html: pageOf(`${SCRIPT}${TAG}<iframe src="${SERVER}/embed/cecil" title="Ask"></iframe>`),
    state: 'found',
    findings: ['library-wrong'],
  },
  {
    name: 'the script was joined with others',
    html: pageOf(`<script src="/wp-content/cache/autoptimize/js/autoptimize_0123.js"></script>${TAG}`),
    state: 'altered',
    findings: ['script-delayed'],
  },
  {
    name: 'a tag of the npm package, in the site’s own bundle',
    html: pageOf(`<script src="/app.js"></script>${TAG.replace(' library', ` endpoint="${SERVER}" library`)}`),
    state: 'found',
    findings: [],
  },
  { name: 'no inner link', html: changed(GOOD, LINK, 'Ask'), state: 'found', findings: ['link-missing'] },
  {
    name: 'an inner link on http',
    html: changed(GOOD, CHAT, CHAT.replace('https', 'http')),
    state: 'found',
    findings: ['link-insecure'],
  },
  {
    name: 'an inner link to another place',
    html: changed(GOOD, CHAT, 'https://chat.example.org/cecil'),
    state: 'found',
    findings: ['link-wrong'],
  },
  {
    name: 'a self-closing tag',
    html: pageOf(`${SCRIPT}<ask-us-now library="harford" ${ROOM} />${LINK}`),
    state: 'altered',
    findings: ['self-closing'],
  },
  {
    name: 'an older version',
    html: pageOf(pinned('0.1.0', `integrity="${HASH}" crossorigin`) + TAG),
    state: 'found',
    findings: ['version-outdated'],
  },
  {
    name: 'a version that was never served',
    html: pageOf(pinned('9.9.9', '') + TAG),
    state: 'found',
    findings: ['version-unknown'],
  },
  {
    name: 'a wrong integrity',
    html: pageOf(pinned('0.2.0', 'integrity="sha384-wrong" crossorigin') + TAG),
    state: 'altered',
    findings: ['integrity-wrong'],
  },
  ...(
    [
      ['its hash', '0.2.0', 'sha384-whole', 'found', []],
      ['the hash of the other file', '0.2.0', 'sha384-newer', 'altered', ['integrity-wrong']],
      ['a version that had no such file', '0.1.0', HASH, 'found', ['version-unknown']],
    ] as const
  ).map(([what, version, hash, state, findings]): DoctorPage => ({
    name: `the file for sites that pin it, with ${what}`,
    html: pageOf(
      pinned(version, `integrity="${hash}" crossorigin`).replace('ask-us-now.js', 'ask-us-now.pinned.js') + TAG,
    ),
    state,
    findings: [...findings],
  })),
  {
    name: 'integrity without crossorigin',
    html: pageOf(pinned('0.2.0', 'integrity="sha384-newer"') + TAG),
    state: 'found',
    findings: ['crossorigin-missing'],
  },
  {
    name: 'integrity on the channel',
    html: pageOf(SCRIPT.replace('src=', `integrity="${HASH}" crossorigin src=`) + TAG),
    state: 'found',
    findings: ['integrity-on-channel'],
  },
  {
    name: 'a script line without referrerpolicy',
    html: changed(GOOD, ' referrerpolicy="no-referrer"', ''),
    state: 'found',
    findings: ['referrer-sent'],
  },
  { name: 'no reserved space', html: changed(GOOD, ROOM, ''), state: 'found', findings: ['space-not-reserved'] },
  { name: 'two tags of one name', html: pageOf(SCRIPT + TAG + TAG), state: 'found', findings: ['two-tags'] },
  {
    name: 'two tags of two names',
    html: pageOf(SCRIPT + TAG + TAG.replace('header', 'footer')),
    state: 'found',
    findings: [],
  },
  {
    name: 'a floating tag alone',
    html: pageOf(SCRIPT + TAG.replace('<ask-us-now', '<ask-us-now variant="tab"')),
    state: 'found',
    findings: ['floating-only'],
  },
  {
    name: 'a floating tag beside a placed one',
    html: pageOf(SCRIPT + TAG + TAG.replace('header', 'corner').replace('<ask-us-now', '<ask-us-now variant="tab"')),
    state: 'found',
    findings: [],
  },
  ...['<header>', '<footer>', '<p>', '<ul><li>'].map((inside): DoctorPage => ({
    name: `a floating tab in ${inside}`,
    html: pageOf(SCRIPT + TAG + inside + TAG.replace('header', 'corner').replace('<ask-us-now', '<ask-us-now variant="tab"')),
    state: 'found',
    findings: ['tab-not-last'],
  })),
  {
    name: 'a floating tab before the footer',
    html: pageOf(
      `${SCRIPT}${TAG}${TAG.replace('header', 'corner').replace('<ask-us-now', '<ask-us-now variant="tab"')}<footer>Hours</footer>`,
    ),
    state: 'found',
    findings: ['tab-not-last'],
  },
  {
    name: 'a floating tab before scripts alone, in a box of the page',
    html: pageOf(
      `${SCRIPT}${TAG}<div>${TAG.replace('header', 'corner').replace('<ask-us-now', '<ask-us-now variant="tab"')}</div><script></script>`,
    ),
    state: 'found',
    findings: [],
  },
  { name: 'the script twice', html: pageOf(SCRIPT + TAG + SCRIPT), state: 'found', findings: ['two-scripts'] },
  ...(
    [
      ['LibChat', `<div id="libchat_${HEX}"></div>`],
      ['LibChat', `<script src="https://answers.library.example/load_chat.php?hash=${HEX}"></script>`],
      ['LibChat', `<iframe src="https://answers.library.example/chat/widget/${HEX}"></iframe>`],
      ['LibraryH3lp', '<script src="https://libraryh3lp.com/js/libraryh3lp.js?12345"></script>'],
      ['LibraryH3lp', '<div class="needs-js" data-lh3-jid="made-up@chat.libraryh3lp.com"></div>'],
      ['LibraryH3lp', '<div class="needs-js">Chat loading …</div>'],
      ['LibraryH3lp', '<div class="needs-js"><img src="/loading.gif" alt=""></div>'],
      [
        'LibraryH3lp',
        `<button onclick="window.open('https://us.libraryh3lp.com/chat/made-up@chat.libraryh3lp.com','chat','width=300')">Chat</button>`,
      ],
      ['LibraryH3lp', '<iframe src="https://ca.libraryh3lp.com/chat/made-up@chat.ca.libraryh3lp.com"></iframe>'],
      ['Mosio', '<a href="https://www.textalibrarian.com/par/chat/new_chat/madeup">Text us</a>'],
      ['Chatwoot', '<script src="https://chat.vendor.example/packs/js/sdk.js"></script>'],
      ['tawk.to', '<script>var Tawk_API=Tawk_API||{}</script>'],
      ['Tidio', '<script src="//code.tidio.co/0123456789abcdef.js" async></script>'],
      ['Crisp', '<script>window.$crisp=[];window.CRISP_WEBSITE_ID="made-up"</script>'],
      ['Crisp', '<script src="https://client.crisp.chat/l.js" async></script>'],
      ['Zendesk', '<script id="ze-snippet" src="https://static.zdassets.com/ekr/snippet.js?key=made-up"></script>'],
      ['Zendesk', '<script src="https://v2.zopim.com/?made-up"></script>'],
      ['Drift', '<script>drift.SNIPPET_VERSION="0.3.1";drift.load("made-up");</script>'],
      ['Drift', '<script src="https://js.driftt.com/include/1/made-up.js"></script>'],
      ['Intercom', '<script>window.intercomSettings={app_id:"madeup00"}</script>'],
    ] as const
  ).map(([widget, html]): DoctorPage => ({
    name: `another widget: ${widget}`,
    html: pageOf(SCRIPT + TAG + html),
    state: 'found',
    findings: ['other-widget'],
  })),
  ...[
    '<div class="needs-js"><form><input name="email"></form></div>',
    '<div class="needs-js" id="sign-up">Sign up</div>',
    '<p class="needs-js">Share</p>',
    `<button onclick="window.open('https://www.library.example/events')">Events</button>`,
    '<p>We moved from Zendesk and Drift to desks of our own.</p>',
  ].map((html): DoctorPage => ({
    name: `no other widget: ${html.slice(0, 50)}`,
    html: pageOf(SCRIPT + TAG + html),
    state: 'found',
    findings: [],
  })),
  {
    name: 'a widget that ended in 2019',
    html: pageOf(
      '<div id="questionpoint.chatwidget" qwidgetno="1"></div><script src="https://www.questionpoint.org/crs/qwidgetV4/js/qwidget.bootstrap.js?langcode=1&instid=99999&skin=blue&size=standard"></script>',
    ),
    state: 'absent',
    findings: ['dead-widget', 'tag-absent'],
  },
  {
    name: 'a frame',
    html: pageOf(`<iframe src="${SERVER}/embed/harford" title="Ask"></iframe>`),
    state: 'found',
    findings: [],
  },
  { name: 'a picture', html: pageOf(`<img src="${SERVER}/badge/harford.svg" alt="">`), state: 'found', findings: [] },
  { name: 'a counted link', html: pageOf(`<a href="${SERVER}/go/harford">Ask</a>`), state: 'found', findings: [] },
  {
    name: 'a page that is made in the browser',
    html: '<!doctype html><title>Catalog</title><div id="root"></div><script src="/app.js"></script>',
    state: 'needs-browser',
    findings: ['needs-browser'],
  },
  {
    name: 'a page that is made in the browser, with a link to the chat, a tag manager and the tag’s script in its source',
    html: `<!doctype html><title>Catalog</title>${SCRIPT}<script src="https://www.googletagmanager.com/gtm.js?id=GTM-MADEUP"></script><div id="root"></div>${LINK}`,
    state: 'needs-browser',
    findings: ['needs-browser', 'script-alone', 'plain-link', 'tag-manager'],
  },
  ...(
    [
      ['script', "script-src 'self'", 'policy-blocks-script'],
      ['connections', "connect-src 'self'", 'policy-blocks-connection'],
      ['style attributes', "style-src 'self'", 'policy-blocks-style'],
    ] as const
  ).map(([what, policy, code]): DoctorPage => ({
    name: `a policy that blocks the ${what}`,
    html: GOOD,
    headers: { 'content-security-policy': policy },
    state: 'found',
    findings: [code],
  })),
  {
    name: 'a policy that blocks the frame',
    html: pageOf(`<iframe src="${SERVER}/embed/harford" title="Ask"></iframe>`),
    headers: { 'content-security-policy': "default-src *; frame-src 'self'" },
    state: 'found',
    findings: ['policy-blocks-frame'],
  },
  {
    name: 'a policy that blocks the picture',
    html: pageOf(`<a href="${SERVER}/go/harford"><img src="${SERVER}/badge/harford.svg" alt="Ask"></a>`),
    headers: { 'content-security-policy': "default-src *; img-src 'self'" },
    state: 'found',
    findings: ['policy-blocks-picture'],
  },
  ...(
    [
      ['allows', LOADER, []],
      ['does not name', 'something else', ['policy-blocks-script']],
    ] as const
  ).map(([what, text, findings]): DoctorPage => ({
    name: `an inline loader whose hash the policy ${what}`,
    html: pageOf(`<script>${LOADER}</script>${TAG}`),
    headers: {
      'content-security-policy': `script-src ${SERVER} 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    },
    state: 'found',
    findings: [...findings],
  })),
  ...['AskUsNow!', 'VRS', 'Chat reference', 'Reference desk'].map((words): DoctorPage => ({
    name: `a link with the words “${words}”`,
    html: pageOf(SCRIPT + TAG.replace('Ask a librarian', words)),
    state: 'found',
    findings: ['words-not-plain'],
  })),
  ...['Ask Us', 'ASK US', 'CHAT', 'Pregunte a un bibliotecario', 'Chat with McHenry librarians'].map((words): DoctorPage => ({
    name: `a link with the plain words “${words}”`,
    html: pageOf(SCRIPT + TAG.replace('Ask a librarian', words)),
    state: 'found',
    findings: [],
  })),
  ...['Librarians answer 24/7.', 'Library staff are online Monday to Friday, 9 a.m. to 5 p.m.'].map((line): DoctorPage => ({
    name: `a line beside the tag: “${line}”`,
    html: pageOf(`${SCRIPT}<header><p>${TAG}</p><p>${line}</p></header>`),
    state: 'found',
    findings: ['who-answers-beside'],
  })),
  ...['Open Monday to Friday, 9 a.m. to 5 p.m.', 'Our librarians love books.', `Librarians answer 24/7. ${TEXT}`].map(
    (line): DoctorPage => ({
      name: `a text beside the tag that does not say who answers and when: “${line.slice(0, 40)}”`,
      html: pageOf(`${SCRIPT}<header><p>${TAG}</p><p>${line}</p></header>`),
      state: 'found',
      findings: [],
    }),
  ),
  {
    name: 'a badge whose words are a brand',
    html: pageOf(`<a href="${SERVER}/go/harford"><img src="${SERVER}/badge/harford.svg" alt="AskUsNow!"></a>`),
    state: 'found',
    findings: ['words-not-plain'],
  },
  {
    name: 'a policy in a meta element',
    html: pageOf(SCRIPT + TAG, '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'),
    state: 'found',
    findings: ['policy-blocks-script'],
  },
  {
    name: 'the policy that the README asks for, and trusted types',
    html: GOOD,
    headers: {
      'content-security-policy': `script-src ${SERVER}; connect-src ${SERVER}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
    state: 'found',
    findings: [],
  },
  {
    name: 'a policy that only reports',
    html: GOOD,
    headers: { 'content-security-policy-report-only': "default-src 'none'" },
    state: 'found',
    findings: [],
  },
  ...['cf-mitigated', 'x-vercel-mitigated'].map((header): DoctorPage => ({
    name: `a challenge: ${header}`,
    html: pageOf(''),
    headers: { [header]: 'challenge' },
    state: 'blocked',
    findings: ['blocked'],
  })),
  ...[403, 429, 503].map((status): DoctorPage => ({
    name: `refused with ${status}`,
    html: pageOf(''),
    status,
    state: 'blocked',
    findings: ['blocked'],
  })),
  {
    name: 'a challenge’s script alone, which is no challenge',
    html: pageOf(`${SCRIPT}${TAG}<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`),
    state: 'found',
    findings: [],
  },
  { name: 'a lost page', html: pageOf(''), status: 404, state: 'unreachable', findings: ['http-error'] },
  { name: 'a "not found" page with the tag', html: GOOD, status: 404, state: 'found', findings: [] },
  {
    name: 'a file',
    html: '%PDF',
    headers: { 'content-type': 'application/pdf' },
    state: 'unreachable',
    findings: ['not-html'],
  },
];
