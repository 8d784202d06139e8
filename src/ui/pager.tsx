import { LinkButton } from './button.tsx';

interface PagerProps {
  /** Address of the next page; null on the last one. */
  next: string | null;
  /** “Older sign-ins”. */
  label: string;
  /** Back to the first page; null when this is it. */
  first?: string | null | undefined;
  firstLabel?: string | undefined;
}

/** Keyset paging: onwards, or back to the start. Nothing is drawn when one page holds all. */
export function Pager({ next, label, first, firstLabel }: PagerProps) {
  if (!next && !first) return null;
  return (
    <nav class="pager" aria-label={label}>
      {first && (
        <LinkButton href={first} tone="quiet" size="small" icon="back">
          {firstLabel}
        </LinkButton>
      )}
      {next && (
        <LinkButton href={next} tone="quiet" size="small">
          {label}
        </LinkButton>
      )}
    </nav>
  );
}
