import type { Locale } from '../i18n/index.ts';

/** Where a request comes from. `address` null means: could not be told, which gets the strictest treatment (IP-2). */
export interface Client {
  /** RFC 5952 form, IPv4-mapped folded. */
  address: string | null;
  /** The /24 or /64 it is counted under; 'unknown' when there is no address. */
  prefix: string;
  userAgent: string;
}

/** One request, parsed and bounded, before any decision about it. */
export interface Visit {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The form's or the JSON object's members; {} when there is no body. Unchecked: parse it with a schema. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly locale: Locale;
  readonly theme: 'system' | 'light' | 'dark';
  readonly timeZone: string;
  readonly client: Client;
  /** The other end of the socket itself, whatever any header says. */
  readonly peer: string | undefined;
  readonly host: string | undefined;
  readonly cookies: Readonly<Partial<Record<'session' | 'pending' | 'recovery' | 'device' | 'browser', string>>>;
  /** This browser's own random secret; made (and set as a cookie) with its first page. Binds pending rows to it. */
  readonly browser: string;
  /** For the hidden field of every form (SE-10). */
  readonly formToken: string;
  /** The token for a page shown together with a new session cookie. */
  readonly formTokenFor: (session: string) => string;
  readonly wantsJson: boolean;
  readonly now: Date;
  /** Who is signed in, for the frame around the page. */
  readonly viewer: Viewer | null;
  /** Seconds until the viewer's session ends if nothing more happens (AX-4). */
  readonly idleSeconds?: number;
}

export interface Viewer {
  /** Absent where nobody asked who it is. */
  userId?: string;
  name: string;
  email: string;
  /** Where they are: the account of the session, and their role in it; null: no member any more. */
  account: { name: string; role: string | null };
  /** What a sensitive act asks for first, and in how many seconds the last proof is too old not to be asked. */
  stepUp?: { methods: readonly string[]; inSeconds: number };
}
