// Who may come in: only pages of this very server, opened by a person who was given the launch URL.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const cookieName = 'groma';
/** A launch URL lies in a terminal's history: it must be used soon, and only once. */
const tokenLifeMs = 10 * 60_000;

const isEqual = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

export type Refusal = 'host' | 'origin' | 'cookie' | 'token' | 'method';

export class Door {
  readonly #session: string;
  readonly #tokens = new Map<string, number>();
  readonly #now: () => number;
  #authorities: readonly string[] = [];

  /** @param options.session secret of the cookie, where it must outlive this process (development) */
  constructor(options: { now?: (() => number) | undefined; session?: string | undefined } = {}) {
    this.#now = options.now ?? Date.now;
    this.#session = options.session ?? randomBytes(32).toString('base64url');
  }

  /** Once the port is known. Anything else in the Host header is a rebinding of some foreign name to this computer. */
  listenOn(port: number): void {
    this.#authorities = [`127.0.0.1:${port}`, `localhost:${port}`];
  }

  newToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, this.#now() + tokenLifeMs);
    return token;
  }

  /** True once for each token. */
  redeem(token: string): boolean {
    const match = [...this.#tokens.keys()].find((each) => isEqual(each, token));
    if (match === undefined) return false;
    const expires = this.#tokens.get(match) ?? 0;
    this.#tokens.delete(match);
    return this.#now() <= expires;
  }

  /** The cookie has no expiry: it ends with the browser's session, and this server knows it only while it runs. */
  get cookie(): string {
    return `${this.#cookieName()}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Why a request may not come in; undefined when it may. `hasToken`: a launch URL, which brings no cookie yet. */
  refuse(request: IncomingMessage, kind: 'page' | 'launch' | 'channel'): Refusal | undefined {
    const { host, origin } = request.headers;
    if (host === undefined || !this.#authorities.includes(host)) return 'host';
    if (kind !== 'channel' && request.method !== 'GET' && request.method !== 'HEAD') return 'method';
    // Browsers always send Origin with a WebSocket; with a page only when another site asks for it.
    const isOwn = origin !== undefined && origin === `http://${host}`;
    if (kind === 'channel' ? !isOwn : origin !== undefined && !isOwn) return 'origin';
    if (kind !== 'launch' && !this.#hasCookie(request.headers.cookie)) return 'cookie';
    return undefined;
  }

  #hasCookie(header: string | undefined): boolean {
    const name = this.#cookieName();
    return (header ?? '').split(';').some((pair) => {
      const [key = '', value = ''] = pair.trim().split('=', 2);
      return key === name && isEqual(value, this.#session);
    });
  }

  /** Cookies are shared by all ports of a host: two Gromas must not overwrite each other's. */
  #cookieName(): string {
    return `${cookieName}-${this.#authorities[0]?.split(':')[1] ?? ''}`;
  }
}
