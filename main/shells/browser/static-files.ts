// The built renderer over HTTP: only files of its folder, with the headers that keep the page to itself.
import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.ico': 'image/x-icon',
};

export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

export function securityHeaders(): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  };
}

/** The file behind a URL path, or undefined for anything outside of the folder. */
export function findFile(folder: string, urlPath: string): string | undefined {
  try {
    const decoded = decodeURIComponent(urlPath);
    const file = normalize(join(folder, decoded === '/' ? 'index.html' : decoded));
    return file.startsWith(folder + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    // Not there, or a name that no file can have: too long, not to be decoded, with a zero in it.
    return undefined;
  }
}

export const contentType = (file: string): string => types[extname(file)] ?? 'application/octet-stream';

export function sendFile(response: ServerResponse, file: string, isHead: boolean): void {
  response.writeHead(200, {
    ...securityHeaders(),
    'content-type': contentType(file),
    // Built files carry a hash in their names; the page itself must always be asked for.
    'cache-control': file.endsWith('.html') ? 'no-store' : 'private, max-age=31536000, immutable',
  });
  if (isHead) {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}
