// Frameworks of public agencies' sites: the US Web Design System under the policy that its own pages ask for, and Foundation 5.
import { npm, VIEWPORT, type Site } from './site.ts';

export const AGENCY: Record<string, Site> = {
  uswds: {
    head: VIEWPORT + npm('@uswds/uswds/dist/css/uswds.css') + npm('@uswds/uswds/dist/js/uswds-init.js'),
    body: ({ tag }) => `<a class="usa-skipnav" href="#main">Skip to main content</a>
    <div class="usa-overlay"></div>
    <header class="usa-header usa-header--basic"><div class="usa-nav-container">
      <div class="usa-navbar"><div class="usa-logo"><em class="usa-logo__text"><a href="#">Library</a></em></div><button type="button" class="usa-menu-btn">Menu</button></div>
      <nav aria-label="Primary" class="usa-nav"><button type="button" class="usa-nav__close">Close</button>
        <ul class="usa-nav__primary usa-accordion"><li class="usa-nav__primary-item"><a href="#" class="usa-nav-link"><span>Catalogue</span></a></li><li class="usa-nav__primary-item">${tag('navbar', 'button')}</li></ul></nav>
    </div></header>
    <main id="main" class="grid-container usa-prose"><h1>Catalogue</h1><div>${tag('header')}</div>
      <div class="usa-accordion"><h2 class="usa-accordion__heading"><button type="button" class="usa-accordion__button" id="fold" aria-expanded="false" aria-controls="folded">Help</button></h2>
        <div id="folded" class="usa-accordion__content usa-prose">${tag('accordion')}</div></div>
      <p><a href="#modal" id="launch" class="usa-button" aria-controls="modal" data-open-modal>Ask</a></p></main>
    <div class="usa-modal" id="modal" aria-labelledby="modal-title" aria-describedby="modal-text"><div class="usa-modal__content"><div class="usa-modal__main"><h2 class="usa-modal__heading" id="modal-title">Ask</h2><div class="usa-prose"><p id="modal-text">A person answers.</p>${tag('modal')}</div></div>
      <button type="button" class="usa-button usa-modal__close" aria-label="Close" data-close-modal>&times;</button></div></div>
    ${npm('@uswds/uswds/dist/js/uswds.js')}`,
    policy: (server) =>
      `default-src 'none'; script-src 'self' ${server}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self' ${server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    menus: {
      navbar: { opens: '.usa-menu-btn', closes: '.usa-nav__close' },
      accordion: { opens: '#fold', closes: '#fold' },
      modal: { opens: '#launch', closes: '.usa-modal__close' },
    },
  },
  'foundation-5': {
    head: VIEWPORT + npm('foundation-sites/css/foundation.css') + npm('foundation-sites/js/vendor/modernizr.js'),
    body: ({ tag }) => `<main><div class="row"><div class="columns"><h1>Catalogue</h1>${tag('header')}
      <p><button data-dropdown="drop" aria-controls="drop" aria-expanded="false" class="button dropdown" id="dropper">Help</button></p>
      <div id="drop" data-dropdown-content class="f-dropdown medium content" aria-hidden="true">${tag('dropdown', 'button')}</div>
      <p><a href="#" data-reveal-id="modal" id="launch" class="button">Ask</a></p></div></div></main>
    <div id="modal" class="reveal-modal" data-reveal aria-labelledby="modal-title" aria-hidden="true" role="dialog"><h2 id="modal-title">Ask</h2>${tag('modal')}<a class="close-reveal-modal" aria-label="Close" href="#">&#215;</a></div>
    ${npm('foundation-sites/js/vendor/jquery.js')}${npm('foundation-sites/js/vendor/fastclick.js')}${npm('foundation-sites/js/foundation.min.js')}<script>$(document).foundation();</script>`,
    menus: {
      dropdown: { opens: '#dropper', closes: '#dropper' },
      modal: { opens: '#launch', closes: '.close-reveal-modal' },
    },
  },
};
