export { createRandom as aRandom } from '../../../server/src/simulation/random.ts';
