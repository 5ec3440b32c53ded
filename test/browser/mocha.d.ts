// The part of mocha that the tests use; web-test-runner brings it.
declare function describe(title: string, define: () => void): void;
declare function it(title: string, run: () => void | Promise<void>): void;
declare function before(run: () => void | Promise<void>): void;
declare function beforeEach(run: () => void | Promise<void>): void;
declare function afterEach(run: () => void | Promise<void>): void;
