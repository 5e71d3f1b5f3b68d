// Keeps the files of one build, so that the page opens without its server. FILES, each name with the digest of its
// content, and VERSION, made of them, stand before this when it is built.
const scope = registration.scope;
const mine = `${scope}#${VERSION}`;
// All files but the page itself carry the digest of their content in their name: one name is one content for ever.
const HASHED = /^[\w-]+-[0-9a-f]{12,}(_bg)?\.\w+$/;

/** Fetches every file past old copies, and takes none that belongs to another build. */
async function install() {
  const fetched = await Promise.all(Object.entries(FILES).map(async ([name, integrity]) => {
    const response = await fetch(new URL(name, scope), { cache: 'no-cache', integrity });
    // A copy, for a redirected response may not answer the opening of a page.
    return [name, new Response(await response.blob(), response)];
  }));
  const cache = await caches.open(mine);
  await Promise.all(fetched.map(([name, response]) => cache.put(new URL(name, scope), response)));
}

/** Drops the files of other builds once no page is open that may be one of theirs. */
async function tidy() {
  const open = await clients.matchAll({ type: 'window' });
  if (open.length > 0) return;
  const others = (await caches.keys()).filter((name) => name.startsWith(`${scope}#`) && name !== mine);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function thePage(request) {
  const cache = await caches.open(mine);
  return await cache.match(new URL('index.html', scope)) ?? fetch(request);
}

async function aFile(request) {
  return await caches.match(request) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener('message', ({ data }) => { if (data === 'take over') skipWaiting(); });
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  if (request.method !== 'GET' || !url.startsWith(scope)) return;
  const name = url.slice(scope.length);
  if (request.mode === 'navigate' && ['', 'index.html'].includes(name)) {
    event.respondWith(thePage(request));
    event.waitUntil(tidy());
  } else if (HASHED.test(name)) {
    event.respondWith(aFile(request));
  }
});
