// Where the browsers are: CHROMIUM and FIREFOX name them, else the usual places.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PLACES = {
  chromium: [
    'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
};

/** The program of a browser, or nothing. */
export function find(browser) {
  const named = process.env[browser.toUpperCase()];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = PLACES[browser].flatMap((name) => path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name)));
  return [named, ...candidates].find((file) => file && fs.existsSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = Object.keys(PLACES).filter((browser) => !find(browser));
  if (missing.length > 0) {
    console.error(`not found: ${missing.join(', ')}`);
    process.exit(1);
  }
}
