// A gap to come is asked help for, taken and closed, and a desk says that it is swamped: by three people who have no pointer,
// in a window of 320 px.  What they press is all that they do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withWatchedDesks } from '../support/app/desks-watched.ts';
import { Hands, openTab } from '../support/browser/keyboard.ts';

withWatchedDesks.describe('by the keyboard alone', (on) => {
  let liaison: Hands;
  let coordinator: Hands;

  /** Signed in by the button of their link. */
  async function arrive(link: string, lands: RegExp): Promise<Hands> {
    const hands = new Hands(await openTab(on.browser));
    await hands.goto(link);
    await hands.tabTo(/^button Sign in as /);
    await hands.press('Enter');
    await hands.waitFor(lands);
    return hands;
  }

  /** From the first stop to the last, and back by the same: no stop is a trap, and none is passed over. */
  async function walkAround(hands: Hands, last: RegExp): Promise<void> {
    await hands.comesToRest();
    await hands.tabTo(last);
    const back = await hands.tabTo(/^a Skip to the content$/, true);
    const there = await hands.tabTo(last);
    assert.deepEqual(there.slice(0, -1), back.toReversed().slice(1));
    assert.equal(new Set(there).size, there.length, `each stop has a name of its own: ${there.join(' | ')}`);
    await hands.keepsFocus();
  }

  test('keyboard: a liaison signs in, reaches Coverage and walks all of it', async () => {
    liaison = await arrive(await on.node.invite('liaison', ['harford']), /What needs you/);
    await liaison.tabTo(/^button Menu$/);
    await liaison.press('Enter');
    await liaison.tabTo(/^a Coverage$/);
    await liaison.press('Enter');
    await liaison.focusComesTo(/^h1 Coverage$/);
    await liaison.waitFor(/Incidents in this period/);
    await liaison.keepsFocus();
    await walkAround(liaison, /^summary What patrons saw$/);
  });

  test('keyboard: the coordinator signs in, reaches Now and walks all of it', async () => {
    coordinator = await arrive(await on.node.invite('coordinator'), /All libraries/);
    await coordinator.tabTo(/^button Menu$/);
    await coordinator.press('Enter');
    await coordinator.tabTo(/^a Now$/);
    await coordinator.press('Enter');
    await coordinator.focusComesTo(/^h1 Now$/);
    await coordinator.waitFor(/What patrons see/);
    await coordinator.keepsFocus();
    for (const folded of [/^summary Desks$/, /^summary What patrons see$/]) {
      await coordinator.tabTo(folded);
      await coordinator.press('Enter');
    }
    await walkAround(coordinator, /^summary Close local desks$/);
  });

  test('keyboard: a liaison’s help request is announced once to each reader, and moves no focus', async () => {
    await coordinator.tabTo(/^a Harford/, true);
    await liaison.tabTo(/^button Ask for help for Harford desk, tomorrow/, true);
    await liaison.press('Enter');
    await liaison.focusComesTo(/^h2 Upcoming gaps$/);
    await liaison.waitFor(/Waiting for the library’s own people/);
    await liaison.hears(/^Help requested: Harford desk, tomorrow/);
    await liaison.keepsFocus();

    await coordinator.waitFor(/1 help request is open/);
    await coordinator.hears(/^Harford asks for help\.$/);
    await coordinator.focusComesTo(/^a Harford/);
    await coordinator.keepsFocus();
  });

  test('keyboard: the coordinator takes it and closes it, and the focus is never lost', async () => {
    await coordinator.tabTo(/^button Take it for the statewide desk\s?: /, true);
    await coordinator.press(' ');
    await coordinator.focusComesTo(/^h3 Harford: nobody is scheduled tomorrow/);
    await coordinator.hears(/^You have taken the request of Harford\.$/);
    await coordinator.keepsFocus();
    await liaison.hears(/^The request of Harford has been taken\.$/);
    await liaison.keepsFocus();

    await coordinator.tabTo(/^summary 2 steps so far/);
    await coordinator.press('Enter');
    await coordinator.tabTo(/^input Note for helpers/);
    await coordinator.press('Escape');
    await coordinator.tabTo(/^button Close: no help needed\s?: /, true);
    await coordinator.press('Enter');
    await coordinator.focusComesTo(/^h2 Help requests$/);
    await coordinator.hears(/^You have closed the request of Harford\.$/);
    await coordinator.keepsFocus();
    await liaison.hears(/^The request of Harford is closed\.$/);
    // Who acts has been told already, in the same breath.
    await coordinator.neverHears(/^The request of Harford/);
    await liaison.neverHears(/^Harford asks for help/);
    await liaison.keepsFocus();
  });

  test('keyboard: a provider sets Available, asks for help, and keeps the focus on the button', async () => {
    const provider = await arrive(await on.node.invite('desk', ['harford-desk']), /Status of this desk/);
    await walkAround(provider, /^button We are swamped/);
    await provider.tabTo(/^button Available$/, true);
    await provider.press(' ');
    await provider.waitFor(/Last update received at/);
    await provider.hears(/^Status set to Available\.$/);
    await provider.focusComesTo(/^button ✓\s?Available$/);
    await provider.keepsFocus();

    await provider.tabTo(/^button We are swamped$/);
    await provider.press('Enter');
    await provider.waitFor(/Waiting for the library’s own people/);
    await provider.hears(/^Help requested\. This page shows who takes it\.$/);
    await provider.focusComesTo(/^button We are swamped$/);
    await provider.keepsFocus();
    await liaison.hears(/^Harford asks for help\.$/);
    await provider.close();
  });
});
