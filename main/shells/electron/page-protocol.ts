// app://groma: the built page, file by file, under the same content policy as in the browser shell.
import { readFile } from 'node:fs/promises';
import type { Session } from 'electron';
import { contentType, findFile, securityHeaders } from '../browser/static-files.ts';
import { pageOrigin, pageScheme } from './electron-parts.ts';

export function servePage(session: Pick<Session, 'protocol'>, folder: string): void {
  session.protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url);
    const file = `${url.protocol}//${url.host}` === pageOrigin ? findFile(folder, url.pathname) : undefined;
    if (!file || request.method !== 'GET') return new Response('Not found', { status: 404 });
    return new Response(await readFile(file), { headers: { ...securityHeaders(), 'content-type': contentType(file) } });
  });
}
