import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANGE_STUDIES, CHANGE_WORLDS, changeRates, SIZES } from '../../statistics/change-worlds.ts';
import { WORTH_STUDIES, WORTH_WORLDS, worthRates } from '../../statistics/worth-worlds.ts';

for (const [at, [name, world]] of Object.entries(WORTH_WORLDS).entries())
  test(`worth: ${WORTH_STUDIES} studies hold the truth in 93 to 97 %: ${name}`, () => {
    const [, { held, claimed, silent }] = worthRates(world, WORTH_STUDIES, at + 1);
    assert.ok(held >= 93 && held <= 97 && silent <= 5, `${held} ${silent}`);
    if (world.effect > 1) assert.ok(claimed >= 80, String(claimed));
  });

/** A library unlike the others: docs/counting.md says how much less its interval holds. */
const UNLIKE = 'twice as variable as the others, days alike';

for (const [at, [name, world]] of Object.entries(CHANGE_WORLDS).entries())
  test(`change: ${CHANGE_STUDIES} studies hold the truth in 94 % and more, and claim nothing without others: ${name}`, () => {
    for (const perDay of SIZES) {
      const [former, { held, claimed, silent }] = changeRates(world, perDay, CHANGE_STUDIES, at + 1);
      const said = `${perDay} a day: ${held} ${claimed} ${silent}`;
      if (world.others === 0) assert.equal(silent, 100);
      else assert.ok(name === UNLIKE ? held > Math.max(85, former.held) : held >= 94, said);
      if (world.effect === 1 && name !== UNLIKE) assert.ok(claimed <= 5, said);
    }
  });
