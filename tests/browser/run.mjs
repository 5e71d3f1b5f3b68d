// Runs the tests of the page in real browsers: node tests/browser/run.mjs [DIST] [--browser chromium|firefox|webkit] [--only THEME]
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { mayLackWebkit, missingOfWebkit } from './find.mjs';
import { overheard } from './overhear.mjs';
import { launch, open, overhear, unexpected } from './page.mjs';
import { serve } from './serve.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'string', multiple: true }, only: { type: 'string', multiple: true } },
});
const THEMES = ['visit', 'drops', 'trouble', 'saving', 'cases', 'files', 'archives', 'flow', 'links', 'fairness', 'offline', 'sealed'];
/** The main flow; the others ask for what its driver cannot do, or for nothing that is another in WebKit. */
const IN_WEBKIT = ['visit', 'drops', 'archives', 'flow', 'links', 'offline'];

function browsers() {
  const missing = missingOfWebkit();
  if (missing.length === 0 || !mayLackWebkit()) return ['chromium', 'firefox', 'webkit'];
  console.log(`-- LEFT OUT: the tests in WebKit, for there is no ${missing.join(', no ')} here. Debian has them in webkit2gtk-driver and xvfb.`);
  return ['chromium', 'firefox'];
}

/**
 * JavaScriptCore on Linux stops sound WebAssembly with this, now and then: https://bugs.webkit.org/show_bug.cgi?id=259441.
 * A theme in which it does is run once more; a second time counts.
 */
const TRAP = 'Out of bounds memory access';

/** One theme in one browser. */
async function run(theme, name, browser, dist, server) {
  const { test } = await import(`./tests/${theme}.mjs`);
  const began = Date.now();
  let passed = 0;
  const failures = [];
  await test({
    browser: name,
    dist,
    blankPage: async (expected) => overhear(await browser.newPage(), expected),
    openPage: (url, options) => open(browser, url, options),
    newPage: (fragment = '') => open(browser, server.url + fragment, { asked: server.asked }),
    report: async (title, check) => {
      try {
        await check();
        const wrong = unexpected();
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
        passed += 1;
      } catch (error) {
        const lines = String(error.message ?? error).split('\n').slice(0, 12);
        failures.push(`FAILED ${name}: ${title}\n  ${lines.join('\n  ').slice(0, 1500)}`);
      }
    },
  });
  return { passed, failures, seconds: Math.round((Date.now() - began) / 1000) };
}

let passed = 0;
let failed = 0;

for (const name of values.browser ?? browsers()) {
  const built = positionals[0] ?? 'dist';
  const dist = name === 'webkit' ? overheard(built) : built;
  const server = await serve(dist);
  const browser = await launch(name);
  console.log(`-- ${await browser.version()}`);
  try {
    for (const theme of values.only ?? (name === 'webkit' ? IN_WEBKIT : THEMES)) {
      let outcome = await run(theme, name, browser, dist, server);
      if (name === 'webkit' && outcome.failures.some((failure) => failure.includes(TRAP))) {
        console.log(`-- AGAIN: ${theme} in WebKit, whose WebAssembly stopped with "${TRAP}":\n${outcome.failures.join('\n')}`);
        outcome = await run(theme, name, browser, dist, server);
      }
      passed += outcome.passed;
      failed += outcome.failures.length;
      for (const failure of outcome.failures) console.log(failure);
      console.log(`${name} ${theme}: ${outcome.seconds} s`);
    }
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.stack ?? error}`);
  } finally {
    await browser.close();
    server.close();
    if (dist !== built) fs.rmSync(dist, { recursive: true });
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
