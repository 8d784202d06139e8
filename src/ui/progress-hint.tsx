import type { Child } from 'hono/jsx';

/** Something is still going on, and what comes after it. */
export function ProgressHint({ children }: { children?: Child }) {
  return (
    <p class="progress" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
