// Serves a folder below a prefix, as a static host with directory indexes and a strict content policy does.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.ico': 'image/x-icon', '.js': 'text/javascript', '.json': 'application/json',
  '.md': 'text/markdown', '.mjs': 'text/javascript', '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json', '.xml': 'application/xml',
};

/** Allows the site's own files and the one inline script of the home page, and nothing else. */
async function policy(folder) {
  const home = await readFile(join(folder, 'index.html'), 'utf8');
  const inline = /<script>([^]*?)<\/script>/.exec(home)?.[1] ?? '';
  const hash = createHash('sha256').update(inline).digest('base64');
  return [
    "default-src 'none'", `script-src 'self' 'sha256-${hash}'`, "style-src 'self'", "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:", "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; ');
}

/** Starts serving `folder` at `prefix`, with a strict content policy or none; gives the address and a function that stops it. */
export async function serve(folder, prefix = '/portal/', options = { policy: true }) {
  const headers = options.policy ? { 'content-security-policy': await policy(folder) } : {};
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = async (status, file) => {
      const body = await readFile(file);
      response.writeHead(status, {
        'content-type': `${TYPES[extname(file)] ?? 'application/octet-stream'}; charset=utf-8`, 'x-content-type-options': 'nosniff', ...headers,
      });
      response.end(body);
    };
    try {
      if (!pathname.startsWith(prefix)) throw new Error('outside the prefix');
      const file = join(folder, normalize(decodeURIComponent(pathname.slice(prefix.length))));
      if (!(await stat(file)).isDirectory()) return await answer(200, file);
      if (pathname.endsWith('/')) return await answer(200, join(file, 'index.html'));
      response.writeHead(301, { location: `${pathname}/` }).end();
    } catch {
      await answer(404, join(folder, '404.html')).catch(() => response.writeHead(404).end('not found'));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}
