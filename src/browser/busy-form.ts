import { announce, word } from './status.ts';

const SHOW_AFTER_MS = 1000;
/** An answer that has not come by then may be lost: let the user try again. */
const GIVE_UP_AFTER_MS = 20_000;
/** A file does not replace the page, and no event tells that it came. */
const FILE_COMES_WITHIN_MS = 2_000;

/** Sends its form once, however often one clicks, and says so when the answer takes longer than a second. */
export function busyForm(host: HTMLElement): void {
  let timers: number[] = [];
  const showProgress = () => {
    host.dataset.slow = '';
    announce(word('busy'));
  };
  const rest = () => {
    timers.forEach(clearTimeout);
    host.ariaBusy = null;
    delete host.dataset.slow;
    announce('');
  };
  host.addEventListener('submit', (event) => {
    if (host.ariaBusy) return event.preventDefault();
    host.ariaBusy = 'true';
    const isFile = (event.target as HTMLElement).dataset.download !== undefined;
    const restAfterMs = isFile ? FILE_COMES_WITHIN_MS : GIVE_UP_AFTER_MS;
    timers = [window.setTimeout(showProgress, SHOW_AFTER_MS), window.setTimeout(rest, restAfterMs)];
  });
  // Going back may bring this very page out of the browser's cache, still busy.
  addEventListener('pageshow', (event) => event.persisted && rest());
}
