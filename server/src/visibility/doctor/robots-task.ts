// In:    a site's robots.txt and an address of the site, from the thread that answers patrons.
// Out:   whether the file lets us read the address, computed in a worker thread.
import robotsParser from 'robots-parser';

/** Our name in robots.txt. */
const PRODUCT_TOKEN = 'AskUsNow';

/** The package's own types describe a module that Node does not load. */
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, userAgent: string): boolean | undefined };

export interface RobotsInput {
  /** Of the robots.txt itself. */
  address: string;
  text: string;
  url: string;
}

export const run = ({ address, text, url }: RobotsInput): boolean =>
  parseRobots(address, text).isAllowed(url, PRODUCT_TOKEN) !== false;
