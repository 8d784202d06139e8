import type { Child } from 'hono/jsx';

/** A few fields that belong together, side by side where there is room; `legend` is read out with each of them. */
export function FieldRow({ legend, children }: { legend: string; children?: Child }) {
  return (
    <fieldset class="field-row">
      <legend class="unseen">{legend}</legend>
      {children}
    </fieldset>
  );
}
