import { call } from '../call.js';
import type { campaignsApi } from '../contract/campaigns.js';

/**
 * A library's campaigns, the latest first, with the follows of their links and what changed.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { campaigns } = await getCampaigns(connection, 'harford');
 */
export const getCampaigns = call<typeof campaignsApi.list>('GET /v1/libraries/{library}/campaigns', {
  reply: ['campaigns'],
});

/**
 * Adds a campaign.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`, 422 names the field.
 * @example const { address } = await addCampaign(connection, 'harford', { name: 'Summer reading', from: '2026-06-01', to: '2026-08-31' });
 */
export const addCampaign = call<typeof campaignsApi.add>('POST /v1/libraries/{library}/campaigns', {
  body: true,
  reply: ['id', 'address'],
});

/**
 * Removes a campaign, and its link for colleagues. What was printed still leads to the chat.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a campaign that the library does not have).
 * @example await removeCampaign(connection, 'harford', campaign.id);
 */
export const removeCampaign = call<typeof campaignsApi.remove>('DELETE /v1/libraries/{library}/campaigns/{campaign}');

/**
 * Makes the link with which colleagues look at a campaign; a former one ends. It is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `link-ended`: the campaign is over for too long.
 * @example const { link } = await makeCampaignLink(connection, 'harford', campaign.id);
 */
export const makeCampaignLink = call<typeof campaignsApi.makeLink>(
  'POST /v1/libraries/{library}/campaigns/{campaign}/link',
  { reply: ['campaign', 'link'] },
);

/**
 * Ends the link for colleagues.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where there is none).
 * @example await revokeCampaignLink(connection, 'harford', campaign.id);
 */
export const revokeCampaignLink = call<typeof campaignsApi.endLink>(
  'DELETE /v1/libraries/{library}/campaigns/{campaign}/link',
);
