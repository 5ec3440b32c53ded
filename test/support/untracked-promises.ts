// Loaded before each batch of test files. Node's runner learns by an async hook to which test a later error belongs, and follows every
// promise for it: an `await` costs 25 times as much then, in the server under test as well. Without promises it follows timers and
// sockets alone, and an error that it cannot place fails the whole batch.
import hooks from 'node:async_hooks';

const { createHook } = hooks;
hooks.createHook = (callbacks) => {
  // The types do not know the option yet. Source: https://nodejs.org/docs/latest-v24.x/api/async_hooks.html#async_hookscreatehookcallbacks
  const withoutPromises = { ...callbacks, trackPromises: false };
  return createHook(withoutPromises);
};
