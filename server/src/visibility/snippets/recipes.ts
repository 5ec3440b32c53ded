// Out:   how the entry point gets into each platform, as data: for the public page and for a webmaster's page.
// Never: a platform whose instructions nobody has read: each recipe names its source, and whether it was tried here.
import type { Snippets } from '@askusnow/sdk/contract';

/** Which text of {@link Snippets} is pasted. */
export type PastedForm = Extract<keyof Snippets, 'tagManager' | 'frame' | 'badge' | 'link'> | 'tag' | 'strictTag';

/** A test of ours does it; or it was read in the maker's own documents or source, or in those of somebody who uses it. */
export type Evidence =
  /** `on`: names and versions. `date`: when it last passed on them. `test`: the file, which no screen shows. */
  { by: 'test'; on: string; date: string; test: string } | { by: 'vendor' | 'others'; sources: readonly string[] };

export interface Recipe {
  /** Shape: lower-case letters and hyphens. */
  id: string;
  name: string;
  /** What is pasted, the best first. */
  pastes: readonly PastedForm[];
  /** In order; each is one action. `{script}` is the script's address, `{server}` that of its server, `{placement}` the tag's placement. */
  steps: readonly string[];
  /** A text for a file of the platform; `{script}` as above. */
  code?: string;
  evidence: Evidence;
}

const CHOOSE_PLACE =
  'The script puts the button into the first header of a page that is visible; on a page without one it adds nothing, and writes a line to the browser’s console. For another place, replace the text after “places =” in the script by a CSS selector of an element that your pages have, such as #search-box. A floating tab has no such line: it goes to the end of the page.';

