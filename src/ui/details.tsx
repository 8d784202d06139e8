import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

/** More, for whoever wants it. */
export function Details({ summary, open, children }: { summary: Child; open?: boolean | undefined; children?: Child }) {
  return (
    <details class="details" open={open}>
      <summary>
        <Icon name="chevron" />
        <span>{summary}</span>
      </summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
