import { controlAttributes, FieldFrame, type Labelled } from './field.tsx';

/**
 * A short code of digits: one input under drawn cells, so that paste, autofill and screen readers work (AX-1, AX-2).
 * Without script spaces are sent along; the server tolerates them.
 */
export function CodeField(props: Labelled & { value?: string | undefined }) {
  return (
    <FieldFrame field={props}>
      <code-field class="code-field">
        <span class="code-cells" aria-hidden="true">
          {CELLS.map(() => (
            <span />
          ))}
        </span>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          required
          value={props.value}
          {...controlAttributes(props)}
        />
      </code-field>
    </FieldFrame>
  );
}

/** RFC 6238 authenticator apps show six digits. */
const CELLS = [1, 2, 3, 4, 5, 6];
