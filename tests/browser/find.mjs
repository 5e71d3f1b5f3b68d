// Where the browsers are: CHROMIUM, FIREFOX and WEBKIT (its driver) name them, else the usual places.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PLACES = {
  chromium: [
    'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  // That of Safari is another one, and takes over the desktop.
  webkit: ['WebKitWebDriver'],
  xvfb: ['Xvfb'],
};

/** The program of a browser, or nothing. */
export function find(browser) {
  const named = process.env[browser.toUpperCase()];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = PLACES[browser].flatMap((name) => path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name)));
  return [named, ...candidates].find((file) => file && fs.existsSync(file));
}

/** The browser that the driver of WebKit starts; it lies beside the library, of which there may be several. */
export function miniBrowser() {
  const inside = (folder) => fs.existsSync(folder)
    ? fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name))
    : [];
  const places = ['/usr/libexec', '/usr/lib', '/usr/lib64', ...inside('/usr/lib')];
  const libraries = places.flatMap(inside).filter((folder) => /^webkit2?gtk-[\d.]+$/.test(path.basename(folder)));
  return libraries.sort().reverse().map((folder) => path.join(folder, 'MiniBrowser')).find((file) => fs.existsSync(file));
}

/** What is missing of that which the tests in WebKit need. */
export const missingOfWebkit = () => [
  ...['webkit', 'xvfb'].filter((program) => !find(program)).map((program) => PLACES[program][0]),
  ...(miniBrowser() ? [] : ['MiniBrowser']),
];

/** Whether WebKit may be left out: not where it is a package like the other browsers. */
export const mayLackWebkit = () => !fs.existsSync('/etc/debian_version');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = [
    ...['chromium', 'firefox'].filter((browser) => !find(browser)),
    ...(mayLackWebkit() ? [] : missingOfWebkit()),
  ];
  if (missing.length > 0) {
    console.error(`not found: ${missing.join(', ')}`);
    process.exit(1);
  }
}
