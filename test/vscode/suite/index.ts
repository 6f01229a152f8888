/**
 * Tests that run inside the extension host of a real VS Code: desktop, server or browser.
 *
 * One bundle for all of them: mocha is the build for browsers, and nothing here knows Node. Results go to the console as
 * lines, which the host's runner reads.
 */

// The bundle begins with mocha, which has put its functions on the global object.
mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: Mocha.reporters.Base });
require('./activation.test.js');
require('./call-hierarchy.test.js');
require('./code-lens.test.js');
require('./commands.test.js');
require('./completion.test.js');
require('./diagnostics.test.js');
require('./fixes.test.js');
require('./formatting.test.js');
require('./hover.test.js');
require('./inlay-hints.test.js');
require('./markdown.test.js');
require('./navigation.test.js');
require('./rename-files.test.js');
require('./rename.test.js');
require('./test-explorer.test.js');

/** Says what became of a test, for the runner outside. */
const say = (result: object) => console.log(`sysdesign-result ${JSON.stringify(result)}`);

export function run(): Promise<void> {
  return new Promise((done, fail) => {
    // Its own `run` looks at the address of a page, which an extension host has not.
    const runner = Mocha.prototype.run.call(mocha, (failures) => {
      say({ end: true });
      if (failures === 0) done();
      else fail(new Error(`${failures} failed`));
    });
    runner.on('pass', (test) => say({ title: test.fullTitle() }));
    runner.on('fail', (test, error: Error) => say({ title: test.fullTitle(), error: error.stack ?? error.message }));
  });
}
