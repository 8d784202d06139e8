import type { Child } from 'hono/jsx';

/** Names and values: the details of one thing. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: Child])[] }) {
  return (
    <div class="facts">
      <dl>
        {rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
