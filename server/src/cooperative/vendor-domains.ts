// Out:   domains below which many customers share hosts.
// Never: complete. The Public Suffix List has most such domains; these are library vendors' that it lacks.

/** A wildcard below any of these would let a stranger's site act for a library. */
export const VENDOR_DOMAINS: readonly string[] = [
  // Springshare
  'libguides.com',
  'libapps.com',
  'libcal.com',
  'libanswers.com',
  'libwizard.com',
  'libsurveys.com',
  'springshare.com',
  // Catalogues and discovery
  'aspendiscovery.org',
  'bibliocommons.com',
  'bywatersolutions.com',
  'ebsco.com',
  'ebscohost.com',
  'exlibrisgroup.com',
  'follettdestiny.com',
  'iii.com',
  'innovativeinterfaces.com',
  'biblionix.com',
  'librarything.com',
  'ls2pac.com',
  'oclc.org',
  'polarislibrary.com',
  'proquest.com',
  'sirsi.net',
  'sirsidynix.com',
  'sirsidynix.net',
  'tlcdelivers.com',
  'vufind.org',
  'worldcat.org',
  // Events, apps, reading
  'beanstack.org',
  'beanstack.com',
  'communico.co',
  'evanced.info',
  'eventkeeper.com',
  'hoopladigital.com',
  'librarymarket.com',
  'libnet.info',
  'localhop.us',
  'overdrive.com',
  'readsquared.com',
  'libbyapp.com',
  // Shared site builders that the Public Suffix List lacks, and some that it has
  'azure.com',
  'blogspot.com',
  'cloudfront.net',
  'github.io',
  'google.com',
  'netlify.app',
  'pantheonsite.io',
  'sharepoint.com',
  'squarespace.com',
  'weebly.com',
  'webflow.io',
  'wixsite.com',
  'wordpress.com',
  'wpengine.com',
];

/** The listed domain of a host, if any. */
export function vendorDomainOf(host: string): string | undefined {
  return VENDOR_DOMAINS.find((domain) => host === domain || host.endsWith(`.${domain}`));
}
