import type { Child } from 'hono/jsx';

export type BadgeTone = 'neutral' | 'accent' | 'good' | 'warning' | 'danger';

/** A state in one or two words. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone | undefined; children?: Child }) {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}
