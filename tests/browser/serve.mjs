// A small static server on a free port of the loopback.
import http from 'node:http';
import fs from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/**
 * Serves a folder as a plain static host does, without a policy header unless one is asked for; `under` is the path in
 * front of its files, `allow` who else may read them, `compress` sends them by gzip, `types` says what endings are. Gives its address, what was asked for so far (but the browser's checks for a newer service
 * worker, which are `checks`), and a function that ends it.
 */
export async function serve(folder, { port = 0, under = '/', policy, allow, compress, types = {} } = {}) {
  const asked = [];
  const checks = [];
  const headers = { 'cache-control': 'no-store' };
  if (compress) headers['content-encoding'] = 'gzip';
  if (policy) headers['content-security-policy'] = policy;
  if (allow) headers['access-control-allow-origin'] = allow;
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    (request.headers['service-worker'] === 'script' ? checks : asked).push(name);
    const inside = name.startsWith(under) ? name.slice(under.length) : '\0';
    const file = path.join(folder, path.normalize(inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside));
    try {
      const body = await fs.readFile(file);
      const type = types[path.extname(file)] ?? TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'content-type': type }).end(compress ? zlib.gzipSync(body) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready, fail) => server.once('error', fail).listen(port, '127.0.0.1', ready));
  const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  const given = server.address().port;
  return { url: `http://127.0.0.1:${given}${encodeURI(under)}`, port: given, asked, checks, close };
}

/** The content policy that a built page states itself. */
export async function policyOf(folder) {
  const page = await fs.readFile(path.join(folder, 'index.html'), 'utf8');
  return /content="(default-src[^"]+)"/.exec(page)[1];
}
