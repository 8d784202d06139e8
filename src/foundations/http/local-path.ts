// Backslashes and control characters are read as slashes or dropped by some browsers.
const LOCAL_PATH = /^\/(?!\/)[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*$/;
const MOST_CHARACTERS = 500;

/** Where a form or link asks to go afterwards: a path of ours, or null. Never another host. */
export function localPath(next: string | undefined): string | null {
  return next !== undefined && next.length <= MOST_CHARACTERS && LOCAL_PATH.test(next) ? next : null;
}
