// Pictures of every state of the page, to be looked at: node tests/browser/screenshots.mjs [DIST] [--only STATE] [--whole]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch, open } from './page.mjs';
import { serve } from './serve.mjs';
import { STATES } from './states.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, whole: { type: 'boolean', default: false } },
});
const OUT = path.join(import.meta.dirname, 'screenshots');
/** The second is the narrowest that a page has to fit into without scrolling sideways. */
const SIZES = [[1280, 800], [320, 640]];

fs.mkdirSync(OUT, { recursive: true });
const server = await serve(positionals[0] ?? 'dist');
const browser = await launch('chromium');
try {
  for (const [width, height] of SIZES) {
    for (const scheme of ['light', 'dark']) {
      const fresh = async (fragment = '') => {
        const page = await open(browser, server.url + fragment, { width, height });
        await page.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        return page;
      };
      for (const [state, lead] of Object.entries(STATES).filter(([state]) => values.only?.includes(state) ?? true)) {
        const root = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
        let page = await fresh();
        const led = await lead(page, root);
        fs.rmSync(root, { recursive: true });
        if (led?.startsWith('#')) {
          await page.close();
          page = await fresh(led);
          await page.finished();
        }
        await page.page.screenshot({ path: path.join(OUT, `${state}-${width}-${scheme}.png`), fullPage: values.whole });
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${fs.readdirSync(OUT).length} pictures in ${path.relative(process.cwd(), OUT)}`);
