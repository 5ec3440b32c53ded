// In:    an operation of /openapi.json.
// Out:   a right request of it, and its reply to an account that may.
import type { Shaped } from '../app/openapi-input.ts';
import { STORIES } from './stories.ts';
import type { Ask, Reply, World } from './world.ts';

/** `as`: cookies of the accounts that may send it: the first, or the second where the first may not. */
export interface RightRequest {
  ask: Ask;
  as: string[];
}

/** Made anew each time. */
export async function rightOf(world: World, { operation, params, body }: Shaped): Promise<RightRequest> {
  const { as, ...right } = (await STORIES[operation]?.(world)) ?? {};
  return {
    ask: { query: {}, body, headers: {}, ...right, params: { ...params, ...right.params } },
    as: as === undefined ? [world.liaison, world.coordinator] : [as],
  };
}

export async function sendAs(world: World, each: Shaped, ask: Ask, as: readonly string[]): Promise<Reply> {
  const [cookie = '', ...others] = as;
  const reply = await world.send(each, { ...ask, headers: { cookie, ...ask.headers } });
  return reply.status === 403 && others.length > 0 ? sendAs(world, each, ask, others) : reply;
}
