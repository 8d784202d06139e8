import type { Child } from 'hono/jsx';
import { Badge, Card, Facts } from '../../ui/index.ts';

interface MailSampleProps {
  genuine: boolean;
  /** The heading; says in words which of the two it is. */
  label: string;
  /** The badge in the mail itself, so that nobody takes it for a real one. */
  example: string;
  /** Sender and subject with their names. */
  lines: readonly (readonly [name: string, value: string])[];
  lookAtTitle: string;
  lookAt: readonly string[];
  children?: Child;
}

/** A mail as an example, and what to look at in it. Nothing in it can be clicked. */
export function MailSample({ genuine, label, example, lines, lookAtTitle, lookAt, children }: MailSampleProps) {
  return (
    <>
      <h3>{label}</h3>
      <figure aria-label={example}>
        <Card tone={genuine ? 'plain' : 'danger'}>
          <p>
            <Badge tone={genuine ? 'good' : 'danger'}>{example}</Badge>
          </p>
          <Facts rows={lines} />
          {children}
        </Card>
      </figure>
      <p>
        <strong>{lookAtTitle}</strong>
      </p>
      <ul>
        {lookAt.map((hint) => (
          <li>{hint}</li>
        ))}
      </ul>
    </>
  );
}

/** Where a link of a sample mail would lead: shown, never followed. */
export function MailLink({ children }: { children: string }) {
  return <span class="address">{children}</span>;
}
