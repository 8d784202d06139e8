import type { Child } from 'hono/jsx';
import type { Problem } from './problem.ts';

/** What a handler answers. The foundation turns it into HTML for people or JSON for programs. */
export type Reply = PageReply | DoneReply | RedirectReply | RefusalReply | FileReply;

interface Common {
  cookies?: readonly CookieChange[];
  headers?: Readonly<Record<string, string>>;
}

/** Something to read: the page, and the same facts as JSON. */
export interface PageReply extends Common {
  kind: 'page';
  page: Page;
  json: unknown;
}

/** Something was done: a program gets the status and body, a browser is sent (303) to `location`, or shown `page`. */
export interface DoneReply extends Common {
  kind: 'done';
  status: 200 | 201 | 202 | 204;
  json?: unknown;
  location?: string;
  page?: Page;
}

/** It is elsewhere; nothing was done. Browsers and programs alike are sent there (303). */
export interface RedirectReply extends Common {
  kind: 'redirect';
  location: string;
}

/**
 * Nothing was done. A program gets the problem. A browser is sent to `location` (303) when there is one, else shown
 * `page` (usually the form again, errors at the field), else the problem's own page.
 */
export interface RefusalReply extends Common {
  kind: 'refusal';
  problem: Problem;
  location?: string;
  page?: Page;
}

/** Bytes as they are: a download, a preview. Both faces get the same. */
export interface FileReply extends Common {
  kind: 'file';
  contentType: string;
  /** A stream is sent as it comes; what fails in it cuts the connection, so that nobody takes a part for the whole. */
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** `desk`: the signed-in frame with its navigation. `card`: one narrow card (sign-in and the like). `book`: the guide. */
export type Shell = 'desk' | 'card' | 'book';

export interface Page {
  title: string;
  shell: Shell;
  /** The navigation entry to mark as current: the path of its door. */
  section?: string;
  /** It asks for a passkey: the script of the ceremony comes with it. */
  ceremony?: boolean;
  content: Child;
}

export interface CookieChange {
  /** The name without prefix; the foundation adds `__Host-` where the origin is https (SE-3). */
  name: 'session' | 'pending' | 'recovery' | 'device' | 'browser' | 'locale' | 'theme';
  /** null removes the cookie. */
  value: string | null;
  /** Absent: a cookie of the browser's session. */
  maxAgeSeconds?: number;
}
