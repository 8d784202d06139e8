import type { Link } from './page-head.tsx';

/** Other ways to go, under a form: “New here? Create an account”. */
export function Links({ items }: { items: readonly (Link & { lead?: string | undefined })[] }) {
  return (
    <ul class="links">
      {items.map(({ lead, href, label }) => (
        <li>
          {lead && `${lead} `}
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
