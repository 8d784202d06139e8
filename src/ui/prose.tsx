import type { Child } from 'hono/jsx';

/** Running text: headings, paragraphs, lists and notices, in a measure that can be read. */
export function Prose({ children }: { children?: Child }) {
  return <div class="prose">{children}</div>;
}
