import type { Child } from 'hono/jsx';

export interface Step {
  title: string;
  text?: Child;
}

/** Things to do one after the other. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ title, text }) => (
        <li>
          <div class="step-body">
            <p class="step-title">{title}</p>
            {text && <div class="step-text">{text}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