/** By name: the page of one's own comes first. */
export const RECIPES: readonly Recipe[] = [
  {
    id: 'html',
    name: 'A page of your own (HTML)',
    pastes: ['tag', 'strictTag'],
    steps: [
      'Paste the tag where the button should be: best in the header, which every page has.',
      'If your site has a content security policy, add the address of the script to script-src and to connect-src. If it refuses inline styles, paste the tag without the style and add the line to your style sheet.',
      'Open the page. The status appears within a second.',
    ],
    evidence: {
      by: 'test',
      on: 'Chromium 156 and Firefox 153',
      date: '2026-11-29',
      test: 'test/journeys/example-pages.test.ts',
    },
  },
  {
    id: 'no-scripts',
    name: 'A site that strips scripts',
    pastes: ['frame', 'badge', 'link'],
    steps: [
      'If the site keeps frames, paste the frame: it shows the status, and is counted.',
      'If it keeps pictures and links, paste the picture. It makes no claim about who is there, since a picture’s words cannot change.',
      'If it keeps links alone, paste the link. Both links lead to who can answer at that moment, and each visit is counted.',
    ],
    evidence: {
      by: 'test',
      on: 'Chromium 156',
      date: '2026-11-29',
      test: 'test/journeys/entry-points.test.ts',
    },
  },
  {
    id: 'aspen',
    name: 'Aspen Discovery',
    pastes: ['tagManager'],
    steps: [
      'In the administration, add a JavaScript snippet: paste the script for tag managers, with its script elements, into “Snippet (include script tags)”.',
      CHOOSE_PLACE,
      'Choose the libraries and locations whose pages should have it.',
      'Aspen’s header is no header element, but <div id="header-wrapper" role="banner">. In the script, that place is the selector #header-wrapper.',
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://github.com/Aspen-Discovery/aspen-discovery/tree/main/code/web/interface/themes/responsive',
        'https://github.com/Aspen-Discovery/aspen-discovery/blob/main/code/web/sys/LocalEnrichment/JavaScriptSnippet.php',
      ],
    },
  },
  {
    id: 'blacklight',
    name: 'Blacklight',
    pastes: ['tag'],
    steps: [
      'Blacklight 8 and 9: add a component of your own to app/components, the class HeaderComponent, which inherits from Blacklight::HeaderComponent. Its template header_component.html.erb has three things: <%= top_bar %>, the tag, and <%= search_bar %>.',
      'In the configure_blacklight block of your catalog controller, write config.header_component = HeaderComponent.',
      'Blacklight 7: copy the partial shared/_header_navbar.html.erb to app/views/shared, and paste the tag there. Blacklight 9 no longer has that partial.',
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://github.com/projectblacklight/blacklight/blob/main/app/components/blacklight/header_component.rb',
        'https://github.com/projectblacklight/blacklight/blob/main/app/views/layouts/blacklight/base.html.erb',
      ],
    },
  },
  {
    id: 'dokuwiki',
    name: 'DokuWiki',
    pastes: ['tag'],
    steps: [
      'In the folder of your template, such as lib/tpl/dokuwiki, write the first line of the tag into the file meta.html, which is part of the head of every page.',
      'Write the second line of the tag into the file sidebarheader.html: it stands above the sidebar. Other places have files of their own, such as header.html and footer.html.',
    ],
    evidence: {
      by: 'test',
      on: 'DokuWiki 2024-02-06b',
      date: '2026-11-29',
      test: 'test/journeys/host-running-sites.test.ts',
    },
  },
  {
    id: 'drupal',
    name: 'Drupal',
    pastes: ['strictTag'],
    steps: [
      'Text formats for editors strip scripts. So let the theme load the script: add the library below to your theme’s libraries.yml, and the line “libraries: - yourtheme/ask-us-now” to its info.yml, which loads it on all pages.',
      'Paste the second line of the tag into the page template, or into a block whose text format allows the element ask-us-now.',
      'Add the style line to your theme’s style sheet.',
    ],
    code: `ask-us-now:
  js:
    {script}: { type: external, minified: true, attributes: { defer: true, referrerpolicy: no-referrer } }`,
    evidence: {
      by: 'vendor',
      sources: ['https://www.drupal.org/docs/theming-drupal/adding-assets-css-js-to-a-drupal-theme-via-librariesyml'],
    },
  },
  {
    id: 'evergreen',
    name: 'Evergreen',
    pastes: ['tag'],
    steps: [
      'Copy the template opac/parts/topnav_links.tt2 into your own template folder, which parallels the default one and is named in Apache’s configuration (OILSWebTemplatePath). Do not edit the installed file.',
      'Paste the tag into the copy, and reload Apache. A consortium can have one folder for all its libraries and one for each.',
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://github.com/evergreen-library-system/Evergreen/blob/main/docs/modules/admin/pages/template_toolkit.adoc',
      ],
    },
  },
  {
    id: 'google-tag-manager',
    name: 'Google Tag Manager',
    pastes: ['tagManager'],
    steps: [
      'Better is the tag in the page itself: it has a link before any script runs. Where you cannot edit the page, go on.',
      'Add a tag of the type “Custom HTML”, and paste the script.',
      CHOOSE_PLACE,
      'Choose an Initialization trigger for all pages. The script alone was tried, in browsers; Tag Manager itself was not.',
      'Consent: the script sets no cookie, stores nothing in the browser and sends nothing about a person. Under Advanced Settings, Consent Settings, choose “No additional consent required” if your policy agrees. A banner such as Cookiebot, OneTrust or CookieYes that blocks unknown scripts has to list it as necessary, or patrons see no button until they consent.',
    ],
    evidence: { by: 'vendor', sources: ['https://support.google.com/tagmanager/answer/10718549'] },
  },
  {
    id: 'koha',
    name: 'Koha',
    pastes: ['tag'],
    steps: [
      'In the staff interface, HTML blocks of the public catalog are edited under Tools. Add a block for the header of the OPAC, and paste the tag as HTML code.',
    ],
    evidence: { by: 'others', sources: ['https://www.tamil.fr/doc/koha/opac-custom/'] },
  },
  {
    id: 'libguides',
    name: 'LibGuides',
    pastes: ['tag'],
    steps: [
      'As an administrator, open Admin, then Look & Feel. Headers and scripts can be set for the whole system, for a group and for one guide.',
      'Paste the tag into the header’s HTML of the system, so that every guide has it. On a single guide, an asset of the type “widget” takes it, too.',
    ],
    evidence: {
      by: 'others',
      sources: [
        'https://github.com/caltechlibrary/libguine',
        'https://github.com/Miamiohlibs/LibApps-Customizations',
        'https://researchguides.oakton.edu/LibAppsHow/Glossary',
      ],
    },
  },
  {
    id: 'polaris',
    name: 'Polaris PowerPAC',
    pastes: ['link'],
    steps: [
      'The help menu can have a link of your own, which upgrades keep: put a copy of HeaderData.xml into PowerPAC’s Custom folder, and add a SubTab node with the address of the link to the MainTab with TabID 99.',
      'In Polaris Language Editor (WebAdmin), use Reload.',
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://documentation.iii.com/polaris/7.5/PolarisStaffHelp/PAC%20Customization/PACCustom/Customizing_PowerPAC_Help_Links.htm',
      ],
    },
  },
  {
    id: 'primo',
    name: 'Primo (NDE)',
    pastes: ['frame', 'link'],
    steps: [
      'In your view’s customization package, add the file header.html or footer.html to the folder assets/header-footer, and paste the frame or the link there.',
    ],
    evidence: {
      by: 'others',
      sources: ['https://github.com/Miamiohlibs/primoNDE-view-customization/wiki/Creating-a-page-header'],
    },
  },
  {
    id: 'sierra',
    name: 'Sierra WebPAC',
    pastes: ['tag'],
    steps: [
      'Paste the tag into the HTML file of the header, toplogo.html; patrons who are signed in get toplogo_loggedin.html, and each language of the catalog may have files of its own, such as toplogo_spi.html.',
      'Upload the files with the Webmaster module of Sierra, to the staging port first. The file wwwoptions names the files of the header and the footer, where yours are others.',
    ],
    evidence: { by: 'others', sources: ['https://github.com/fishbb/sierra-webpac-bclike-skin'] },
  },
  {
    id: 'sirsidynix-enterprise',
    name: 'SirsiDynix Enterprise',
    pastes: ['tag', 'tagManager'],
    steps: [
      'Add a standard HTML Widget in the administration of Enterprise, and paste the second line of the tag into “HTML Content”.',
      'Into “Custom JavaScript”, paste the script for tag managers without its first and last line, if the widget keeps no script element.',
      CHOOSE_PLACE,
      'Add the widget to the search result displays that should show it.',
    ],
    evidence: { by: 'others', sources: ['https://github.com/camling/searchTabs'] },
  },
  {
    id: 'squarespace',
    name: 'Squarespace',
    pastes: ['tagManager'],
    steps: [
      'Open Settings, Advanced, Code Injection, and paste the script for tag managers into the field “Footer”. The smallest plan does not have it.',
      CHOOSE_PLACE,
    ],
    evidence: { by: 'others', sources: ['https://docs.swetrix.com/squarespace-integration'] },
  },
  {
    id: 'vufind',
    name: 'VuFind',
    pastes: ['tag'],
    steps: [
      'In your own theme, whose theme.config.php extends bootstrap5, add a copy of the template footer.phtml, and paste the tag there. The footer has a column with “Ask a Librarian” already.',
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://github.com/vufind-org/vufind/blob/dev/themes/bootstrap5/templates/footer.phtml',
        'https://github.com/vufind-org/vufind/blob/dev/themes/local_theme_example/theme.config.php',
      ],
    },
  },
  {
    id: 'wix',
    name: 'Wix',
    pastes: ['tagManager'],
    steps: [
      'In the site’s dashboard, open Settings, then Custom Code. The site has to be published, on a domain of its own.',
      'Add the script for tag managers, for all pages, at the end of the body.',
      CHOOSE_PLACE,
    ],
    evidence: {
      by: 'vendor',
      sources: [
        'https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-frontend/custom-code/about-custom-code',
      ],
    },
  },
  {
    id: 'wordpress',
    name: 'WordPress',
    pastes: ['tag', 'link'],
    steps: [
      'As an administrator, open the site editor, add a block “Custom HTML” to the header, and paste the tag into it.',
      'If only the link is left after saving, your account may not publish scripts (WordPress calls this right unfiltered_html; in a network of sites only the network’s administrators have it). Let one of them paste it.',
      'A classic theme has no site editor: paste both lines into the file header.php of a child theme. That was not tried.',
      'Or use the plugin: download {server}/widget/wordpress/ask-us-now.zip and, under Plugins, Add New, upload it and activate it. Under Settings, Ask Us Now, enter the server address {server}, the library id in library="…" and the chat address in href="…" of the tag. Until then it contacts nothing.',
      'With the plugin, add the block “Ask Us Now” to the header, or the shortcode [ask_us_now placement="{placement}"].',
    ],
    evidence: {
      by: 'test',
      on: 'WordPress 6.8',
      date: '2026-11-29',
      test: 'test/journeys/wordpress.test.ts',
    },
  },
];

/** Libraries use them, and no instructions of theirs could be read: their vendors are asked. */
export const WITHOUT_RECIPE: readonly string[] = ['BiblioCommons', 'CivicPlus', 'Vega Discover'];

/** By its id; undefined: nothing was written about that platform. */
export const recipeOf = (id: string): Recipe | undefined => RECIPES.find((recipe) => recipe.id === id);

/** With the addresses of this server and its script, and the placement of the tag. */
export const fillRecipe = (text: string, { script, placement }: { script: string; placement: string }): string =>
  text
    .replaceAll('{script}', script)
    .replaceAll('{server}', script.replace(/\/widget\/v1\/.*$/, ''))
    .replaceAll('{placement}', placement);
