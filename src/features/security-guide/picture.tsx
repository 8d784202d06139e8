import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/** A field that nobody sees carries a value for the server. */
const UNSEEN = /<input[^>]* (?:type="hidden"|hidden="")[^>]*>/g;
/** Waits for a script to show it. */
const WAITING = /(<button[^>]*) hidden=""/g;
/** What could be followed, sent, or brought to life by a script. */
const ALIVE = /<(\/?)(?:a|button|form|[a-z]+-[a-z-]+)(?=[\s>])/g;
/**
 * What gives a name or a role, leads somewhere, acts, or dresses a mail, which no page may do. Class and drawing stay,
 * and so do the shape of a choice and the head that a cell has on a phone.
 */
const ACTING =
  / (?:id|for|name|href|style|action|method|type(?!="(?:radio|checkbox)")|novalidate|autofocus|required|title|role|aria-[a-z]+|data-(?!label=)[a-z-]+|autocomplete|inputmode)="[^"]*"/g;

/**
 * A page of ours as a picture: the real components, in the reader's language and colours, and nothing in it acts.
 * Screen readers pass it by; the caption says what is seen.
 */
export function Picture({ of, caption }: { of: Child; caption: string }) {
  return (
    <figure class="picture">
      <div class="picture-frame" aria-hidden="true" inert>
        {raw(drawn(String(of)))}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** Our own markup, whose attributes are always in double quotes and whose text has none. */
function drawn(markup: string): string {
  return markup
    .replaceAll(UNSEEN, '')
    .replaceAll(WAITING, '$1')
    .replaceAll(ALIVE, (_, slash) => `<${slash}div`)
    .replaceAll(ACTING, '')
    .replaceAll('<input', '<input disabled=""');
}
