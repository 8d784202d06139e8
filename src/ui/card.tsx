import type { Child } from 'hono/jsx';

interface CardProps {
  title?: string | undefined;
  intro?: Child;
  /** `danger` for what cannot be undone; `accent` for the one thing to do next. */
  tone?: 'plain' | 'accent' | 'danger' | undefined;
  /** Buttons at the right of the title. */
  actions?: Child;
  /** For a link from elsewhere on the page; the heading is its name. */
  id?: string | undefined;
  children?: Child;
}

/** One subject on a page. */
export function Card({ title, intro, tone = 'plain', actions, id, children }: CardProps) {
  return (
    <section class={`card card-${tone}`} id={id}>
      {(title || intro || actions) && (
        <div class="card-head">
          <div>
            {title && <h2>{title}</h2>}
            {intro && <p class="card-intro">{intro}</p>}
          </div>
          {actions && <div class="actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Things in a card that belong together and can be linked to. */
export function CardPart({ id, children }: { id: string; children?: Child }) {
  return (
    <div class="card-part" id={id}>
      {children}
    </div>
  );
}

/** Cards or other blocks side by side where there is room. */
export function Columns({ children }: { children?: Child }) {
  return <div class="columns">{children}</div>;
}
