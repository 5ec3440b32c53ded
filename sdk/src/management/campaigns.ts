import type { Campaign, CampaignLink, CampaignList, NewCampaign } from '../contract/campaigns.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A library's campaigns, the latest first, with the follows of their links and what changed.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { campaigns } = await getCampaigns(connection, 'harford');
 */
export const getCampaigns = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<CampaignList> =>
  request(
    connection,
    path`/v1/libraries/${library}/campaigns`,
    readObject<CampaignList>('campaigns'),
    signedIn(options),
  );

/**
 * Adds a campaign.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`, 422 names the field.
 * @example const { address } = await addCampaign(connection, 'harford', { name: 'Summer reading', from: '2026-06-01', to: '2026-08-31' });
 */
export const addCampaign = (
  connection: Connection,
  library: string,
  campaign: NewCampaign,
  options?: RequestOptions,
): Promise<Campaign> =>
  request(connection, path`/v1/libraries/${library}/campaigns`, readObject<Campaign>('id', 'address'), {
    ...signedIn(options),
    method: 'POST',
    body: campaign,
  });

/**
 * Removes a campaign, and its link for colleagues. What was printed still leads to the chat.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a campaign that the library does not have).
 * @example await removeCampaign(connection, 'harford', campaign.id);
 */
export const removeCampaign = (
  connection: Connection,
  library: string,
  campaign: number,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/campaigns/${campaign}`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Makes the link with which colleagues look at a campaign; a former one ends. It is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `link-ended`: the campaign is over for too long.
 * @example const { link } = await makeCampaignLink(connection, 'harford', campaign.id);
 */
export const makeCampaignLink = (
  connection: Connection,
  library: string,
  campaign: number,
  options?: RequestOptions,
): Promise<CampaignLink> =>
  request(
    connection,
    path`/v1/libraries/${library}/campaigns/${campaign}/link`,
    readObject<CampaignLink>('campaign', 'link'),
    { ...signedIn(options), method: 'POST' },
  );

/**
 * Ends the link for colleagues.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where there is none).
 * @example await revokeCampaignLink(connection, 'harford', campaign.id);
 */
export const revokeCampaignLink = (
  connection: Connection,
  library: string,
  campaign: number,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/campaigns/${campaign}/link`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });
