// A small static server on a free port of the loopback.
import http from 'node:http';
import fs from 'node:fs/promises';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** Serves a folder; gives its address, what was asked for so far, and a function that ends it. */
export async function serve(folder) {
  const asked = [];
  // As a host should: the header binds the worker too, which the page's own policy does not.
  const page = await fs.readFile(path.join(folder, 'index.html'), 'utf8');
  const policy = /content="(default-src[^"]+)"/.exec(page)[1];
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(name);
    const file = path.join(folder, path.normalize(name.endsWith('/') ? `${name}index.html` : name));
    try {
      const body = await fs.readFile(file);
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => { server.close(); server.closeAllConnections(); };
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, close };
}
