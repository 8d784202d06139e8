import type { Child } from 'hono/jsx';

/** Short facts in one line, with a dot between each two; where the line breaks, no dot is left at its end. */
export function Dotted({ parts }: { parts: readonly Child[] }) {
  return (
    <span class="dotted">
      {parts.map((part) => (
        <span>{part}</span>
      ))}
    </span>
  );
}
