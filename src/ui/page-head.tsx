import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

export interface Link {
  href: string;
  label: string;
}

interface PageHeadProps {
  title: string;
  /** One or two sentences: what this page is for. */
  intro?: Child;
  /** The guide's page about this setting. */
  guide?: Link | undefined;
  /** One level up. */
  back?: Link | undefined;
  /** A badge or buttons beside the title. */
  children?: Child;
}

/** The page's only h1 and what it is for. */
export function PageHead({ title, intro, guide, back, children }: PageHeadProps) {
  return (
    <div class="page-head">
      {back && (
        <p class="page-back">
          <a href={back.href}>
            <Icon name="back" />
            {back.label}
          </a>
        </p>
      )}
      <div class="page-title">
        <h1>{title}</h1>
        {children}
      </div>
      {intro && <p class="page-intro">{intro}</p>}
      {guide && (
        <p class="page-guide">
          <a href={guide.href}>
            <Icon name="book" />
            {guide.label}
          </a>
        </p>
      )}
    </div>
  );
}
